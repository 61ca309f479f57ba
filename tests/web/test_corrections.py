"""Corrections on the web: who hears of one, and the public page with its feed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fixtures.banks import NOW
from fixtures.correcting import SINCE, knows, live, made
from fixtures.newsroom import BANK, Newsroom
from fixtures.player import text_of
from flask import Flask
from sqlalchemy import select

from quizapp.storage import notices
from quizapp.storage.database import write
from quizapp.storage.models import Asked, Notice
from quizapp.storage.progress import days
from quizapp.web.database import db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank and its readers."""
    return Newsroom(loaded, tmp_path)


# -- learners ---------------------------------------------------------------------------------------------------------


def test_who_knew_it_reads_of_it_until_they_say_that_they_have(room: Newsroom) -> None:
    knows(room, "guest")
    made(room)
    home = room.text("guest", "/")
    assert "A fact you learned has changed" in home
    assert "Bo Berg" not in home
    mine = text_of(room.text("guest", "/corrections/mine"))
    assert "It is Bo Berg , not Ada Lund ." in mine
    assert room.post("guest", "/corrections/mine/seen")[0] == 303
    assert "A fact you learned has changed" not in room.text("guest", "/")
    assert "Bo Berg" in room.text("guest", "/corrections/mine")
    assert "A fact you learned has changed" not in room.text("other", "/")
    assert room.status("stranger", "/corrections/mine") == 404


def test_nobody_hears_of_a_bank_they_may_no_longer_read(room: Newsroom) -> None:
    knows(room, "guest")
    made(room)
    room.show_to("private")
    assert "has changed" not in room.text("guest", "/")
    assert "Bo Berg" not in room.text("guest", "/corrections/mine")


def test_a_bank_that_is_closed_takes_its_corrections_and_its_due_facts_along(
    room: Newsroom, frozen: Callable[..., None]
) -> None:
    frozen(NOW)
    knows(room, "guest")
    made(room)
    learner, ahead = room.learners["guest"], (NOW.date() + timedelta(days=1), 90)
    for visibility, told in (("public", True), ("private", False)):
        room.show_to(visibility)
        with room.app.app_context():
            session = db.session()
            assert bool(notices.unseen(session, learner)) is told
            assert bool(notices.unseen_facts(session, learner)) is told
            assert bool(sum(days.due(session, learner, *ahead))) is told


def test_the_first_card_tells_the_correction_on_its_back_and_is_then_seen(
    room: Newsroom, frozen: Callable[..., None]
) -> None:
    frozen(NOW)
    knows(room, "guest")
    made(room)
    frozen(NOW + timedelta(days=1, hours=1))
    player = room.players["guest"]
    player.follow(player.client.post("/cards", data={"csrf_token": player.token()}))
    page = player.client.get(f"/cards/{player.attempt}").text
    front, _, back = page.partition('<details class="back"')
    assert "Bo Berg" not in front
    assert "This fact has changed." in back
    assert "It said “Ada Lund”. It is “Bo Berg”." in back
    position = re.search(rf"/cards/{player.attempt}/(\d+)", page)
    assert position
    player.client.post(position.group(), data={"csrf_token": player.token(), "answer": "3"})
    with room.app.app_context():
        assert db.session().scalars(select(Notice.seen_at)).one() == NOW + timedelta(days=1, hours=1)
    assert "A fact you learned has changed" not in room.text("guest", "/")
    undo = f"/cards/{player.attempt}/undo"
    again = player.client.post(undo, data={"csrf_token": player.token()}, follow_redirects=True)
    assert "This fact has changed." in again.text


