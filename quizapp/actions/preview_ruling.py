"""Whom a ruling would touch, told before it is made: a read."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from quizapp.actions.regrade import is_overruled, worth
from quizapp.core.ruling import DROPPED, KEY, Effect, Rule, Score, Touched, effect
from quizapp.storage import given, rulings
from quizapp.storage.activities import ActivityRow
from quizapp.storage.rulings import RulingRow


def preview(
    db: Session, activity: ActivityRow, question_revision_id: int, rule: Rule, pass_mark: float | None
) -> Effect:
    """What becomes of the scores of an activity if `rule` stood about a question; `pass_mark` is a share, 0 to 1."""
    about = given.subject(db, question_revision_id)
    moments = rulings.moments(db, activity.id, question_revision_id)
    rows = given.given(db, activity.id, question_revision_id)
    scores = {row.attempt_id: row.score if is_overruled(row, moments) else worth(about, rule, row)[0] for row in rows}
    regraded = sum(abs(scores[row.attempt_id] - row.score) > 1e-9 for row in rows)
    before = rulings.dropped(db, activity.id)
    after = before | {question_revision_id} if rule.dropped else before - {question_revision_id}
    attempts = [
        Touched(
            each.attempt_id,
            each.name,
            _score(each.scores, before),
            _score({**each.scores, **_new(scores, each.attempt_id, question_revision_id)}, after),
        )
        for each in given.points(db, activity.id, activity.class_id)
    ]
    return effect(regraded, attempts, pass_mark)


def _new(scores: Mapping[int, float], attempt_id: int, question_revision_id: int) -> dict[int, float | None]:
    return {question_revision_id: scores[attempt_id]} if attempt_id in scores else {}


def _score(scores: Mapping[int, float | None], dropped: frozenset[int]) -> Score:
    counted = [score for revision_id, score in scores.items() if revision_id not in dropped]
    return Score(sum(score or 0.0 for score in counted), len(counted))


def rule_of(standing: Iterable[RulingRow]) -> Rule:
    """What these rulings come to, the latest first; those lifted do not count."""
    rows = [row for row in standing if row.lifted_at is None]
    corrected = next((row.right for row in rows if row.kind == KEY), ())
    return Rule(any(row.kind == DROPPED for row in rows), corrected)
