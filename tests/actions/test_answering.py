"""Random histories of answers: memory always is what replaying its reviews gives, whenever they come in."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

import pytest
from actions.harbour import NOW
from hypothesis import example, given, settings
from hypothesis import strategies as st
from safety.consistency import differs, faults
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.hand_in import hand_in
from quizapp.actions.start import Settings, choose, start
from quizapp.core.grade import assess
from quizapp.core.memory import Evidence, Memory, Review, replay
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, learners, memories
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Fact
from quizapp.storage.models import Memory as MemoryRow

KINDS = ("choice", "text")
ZONES = ("UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin", "Pacific/Kiritimati")

gaps = st.one_of(st.integers(1, 26 * 60), st.integers(1, 40 * 24 * 60))
"""Minutes between two steps: within a day or so, or up to weeks."""
picks = st.integers(0, 9)
begins = st.tuples(st.just("begin"), st.sampled_from(("each", "end")), picks)
answers = st.tuples(st.just("answer"), picks, picks, st.sampled_from(("right", "wrong", "unknown")))
ends = st.tuples(st.just("hand in"), picks)
travels = st.tuples(st.just("travel"), st.sampled_from(ZONES))
steps = st.one_of(answers, answers, begins, ends)
at_home = st.lists(st.tuples(gaps, steps), min_size=10, max_size=30)
abroad = st.lists(st.tuples(gaps | st.just(0), steps | travels), min_size=10, max_size=30)

several = settings(max_examples=60, deadline=None)


@dataclass
class Study:
    """A learner who takes steps in time, and a log of what they answered that does not come from the database."""

    db: Session
    who: Who
    facts: tuple[int, ...]
    now: datetime = NOW
    attempts: list[str] = field(default_factory=list)
    log: dict[int, tuple[datetime, int, Evidence]] = field(default_factory=dict)
    """By asked question: when it was answered for the last time, its fact, and what that says of it."""

    def take(self, step: tuple[int, tuple[Any, ...]]) -> None:
        """Let time pass, then do one thing."""
        minutes, (verb, *rest) = step
        self.now += timedelta(minutes=minutes)
        {"begin": self.begin, "answer": self.answer, "hand in": self.hand_in, "travel": self.travel}[verb](*rest)

    def begin(self, feedback: Literal["each", "end"], seed: int) -> None:
        wanted = Settings(length=2, feedback=feedback, kinds=KINDS, fact_ids=self.facts)
        drawn = choose(self.db, self.who, wanted, self.now, str(seed))
        self.attempts.append(start(self.db, self.who, wanted, drawn, str(len(self.attempts)), self.now))

    def answer(self, attempt: int, position: int, how: str) -> None:
        """Answer something, as late as one likes, and in any order."""
        row = self._row(attempt)
        items = asked.items(self.db, row.id)
        item = items[position % len(items)]
        before = self.memories()
        try:
            receipt = answer(self.db, self.who, row.public_id, item.position, self._form(item, how), self.now)
        except HandedIn:
            return
        if receipt.outcome in ("new", "changed"):
            self._note(receipt.item)
        if row.at_end or receipt.outcome != "new":
            assert self.memories() == before

    def hand_in(self, attempt: int) -> None:
        hand_in(self.db, self.who, self._row(attempt).id, self.now)

    def travel(self, zone: str) -> None:
        self.who = replace(self.who, zone=zone)

    def hand_in_all(self) -> None:
        for number in range(len(self.attempts)):
            self.hand_in(number)

    def memories(self) -> dict[int, tuple[Any, ...]]:
        """Every memory row by fact."""
        query = select(MemoryRow.__table__).where(MemoryRow.learner_id == self.who.id)
        return {row.fact_id: tuple(row) for row in self.db.execute(query)}

    def _row(self, number: int) -> AttemptRow:
        row = attempts.attempt(self.db, self.attempts[number % len(self.attempts)], self.who.id)
        assert row
        return row

    def _form(self, item: Item, how: str) -> dict[str, list[str]]:
        if how == "unknown":
            return {"unknown": ["1"]}
        key = item.question.key(item.seed)
        if how == "right":
            return key
        options = [option["id"] for option in item.question.ask(item.seed).get("options", ())]
        return {"answer": [next((each for each in options if [each] != key["answer"]), "nobody at all")]}

    def _note(self, item: Item) -> None:
        assert item.response is not None
        grade = assess(item.question, item.response)
        (fact_id,) = item.fact_ids
        self.log[item.id] = (self.now, fact_id, Evidence(grade.score, item.question.guess_rate))


def fresh(db: Session) -> Study:
    """A new learner; the one before is forgotten."""
    db.rollback()
    write(db)
    learner_id, _ = enrol_guest(db, NOW)
    facts = tuple(db.scalars(select(Fact.id).order_by(Fact.id).limit(2)))  # Few, so that much happens to each.
    study = Study(db, learners.by_id(db, learner_id), facts)
    for feedback in ("each", "end", "end"):
        study.take((1, ("begin", feedback, 0)))
    return study


@several
@given(abroad)
def test_memory_is_the_replay_of_its_reviews_after_every_step(file: Session, steps: list[Any]) -> None:
    study = fresh(file)
    for step in steps:
        study.take(step)
        study.db.expire_all()
        for row in study.db.scalars(select(MemoryRow).where(MemoryRow.learner_id == study.who.id)):
            assert differs(study.db, row) == []
    study.hand_in_all()
    study.db.expire_all()
    assert faults(study.db) == []


@several
@given(abroad)
def test_a_fact_moves_at_most_once_a_study_day(file: Session, steps: list[Any]) -> None:
    study = fresh(file)
    for step in steps:
        study.take(step)
    study.hand_in_all()
    for fact_id in study.memories():
        reviews = memories.reviews(study.db, study.who.id, fact_id)
        firsts: dict[date, Review] = {}
        for review in sorted(reviews, key=lambda review: (review.given_at, review.id)):
            firsts.setdefault(review.day, review)
        assert replay(firsts.values()) == replay(reviews)


@several
@example(
    [
        (180, ("travel", "Pacific/Kiritimati")),
        (0, ("answer", 0, 0, "right")),
        (60, ("travel", "America/Los_Angeles")),
        (0, ("begin", "each", 1)),
        (0, ("answer", 3, 0, "right")),
        (0, ("answer", 3, 1, "right")),
    ]
)
@given(abroad)
def test_a_study_day_never_goes_back(file: Session, steps: list[Any]) -> None:
    """Whatever way somebody travels; what is released late may stand before what came meanwhile."""
    study = fresh(file)
    for step in steps:
        study.take(step)
    for fact_id in study.memories():
        reviews = sorted(memories.reviews(study.db, study.who.id, fact_id), key=lambda review: review.id)
        for number, review in enumerate(reviews):
            earlier = reviews[:number]
            if all(each.given_at <= review.given_at for each in earlier):
                assert all(each.day <= review.day for each in earlier)


@several
@given(at_home)
def test_an_answer_counts_from_when_it_was_given_whenever_it_is_released(file: Session, steps: list[Any]) -> None:
    """The learner's own log, replayed in order of time, gives the memory that the app arrived at by detours."""
    study = fresh(file)
    for step in steps:
        study.take(step)
    study.hand_in_all()
    study.db.expire_all()
    expected = expectation(study)
    rows = study.db.scalars(select(MemoryRow).where(MemoryRow.learner_id == study.who.id)).all()
    assert {row.fact_id for row in rows} == expected.keys()
    for row in rows:
        memory = expected[row.fact_id]
        assert (row.stability, row.difficulty) == pytest.approx((memory.stability, memory.difficulty))
        assert (row.last_study_day, row.lapses, row.due_day) == (memory.last_day, memory.lapses, memory.due())


def expectation(study: Study) -> dict[int, Memory]:
    """Memory by fact, from the learner's own log."""
    reviews = defaultdict(list)
    for number, (at, fact_id, evidence) in enumerate(study.log.values()):
        reviews[fact_id].append(Review(number, at, study_day(at, study.who.zone), evidence))
    return {fact_id: memory for fact_id, each in reviews.items() if (memory := replay(each))}
