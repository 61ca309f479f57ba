"""A bank's owner says who reads it and who works on it."""

from pathlib import Path

import pytest
from fixtures.newsroom import BANK, USERS, Newsroom
from flask import Flask
from sqlalchemy import select, update

from quizapp.storage.models import Audit, BankShare, User
from quizapp.web.database import db

PAGE = f"/desk/{BANK}/sharing"


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank and its readers."""
    return Newsroom(loaded, tmp_path)


def log(room: Newsroom) -> list[tuple[str, str, object, object]]:
    with room.app.app_context():
        rows = db.session().scalars(select(Audit).where(Audit.subject.like(f"bank/{BANK}/%")).order_by(Audit.id))
        return [(row.who, row.action, row.before, row.after) for row in rows]


def shares(room: Newsroom) -> dict[int, bool]:
    with room.app.app_context():
        rows = db.session().execute(select(BankShare.user_id, BankShare.edits))
        return {user_id: edits for user_id, edits in rows}


def test_the_owner_and_administrators_decide_nobody_else(room: Newsroom) -> None:
    for who in ("stranger", "guest", *USERS):
        allowed = who in ("owner", "administrator")
        assert room.status(who, PAGE) == (200 if allowed else 404), who
        assert room.post(who, PAGE, do="show", visibility="shared")[0] == (303 if allowed else 404), who


def test_a_change_of_visibility_is_logged_and_none_is_not(room: Newsroom) -> None:
    room.post("owner", PAGE, do="show", visibility="private")
    room.post("owner", PAGE, do="show", visibility="private")
    me = room.public_id("owner")
    assert log(room) == [(me, "visibility", {"visibility": "public"}, {"visibility": "private"})]
    assert room.status("other", f"/bank/{BANK}") == 404


def test_a_person_is_added_by_name_changed_and_removed(room: Newsroom) -> None:
    room.show_to("shared")
    me, other = room.public_id("owner"), room.public_id("other")
    assert room.post("owner", PAGE, do="add", name=" OTHER finch ")[0] == 303
    assert room.status("other", f"/bank/{BANK}") == 200
    assert not shares(room)[room.users["other"]]
    room.post("owner", PAGE, do="add", name="other Finch", edits="y")
    assert shares(room)[room.users["other"]]
    assert "other Finch" in room.text("owner", PAGE)
    room.post("owner", PAGE, do="remove", person=other)
    assert room.status("other", f"/bank/{BANK}") == 404
    assert log(room) == [
        (me, "share", None, {"user": other, "may": "read"}),
        (me, "share", {"user": other, "may": "read"}, {"user": other, "may": "edit"}),
        (me, "unshare", {"user": other, "may": "edit"}, None),
    ]


def test_a_name_that_nobody_has_is_said_and_an_address_tells_nothing(room: Newsroom) -> None:
    with room.app.app_context():
        db.session().execute(update(User).where(User.id == room.users["other"]).values(email="o@example.org"))
        db.session.commit()
    before = shares(room)
    for name in ("", "nobody", "o@example.org", "x" * 500):
        status, text = room.post("owner", PAGE, do="add", name=name)
        assert status == 422
        assert "Nobody has this user name." in text
        assert "other Finch" not in text
    status, text = room.post("owner", PAGE, do="add", name="owner Finch")
    assert (status, "This is the owner" in text) == (422, True)
    assert shares(room) == before
    assert log(room) == []


def test_what_no_form_sends_is_refused(room: Newsroom) -> None:
    for form in ({}, {"do": "sell"}, {"do": "show", "visibility": "secret"}, {"do": "remove", "person": "nobody"}):
        assert room.post("owner", PAGE, **form)[0] == 400
    assert log(room) == []


def test_people_and_their_rights_are_kept_while_a_bank_is_private(room: Newsroom) -> None:
    room.show_to("private")
    text = room.text("owner", PAGE)
    assert "they can neither read nor edit it" in text
    assert "reader Finch" in text
    assert "reads and edits" in text
