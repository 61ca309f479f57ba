"""How pupils are told: beside their result, and as news on their first page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.see_rulings import SEEN, see_rulings
from quizapp.core.question import Question, Text
from quizapp.storage import contested, ruling_news
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.contested import Contested
from quizapp.storage.ruling_news import News, Told
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rulings.words import right_words

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Line:
    """A word on a question of an attempt, with the question and the right answers in words."""

    told: Told
    question: Question
    right: tuple[tuple[Text, ...], ...]


def of_attempt(attempt: AttemptRow) -> list[Line]:
    """What the template `rulings/_told.html` tells of an attempt, by position; nothing for practice."""
    return [] if attempt.activity_id is None else _lines(attempt.activity_id, attempt.id)


def _lines(activity_id: int, attempt_id: int) -> list[Line]:
    session = db.session()
    found = ruling_news.of_attempt(session, activity_id, attempt_id)
    if not found:
        return []
    questions = {each.question_revision_id: each for each in contested.questions(session, activity_id)}
    return [_line(activity_id, told, questions[told.question_revision_id]) for told in found]


def _line(activity_id: int, told: Told, question: Contested) -> Line:
    right = right_words(db.session(), activity_id, question, told.right) if told.right else ()
    return Line(told, question.question, right)


def show() -> str:
    """All that was ruled on the reader's results in the last fortnight, with the reasons."""
    who, session = identity.somebody(), db.session()
    found = ruling_news.news(session, who.id, identity.now() - LASTS)
    changed = [
        (each, [_lines(activity, attempt) for attempt, activity in _attempts(who.id, each.activity_id)])
        for each in found
    ]
    return render_template("rulings/mine.html", changed=changed, fresh=bool(news()))


def _attempts(learner_id: int, activity_id: str) -> list[tuple[int, int]]:
    return ruling_news.attempts_in(db.session(), learner_id, activity_id)


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
