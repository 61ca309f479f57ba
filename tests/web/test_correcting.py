"""Correcting a fact on the web: the form, the preview, regrading, and the second person who reads it."""

from html import unescape
from pathlib import Path

import pytest
from fixtures.correcting import PAGE, form, knows, live, made, seen
from fixtures.newsroom import BANK, Newsroom
from fixtures.player import text_of
from flask import Flask
from sqlalchemy import func, select

from quizapp.actions.regrade_corrected import regrade_left
from quizapp.formats.fact_form import fields_of
from quizapp.storage import desk
from quizapp.storage.database import write
from quizapp.storage.models import Correction, FactRevision, Grading, Job, Notice
from quizapp.web.database import db


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank and its readers."""
    return Newsroom(loaded, tmp_path)


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


def test_a_false_variant_that_names_the_old_value_is_looked_at(room: Newsroom) -> None:
    old = form(room, trap1_why="The name is Ada Lund.")
    status, page = room.post("owner", PAGE, **old)
    assert (status, 'id="trap1_why-problem"' in page, 'id="trap2_why-problem"' in page) == (422, True, False)
    assert 'name="trap1_holds"' in page
    status, page = room.post("owner", PAGE, do="preview", **old, trap1_holds="true")
    assert status == 200
    assert 'name="trap1_holds" value="true"' in page


def test_the_reasons_of_false_variants_are_corrected_and_the_preview_tells_it(room: Newsroom) -> None:
    _, page = room.post("owner", PAGE, do="preview", **form(room))
    assert "<del>Ida Lind: The name is Ada Lund.</del> <ins>Ida Lind: The name is Bo Berg.</ins>" in page
    assert room.post("owner", PAGE, do="save", seen=seen(page), **form(room))[0] == 303
    with room.app.app_context():
        assert live(room).live.fact.traps[0].why == "The name is Bo Berg."


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
    fields = form(room)
    _, page = room.post("owner", PAGE, do="preview", **fields)
    made(room)
    status, again = room.post("owner", PAGE, do="save", seen=seen(page), **fields)
    assert (status, "Something changed since you saw this." in again) == (409, True)
    with room.app.app_context():
        assert db.session().scalar(select(func.count()).select_from(Correction)) == 1
    assert room.post("owner", PAGE, do="save", seen=seen(again), **fields)[0] == 303


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


# -- regrading --------------------------------------------------------------------------------------------------------


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


# -- the desk ---------------------------------------------------------------------------------------------------------


def test_a_second_person_reads_it_and_not_who_made_it(room: Newsroom) -> None:
    assert "Nothing waits for you" in room.text("editor", "/desk")
    public_id = made(room)
    assert "One thing waits for your eyes" in room.text("editor", "/desk")
    assert "Nothing waits for you" in room.text("owner", "/desk")
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
