"""Begin a certification: what is asked is drawn for each participant anew, and once issued stays."""

import random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.answer import NotFound
from quizapp.actions.begin_assignment import Issued, NotNow, issue
from quizapp.actions.start import editions, new_seed
from quizapp.core.certification import Terms, draw_certification
from quizapp.core.draw import Candidate
from quizapp.storage import assignments, certified, draws
from quizapp.storage.assignments import CERTIFICATION, Task
from quizapp.storage.eligibility import Eligibility
from quizapp.storage.learners import Who
from quizapp.storage.models import Activity
from quizapp.storage.programmes import CohortRow


def begin_certification(db: Session, who: Who, cohort: CohortRow, gate: Eligibility, now: datetime) -> str:
    """The public id of the attempt: the one that goes on, or a new one, of a renewal only with what has changed.

    What passes it is frozen in the attempt. `gate` was read inside this transaction, which writes for the learner; the
    caller commits. Raises NotFound, or NotNow where the gate is shut or there is not a question on each must-know fact.
    """
    if gate.attempt:
        return gate.attempt.public_id
    if gate.gate not in ("ready", "renew"):
        raise NotNow
    task = _task(db, who, cohort)
    seed = new_seed()
    rng = random.Random(seed)
    terms = _terms(db, cohort, gate.facts)
    drawn = _draw(db, cohort, gate.facts or terms.must, 0 if gate.facts else cohort.programme.settings.length, now, rng)
    if not drawn or not set(terms.must) <= {fact for each in drawn for fact in each.facts}:
        raise NotNow
    live = editions(db, [each.key for each in drawn])
    rows: list[Issued] = [(at, each.key, live[each.key], rng.getrandbits(63)) for at, each in enumerate(drawn, 1)]
    return issue(db, who, task, rows, seed, now, terms)


def _task(db: Session, who: Who, cohort: CohortRow) -> Task:
    public_id = db.scalars(select(Activity.public_id).where(Activity.id == cohort.certification)).one()
    task = assignments.task(db, who.id, public_id, CERTIFICATION)
    if task is None:
        raise NotFound
    return task


def _terms(db: Session, cohort: CohortRow, facts: Sequence[int]) -> Terms:
    """What passes, as it is set now; of the must-know facts a renewal asks those among `facts`."""
    must, settings = certified.must_know(db, cohort.programme.bank_id), cohort.programme.settings
    wanted = tuple(fact for fact in must if not facts or fact in facts)
    return Terms(settings.pass_mark, settings.every_must, wanted)


def _draw(
    db: Session, cohort: CohortRow, facts: Sequence[int], length: int, now: datetime, rng: random.Random
) -> list[Candidate]:
    """All of `facts`, and others up to `length`."""
    found = draws.of_bank(db, cohort.programme.bank_id, (), (), now, rng, facts)
    return draw_certification(found, facts, length, rng)
