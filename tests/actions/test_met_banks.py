"""Of which banks nothing is new is noted when a session ends, and undone by whatever makes a fact new again."""

from collections.abc import Callable
from typing import Any

import pytest
from actions.harbour import NOW, PEOPLE, bank, changed, edit, fact, loaded
from actions.test_cards import Cards, learner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.enrol import enrol_guest
from quizapp.actions.forget import forget
from quizapp.actions.merge import merge
from quizapp.actions.remember import Seen, note
from quizapp.actions.undo_card import undo
from quizapp.storage import card_stock, learners, met_banks, outlook
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import write
from quizapp.storage.models import Bank, Fact, FactRevision, Memory


def new(cards: Cards) -> set[int]:
    return set(card_stock.new(cards.db, cards.who.id, 100, cards.now.date()))


def never_met(cards: Cards) -> set[int]:
    """The same, worked out from the memories one by one."""
    live = set(cards.db.scalars(select(Fact.id).join(FactRevision).where(*LIVE_FACT)))
    known = cards.db.execute(select(Memory.fact_id, Memory.stability, Memory.suspended, Memory.buried_until).where(
        Memory.learner_id == cards.who.id
    ))  # fmt: skip
    today = cards.now.date()
    return live - {
        id for id, stability, suspended, until in known if stability or suspended or (until and until > today)
    }


def noted(cards: Cards) -> frozenset[int]:
    return met_banks.of(cards.db, cards.who.id)


def through(db: Session) -> Cards:
    """A learner who was asked all facts of the one bank there is, and has ended their session."""
    cards = learner(db, new_a_day=100)
    to_the_end(cards)
    return cards


def to_the_end(cards: Cards) -> None:
    """Grade all there is today, which ends the session; the one that is over can still be undone."""
    over = cards.run
    while cards.item():
        over = cards.run
        cards.take(3)
    cards.run = over


def test_after_the_last_new_fact_of_a_bank_nobody_looks_for_another(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, new_a_day=2)
    assert not noted(cards)
    assert met_banks.anything_new(session, cards.who.id)
    to_the_end(cards)
    assert not noted(cards), "the session is over, but some facts were not met"
    cards = through(session)
    assert noted(cards) == set(session.scalars(select(Bank.id)))
    assert not met_banks.anything_new(session, cards.who.id)
    assert new(cards) == set()
    assert outlook.unmet(session, cards.who.id, noted(cards)) == 0


def reset_one(cards: Cards, fact_id: int) -> None:
    note(cards.db, cards.who, fact_id, "reset", Seen(cards.now))


def reset_all(cards: Cards, fact_id: int) -> None:
    forget(cards.db, cards.who, cards.now)


def take_back(cards: Cards, fact_id: int) -> None:
    if cards.run:
        undo(cards.db, cards.who, cards.run, cards.now)


@pytest.mark.parametrize("forgets", [reset_one, reset_all, take_back])
def test_what_is_forgotten_is_new(session: Session, forgets: Callable[[Cards, int], None]) -> None:
    loaded(session, bank())
    cards = through(session)
    forgets(cards, session.scalars(select(Fact.id)).first() or 0)
    assert new(cards) == never_met(cards) != set()


def test_a_suspended_fact_is_not_new_until_it_is_taken_up_again(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, new_a_day=100)
    one = session.scalars(select(Fact.id)).first() or 0
    note(session, cards.who, one, "suspend", Seen(cards.now))
    to_the_end(cards)
    assert noted(cards)
    assert new(cards) == set()
    note(session, cards.who, one, "resume", Seen(cards.now))
    assert new(cards) == {one}


def test_a_new_fact_that_is_buried_comes_tomorrow(session: Session) -> None:
    loaded(session, bank())
    cards = learner(session, new_a_day=100)
    cards.aside("bury")
    to_the_end(cards)
    assert not noted(cards)
    assert new(cards) == set()
    cards.sleep(1)
    assert len(new(cards)) == 1


@pytest.mark.parametrize("change", ["another fact", "other words"])
def test_another_edition_is_looked_through(session: Session, change: str) -> None:
    loaded(session, bank())
    cards = through(session)
    session.commit()
    if change == "another fact":
        loaded(session, changed(lamp=fact("lamp", "Ida Holm", "lit the lamp")))
    else:
        edit(session, "builder", prompt="Who built the tower, then?")
    assert not noted(cards)
    assert new(cards) == never_met(cards)
    assert len(new(cards)) == (change == "another fact")


def test_a_guest_leaves_none_behind(session: Session) -> None:
    loaded(session, bank())
    guest = through(session)
    account_id, _ = enrol_guest(session, NOW)
    merge(session, guest.who, learners.by_id(session, account_id), guest.now)
    assert not met_banks.of(session, guest.who.id)
    account = Cards(session, learners.by_id(session, account_id), guest.now)
    assert new(account) == never_met(account) == set()


steps = st.one_of(
    st.tuples(st.just("take"), st.sampled_from((1, 3))),
    st.tuples(st.just("aside"), st.sampled_from(("bury", "suspend"))),
    st.tuples(st.just("undo")),
    st.tuples(st.just("sleep"), st.integers(1, 3)),
    st.tuples(
        st.just("note"), st.integers(0, len(PEOPLE) - 1), st.sampled_from(("suspend", "resume", "reset", "bury"))
    ),
    st.tuples(st.just("forget")),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(steps, max_size=5), max_size=4))
def test_what_is_new_is_what_was_never_met_whatever_happens(file: Session, sessions: list[list[Any]]) -> None:
    write(file)
    learner_id, _ = enrol_guest(file, NOW)
    cards = Cards(file, learners.by_id(file, learner_id))
    facts = file.scalars(select(Fact.id).order_by(Fact.id)).all()
    try:
        for taken in sessions:
            to_the_end(cards)
            assert new(cards) == never_met(cards)
            for verb, *rest in taken:
                if verb == "note":
                    place, kind = rest
                    note(file, cards.who, facts[place], kind, Seen(cards.now))
                elif verb in ("forget", "undo"):
                    (reset_all if verb == "forget" else take_back)(cards, facts[0])
                else:
                    getattr(cards, verb)(*rest)
                assert new(cards) == never_met(cards)
    finally:
        file.rollback()
