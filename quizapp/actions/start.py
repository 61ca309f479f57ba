"""Start a quiz: draw its questions and issue them all at once, so that nothing answered later changes what is asked."""

import random
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from quizapp.actions.enrol import stay
from quizapp.core.draw import Candidate, draw
from quizapp.core.rating import Rating
from quizapp.core.study_day import study_day
from quizapp.storage import draws
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Asked, Attempt, Bank, Edition, Question, QuestionRevision
from quizapp.storage.pools import Wanted
from quizapp.storage.ratings import elos
from quizapp.storage.readable import readable

LENGTH = 10
LONGEST = 50
DOUBLE_CLICK = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a quiz goes. `bank` is a slug; empty tuples mean any."""

    length: int = LENGTH
    bank: str | None = None
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    feedback: Literal["each", "end"] = "each"
    confidence: bool = True
    fact_ids: tuple[int, ...] = ()
    minutes: int | None = None
    """After so many it is over, answered or not."""


class NothingToAsk(LookupError):
    """No live question fits the settings."""


def choose(db: Session, who: Who | None, settings: Settings, now: datetime, seed: str) -> list[Candidate]:
    """Draw the questions for `settings`: a read. The same bank, learner and seed give the same quiz."""
    reader = who.user_id if who else None
    bank_id = _bank_id(db, settings.bank, reader)
    wanted = Wanted(bank_id, settings.topics, settings.kinds, settings.fact_ids, reader)
    rng = random.Random(seed)
    today = study_day(now, who.zone, who.rollover) if who else now.date()
    pool = draws.candidates(db, who.id if who else None, wanted, today, now, rng)
    ability = elos(db, "learner", [who.id]).get(who.id, Rating()).value if who else 0.0
    return draw(pool, min(settings.length, LONGEST), ability, rng)


def start(db: Session, who: Who, settings: Settings, drawn: list[Candidate], seed: str, now: datetime) -> str:
    """Write the attempt and its asked rows; returns its public id. A double click starts one quiz, not two."""
    if not drawn:
        raise NothingToAsk
    stored = {**asdict(settings), "wanted": settings.length, "length": len(drawn)}
    if twin := _just_started(db, who.id, stored, now):
        return twin
    stay(db, who.id, now)
    attempt = Attempt(learner_id=who.id, purpose="practice", settings=stored, seed=seed, started_at=now)
    db.add(attempt)
    db.flush()
    live = editions(db, [each.key for each in drawn])
    rng = random.Random(f"{seed}/asked")
    db.execute(
        insert(Asked),
        [
            {
                "attempt_id": attempt.id,
                "position": position,
                "question_revision_id": each.key,
                "edition_id": live[each.key],
                "seed": str(rng.getrandbits(63)),
            }
            for position, each in enumerate(drawn, 1)
        ],
    )
    return attempt.public_id


def new_seed() -> str:
    """A seed nobody can guess, so that nobody can foretell the order of options."""
    return secrets.token_hex(16)


def _bank_id(db: Session, slug: str | None, reader: int | None) -> int | None:
    if slug is None:
        return None
    bank_id = db.scalar(select(Bank.id).where(Bank.slug == slug, readable(reader)))
    if bank_id is None:
        raise NothingToAsk
    return bank_id


def _just_started(db: Session, learner_id: int, settings: dict[str, object], now: datetime) -> str | None:
    """An attempt with the same settings, seconds old and untouched. One of two draws may have found fewer questions."""
    touched = select(Answer.id).join(Asked, Asked.id == Answer.asked_id).where(Asked.attempt_id == Attempt.id)
    rows = db.execute(
        select(Attempt.public_id, Attempt.settings).where(
            Attempt.learner_id == learner_id,
            Attempt.started_at > now - DOUBLE_CLICK,
            Attempt.finished_at.is_(None),
            ~exists(touched),
        )
    )
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()}
    return next((public_id for public_id, stored in rows if {**stored, "length": plain["length"]} == plain), None)


def editions(db: Session, revision_ids: list[int]) -> dict[int, int]:
    """The live edition of the bank that each question revision belongs to."""
    rows = db.execute(
        select(QuestionRevision.id, Edition.id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(Edition, (Edition.bank_id == Bank.id) & (Edition.number == Bank.edition))
        .where(QuestionRevision.id.in_(revision_ids))
    )
    return {revision_id: edition_id for revision_id, edition_id in rows}
