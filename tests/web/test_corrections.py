"""Corrections on the web: making one, who hears of it, and the public page with its feed."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fixtures.banks import NOW
from fixtures.newsroom import BANK, Newsroom
from flask import Flask
from sqlalchemy import func, select

from quizapp.actions.correct import begin, correct
from quizapp.actions.desk.record import Signature
from quizapp.actions.regrade_corrected import regrade_left
from quizapp.core.bank import Source
from quizapp.core.correction import Change
from quizapp.core.fact import TextValue
from quizapp.core.partial_date import PartialDate
from quizapp.formats.fact_form import fields_of
from quizapp.storage import desk, users
from quizapp.storage.database import write
from quizapp.storage.models import Asked, Correction, FactRevision, Grading, Job, Notice
from quizapp.web.database import db

PAGE = f"/desk/{BANK}/facts/keeper/correct"
ATOM = "{http://www.w3.org/2005/Atom}"
SINCE = "May 2024"
CHANGE = {
    "what": "superseded",
    "why": "The office says <so> & more.",
    "since": SINCE,
    "statement": "Bo Berg keeps the lighthouse.",
    "cloze": "The lighthouse is kept by {Bo Berg}.",
    "value_text": "Bo Berg",
    "aliases": "Berg",
    "source_from": "new",
    "source_name": "The harbour's yearbook",
    "source_date": "2024-05",
    "source_rights": "",
    "as_of_date": "2024-05",
    "as_of_text": SINCE,
    "keeps_former": "true",
}


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank and its readers."""
    return Newsroom(loaded, tmp_path)


def live(room: Newsroom, slug: str = "keeper") -> Any:
    found = desk.facts(db.session(), room.bank_id, slug)[0]
    assert found.live
    return found


def form(room: Newsroom, **changes: str) -> dict[str, str]:
    """All fields of the page, as a browser sends them."""
    with room.app.app_context():
        fields = fields_of(live(room).live.fact)
    return {**fields, **CHANGE, **changes}


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found, page
    return found.group(1)


def made(room: Newsroom, days: int = 1, why: str = "We misread it.", slug: str = "keeper", **change: Any) -> str:
    """A correction by the owner without the pages, some days after NOW."""
    with room.app.app_context():
        session, work = db.session(), live(room, slug)
        fact = work.live.fact
        new = dict(statement="Bo Berg keeps it.", cloze="Kept by {Bo Berg}.", value=TextValue("Bo Berg"), aliases=())
        after = type(fact)(**{name: getattr(fact, name) for name in fact.__slots__} | new | {"traps": ()})
        cited = Source("yearbook", "The yearbook", PartialDate(2024))
        values = {"kind": "corrected", "fact": after, "since": SINCE, "source": "The yearbook", **change}
        begin(session, work.id)
        owner = users.by_learner(session, room.learners["owner"])
        sign = Signature(owner, why, NOW + timedelta(days=days))
        public_id = correct(session, sign, room.bank_id, Change(slug=slug, cited=cited, **values), work.live.id)
        session.commit()
    return public_id


def knows(room: Newsroom, who: str, right: bool = True) -> str:
    """Somebody answers all there is about the bank; the address of their result."""
    player = room.players[who]
    player.start(length="5", bank=BANK, confidence="")
    for position in player.positions():
        player.answer(position, right)
    return player.path()


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


# -- making one -------------------------------------------------------------------------------------------------


def test_only_who_edits_the_bank_may_correct_it(room: Newsroom) -> None:
    room.show_to("shared")
    for who in ("stranger", "guest", "other", "reader"):
        assert room.status(who, PAGE) == 404, who
        assert room.post(who, PAGE, **form(room))[0] == 404, who
    for who in ("editor", "owner", "administrator"):
        assert room.status(who, PAGE) == 200, who


def test_what_is_missing_is_said_and_nothing_that_was_written_is_lost(room: Newsroom) -> None:
    faults = {"why": "", "since": "", "source_name": "", "source_date": "soon", "cloze": "no gap", "regrade": "true"}
    status, page = room.post("owner", PAGE, **form(room, **faults))
    assert status == 422
    for name in faults:
        assert f'id="{name}-problem"' in page, name
    for kept in ("Bo Berg keeps the lighthouse.", "no gap", "soon", "Berg", 'value="superseded" checked'):
        assert kept in unescape(page), kept
    assert room.post("owner", PAGE)[0] == 422


def test_other_answers_of_the_old_value_are_not_taken_over_unseen(room: Newsroom) -> None:
    status, page = room.post("owner", PAGE, **form(room, aliases="Lund"))
    assert (status, "These were right for the old value" in page) == (422, True)
    assert 'name="aliases_asked"' in page


def test_what_is_live_already_is_no_correction(room: Newsroom) -> None:
    with room.app.app_context():
        fields = fields_of(live(room).live.fact)
    status, page = room.post("owner", PAGE, **{**fields, "what": "corrected", "why": "So."})
    assert (status, "Nothing differs from what is live." in page) == (422, True)


