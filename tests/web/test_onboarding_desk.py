"""Programmes for the editors who run them: making one, inviting, and seeing how each participant stands."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fixtures.banks import NOW
from fixtures.cohort import Newsroom, Participant, correct
from fixtures.player import Player
from flask import Flask
from sqlalchemy import event, update

from quizapp.storage.models import Bank, Member
from quizapp.web.database import db

SETTINGS = {
    **{"title": "House rules", "length": "3", "pretest": "2", "drill": "2", "minutes": "30", "pass_mark": "75"},
    **{"wait_hours": "0", "valid_days": "30", "every_must": "y"},
}
Freeze = Callable[..., None]


@pytest.fixture
def room(loaded: Flask, frozen: Freeze) -> Newsroom:
    """A cohort with three participants."""
    frozen()
    return Newsroom(loaded, NOW, people=3, drill_first=False)


@pytest.fixture
def editor(room: Newsroom) -> Player:
    return room.editor.browser(room.app)


def send(player: Player, path: str, **form: str) -> str:
    """Send a form; returns where it leads."""
    reply = player.client.post(path, data={"csrf_token": player.token(), **form})
    assert reply.status_code == 303, reply.text
    return str(reply.location)


def test_a_programme_is_made_changed_and_put_away(editor: Player) -> None:
    programme = send(editor, "/programmes/new", bank="farhaven", **SETTINGS)
    told = editor.client.get(programme).text
    assert "House rules" in told
    assert "every must-know fact and 75 % of the points" in told
    send(editor, f"{programme}/settings", **{**SETTINGS, "title": "Other rules", "every_must": ""})
    assert "Other rules" in editor.client.get("/programmes").text
    send(editor, f"{programme}/archive", archived="y")
    assert "Open the cohort" not in editor.client.get(programme).text
    closed = {"csrf_token": editor.token(), "title": "Late", "closes": "2026-12-24T18:00"}
    assert editor.client.post(programme, data=closed).status_code == 422
    send(editor, f"{programme}/archive")
    assert "Open the cohort" in editor.client.get(programme).text


def test_what_cannot_be_is_told_beside_its_field(editor: Player) -> None:
    wrong = {**SETTINGS, "pass_mark": "101", "drill": "", "title": ""}
    reply = editor.client.post("/programmes/new", data={"csrf_token": editor.token(), "bank": "farhaven", **wrong})
    assert reply.status_code == 422
    assert "A pass mark lies between 1 and 100 per cent." in reply.text
    assert "Ask for between 0 and 500 answers." in reply.text
    assert "Give it a title" in reply.text


def test_whoever_has_the_link_joins_and_stands_in_the_table(editor: Player, new_player: Callable[[], Player]) -> None:
    programme = send(editor, "/programmes/new", bank="farhaven", **SETTINGS)
    cohort = send(editor, programme, title="Spring", closes="2026-12-24T18:00")
    link = re.search(r"http://localhost(/join/[^<\s]+)", editor.client.get(cohort).text)
    assert link
    newcomer = new_player()
    path = link.group(1).replace("&amp;", "&")
    assert "will stand on your certificate" in newcomer.client.get(path).text
    reply = newcomer.client.post(path, data={"csrf_token": newcomer.token(), "name": "Zoe Bell"})
    assert "/programme/" in reply.text
    assert newcomer.client.post(path, data={"csrf_token": newcomer.token()}).location.startswith("/programme/")
    assert "Zoe Bell" in editor.client.get(cohort).text


def make(room: Newsroom, visibility: str) -> None:
    """Let the editor own the bank, with who may read it."""
    with room.app.app_context():
        session = db.session()
        session.execute(update(Bank).values(owner_id=room.editor.user_id, visibility=visibility))
        session.commit()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_bank_that_not_everybody_reads_is_left_out_with_the_way_to_mend_it(editor: Player, room: Newsroom) -> None:
    make(room, "private")
    told = editor.client.get("/programmes/new").text
    assert "Whoever owns one can make it public" in told
    assert 'href="/desk/farhaven/sharing"' in told
    programme = f"/programmes/{room.cohort.programme.public_id}"
    told = editor.client.get(programme).text
    assert "Not everybody may read the bank" in told
    assert "Open the cohort" not in told
    form = {"csrf_token": editor.token(), "title": "Late", "closes": "2026-12-24T18:00"}
    assert editor.client.post(programme, data=form).status_code == 422
    way = room.participant().client.get(f"/programme/{room.id}").text
    assert "The bank is closed at present" in way
    assert "/bank/farhaven" not in way
    make(room, "public")
    assert "Open the cohort" in editor.client.get(programme).text
    assert "/bank/farhaven/brief" in room.participant().client.get(f"/programme/{room.id}").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_people_of_a_cohort_are_called_participants_and_editors(editor: Player, room: Newsroom) -> None:
    group = f"/classes/{room.cohort.group}"
    attended = room.participant().client.get(group).text
    asked = editor.client.get(f"/join/{room.cohort.code}").text
    run = [editor.client.get(f"{group}{page}").text for page in ("", "/settings", "/roster")]
    for page in (attended, asked, *run):
        told = page[page.index("<main") : page.index("</main>")].lower()
        assert not re.search(r">[^<]*\b(pupil|teacher|class\b)[^<]*<", told), told
    assert f"/cohorts/{room.id}" in run[0]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_became_of_all_certificates_is_one_query(editor: Player, room: Newsroom, frozen: Freeze) -> None:
    for place in (0, 1):
        for test in ("pretest", "certification"):
            room.participant(place).do(room.id, test)
    with room.app.app_context():
        correct(db.session(), "height", NOW + timedelta(hours=1))
    frozen(NOW + timedelta(hours=2))
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    with room.app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    told = editor.client.get(f"/cohorts/{room.id}").text
    assert told.count("with corrections") == 2
    assert sum("FROM correction" in each for each in sent) == 1


def test_the_deadline_moves(editor: Player, room: Newsroom) -> None:
    send(editor, f"/cohorts/{room.id}/deadline", title="x", closes="2026-12-31T18:00")
    assert "31 December" in editor.client.get(f"/cohorts/{room.id}").text


def test_the_table_tells_who_has_not_started_is_at_risk_and_has_passed(editor: Player, room: Newsroom) -> None:
    risky, passed = room.participant(0), room.participant(1)
    risky.do(room.id, "pretest", wrong=(1, 2))
    passed.do(room.id, "pretest")
    passed.drill()
    passed.do(room.id, "certification")
    cells = r'<th scope="row">(Participant \d)</th>\s*<td class="strong">.*?</svg>([^<]+)</td>'
    rows = re.findall(cells, editor.client.get(f"/cohorts/{room.id}").text, re.DOTALL)
    assert rows == [("Participant 1", "At risk"), ("Participant 3", "Not started"), ("Participant 2", "Passed")]


def test_the_csv_runs_no_formula(editor: Player, room: Newsroom) -> None:
    with room.app.app_context():
        session = db.session()
        session.execute(update(Member).where(Member.id == room.people[0].member_id).values(name="=SUM(A1)"))
        session.commit()
    reply = editor.client.get(f"/cohorts/{room.id}/participants.csv")
    assert reply.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == ["'=SUM(A1)", "Participant 2", "Participant 3"]
    assert {row["Standing"] for row in rows} == {"Not started"}
    assert rows[0]["Certificate"] == ""


def test_another_editor_finds_nothing(room: Newsroom) -> None:
    other = Newsroom(room.app, NOW).editor.browser(room.app)
    for path in (f"/cohorts/{room.id}", f"/cohorts/{room.id}/report", f"/cohorts/{room.id}/participants.csv"):
        assert other.client.get(path).status_code == 404
    assert other.client.get(f"/programmes/{room.cohort.programme.public_id}").status_code == 404


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_report_tells_gain_calibration_and_what_was_missed(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    room = Newsroom(loaded, NOW, people=5)
    editor = room.editor.browser(loaded)
    people = [room.participant(place) for place in range(5)]
    for place, player in enumerate(people):
        player.do(room.id, "pretest", wrong=(1,) if place else (1, 2))
        if place < 4:
            certified(player, room)
    told = report(editor, room)
    assert "Too few to tell a gain" in told
    assert "so far four" in told
    certified(people[4], room)
    told = report(editor, room)
    assert "They know more than before" in told
    assert "over 5 participants" in told
    assert "Brier score" in told
    assert "Certain" in told
    missed = told[told.index("Most missed") :]
    # Six answers were wrong, in whatever words: options stand in another order for everybody.
    assert sum(map(int, re.findall(r"(\d+) × ", missed))) == 6


def test_the_report_tells_that_somebody_said_they_do_not_know(editor: Player, room: Newsroom) -> None:
    room.participant(0).do(room.id, "pretest", unknown=(1,))
    told = report(editor, room)
    assert "1 × I don’t know" in told[told.index("Most missed") :]


def certified(player: Participant, room: Newsroom) -> None:
    player.drill()
    player.do(room.id, "certification")


def report(editor: Player, room: Newsroom) -> str:
    return editor.client.get(f"/cohorts/{room.id}/report").text
