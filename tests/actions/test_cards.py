"""Card sessions under any order of turns, undoings, days and devices: memory is what its standing reviews give."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from actions.harbour import NOW, bank, fact, loaded
from fixtures.banks import kosovo
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound
from quizapp.actions.deliver_card import Given, deliver_card
from quizapp.actions.end_cards import end_cards
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.load_bank import load
from quizapp.actions.open_cards import AHEAD, FIRST, open_cards, planned
from quizapp.actions.remember import Seen, note, rebuild
from quizapp.actions.take_card import leave_for_later, put_aside, take
from quizapp.actions.undo_card import undo
from quizapp.core.kinds import KINDS
from quizapp.core.question import DONT_KNOW
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, card_forms, card_runs, card_stock, days_studied, learners
from quizapp.storage.asked import Item
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Asked, Fact, FactRevision, Learner, Memory, Question, Review
from quizapp.storage.models import Bank as BankRow

picks = st.integers(0, 9)
steps = st.one_of(
    st.tuples(st.just("take"), st.sampled_from((1, 2, 3, 4))),
    st.tuples(st.just("take"), st.sampled_from((1, 3))),
    st.tuples(st.just("aside"), st.sampled_from(("bury", "suspend"))),
    st.tuples(st.just("later")),
    st.tuples(st.just("type"), st.booleans()),
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
        attempt = attempts.attempt(self.db, self.run, self.who.id, "card") if self.run else None
        if attempt is None:
            return None
        step = card_runs.course(self.db, attempt).current
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

    def later(self) -> None:
        if (item := self.item()) is None or self.run is None:
            return
        attempt = attempts.attempt(self.db, self.run, self.who.id, "card")
        assert attempt
        if len(card_runs.course(self.db, attempt).turns) > 1:
            self.states.append(self.state())
        leave_for_later(self.db, self.who, self.run, item.position, self.now)

    def type(self, right: bool) -> None:
        """Type the answer of the card in front, if that can be."""
        item = self.item()
        form = card_forms.typed(self.db, self.who.id, item.fact_ids[0]) if item and item.question.self_graded else None
        if item is None or form is None or self.run is None:
            return
        other = card_forms.in_form(self.db, item, form)
        fields = other.question.key(item.seed) if right else {"unknown": ["1"]}
        self.states.append(self.state())
        receipt = take(
            self.db, self.who, self.run, item.position, {**fields, "typed": [str(form.question_revision_id)]}, self.now
        )
        assert receipt.outcome == "new"
        assert receipt.item.grade
        assert receipt.item.grade.score == right

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


def test_left_for_later_is_no_answer_and_comes_last(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    first = cards.item()
    assert first
    before = cards.state()
    cards.step(("later",))
    assert cards.state() == before
    assert session.scalar(select(func.count()).select_from(Review)) == 0
    assert session.scalar(select(func.count()).select_from(Answer)) == 0
    facts = []
    while (item := cards.item()) is not None:
        facts.append(item.fact_ids[0])
        cards.step(("take", 3))
    assert facts[-1] == first.fact_ids[0]
    assert len(set(facts)) == len(facts) > 1


def test_when_all_are_left_for_later_the_session_just_goes_round(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    rounds = []
    for _ in range(3):
        item = cards.item()
        assert item
        seen = []
        while item.fact_ids[0] not in seen:
            seen.append(item.fact_ids[0])
            cards.step(("later",))
            item = cards.item()
            assert item
        rounds.append(seen)
    assert rounds[0] == rounds[1] == rounds[2]
    assert len(rounds[0]) > 1
    while cards.item() is not None:
        cards.step(("take", 3))


def test_the_last_card_left_for_later_stays_and_leaves_no_trace(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, new_a_day=1)
    item = cards.item()
    assert item
    cards.step(("later",))
    assert cards.item() == item
    cards.undo()


def test_delivered_again_left_for_later_counts_once(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session)
    item = cards.item()
    assert item
    assert cards.run
    for _ in range(3):
        leave_for_later(session, cards.who, cards.run, item.position, NOW + timedelta(1), NOW + timedelta(minutes=1))
        cards.step(("take", 3))
    attempt = attempts.attempt(session, cards.run, cards.who.id, "card")
    assert attempt
    assert len(card_runs.skips(attempt)) == 1


@pytest.mark.parametrize("typed_first", [True, False])
def test_a_card_is_graded_or_typed_whatever_comes_first(session: Session, typed_first: bool) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    item = cards.item()
    assert item
    assert cards.run
    other = card_forms.typed(session, cards.who.id, item.fact_ids[0])
    assert other
    key = card_forms.in_form(session, item, other).question.key(item.seed)
    typed = {**key, "typed": [str(other.question_revision_id)]}
    ways = [typed, {"answer": ["1"]}] if typed_first else [{"answer": ["1"]}, typed]
    receipts = [take(session, cards.who, cards.run, item.position, way, cards.now) for way in (*ways, ways[0])]
    assert [receipt.outcome for receipt in receipts] == ["new", "other", "same"]
    assert session.scalar(select(func.count()).select_from(Review)) == 1
    assert receipts[1].item.question.self_graded is not typed_first


def test_only_a_typed_form_of_the_same_fact_can_be_typed(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    item = cards.item()
    assert item
    assert cards.run
    forms = card_forms.forms(session, cards.who.id, item.fact_ids)[item.fact_ids[0]]
    chosen = next(form for form in forms if not form.typed and not form.turned)
    for wanted in ("", "x", "999999", str(chosen.question_revision_id)):
        with pytest.raises(NotFound):
            take(session, cards.who, cards.run, item.position, {"answer": ["x"], "typed": [wanted]}, cards.now)


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
    assert not {*facts} & {*planned(session, cards.who, NOW, "s").facts}
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


def test_no_claim_that_may_be_false_is_a_card_nor_its_true_twin_which_would_give_itself_away(session: Session) -> None:
    load(session, kosovo(), NOW)
    session.commit()
    every = list(session.scalars(select(Fact.id)))
    found = card_forms.forms(session, learner(session).who.id, every).values()
    kinds = {form.kind for forms in found for form in forms}
    claims = {name for name, kind in KINDS.items() if kind.claims}
    stored = set(session.scalars(select(Question.kind).distinct()))
    assert claims == {"truefalse", "verdict"} <= stored
    assert kinds == stored - claims - {"spot", "several", "order", "match"}  # Errors are shown, or several facts asked.


def test_what_is_undone_or_begun_anew_leaves_the_days_share_of_new_facts_as_it_is(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, new_a_day=2)
    today = NOW.date()

    def new() -> int:
        return days_studied.new_today(session, cards.who.id, today)

    cards.step(("take", 3))
    assert new() == 1
    cards.step(("undo",))
    assert new() == 0
    assert cards.item()
    cards.step(("aside", "suspend"))
    assert new() == 0
    assert cards.item()
    cards.step(("take", 3))
    assert new() == 1
    met = session.scalars(select(Memory.fact_id).where(Memory.stability.is_not(None))).one()
    cards.step(("sleep", 1))
    today += timedelta(days=1)
    assert new() == 0
    note(session, cards.who, met, "reset", Seen(cards.now))
    assert new() == 0
    assert met in planned(session, cards.who, cards.now, "s").facts
    while (item := cards.item()) is not None and item.fact_ids[0] != met:
        cards.step(("take", 3))
    before = new()
    cards.step(("take", 3))
    assert new() == before + 1


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


def test_nothing_new_is_taken_after_the_end(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    while cards.item() is not None:
        run = cards.run
        cards.step(("take", 3))
    assert run
    with pytest.raises(HandedIn):
        take(session, cards.who, run, FIRST + 1, {"answer": ["3"]}, cards.now)


def graded(cards: Cards, position: int, at: datetime) -> str:
    """What became of a card that was graded Good without a connection."""
    assert cards.run
    return deliver_card(cards.db, cards.who, cards.run, Given(position, "3", at), cards.now)


def test_what_was_graded_without_a_connection_counts_though_the_session_was_ended(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    item = cards.item()
    assert item
    assert cards.run
    end_cards(session, cards.who, cards.run, cards.now)
    ended, cards.now = cards.now, cards.now + timedelta(hours=1)
    assert [graded(cards, item.position, NOW) for _ in range(2)] == ["new", "same"]
    assert cards.state()[item.fact_ids[0]][0] is not None
    attempt = attempts.attempt(session, cards.run, cards.who.id, "card")
    assert attempt
    assert attempt.finished_at == ended, "it stays ended"


def test_the_next_cards_are_always_issued(session: Session) -> None:
    many = [fact(f"f{n}", f"Keeper {n}", f"kept the light of pier {n}") for n in range(AHEAD * 3)]
    loaded(session, bank(many, questions=()))
    cards = learner(session, new_a_day=99, forms="turned")
    turn = 0
    while cards.item() and cards.run:
        attempt = attempts.attempt(session, cards.run, cards.who.id, "card")
        assert attempt
        course = card_runs.course(session, attempt)
        waiting = {step.fact_id for step in course.steps if step.answer_id is None}
        assert {each.fact for each in course.turns[:AHEAD]} <= waiting
        turn += 1
        cards.take(1 if turn % 5 == 0 else 3)
    assert turn > len(many), "some came back"


def seen(cards: Cards, item: Item) -> datetime | None:
    return cards.db.scalar(select(Asked.shown_at).where(Asked.id == item.id).execution_options(populate_existing=True))


def in_front(cards: Cards) -> Item:
    item = cards.item()
    assert item
    return item


def test_the_card_after_a_graded_one_is_seen_from_then_on(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    cards.item()
    cards.now += timedelta(minutes=1)
    cards.take(3)
    assert seen(cards, in_front(cards)) == cards.now
    cards.now += timedelta(seconds=9)
    cards.take(3)
    times = session.scalars(select(Answer.elapsed).order_by(Answer.id)).all()
    assert times == [None, 9]


def test_nobody_saw_the_card_after_one_that_came_without_a_connection(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    assert graded(cards, in_front(cards).position, NOW) == "new"
    assert seen(cards, in_front(cards)) is None


def test_after_a_question_its_result_is_read_before_the_next_card(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="typed")
    while in_front(cards).question.self_graded:
        cards.take(3)
        cards.now += timedelta(days=1)
    cards.take(3)
    assert seen(cards, in_front(cards)) is None


def test_no_time_is_told_of_a_card_that_a_wrong_clock_graded_before_it_was_seen(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    item = in_front(cards)
    session.execute(update(Asked).where(Asked.id == item.id).values(shown_at=NOW + timedelta(minutes=1)))
    cards.now += timedelta(minutes=5)
    assert graded(cards, item.position, NOW) == "new"
    assert session.scalars(select(Answer.elapsed)).all() == [None]


def test_a_grade_is_no_answer_to_a_question(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="typed")
    for _ in range(20):
        item = cards.item()
        assert item
        if not item.question.self_graded:
            break
        cards.step(("take", 1))
    assert not item.question.self_graded
    assert graded(cards, item.position, NOW) == "refused"


def test_no_card_is_graded_before_it_was_issued(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, forms="turned")
    first = cards.item()
    assert first
    assert cards.run
    cards.step(("wait", 30))
    cards.step(("take", 3))
    undone, position = cards.now, undo(session, cards.who, cards.run, cards.now)
    assert position is not None
    cards.step(("wait", 30))
    second = cards.item()
    assert second
    attempt = attempts.attempt(session, cards.run, cards.who.id, "card")
    assert attempt
    more = card_runs.note_issue(session, attempt, 10_050, 10_060, cards.now)
    assert [card_runs.issued_at(more, at) for at in (FIRST, position, 10_055)] == [NOW, undone, cards.now]
    assert graded(cards, position, NOW - timedelta(days=1)) == "new"
    given = select(Answer.given_at).order_by(Answer.id.desc()).limit(1)
    assert session.scalar(given) == undone


def test_a_date_to_be_ready_by_brings_more_new_facts(session: Session) -> None:
    loaded(session, bank())
    usual = learner(session, new_a_day=1)
    assert planned(session, usual.who, NOW, "s").new == 1
    slug = session.scalars(select(BankRow.slug)).one()
    hurried = learner(session, new_a_day=1, ready_by="2026-11-26", ready_bank=slug)
    assert planned(session, hurried.who, NOW, "s").new > 1


def test_drafts_never_stand_before_new_facts(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(session, bank())
    ids = session.scalars(select(Fact.id).order_by(Fact.id)).all()
    session.execute(update(FactRevision).where(FactRevision.fact_id.in_(ids[:3])).values(state="draft"))
    session.commit()
    monkeypatch.setattr(card_stock, "MOST_PASSED_OVER", 0)  # As if there were more drafts than are looked at together.
    who = learner(session).who
    assert card_stock.new(session, who.id, 1, NOW.date()) == [ids[3]]
    assert card_stock.new(session, who.id, 9, NOW.date()) == list(ids[3:])
    assert card_stock.new(session, who.id, 0, NOW.date()) == []


def test_the_bank_to_be_ready_in_comes_first_among_new_facts(session: Session) -> None:
    important = [fact(id, importance="must-know") for id in ("builder", "keeper", "painter")]
    loaded(session, bank(important))
    loaded(session, bank(slug="quay"))
    banks = dict(session.execute(select(BankRow.id, BankRow.slug)).all())

    def met(**preferences: Any) -> list[str]:
        cards = learner(session, new_a_day=5, **preferences)
        facts = planned(session, cards.who, NOW, "s").facts
        of = dict(session.execute(select(Fact.id, Fact.bank_id).where(Fact.id.in_(facts))).all())
        return [banks[of[each]] for each in facts]

    assert met() == ["harbour"] * 3 + ["quay"] * 2
    assert met(ready_by="2027-06-01", ready_bank="quay") == ["quay"] * 5
    assert met(ready_by="2026-11-23", ready_bank="quay") == ["harbour"] * 3 + ["quay"] * 2, "the date has passed"
