"""How pupils are told: beside their result, and as news on their first page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp.actions.see_rulings import SEEN, see_rulings
from quizapp.core.question import Text
from quizapp.storage import contested, ruling_news
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.ruling_news import News, Told
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rulings.words import right_words

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Line:
    """A word on a question of an attempt, with the question's stem and the right answers in words."""

    told: Told
    stem: str
    right: tuple[tuple[Text, ...], ...]


def of_attempt(attempt: AttemptRow) -> list[Line]:
    """What the template `rulings/_told.html` tells of an attempt, by position; nothing for practice."""
    if attempt.activity_id is None:
        return []
    session = db.session()
    found = ruling_news.of_attempt(session, attempt.activity_id, attempt.id)
    if not found:
        return []
    questions = {each.question_revision_id: each for each in contested.questions(session, attempt.activity_id)}
    return [
        Line(
            told,
            questions[told.question_revision_id].question.stem,
            right_words(session, attempt.activity_id, questions[told.question_revision_id], told.right)
            if told.right
            else (),
        )
        for told in found
    ]


def news() -> list[News]:
    """What was ruled on the reader's results in the last fortnight, and they have not said that they saw."""
    who = identity.who()
    if who is None:
        return []
    since, seen_at = identity.now() - LASTS, who.settings.get(SEEN)
    if seen_at:
        since = max(since, datetime.fromisoformat(seen_at))
    return ruling_news.news(db.session(), who.id, since)


def seen() -> Response:
    """Say that the news was seen."""
    who, session = identity.writer(), db.session()
    see_rulings(session, who, identity.now())
    session.commit()
    return redirect(url_for("study.home"), 303)