def test_a_preview_tells_what_it_touches_and_then_one_button_does_it(room: Newsroom) -> None:
    knows(room, "guest")
    status, page = room.post("owner", PAGE, do="preview", **form(room))
    said = text_of(page)
    assert status == 200
    assert "questions go at once" in said
    assert "one remembers the fact" in said
    assert "against it , all in practice" in said or "against it, all in practice" in said
    assert "no assignment or room asks" in said
    with room.app.app_context():
        assert db.session().scalar(select(func.count()).select_from(Correction)) == 0
    status, address = room.post("owner", PAGE, do="save", seen=seen(page), **form(room))
    assert status == 303
    assert "The office says &lt;so&gt; &amp; more." in room.text("stranger", address)
    with room.app.app_context():
        assert live(room).live.fact.answers == ("Bo Berg", "Berg")
        assert "Bo Berg" in {each.live.fact.value.text for each in desk.facts(db.session(), room.bank_id) if each.live}
        assert db.session().scalars(select(Notice.learner_id)).all() == [room.learners["guest"]]


def test_a_change_meanwhile_is_shown_and_nothing_is_corrected(room: Newsroom) -> None:
    _, page = room.post("owner", PAGE, do="preview", **form(room))
    made(room)
    status, again = room.post("owner", PAGE, do="save", seen=seen(page), **form(room))
    assert (status, "Something changed since you saw this." in again) == (409, True)
    with room.app.app_context():
        assert db.session().scalar(select(func.count()).select_from(Correction)) == 1
    assert room.post("owner", PAGE, do="save", seen=seen(again), **form(room))[0] == 303


def test_a_fact_with_faults_by_the_linter_is_not_made(room: Newsroom) -> None:
    faulty = form(room, source_from="", evidence="s03: Bo Berg")
    status, page = room.post("owner", PAGE, do="preview", **faulty)
    assert (status, 'role="alert"' in page) == (422, True)


def test_a_retracted_fact_needs_no_wording(room: Newsroom) -> None:
    fields = {"what": "retracted", "why": "Nobody can know.", "source_from": ""}
    _, page = room.post("owner", PAGE, do="preview", **fields)
    status, address = room.post("owner", PAGE, do="save", seen=seen(page), **fields)
    assert status == 303
    assert "This cannot be said, and is taken out." in room.text("guest", address)
    assert room.status("guest", f"/bank/{BANK}/fact/keeper") == 404


# -- learners ---------------------------------------------------------------------------------------------------


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


# -- regrading --------------------------------------------------------------------------------------------------


def gradings(room: Newsroom) -> list[tuple[int, float, str]]:
    with room.app.app_context():
        rows = db.session().execute(select(Grading.number, Grading.score, Grading.why).order_by(Grading.id))
        return [(number, score, why) for number, score, why in rows if number > 1]


def test_a_regrade_waits_for_its_job_and_keeps_what_stood(room: Newsroom) -> None:
    player = room.players["guest"]
    player.start(length="1", bank=BANK, kinds="text", confidence="")
    player.send(player.positions()[0], {"answer": "Bo Berg"})
    fields = form(room, what="corrected", regrade="true", keeps_former="")
    _, page = room.post("owner", PAGE, do="preview", **fields)
    assert "They are graded anew" in page
    assert room.post("owner", PAGE, do="save", seen=seen(page), **fields)[0] == 303
    assert gradings(room) == []
    with room.app.app_context():
        for expected in (False, True):
            write(db.session())
            assert regrade_left(db.session()) is expected
            db.session.commit()
        assert db.session().scalars(select(Job).where(Job.name.like("regrade/%"))).all() == []
    assert gradings(room) == [(2, 1.0, "The office says <so> & more.")]


# -- everybody --------------------------------------------------------------------------------------------------


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


# -- the desk ---------------------------------------------------------------------------------------------------


def test_a_second_person_reads_it_and_not_who_made_it(room: Newsroom) -> None:
    public_id = made(room)
    read = f"/desk/corrections/{public_id}/read"
    own = room.text("owner", "/desk/corrections")
    assert "Yours: somebody else has to read it." in own
    assert room.post("owner", read)[0] == 409
    assert room.post("other", read)[0] == 404
    assert "Bo Berg keeps it." not in room.text("other", "/desk/corrections")
    page = room.text("editor", "/desk/corrections")
    assert "<del>Ada Lund keeps the lighthouse.</del> <ins>Bo Berg keeps it.</ins>" in page
    assert room.post("editor", read)[0] == 303
    for who in ("editor", "owner"):
        assert "Every correction in the banks you edit was read" in room.text(who, "/desk/corrections")
    with room.app.app_context():
        assert db.session().scalars(select(Correction.read_by_id)).one() == room.users["editor"]
        assert db.session().scalar(select(func.count()).where(FactRevision.state == "retracted")) == 0
