"""The desk's other pages of a bank: questions by hand and derived, the lists, what the files say, log and export."""

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from fixtures.banks import NOW, load_into
from fixtures.newsroom import BANK, Newsroom
from fixtures.readme import example_bank
from flask import Flask
from sqlalchemy import select

from quizapp.core.bank import Bank as CoreBank
from quizapp.core.kinds import KINDS
from quizapp.formats.folder import read
from quizapp.storage import desk, workspace
from quizapp.storage.models import Audit
from quizapp.web.database import db

DESK = f"/desk/{BANK}"
HAND = "is-it-weak"
FIELD = re.compile(r'<input[^>]* name="([^"]*)"[^>]* value="([^"]*)"')
AREA = re.compile(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>')
TICK = re.compile(r'<input type="checkbox" name="([^"]*)" value="([^"]*)" checked>')
CHOICE = re.compile(r'<select[^>]* name="([^"]*)"[^>]*>.*?</select>', re.DOTALL)
CHOSEN = re.compile(r'value="([^"]*)" selected')
FORM = re.compile(r'<form class="fact" id="fields".*?</form>', re.DOTALL)


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank, shared with an editor beside its owner."""
    room = Newsroom(loaded, tmp_path)
    room.show_to("shared")
    return room


def fields(page: str) -> dict[str, str]:
    """What the page's form would send as it stands."""
    found = FORM.search(page)
    assert found, page[:2000]
    form = found[0]
    boxes = {name for name in re.findall(r'<input type="checkbox" name="([^"]*)"', form)}
    inputs = {name: value for name, value in FIELD.findall(form) if name not in boxes | {"csrf_token"}}
    choices = {each[1]: (CHOSEN.findall(each[0]) or [""])[0] for each in CHOICE.finditer(form)}
    sent = {**inputs, **choices, **dict(AREA.findall(form)), **dict(TICK.findall(form))}
    return {name: unescape(value) for name, value in sent.items()}


def question(room: Newsroom, slug: str = HAND) -> desk.Work:
    with room.app.app_context():
        return desk.questions(db.session(), room.bank_id, slug)[0]


def data(room: Newsroom) -> dict[str, object]:
    with room.app.app_context():
        return workspace.data(db.session(), room.bank_id)


def entries(room: Newsroom) -> list[tuple[str, str, str]]:
    with room.app.app_context():
        rows = db.session().scalars(select(Audit).where(Audit.subject.like(f"bank/{BANK}/%")).order_by(Audit.id))
        return [(row.action, row.subject, row.why) for row in rows]


# -- questions


def test_the_list_has_questions_by_hand_and_derived_and_is_narrowed(room: Newsroom) -> None:
    everything = room.text("owner", f"{DESK}/questions")
    assert f"{DESK}/questions/{HAND}" in everything
    assert f"{DESK}/questions/height.card.1" in everything
    of_fact = room.text("owner", f"{DESK}/questions?fact=height&kind=card")
    assert re.findall(rf'{DESK}/questions/([a-z0-9.-]+)"', of_fact) == ["height.card.1"]
    assert "No question is like that." in room.text("owner", f"{DESK}/questions?state=review")


def test_a_question_is_saved_as_a_draft_and_taken_through_review(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    sent = fields(room.text("owner", page)) | {"claim": "The light is weak.", "why_saved": "Shorter."}
    assert room.post("owner", page, **sent, do="save")[0] == 303
    draft = question(room).draft
    assert draft
    assert (draft.question.stem, draft.state) == ("The light is weak.", "draft")
    assert ("save question", f"bank/{BANK}/question/{HAND}", "Shorter.") in entries(room)
    number = str(draft.number)
    assert room.post("owner", f"{page}/step", step="ask", number=number)[0] == 303
    assert f'{page}/review">The light is weak.</a>' in room.text("editor", DESK).split("For you to read")[1]
    assert "One draft waits for your eyes" in room.text("editor", "/desk")
    status, told = room.post("owner", f"{page}/step", step="accept", number=number)
    assert (status, "Somebody else has to accept it" in told) == (409, True)
    assert room.post("editor", f"{page}/step", step="accept", number=number)[0] == 303
    accepted = question(room).draft
    assert accepted
    assert accepted.state == "accepted"
    assert "The light is weak." in room.text("owner", f"{DESK}/questions?state=accepted")


def test_what_cannot_be_saved_names_its_fields_and_keeps_what_was_typed(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    sent = fields(room.text("owner", page)) | {"claim": "Kept as typed.", "verdict": "maybe", "evidence": "s99"}
    status, told = room.post("owner", page, **sent, do="save")
    assert status == 422
    assert 'id="verdict-problem"' in told
    assert "Kept as typed." in told
    assert question(room).draft is None


def test_of_two_editors_the_later_one_sees_both_and_may_keep_theirs_on_top(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    sent = fields(room.text("editor", page))
    room.post("owner", page, **(sent | {"claim": "By the owner."}), do="save")
    status, told = room.post("editor", page, **(sent | {"claim": "By the editor."}), do="save")
    assert status == 409
    assert "<td>By the owner.</td><td>By the editor.</td>" in told
    again = fields(told)
    assert again["claim"] == "By the editor."
    assert room.post("editor", page, **again, do="save")[0] == 303
    draft = question(room).draft
    assert draft
    assert draft.question.stem == "By the editor."


def test_rows_come_when_asked_for_and_nothing_is_saved(room: Newsroom) -> None:
    page = room.text("owner", f"{DESK}/new-question?kind=choice&fact=height")
    assert 'name="options3_text"' in page
    assert 'name="options4_text"' not in page
    status, told = room.post("owner", f"{DESK}/new-question", **(fields(page) | {"options1_text": "One"}), do="more")
    assert status == 200
    assert 'name="options8_text"' in told
    assert len(entries(room)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_every_kind_opens(room: Newsroom, kind: str) -> None:
    assert f'value="height-{kind}"' in room.text("owner", f"{DESK}/new-question?kind={kind}&fact=height")


def test_a_second_person_reads_a_question_line_by_line_and_remarks_on_it(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    sent = fields(room.text("owner", page)) | {"claim": "The light is weak."}
    room.post("owner", page, **sent, do="save")
    told = room.text("editor", f"{page}/review")
    assert "One line differs from what is live" in told
    assert re.search(r"<del>[^<]+</del></p><p class=\"is\">The light is weak.</p>", told)
    assert 'name="step" value="accept"' in told
    said = room.post("editor", f"{page}/comments", line="claim", text="Says who? <b>")
    assert said == (303, f"{page}/review")
    told = room.text("owner", f"{page}/review")
    assert "Says who? &lt;b&gt;" in told
    assert 'name="step" value="accept"' not in told
    settle = re.findall(rf'action="({DESK}/comments/\d+)"', told)[0]
    assert room.post("owner", settle) == (303, f"{page}/review")
    assert "settled" in room.text("editor", f"{page}/review")


def test_a_remark_stays_in_sight_after_its_line_has_gone(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    for line in ("options9_text", "trap1_x", ""):
        room.post("editor", f"{page}/comments", line=line, text=f"On {line or 'all of it'}.")
    told = room.text("owner", f"{page}/review")
    assert all(f"On {line}." in told for line in ("options9_text", "trap1_x", "all of it"))
    assert room.post("editor", f"{DESK}/questions/height.card.1/comments", text="Derived.")[0] == 404


def test_a_question_is_checked_as_it_is_typed_and_nothing_is_saved(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    sent = fields(room.text("owner", page)) | {"why": ""}
    status, told = room.post("owner", f"{DESK}/check-question", **sent)
    assert status == 200
    assert "E13" in told
    assert "a wrong answer is not explained" in told
    status, told = room.post("owner", f"{DESK}/check-question", **(sent | {"evidence": "s99"}))
    assert (status, "Sentences that show it" in told) == (200, True)
    assert room.post("owner", f"{DESK}/check-question", kind="nothing")[0] == 400
    assert question(room).draft is None


def test_the_page_of_a_question_shows_its_checks(room: Newsroom) -> None:
    told = room.text("owner", f"{DESK}/questions/{HAND}")
    assert "checks" in re.search(r"data-checks>.*?</ul>", told, re.DOTALL)[0]  # type: ignore[index]


def test_an_id_that_is_used_is_refused(room: Newsroom) -> None:
    page = room.text("owner", f"{DESK}/new-question?kind=truefalse&fact=height")
    sent = fields(page) | {"stem": "It is high.", "right": "true"}
    for id in (HAND, "height", "s01"):
        status, told = room.post("owner", f"{DESK}/new-question", **(sent | {"id": id}), do="save")
        assert (status, 'id="id-problem"' in told) == (422, True), id
    assert room.post("owner", f"{DESK}/new-question", **sent, do="save")[0] == 303


def test_an_id_keeps_its_kind_after_the_draft_was_given_up(room: Newsroom) -> None:
    new = f"{DESK}/new-question"
    sent = fields(room.text("owner", f"{new}?kind=truefalse&fact=height"))
    room.post("owner", new, **(sent | {"id": "mine", "stem": "It is high.", "right": "true"}), do="save")
    assert room.post("owner", f"{DESK}/questions/mine/step", step="drop", number="1")[0] == 303
    card = fields(room.text("owner", f"{new}?kind=card&fact=height"))
    sent = card | {"id": "mine", "stem": "How high?", "back": "High"}
    status, told = room.post("owner", new, **sent, do="save")
    assert (status, "of another kind" in told) == (422, True)


# -- derived ones


def test_a_derived_question_is_dropped_and_taken_back(room: Newsroom) -> None:
    page = f"{DESK}/questions/height.card.1"
    assert "Drop it" in room.text("owner", page)
    assert room.post("owner", f"{page}/drop", do="drop")[0] == 303
    assert data(room)["dropped"] == ["height.card.1"]
    assert "Take it back" in room.text("owner", page)
    assert "height.card.1" in room.text("owner", f"{DESK}/questions?state=dropped")
    assert room.post("owner", f"{page}/drop", do="back")[0] == 303
    assert data(room)["dropped"] == []


def test_a_derived_question_is_made_ones_own(room: Newsroom) -> None:
    page = room.text("owner", f"{DESK}/new-question?from=height.card.1")
    sent = fields(page) | {"back": "Very high"}
    assert sent["id"] == "height-card-own"
    assert room.post("owner", f"{DESK}/new-question", **sent, do="save")[0] == 303
    assert "dropped" not in data(room)  # It goes when this one is published.
    draft = question(room, "height-card-own").draft
    assert draft
    assert draft.question.data()["back"] == "Very high"


def test_a_live_question_is_withdrawn_with_a_reason_that_the_second_person_reads(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    live = question(room).live
    assert live
    status, told = room.post("owner", f"{page}/step", step="withdraw", number=str(live.number))
    assert (status, "Say why it is withdrawn" in told) == (409, True)
    sent = {"step": "withdraw", "number": str(live.number), "why": "Beside the point."}
    assert room.post("owner", f"{page}/step", **sent)[0] == 303
    told = room.text("editor", page)
    assert "It is to be withdrawn: “Beside the point.”" in told
    assert "Accept" in told


def test_a_preview_tells_no_id_twice(room: Newsroom) -> None:
    page = room.text("owner", f"{DESK}/questions/{HAND}")
    ids = re.findall(r' id="([^"]*)"', page)
    assert sorted(set(ids)) == sorted(ids)
    assert "As asked" in page


# -- the lists


def test_the_lists_are_saved_with_rows_added_and_emptied(room: Newsroom) -> None:
    page = f"{DESK}/about"
    sent = fields(room.text("owner", page))
    count = len(data(room)["topics"])  # type: ignore[arg-type]
    place = count + 1
    sent |= {"title": "Our light", f"topics{place}_id": "harbour", f"topics{place}_title": "Harbour"}
    assert room.post("owner", page, **sent, do="save")[0] == 303
    assert data(room)["title"] == "Our light"
    assert data(room)["topics"][-1] == {"id": "harbour", "title": "Harbour", "about": ""}  # type: ignore[index]
    sent = fields(room.text("owner", page)) | {f"topics{place}_id": "", f"topics{place}_title": ""}
    assert room.post("owner", page, **sent, do="save")[0] == 303
    assert len(data(room)["topics"]) == count  # type: ignore[arg-type]


def test_what_a_fact_names_is_not_taken_out(room: Newsroom) -> None:
    page = f"{DESK}/about"
    sent = fields(room.text("owner", page))
    emptied = {name: "" if name.startswith("topics1_") else value for name, value in sent.items()}
    place = 9
    emptied |= {f"topics{place}_id": "other", f"topics{place}_title": "Other"}
    status, told = room.post("owner", page, **emptied, do="save")
    assert (status, "a fact still names" in told) == (422, True)


def test_lists_that_somebody_else_saved_meanwhile_are_shown_beside_ones_own(room: Newsroom) -> None:
    page = f"{DESK}/about"
    sent = fields(room.text("editor", page))
    room.post("owner", page, **(sent | {"title": "By the owner"}), do="save")
    status, told = room.post("editor", page, **(sent | {"title": "By the editor"}), do="save")
    assert status == 409
    assert "<td>By the owner</td><td>By the editor</td>" in told
    assert room.post("editor", page, **fields(told), do="save")[0] == 303
    assert data(room)["title"] == "By the editor"


# -- what the files say


def edited_and_changed(room: Newsroom, tmp_path: Path) -> None:
    """The title is other here than it was, and the files have another again."""
    bank = files(tmp_path, "Title of the files")
    with room.app.app_context():
        row = desk.bank_row(db.session(), room.bank_id)
        row.data = {**row.data, "title": "Title of ours"}
        db.session.commit()
    load_into(room.app, bank)


def files(tmp_path: Path, title: str) -> CoreBank:
    from dataclasses import replace

    place = tmp_path / "again"
    place.mkdir()
    bank = example_bank(place, BANK)
    return replace(bank, brief=replace(bank.brief, title=title))


def test_what_the_files_say_is_taken_over_field_by_field(room: Newsroom, tmp_path: Path) -> None:
    edited_and_changed(room, tmp_path)
    page = room.text("owner", f"{DESK}/upstream")
    assert "<td>Title of ours</td><td>Title of the files</td>" in page
    sent = {"what": "about", "version": "0", "name": "title", "do": "take"}
    assert room.post("owner", f"{DESK}/upstream", **sent)[0] == 303
    assert data(room)["title"] == "Title of the files"
    assert "The files say nothing else" in room.text("owner", f"{DESK}/upstream")
    assert room.post("owner", f"{DESK}/upstream", **sent)[0] == 409


def test_what_is_left_stays_as_it_is_here(room: Newsroom, tmp_path: Path) -> None:
    edited_and_changed(room, tmp_path)
    assert room.post("owner", f"{DESK}/upstream", what="about", do="leave", why="Ours is better.")[0] == 303
    assert data(room)["title"] == "Title of ours"
    assert entries(room)[-1][::2] == ("leave upstream about", "Ours is better.")


# -- terms


def test_a_term_of_the_list_becomes_an_exercise_that_tells_the_reason(room: Newsroom) -> None:
    page = f"{DESK}/about"
    weak = {"terms1_term": "feeble", "terms1_instead": "weak", "terms1_why": "It mocks the keeper."}
    dim = {"terms2_term": "dim", "terms2_instead": "weak", "terms2_why": "It is the ferry’s word."}
    assert room.post("owner", page, **(fields(room.text("owner", page)) | weak | dim), do="save")[0] == 303
    assert "Make an exercise" in room.text("owner", page)
    status, place = room.post("owner", f"{DESK}/terms", term="feeble")
    assert (status, place) == (303, f"{DESK}/new-fact?term=feeble")
    begun = room.text("owner", place)
    assert [each["id"] for each in data(room)["sources"]][-1] == "style-list"  # type: ignore[index]
    sent = fields(begun.replace('<form class="fact" method', '<form class="fact" id="fields" method'))
    assert (sent["trap1_why"], sent["trap2_says"], sent["contested"]) == ("It mocks the keeper.", "dim", "true")
    assert "Neutral wording" in begun
    assert room.post("owner", f"{DESK}/new-fact", **(sent | {"cloze": "Its light is {weak}."}))[0] == 303
    follow = room.text("owner", f"{DESK}/questions?kind=term&fact=word-feeble")
    assert "Its light is [feeble]." in follow
    assert "Its light is [dim]." in follow
    assert f'href="{DESK}/facts/word-feeble"' in room.text("owner", page)
    assert room.post("owner", f"{DESK}/terms", term="feeble")[0] == 303
    assert [each["id"] for each in data(room)["sources"]].count("style-list") == 1  # type: ignore[attr-defined]


# -- the log


def test_the_log_tells_who_did_what_and_what_differs(room: Newsroom) -> None:
    page = f"{DESK}/questions/{HAND}"
    sent = fields(room.text("owner", page)) | {"claim": "The light is weak.", "why_saved": "Shorter."}
    room.post("owner", page, **sent, do="save")
    room.post("owner", f"{DESK}/questions/height.card.1/drop", do="drop")
    told = room.text("editor", f"{DESK}/log")
    assert told.index("Saved the text or the lists") < told.index("Saved a question")
    assert "owner Finch" in told
    assert "“Shorter.”" in told
    assert "<td>The light of Farhaven is too weak.</td><td>The light is weak.</td>" in told
    assert "Saved the text or the lists" not in room.text("editor", f"{DESK}/log?about=question")
    assert "Saved a question" in room.text("editor", f"{DESK}/log?about=question/{HAND}")
    assert "Nothing yet." in room.text("editor", f"{DESK}/log?page=1")


def test_of_somebody_who_left_no_name_is_told(room: Newsroom) -> None:
    with room.app.app_context():
        row = Audit(
            at=NOW, who="gone", action="save fact", subject=f"bank/{BANK}/fact/x", why="", before=None, after={}
        )
        db.session.add(row)
        db.session.commit()
    assert "somebody who left" in room.text("owner", f"{DESK}/log")


# -- export


def test_the_archive_holds_the_bank_as_it_is_live(room: Newsroom, tmp_path: Path) -> None:
    room.post("owner", f"{DESK}/questions/height.card.1/drop", do="drop")
    response = room.players["owner"].client.get(f"{DESK}/export.zip")
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(response.data)) as packed:
        found = {name.removeprefix(f"{BANK}/"): packed.read(name) for name in packed.namelist()}
    bank, problems = read(found, BANK)
    assert problems == []
    place = tmp_path / "again"
    place.mkdir()
    assert bank == example_bank(place, BANK)


def test_whoever_may_not_edit_finds_none_of_it(room: Newsroom) -> None:
    for page in ("questions", "new-question", f"questions/{HAND}", "about", "upstream", "log", "export.zip"):
        assert room.status("reader", f"{DESK}/{page}") == 404, page
        assert room.status("other", f"{DESK}/{page}") == 404, page
        assert room.status("editor", f"{DESK}/{page}") == 200, page
