"""Readers report what is wrong; editors answer; readers hear of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from fixtures.newsroom import BANK, USERS, Newsroom
from fixtures.player import Player
from flask import Flask
from sqlalchemy import select

from quizapp.actions.erase import erase
from quizapp.actions.merge import merge
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.models import Audit, Learner, Report
from quizapp.web.database import db

FACT = f"/report/fact/{BANK}/height"
LINK = "Report a problem"


@pytest.fixture
def room(loaded: Flask, tmp_path: Path) -> Newsroom:
    """The bank and its readers."""
    return Newsroom(loaded, tmp_path)


def kept(room: Newsroom) -> list[Report]:
    with room.app.app_context():
        found = list(db.session().scalars(select(Report).order_by(Report.id)))
        db.session().expunge_all()
        return found


def answered(room: Newsroom, who: str, kind: str = "choice") -> tuple[Player, str]:
    """Somebody who has answered a question wrongly, and the address to report it at."""
    player = room.players[who]
    player.start(length="1", bank=BANK, kinds=kind, confidence="")
    player.answer(1, right=False)
    return player, f"/report/{player.attempt}/1"


def report(room: Newsroom, who: str = "other", kind: str = "key", text: str = "It is <b>not</b>.") -> str:
    """The public id of a new report on a question."""
    _, path = answered(room, who)
    assert room.post(who, path, kind=kind, text=text)[0] == 303
    return kept(room)[-1].public_id


def close(room: Newsroom, report_id: str, who: str = "owner", **form: str) -> int:
    form = {"outcome": "mended", "answer": "Thank you.", **form}
    return room.post(who, f"/desk/reports/{report_id}", **form)[0]


def test_a_question_is_reported_once_its_result_is_told_never_before(room: Newsroom) -> None:
    player = room.players["guest"]
    page = player.start(length="2", bank=BANK, kinds="choice", confidence="")
    assert LINK not in page.text
    assert room.status("guest", f"/report/{player.attempt}/1") == 404
    assert LINK in player.answer(1).text
    assert room.status("guest", f"/report/{player.attempt}/1") == 200
    assert room.status("guest", f"/report/{player.attempt}/2") == 404
    assert room.status("other", f"/report/{player.attempt}/1") == 404
    assert room.status("guest", f"/report/{player.attempt}/99999999999") == 404


def test_where_results_come_at_the_end_so_do_reports(room: Newsroom) -> None:
    player = room.players["guest"]
    player.start(length="2", bank=BANK, feedback="end", confidence="")
    player.answer(1)
    assert room.post("guest", f"/report/{player.attempt}/1", kind="key")[0] == 404
    player.hand_in()
    assert room.post("guest", f"/report/{player.attempt}/1", kind="key")[0] == 303


def test_a_report_tells_the_question_as_it_was_asked_and_its_fact(room: Newsroom) -> None:
    player, path = answered(room, "guest")
    assert room.post("guest", path, kind="wording", text="  It can be read\r\nin two ways. ")[0] == 303
    [row], item = kept(room), player.item(1)
    assert (row.question_revision_id, row.fact_id, row.bank_id) == (
        item.question_revision_id,
        item.fact_ids[0],
        room.bank_id,
    )
    assert (row.kind, row.text, row.learner_id) == ("wording", "It can be read\nin two ways.", room.learners["guest"])
    assert "Sent." in room.text("guest", f"{path}?sent=1")


def test_a_second_report_on_a_question_amends_the_first_until_that_is_closed(room: Newsroom) -> None:
    _, path = answered(room, "other")
    for kind, text in (("key", "One."), ("proof", "Two.")):
        room.post("other", path, kind=kind, text=text)
    assert [(row.kind, row.text) for row in kept(room)] == [("proof", "Two.")]
    assert "Two." in room.text("other", path)
    room.post("other", FACT, kind="fact")
    assert len(kept(room)) == 2
    close(room, kept(room)[0].public_id)
    room.post("other", path, kind="key", text="Three.")
    assert [(row.kind, row.text, row.outcome) for row in kept(room) if row.question_revision_id] == [
        ("proof", "Two.", "mended"),
        ("key", "Three.", ""),
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Choose what seems wrong."),
        ({"kind": "nonsense"}, "Choose what seems wrong."),
        ({"kind": "other", "text": "  "}, "Say in a few words"),
        ({"kind": "key", "text": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_kept_in_the_form(
    room: Newsroom, form: dict[str, str], said: str
) -> None:
    status, text = room.post("other", FACT, **form)
    assert (status, said in text) == (422, True)
    assert form.get("text", "").strip() in text
    assert kept(room) == []


def test_a_stranger_reports_a_fact_and_becomes_a_guest_who_can_be_answered(room: Newsroom) -> None:
    assert LINK in room.text("stranger", f"/bank/{BANK}/fact/height")
    assert room.post("stranger", FACT, kind="fact")[0] == 303
    [row] = kept(room)
    assert row.question_revision_id is None
    assert close(room, row.public_id) == 303
    assert "Your reports were answered" in room.text("stranger", "/")


def test_reports_are_limited_by_the_minute(room: Newsroom, frozen: Callable[..., None]) -> None:
    frozen()
    found = [room.post("guest", FACT, kind="other", text=f"No. {number}")[0] for number in range(6)]
    assert found == [303] * 5 + [429]
    assert [row.text for row in kept(room)] == ["No. 4"]
    assert room.post("other", FACT, kind="fact")[0] == 303


def test_a_card_is_reported_after_its_answer(room: Newsroom) -> None:
    player = room.players["other"]
    player.follow(player.client.post("/cards", data={"csrf_token": player.token()}))
    shown = f"/cards/{player.attempt}"
    while not (found := re.search(r'href="(/cards/[^"]+)/type"', room.text("other", shown))):
        place = re.search(rf'action="({shown}/\d+)"', room.text("other", shown))
        assert place
        room.post("other", place[1], aside="later")
    at, path = found[1], found[1].replace("/cards", "/report")
    assert room.status("other", path) == 404
    assert LINK not in room.text("other", shown)
    typed = re.search(r'name="typed" value="(\d+)"', room.text("other", f"{at}/type"))
    assert typed
    _, told = room.post("other", at, typed=typed[1], unknown="1")
    assert f'href="{path}"' in room.text("other", told)
    assert room.post("other", path, kind="wording")[0] == 303


def test_the_queue_is_of_banks_that_one_may_edit(room: Newsroom) -> None:
    room.show_to("shared")
    _, path = answered(room, "reader")
    room.post("reader", path, kind="key", text="It is <b>not</b>.")
    [row] = kept(room)
    for who in ("stranger", "guest"):
        assert room.status(who, "/desk/reports") == 404
    for who in USERS:
        edits = who in ("owner", "editor", "administrator")
        assert ("It is &lt;b&gt;not&lt;/b&gt;." in room.text(who, "/desk/reports")) == edits, who
        assert room.status(who, f"/desk/reports/{row.public_id}") == (200 if edits else 404), who
        if not edits:
            assert close(room, row.public_id, who) == 404


def test_a_report_stands_beside_question_key_options_proof_and_what_was_answered(room: Newsroom) -> None:
    report_id = report(room)
    item = room.players["other"].item(1)
    answered(room, "guest")
    page = unescape(room.text("owner", f"/desk/reports/{report_id}"))
    for words in (
        item.question.stem,
        *item.question.options,
        "answer",
        'class="evidence"',
        f"/facts/{item.question.facts[0]}",
    ):
        assert words in page
    assert page.count("other Finch") == 0


@pytest.mark.parametrize("kind", ["number", "text", "truefalse", "verdict"])
def test_questions_of_other_kinds_can_be_looked_at(room: Newsroom, kind: str) -> None:
    player = room.players["other"]
    player.start(length="1", kinds=kind, bank=BANK)
    player.send(1, {"unknown": "1"})
    assert room.post("other", f"/report/{player.attempt}/1", kind="proof")[0] == 303
    page = room.text("owner", f"/desk/reports/{kept(room)[0].public_id}")
    assert "One answer." in page
    assert "I don’t know" in page


def test_reports_on_one_fact_stand_together_and_close_together(room: Newsroom) -> None:
    ids = []
    for who, kind in (("other", "fact"), ("guest", "proof"), ("reader", "wording")):
        room.post(who, FACT, kind=kind)
        ids.append(kept(room)[-1].public_id)
    page = room.text("owner", "/desk/reports")
    assert page.count('class="group"') == 1
    assert "3 reports wait." in page
    assert "2 more reports on this fact" in room.text("owner", f"/desk/reports/{ids[0]}")
    assert close(room, ids[0], outcome="fine") == 303
    assert [row.outcome for row in kept(room)] == ["fine", "", ""]
    assert close(room, ids[1], all="y") == 303
    assert [row.outcome for row in kept(room)] == ["fine", "mended", "mended"]
    assert "Nobody has reported anything" in room.text("owner", "/desk/reports")


def test_closing_wants_an_outcome_and_a_word_and_happens_once(room: Newsroom) -> None:
    report_id = report(room)
    assert close(room, report_id, outcome="") == 422
    assert close(room, report_id, answer=" ") == 422
    assert close(room, report_id, answer="x" * 1001) == 422
    assert close(room, report_id, answer="First.") == 303
    assert close(room, report_id, answer="Second.", outcome="fine") == 303
    [row] = kept(room)
    assert (row.answer, row.outcome) == ("First.", "mended")
    with room.app.app_context():
        [line] = db.session().scalars(select(Audit).where(Audit.action == "close report"))
        assert (line.subject, line.after) == (report_id, {"outcome": "mended"})


def test_the_reader_hears_of_the_answer_until_they_have_seen_it(room: Newsroom) -> None:
    news = "Your reports were answered"
    report_id = report(room)
    assert news not in room.text("other", "/")
    assert "An editor has yet to look at it." in room.text("other", "/reports")
    close(room, report_id, answer="The key is <i>right</i> now.")
    assert news in room.text("other", "/")
    assert news not in room.text("guest", "/")
    assert "The key is &lt;i&gt;right&lt;/i&gt; now." in room.text("other", "/reports")
    assert room.post("other", "/reports/seen") == (303, "/")
    assert news not in room.text("other", "/")
    assert "The key is" in room.text("other", "/reports")


def test_a_report_is_in_the_export_and_loses_its_words_with_its_learner(room: Newsroom) -> None:
    report_id = report(room, text="I know it better.")
    with room.players["other"].client.get("/account/data.json") as export:
        assert "I know it better." in export.text
    with room.app.app_context():
        write(db.session(), [room.learners["other"]])
        erase(db.session(), room.learners["other"], datetime.now(UTC))
        db.session.commit()
    [row] = kept(room)
    assert (row.public_id, row.kind, row.text, row.learner_id) == (report_id, "key", "", None)
    assert room.status("owner", f"/desk/reports/{report_id}") == 200


def test_a_guests_reports_become_their_accounts(room: Newsroom) -> None:
    report(room, "guest")
    with room.app.app_context():
        session, ids = db.session(), [room.learners["guest"], room.learners["other"]]
        write(session, ids)
        guest, account = (learners.by_id(session, learner_id) for learner_id in ids)
        merge(session, guest, account, datetime.now(UTC))
        session.commit()
        assert session.scalars(select(Report.learner_id)).one() == account.id
        assert session.get(Learner, guest.id)
