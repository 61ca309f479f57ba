"""Cards, quizzes and two devices in any order: a fact moves once a study day, by the first answer given then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from actions.harbour import NOW
from actions.test_cards import form
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound, answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.open_cards import open_cards
from quizapp.actions.start import Settings, choose, start
from quizapp.actions.take_card import take
from quizapp.actions.undo_card import undo
from quizapp.core.memory import Memory as CoreMemory
from quizapp.core.memory import Review, move
from quizapp.storage import asked, attempts, card_runs, learners, memories
from quizapp.storage.asked import Item
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Memory

devices = st.sampled_from((0, 1))
steps = st.one_of(
    st.tuples(st.just("look"), devices),
    st.tuples(st.just("grade"), devices, st.sampled_from((1, 2, 3, 4)), st.sampled_from((0, 0, 20, 2000))),
    st.tuples(st.just("quiz"), st.booleans(), st.sampled_from(("choice", "truefalse", "text"))),
    st.tuples(st.just("undo")),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(st.just("wait"), st.integers(1, 12 * 60)),
    st.tuples(st.just("wait"), st.integers(24 * 60, 20 * 24 * 60)),
)


@dataclass
class Devices:
    """One learner with cards open on two devices, each showing the card it looked at last."""

    db: Session
    who: Who
    now: datetime = NOW
    run: str | None = None
    shown: dict[int, tuple[str, Item]] = field(default_factory=dict)
    quizzes: int = 0

    def look(self, device: int) -> None:
        self.run = open_cards(self.db, self.who, self.now, "seed")
        attempt = attempts.attempt(self.db, self.run, self.who.id, "card") if self.run else None
        step = card_runs.course(self.db, attempt).current if attempt else None
        item = asked.item(self.db, attempt.id, step.position) if attempt and step else None
        if self.run and item:
            self.shown[device] = self.run, item

    def grade(self, device: int, grade: int, minutes_ago: int) -> None:
        """Grade what the device shows, though the other one may have done so; it may have had no connection."""
        if device not in self.shown:
            return
        run, item = self.shown[device]
        given_at = self.now - timedelta(minutes=minutes_ago) if item.question.self_graded else None
        try:
            receipt = take(self.db, self.who, run, item.position, form(item, grade), self.now, given_at)
        except (NotFound, HandedIn):  # Undone meanwhile, or over.
            return
        assert receipt.item.response is not None

    def quiz(self, right: bool, kind: str) -> None:
        self.quizzes += 1
        facts = next((item.fact_ids for _, item in self.shown.values()), ())  # Also asked by the cards, if any.
        wanted, seed = Settings(length=1, kinds=(kind,), fact_ids=facts), f"quiz {self.quizzes}"
        drawn = choose(self.db, self.who, wanted, self.now, seed)
        attempt_id = start(self.db, self.who, wanted, drawn, seed, self.now)
        attempt = attempts.attempt(self.db, attempt_id, self.who.id)
        assert attempt
        item = asked.item(self.db, attempt.id, 1)
        assert item
        fields = item.question.key(item.seed) if right else {"unknown": ["1"]}
        assert answer(self.db, self.who, attempt_id, 1, fields, self.now).outcome == "new"

    def undo(self) -> None:
        if self.run:
            undo(self.db, self.who, self.run, self.now)

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def moved_once_a_day(reviews: Iterable[Review]) -> CoreMemory | None:
    """The state when of each study day only the first answer is looked at: an oracle beside `replay`."""
    first: dict[Any, Review] = {}
    for review in sorted(reviews, key=lambda review: (review.given_at, review.id)):
        first.setdefault(review.day, review)
    state, last = None, None
    for day, review in first.items():
        if last is None or day > last:
            assert review.evidence
            state, last = move(state, review.evidence, day), day
    return state


@settings(max_examples=80, deadline=None)
@given(st.lists(steps, min_size=8, max_size=40))
@example([("look", 0), ("wait", 30), ("quiz", True, "choice"), ("grade", 0, 1, 20)])  # Given first, delivered second.
def test_a_fact_moves_at_most_once_a_study_day_under_any_interleaving(file: Session, taken: list[Any]) -> None:
    write(file)
    learner_id, _ = enrol_guest(file, NOW)
    both = Devices(file, learners.by_id(file, learner_id))
    try:
        for verb, *rest in taken:
            getattr(both, verb)(*rest)
            both.now += timedelta(seconds=20)  # Two quizzes at once would be a double click.
        file.expire_all()
        for row in file.scalars(select(Memory).where(Memory.learner_id == learner_id)):
            state = moved_once_a_day(memories.reviews(file, learner_id, row.fact_id))
            kept = memories.state_of(row)  # type: ignore[arg-type]
            assert (kept is None) == (state is None)
            if kept and state:
                assert (kept.stability, kept.difficulty) == pytest.approx((state.stability, state.difficulty))
                assert kept.last_day == state.last_day
    finally:
        file.rollback()
