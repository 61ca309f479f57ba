"""Who may read a bank that is private, shared or public: every way to it, for everybody who may try."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fixtures.banks import NOW
from fixtures.newsroom import BANK, MAY_READ, READERS, USERS, Newsroom
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.storage import card_stock, outlook, sure_errors
from quizapp.storage.models import Bank, Fact, Memory, Review
from quizapp.storage.pools import Wanted, pool
from quizapp.storage.readable import VISIBILITIES, editable, governed
from quizapp.storage.users import ROLES
from quizapp.web.database import db

TODAY = NOW.date()
Way = Callable[[Newsroom, str], bool]


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank and its readers."""
    return Newsroom(loaded, tmp_path)


def opens(path: str) -> Way:
    return lambda room, who: room.status(who, path) == 200


def holds(path: str, words: str) -> Way:
    return lambda room, who: words in room.text(who, path)


def starts(room: Newsroom, who: str) -> bool:
    return room.post(who, "/quiz", bank=BANK, length="3", feedback="each")[0] == 303


def facts(room: Newsroom) -> set[int]:
    return set(db.session().scalars(select(Fact.id).where(Fact.bank_id == room.bank_id)))


def draws(room: Newsroom, who: str) -> bool:
    with room.app.app_context():
        wanted = Wanted(reader=room.users.get(who))
        found = pool(db.session(), room.learners.get(who), wanted, TODAY, random.Random(1)).fact_ids
        return bool(facts(room) & set(found))


def feeds_cards(room: Newsroom, who: str) -> bool:
    with room.app.app_context():
        learner_id = room.learners.get(who)
        counted = room.bank_id in outlook.bank_ids(db.session(), learner_id)
        if learner_id is not None:
            assert counted == bool(facts(room) & set(card_stock.new(db.session(), learner_id, 1000, TODAY)))
        return counted


def assigning(room: Newsroom, who: str) -> str:
    return f"/classes/{room.classes[who]}/assignments/new?bank={BANK}"


WAYS: dict[str, Way] = {
    "shelf": holds("/", f'href="/bank/{BANK}"'),
    "bank": opens(f"/bank/{BANK}"),
    "brief": opens(f"/bank/{BANK}/brief"),
    "fact": opens(f"/bank/{BANK}/fact/height"),
    "setup": opens(f"/bank/{BANK}/quiz"),
    "search": holds("/facts", f"/bank/{BANK}/fact/"),
    "search in it": holds(f"/facts?in={BANK}", f"/bank/{BANK}/fact/"),
    "settings": holds("/settings", f'value="{BANK}"'),
    "report": opens(f"/report/fact/{BANK}/height"),
    "quiz": starts,
    "any quiz": draws,
    "cards": feeds_cards,
}
TEACHERS_WAYS: dict[str, Way] = {
    "room": opens(f"/rooms/new?bank={BANK}"),
    "assignment": lambda room, who: room.status(who, assigning(room, who)) == 200,
    "room made": lambda room, who: room.post(who, "/rooms", bank=BANK, length="3", seconds="30")[0] == 303,
}


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_every_way_to_a_bank_is_open_to_its_readers_alone(room: Newsroom, visibility: str) -> None:
    room.show_to(visibility)
    for who in READERS:
        ways = {**WAYS, **(TEACHERS_WAYS if who in USERS else {})}
        found = {name: way(room, who) for name, way in ways.items()}
        assert found == dict.fromkeys(ways, who in MAY_READ[visibility]), who


def test_a_quiz_on_anything_never_draws_from_a_bank_one_cannot_read(room: Newsroom) -> None:
    room.show_to("shared")
    for who in ("stranger", "other", "administrator"):
        player = room.players[who]
        player.start(length="50")
        assert {item.bank_slug for item in player.items()} == {"farhaven"}


def test_whoever_loses_a_bank_keeps_what_they_know_and_is_asked_nothing_more(room: Newsroom) -> None:
    room.show_to("shared")
    player = room.players["reader"]
    player.start(length="3", bank=BANK, confidence="")
    for position in player.positions():
        player.answer(position, right=False)
    learner_id = room.learners["reader"]
    with room.app.app_context():
        db.session().execute(update(Memory).values(due_day=TODAY, wanted=1))
        db.session.commit()
        assert facts(room) & {each.fact for each in card_stock.due(db.session(), learner_id, TODAY)}
        assert sure_errors.sure_wrong(db.session(), learner_id)
    room.show_to("private")
    with room.app.app_context():
        session = db.session()
        assert card_stock.due(session, learner_id, TODAY) == []
        assert sure_errors.sure_wrong(session, learner_id) == 0
        wanted = Wanted(reader=room.users["reader"])
        drawn = pool(session, learner_id, wanted, TODAY + timedelta(days=9), random.Random(1))
        assert not facts(room) & {*drawn.fact_ids, *drawn.due}
        given = pool(session, learner_id, Wanted(fact_ids=tuple(facts(room))), TODAY, random.Random(1))
        assert given.fact_ids == ()
        assert session.scalar(select(func.count()).select_from(Review).where(Review.learner_id == learner_id))
    again = player.client.post(player.path("missed"), data={"csrf_token": player.token()})
    assert (again.status_code, again.location) == (303, "/")
    assert player.client.get(player.path()).status_code == 200
    with player.client.get("/account/data.json") as export:
        assert BANK in export.text
    room.show_to("shared")
    with room.app.app_context():
        assert card_stock.due(db.session(), learner_id, TODAY)


EDITS = {
    "private": {"owner", "administrator"},
    "shared": {"owner", "administrator", "editor"},
    "public": {"owner", "administrator", "editor"},
}


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_a_bank_is_edited_by_its_owner_by_whom_it_is_shared_with_for_that_and_by_administrators(
    room: Newsroom, visibility: str
) -> None:
    room.show_to(visibility)

    def those(rule: Callable[..., object], role: str) -> set[str]:
        return {
            who
            for who in USERS
            if db.session().scalar(
                select(Bank.id).where(
                    Bank.id == room.bank_id,
                    rule(room.users[who], "administrator" if who == "administrator" else role),  # type: ignore[arg-type]
                )
            )
        }

    with room.app.app_context():
        assert those(editable, "editor") == EDITS[visibility]
        assert those(governed, "editor") == {"owner", "administrator"}
        assert those(editable, "teacher") == those(governed, "teacher") == {"administrator"}
        db.session().execute(update(Bank).where(Bank.id == room.bank_id).values(owner_id=None))
        anybodys = set(USERS) if visibility == "public" else EDITS[visibility] - {"owner"}
        assert those(editable, "editor") == anybodys
        db.session.rollback()
    assert ROLES[2] == "editor"


def test_what_nobody_else_has_read_says_so(room: Newsroom) -> None:
    said = "Not reviewed by a second person."
    assert said not in room.text("owner", f"/bank/{BANK}")
    with room.app.app_context():
        bank = db.session().get_one(Bank, room.bank_id)
        bank.data = {**bank.data, "reviewed": False}
        db.session.commit()
    assert said in room.text("owner", f"/bank/{BANK}")
    assert said in room.text("owner", "/")