def test_a_retracted_fact_comes_once_as_a_card_that_says_so(room: Newsroom, frozen: Callable[..., None]) -> None:
    frozen(NOW)
    knows(room, "guest")
    made(room, kind="retracted", fact=None, why="Nobody can know.")
    frozen(NOW + timedelta(days=1, hours=1))
    player = room.players["guest"]
    player.follow(player.client.post("/cards", data={"csrf_token": player.token()}))
    page = player.client.get(f"/cards/{player.attempt}").text
    front, _, back = page.partition('<details class="back"')
    assert "Who is the keeper at Farhaven?" in front
    assert "Ada Lund" not in front
    assert "<del>Ada Lund keeps the lighthouse.</del>" in back
    assert "Retracted: this can no longer be said Ada Lund keeps the lighthouse." in text_of(back)
    assert "Reason Nobody can know." in text_of(back)
    position = re.search(rf"/cards/{player.attempt}/(\d+)", page)
    assert position
    ahead = player.client.get(f"/cards/{player.attempt}/ahead").json
    assert ahead
    # It is read with a connection: without one, the browser passes over a card that has no sheet.
    assert [card["html"] for card in ahead["cards"] if int(position.group(1)) in card["positions"]] == [""]
    heard = {"csrf_token": player.token(), "aside": "heard"}
    assert player.client.post(position.group(), data=heard).status_code == 303
    assert "Retracted" not in player.client.get(f"/cards/{player.attempt}").text
    assert "A fact you learned has changed" not in room.text("guest", "/")
    undo = f"/cards/{player.attempt}/undo"
    again = player.client.post(undo, data={"csrf_token": player.token()}, follow_redirects=True)
    assert "Retracted: this can no longer be said" in again.text


def test_a_fact_that_still_stands_is_not_put_aside_as_read(room: Newsroom, frozen: Callable[..., None]) -> None:
    frozen(NOW)
    knows(room, "guest")
    made(room)
    frozen(NOW + timedelta(days=1, hours=1))
    player = room.players["guest"]
    player.follow(player.client.post("/cards", data={"csrf_token": player.token()}))
    position = re.search(rf"/cards/{player.attempt}/\d+", player.client.get(f"/cards/{player.attempt}").text)
    assert position
    heard = {"csrf_token": player.token(), "aside": "heard"}
    assert player.client.post(position.group(), data=heard).status_code == 404


def test_a_card_that_was_shown_before_the_correction_told_nothing(room: Newsroom, frozen: Callable[..., None]) -> None:
    frozen(NOW)
    knows(room, "guest")
    frozen(NOW + timedelta(days=30))
    player = room.players["guest"]
    player.follow(player.client.post("/cards", data={"csrf_token": player.token()}))
    with room.app.app_context():
        slugs = {item.question.facts[0]: item.position for item in player.items()}
        session = db.session()
        write(session)
        for row in session.scalars(select(Asked)):
            row.shown_at = NOW + timedelta(days=30)
        session.commit()
    made(room, days=31)
    frozen(NOW + timedelta(days=32))
    player.tokens.forget()
    where = f"/cards/{player.attempt}/{slugs['keeper']}"
    assert player.client.post(where, data={"csrf_token": player.token(), "answer": "3"}).status_code == 303
    with room.app.app_context():
        assert db.session().scalars(select(Notice.seen_at)).one() is None


def test_a_past_result_says_against_what_it_was_given_and_what_is_true_now(room: Newsroom) -> None:
    result = knows(room, "guest")
    before = room.text("guest", result)
    assert "Corrected since" not in before
    made(room)
    after = text_of(room.text("guest", result))
    assert "“Ada Lund” is now “Bo Berg”." in after
    assert f"({SINCE}; The yearbook)" in after
    assert "You answered against revision 1 of 24 November 2026." in after
    assert "So it is now Bo Berg keeps it." in after


# -- the brief --------------------------------------------------------------------------------------------------------


def test_the_brief_says_beside_a_sentence_what_was_corrected_of_it(room: Newsroom) -> None:
    page = f"/bank/{BANK}/brief"
    assert "Corrected" not in text_of(room.text("stranger", page)).partition("The brief")[2]
    made(room)
    assert f"[ Corrected: “Ada Lund” is now “Bo Berg”. Since: {SINCE}. Source: The yearbook.]" in text_of(
        room.text("stranger", page)
    )
    made(room, days=2, kind="retracted", fact=None)
    assert "[ Corrected: “Ada Lund” cannot be said." in text_of(room.text("stranger", page))


def test_a_sentence_that_proves_the_fact_still_has_nothing_beside_it(room: Newsroom) -> None:
    with room.app.app_context():
        fact = live(room).live.fact
    made(room, fact=replace(fact, statement="It is Ada Lund who keeps the lighthouse."))
    assert "[" not in text_of(room.text("stranger", f"/bank/{BANK}/brief"))


