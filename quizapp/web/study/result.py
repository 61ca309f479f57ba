"""The end of a quiz: the score, each answer with its proof, and what to study next."""

from collections import Counter
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.hand_in import hand_in
from quizapp.actions.start import Settings
from quizapp.core.calibration import points
from quizapp.core.grade import is_right
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.skill import Judged, skill
from quizapp.core.study_day import study_day
from quizapp.storage import asked, fact_sheets, memories
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.progress.readings import verdicts
from quizapp.web.study.feedback import feedback_of
from quizapp.web.study.question import next_url
from quizapp.web.study.run import PRACTICE
from quizapp.web.study.setup import begin_quiz


def show(attempt_id: str) -> str | Response:
    """The result; before the end, on to what is still open."""
    attempt = _over(PRACTICE.own(attempt_id))
    if not attempt.finished_at:
        return redirect(next_url(PRACTICE, attempt, 0), 303)
    session, who = db.session(), identity.somebody()
    items = asked.items(session, attempt.id)
    today = study_day(identity.now(), who.zone, who.rollover)
    return render_template(
        "study/result.html",
        attempt=attempt,
        late="late" in request.args,
        items=items,
        linked=True,
        dropped=(),
        feedback=feedback_of(session, who.id, items),
        score=sum(item.grade.score for item in items if item.grade),
        missed=_missed(items),
        weak_topics=Counter(
            fact_sheets.topic_title(session, item.fact_ids[0]) for item in items if not _right(item)
        ).most_common(3),
        calibration=_calibration(items),
        **_verdicts(items),
        next_due=memories.next_due(session, who.id, today),
    )


def _over(attempt: AttemptRow) -> AttemptRow:
    """The attempt, handed in if its time is over and nobody did it."""
    if attempt.finished_at or not attempt.is_over(identity.now()):
        return attempt
    hand_in(db.session(), identity.writer(), attempt.id, attempt.ends_at or identity.now())
    db.session().commit()
    return PRACTICE.own(attempt.public_id)


def _verdicts(items: list[Item]) -> dict[str, Any]:
    """What the verdicts of a quiz tell of who gave them; nothing where there are none."""
    judged = [
        Judged(item.question.label, item.response["label"], item.grade.score)
        for item in items
        if isinstance(item.question, Verdict) and item.grade and item.response and "label" in item.response
    ]
    found = skill(judged)
    return {"skill": found if judged else None, "skill_reading": verdicts(found), "enough": 1}


def missed(attempt_id: str) -> tuple[str, int] | Response:
    """Ask again, in another form, the facts that were missed."""
    attempt = PRACTICE.own(attempt_id)
    if not attempt.finished_at:
        return redirect(next_url(PRACTICE, attempt, 0), 303)
    facts = _missed(asked.items(db.session(), attempt.id))
    if not facts:
        return redirect(url_for("study.home"), 303)
    confidence = bool(attempt.settings.get("confidence", True))
    return begin_quiz(Settings(length=len(facts), fact_ids=facts, confidence=confidence))


def _right(item: Item) -> bool:
    return item.grade is not None and is_right(item.grade.score)


def _missed(items: list[Item]) -> tuple[int, ...]:
    """The facts of every question that was not fully right, first come first."""
    return tuple(dict.fromkeys(fact_id for item in items if not _right(item) for fact_id in item.fact_ids))


def _calibration(items: list[Item]) -> dict[str, int] | None:
    """How well the learner knew what they know: points by confidence, and answers that were sure but wrong."""
    sure = [(item.confidence, _right(item)) for item in items if item.confidence and item.grade]
    if not sure:
        return None
    return {
        "points": sum(points(confidence, right) for confidence, right in sure),
        "most": 3 * len(sure),
        "sure_but_wrong": sum(confidence == 3 and not right for confidence, right in sure),
    }
