"""Card sessions under any order of turns, undoings, days and devices: memory is what its standing reviews give."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from actions.harbour import NOW, bank, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.open_cards import FIRST, open_cards, planned
from quizapp.actions.remember import rebuild
from quizapp.actions.take_card import current, leave_for_later, put_aside, take
from quizapp.actions.undo_card import undo
from quizapp.core.question import DONT_KNOW
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, card_runs, learners
from quizapp.storage.asked import Item
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Learner, Memory, Review
from quizapp.storage.models import Bank as BankRow

picks = st.integers(0, 9)
steps = st.one_of(
    st.tuples(st.just("take"), st.sampled_from((1, 2, 3, 4))),
    st.tuples(st.just("take"), st.sampled_from((1, 3))),
    st.tuples(st.just("aside"), st.sampled_from(("bury", "suspend"))),
    st.tuples(st.just("undo")),
    st.tuples(st.just("wait"), st.integers(1, 30 * 60)),
    st.tuples(st.just("sleep"), st.integers(1, 20)),
)
several = settings(max_examples=60, deadline=None)
STATE = (
    Memory.fact_id,
    Memory.stability,
    Memory.difficulty,
    Memory.due_day,
    Memory.last_study_day,
    Memory.lapses,
    Memory.wanted,
    Memory.suspended,
    Memory.buried_until,
)


@dataclass
class Cards:
    """A learner with cards."""

    db: Session
    who: Who
    now: datetime = NOW
    run: str | None = None
    states: list[dict[int, tuple[Any, ...]]] = field(default_factory=list)
    """Before each turn of the present session that stands."""

    def state(self) -> dict[int, tuple[Any, ...]]:
        """All memories that hold anything."""
        rows = self.db.execute(select(*STATE).where(Memory.learner_id == self.who.id)).all()
        empty = (None, None, None, None, 0, 0, False, None)
        return {row[0]: tuple(row[1:]) for row in rows if tuple(row[1:]) != empty}

    def item(self) -> Item | None:
        """The card whose turn it is; begins a session where none is open."""
        found = open_cards(self.db, self.who, self.now, "seed")
        if found != self.run:
            self.run, self.states = found, []
        attempt = attempts.attempt(self.db, self.run, self.who.id) if self.run else None
        if attempt is None:
            return None
        step = current(attempt, card_runs.steps(self.db, attempt.id))
        return asked.item(self.db, attempt.id, step.position) if step else None

    def take(self, grade: int) -> None:
        if (item := self.item()) is None or self.run is None:
            return
        self.states.append(self.state())
        take(self.db, self.who, self.run, item.position, form(item, grade), self.now)

    def aside(self, how: Any) -> None:
        if (item := self.item()) is None or self.run is None:
            return
        self.states.append(self.state())
        put_aside(self.db, self.who, self.run, item.position, how, self.now)

    def undo(self) -> None:
        if self.run is None:
            return
        undone = undo(self.db, self.who, self.run, self.now)
        assert (undone is None) == (not self.states)
        if undone is not None:
            assert self.state() == self.states.pop()
            run, states = self.run, self.states
            item = self.item()
            if self.run == run:  # Not so on the next day, when a new session begins.
                assert item is not None
                assert item.position == undone
            self.run, self.states = run, states

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def sleep(self, days: int) -> None:
        self.now += timedelta(days=days)

    def step(self, step: tuple[Any, ...]) -> None:
        verb, *rest = step
        getattr(self, verb)(*rest)
        self.now += timedelta(seconds=7)


def form(item: Item, grade: int) -> dict[str, list[str]]:
    """A grade for a card; for any other form, the right answer or none."""
    if item.question.self_graded:
        return {"answer": [str(grade)]}
    return {k: list(v) for k, v in item.question.key(item.seed).items()} if grade > 1 else {"unknown": ["1"]}


def begun(db: Session) -> Cards:
    learner_id, _ = enrol_guest(db, NOW)
    return Cards(db, learners.by_id(db, learner_id))


def learner(db: Session, **preferences: Any) -> Cards:
    """A new learner inside a transaction that writes."""
    write(db)
    cards = begun(db)
    if preferences:
        db.execute(update(Learner).where(Learner.id == cards.who.id).values(settings=preferences))
        cards.who = learners.by_id(db, cards.who.id)
    return cards


@several
@given(st.lists(steps, min_size=5, max_size=40))
def test_undo_restores_the_exact_state_and_memory_is_its_replay(file: Session, taken: list[tuple[Any, ...]]) -> None:
    cards = learner(file)
    try:
        for step in taken:
            cards.step(step)
            kept = cards.state()
            rebuild(file, cards.who, list(kept))
            assert cards.state() == kept
    finally:
        file.rollback()


@several
@given(st.lists(steps, min_size=5, max_size=40))
def test_memory_moves_at_most_once_a_study_day(file: Session, taken: list[tuple[Any, ...]]) -> None:
    cards = learner(file)
    moves: set[tuple[int, Any]] = set()
    try:
        for step in taken:
            before = cards.state()
            cards.step(step)
            if step[0] == "undo":
                moves.clear()  # What was taken back may be given anew.
                continue
            day = study_day(cards.now, "UTC")
            for fact, after in cards.state().items():
                if after[0] is not None and (fact not in before or before[fact][:2] != after[:2]):
                    assert (fact, day) not in moves
                    moves.add((fact, day))
    finally:
        file.rollback()


def test_every_turn_of_a_session_can_be_undone(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    run = cards.item() and cards.run
    turns = 0
    while cards.item() is not None:
        cards.step(("take", 1))
        turns += 1
    assert turns >= 15
    assert run
    for _ in range(turns):
        assert undo(session, cards.who, run, cards.now) is not None
        cards.now += timedelta(seconds=5)
    assert cards.state() == {}
    assert undo(session, cards.who, run, cards.now) is None


def test_two_devices_on_one_card_leave_one_review(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    item = cards.item()
    assert item
    assert cards.run
    first = take(session, cards.who, cards.run, item.position, {"answer": ["3"]}, cards.now)
    second = take(session, cards.who, cards.run, item.position, {"answer": ["1"]}, cards.now)
    third = take(session, cards.who, cards.run, item.position, {"answer": ["3"]}, cards.now)
    assert (first.outcome, second.outcome, third.outcome) == ("new", "other", "same")
    assert second.item.response == {"grade": 3}
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_two_devices_share_one_session(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    assert open_cards(session, cards.who, NOW, "a") == open_cards(session, cards.who, NOW, "b")


def test_a_session_of_yesterday_is_not_gone_on_with(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    first = open_cards(session, cards.who, NOW, "a")
    assert open_cards(session, cards.who, NOW + timedelta(days=1), "b") != first


def test_an_answer_from_without_a_connection_counts_from_when_it_was_given(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    cards.item()
    assert cards.run
    now = NOW + timedelta(days=2)
    given = (NOW - timedelta(days=9), NOW + timedelta(hours=3), now + timedelta(days=9))
    for position, moment in zip((FIRST, FIRST + 3, FIRST + 6), given, strict=True):
        take(session, cards.who, cards.run, position, {"answer": ["3"]}, now, moment)
    times = session.scalars(select(Answer.given_at).order_by(Answer.id)).all()
    assert times == [NOW, NOW + timedelta(hours=3), now]
    days = session.scalars(select(Review.study_day).order_by(Review.id)).all()
    assert days == [NOW.date(), NOW.date(), now.date()]


def test_buried_until_tomorrow_and_suspended_for_good(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    facts = []
    for how in ("bury", "suspend"):
        item = cards.item()
        assert item
        facts.append(item.fact_ids[0])
        cards.step(("aside", how))
    while cards.item() is not None:
        cards.step(("take", 3))
    later = planned(session, cards.who, NOW + timedelta(days=60), "s")
    assert facts[1] not in later.facts
    assert facts[0] in later.facts


def test_a_false_claim_is_never_a_front(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    for _ in range(40):
        item = cards.item()
        if item is None:
            cards.step(("sleep", 3))
            continue
        assert not item.question.shows_falsehood
        cards.step(("take", 3))


def test_certain_and_wrong_comes_first_on_the_next_study_day(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    while (item := cards.item()) is not None and item.question.self_graded:
        cards.step(("take", 3))
        if cards.item() is None:
            cards.step(("sleep", 5))
    assert item
    assert cards.run
    wrong = item.question.rekeyed()
    fields = {"answer": ["zzz"]} if item.question.guess_rate == 0 else wrong.key(item.seed)
    take(session, cards.who, cards.run, item.position, {**fields, "confidence": ["3"]}, cards.now)
    assert session.scalar(select(Memory.wanted).where(Memory.fact_id == item.fact_ids[0])) == 2
    assert planned(session, cards.who, cards.now + timedelta(days=1), "s").facts[0] == item.fact_ids[0]
    assert dict(DONT_KNOW) == {"unknown": True}


def test_somebody_elses_session_does_not_exist(session: Session) -> None:
    loaded(session, bank())
    mine, other = learner(session), begun(session)
    mine.item()
    assert mine.run
    with pytest.raises(NotFound):
        take(session, other.who, mine.run, FIRST, {"answer": ["3"]}, NOW)
    with pytest.raises(NotFound):
        undo(session, other.who, mine.run, NOW)


def test_nothing_is_taken_after_the_end(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    while cards.item() is not None:
        run = cards.run
        cards.step(("take", 3))
    assert run
    with pytest.raises(HandedIn):
        take(session, cards.who, run, FIRST + 1, {"answer": ["3"]}, cards.now)


def test_a_date_to_be_ready_by_brings_more_new_facts(session: Session) -> None:
    loaded(session, bank())
    usual = learner(session, new_a_day=1)
    assert planned(session, usual.who, NOW, "s").new == 1
    slug = session.scalars(select(BankRow.slug)).one()
    hurried = learner(session, new_a_day=1, ready_by="2026-11-26", ready_bank=slug)
    assert planned(session, hurried.who, NOW, "s").new > 1