def test_a_question_with_the_brief_tells_that_and_not_what_was_corrected(room: Newsroom) -> None:
    made(room)
    player = room.players["guest"]
    player.start(length="5", bank=BANK, kinds="verdict", confidence="")
    page = text_of(player.client.get(player.path("1")).text)
    assert "Ada Lund" in page
    assert "[corrected since]" in page
    assert "Bo Berg" not in page


# -- everybody --------------------------------------------------------------------------------------------------------


def test_the_public_page_tells_all_that_its_visitor_may_read(room: Newsroom) -> None:
    public_id = made(room)
    for who in ("stranger", "guest", "reader"):
        page = text_of(room.text(who, "/corrections"))
        assert "An earlier version said: Ada Lund keeps the lighthouse. It is Bo Berg , not Ada Lund ." in page
        assert "We misread it." in page
    assert "Bo Berg" in room.text("stranger", f"/corrections?bank={BANK}")
    assert "Bo Berg" not in room.text("stranger", "/corrections?bank=farhaven")
    assert f"/corrections/{public_id}" in room.text("stranger", f"/bank/{BANK}/fact/keeper")
    room.show_to("private")
    for path in ("/corrections", f"/corrections/{public_id}", f"/corrections?bank={BANK}"):
        page = room.players["stranger"].client.get(path)
        assert (page.status_code, "Bo Berg" in page.text) == (200 if path == "/corrections" else 404, False)
    assert "Bo Berg" in room.text("owner", "/corrections")


def test_a_long_list_goes_on_on_the_next_page(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.web.corrections.public.MOST", 1)
    first = made(room)
    second = made(room, days=2, kind="retracted", fact=None, why="Nobody can know.")
    page = room.text("stranger", "/corrections")
    assert (f'id="{second}"' in page, f'id="{first}"' in page) == (True, False)
    onward = re.search(r'rel="next" href="([^"]+)"', page)
    assert onward
    page = room.text("stranger", unescape(onward.group(1)))
    assert (f'id="{second}"' in page, f'id="{first}"' in page) == (False, True)
    assert "Nothing had to be corrected" in room.text("stranger", "/corrections?before=made-up")


def test_the_links_of_the_feed_are_those_it_was_asked_by_unless_a_name_was_configured(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id, client = made(room), room.players["stranger"].client
    monkeypatch.setitem(room.app.config, "TRUSTED_HOSTS", ["localhost", "127.0.0.1"])
    here = client.get("/corrections/feed.xml", base_url="http://127.0.0.1:4321").text
    assert f"http://127.0.0.1:4321/corrections/{public_id}" in here
    monkeypatch.setitem(room.app.config, "ADDRESS", "https://quiz.example.org")
    named = client.get("/corrections/feed.xml", base_url="http://127.0.0.1:4321").text
    assert f"https://quiz.example.org/corrections/{public_id}" in named


def test_the_feed_is_atom_and_holds_what_is_public(room: Newsroom) -> None:
    public_id = made(room, why="Two \x0b signs: <b> & “so”.")
    client = room.players["stranger"].client
    response = client.get("/corrections/feed.xml")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    assert feed.tag == f"{ATOM}feed"
    (entry,) = feed.findall(f"{ATOM}entry")
    at = (NOW + timedelta(days=1)).isoformat()
    assert [feed.findtext(f"{ATOM}updated"), entry.findtext(f"{ATOM}updated")] == [at, at]
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://localhost/corrections/{public_id}"
    assert "Two  signs: <b> & “so”." in str(entry.findtext(f"{ATOM}content"))
    for each in (feed, entry):
        assert str(each.findtext(f"{ATOM}id")).startswith("urn:uuid:")
        assert each.findtext(f"{ATOM}title")
    again = client.get("/corrections/feed.xml", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert response.headers["Cache-Control"] == "public, max-age=300"
    room.show_to("private")
    for who in ("stranger", "owner"):
        assert "Bo Berg" not in room.text(who, "/corrections/feed.xml")
        assert room.status(who, f"/corrections/feed.xml?bank={BANK}") == 404


def test_a_feed_of_nothing_is_a_feed(room: Newsroom) -> None:
    feed = ElementTree.fromstring(room.text("stranger", "/corrections/feed.xml"))
    assert feed.findall(f"{ATOM}entry") == []
    assert datetime.fromisoformat(str(feed.findtext(f"{ATOM}updated"))) == datetime(1970, 1, 1, tzinfo=UTC)
