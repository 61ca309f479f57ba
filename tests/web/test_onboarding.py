"""A participant's way through a programme: its steps, the certification, the certificate, and renewing it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fixtures.banks import NOW
from fixtures.cohort import Newsroom, Participant, correct
from flask import Flask

from quizapp.web.database import db

DAY = timedelta(days=1)
Freeze = Callable[..., None]


@pytest.fixture
def room(loaded: Flask, frozen: Freeze) -> Newsroom:
    """A cohort with one participant, before anything is done."""
    frozen()
    return Newsroom(loaded, NOW)


def page(player: Participant, room: Newsroom) -> str:
    return player.client.get(f"/programme/{room.id}").text


def tries(player: Participant, room: Newsroom) -> int:
    """The status of beginning the certification."""
    return player.client.post(f"/programme/{room.id}/certification", data={"csrf_token": player.token()}).status_code


def ready(room: Newsroom) -> Participant:
    """A participant who has done the pre-test and the drill."""
    player = room.participant()
    player.do(room.id, "pretest", wrong=(1,))
    player.drill()
    return player


def passed(room: Newsroom) -> Participant:
    player = ready(room)
    assert "Passed" in player.do(room.id, "certification").text
    return player


def test_the_steps_open_one_after_another_and_end_with_a_certificate(room: Newsroom) -> None:
    player = room.participant()
    assert "It opens after the pre-test." in page(player, room)
    assert (
        player.client.post(f"/programme/{room.id}/certification", data={"csrf_token": player.token()}).status_code
        == 409
    )
    told = player.do(room.id, "pretest", wrong=(1,))
    assert "1 of 2 points" in told.text
    assert "It opens after 2 more answers" in page(player, room)
    player.client.post(f"/programme/{room.id}/read", data={"csrf_token": player.token()})
    assert "You said that you have read the brief." in page(player, room)
    player.drill()
    assert "To pass: every must-know fact right, and 80 % of all points." in page(player, room)
    told = player.do(room.id, "certification")
    assert "Passed" in told.text
    assert "Every must-know fact was right." in told.text
    assert f"/certificate/{room.certificate()}" in told.text
    assert "You have passed." in page(player, room)
    sheet = room.app.test_client().get(f"/certificate/{room.certificate()}").text
    assert "Participant 1" in sheet
    assert "95 % interval" in sheet
    assert "edition 1" in sheet


def test_results_are_withheld_until_handed_in_and_books_are_closed(room: Newsroom) -> None:
    player = ready(room)
    player.begin(room.id, "certification")
    position = player.positions()[0]
    reply = player.post(position, player.fields(position))
    assert reply.status_code == 303
    assert "data-feedback" not in player.client.get(player.path(str(position))).text
    closed = player.client.get("/facts")
    assert closed.status_code == 403
    assert f"/certification/{player.attempt}" in closed.text
    player.hand_in()
    assert player.client.get("/facts").status_code == 200


def test_who_misses_a_must_know_fact_waits_a_day(room: Newsroom, frozen: Freeze) -> None:
    player = ready(room)
    told = player.do(room.id, "certification", wrong=(1, 2, 3))
    assert "Not passed yet" in told.text
    assert room.certificate() == ""
    assert "You may try again from" in page(player, room)
    assert (
        player.client.post(f"/programme/{room.id}/certification", data={"csrf_token": player.token()}).status_code
        == 409
    )
    frozen(NOW + DAY + timedelta(minutes=1))
    assert "Passed" in player.do(room.id, "certification").text


def test_whoever_runs_out_of_time_is_judged_by_what_they_answered(room: Newsroom, frozen: Freeze) -> None:
    player = ready(room)
    player.begin(room.id, "certification")
    for position in player.positions():
        player.post(position, player.fields(position))
    frozen(NOW + timedelta(hours=2))
    assert "Passed" in player.client.get(player.path()).text
    assert room.certificate()


def test_a_corrected_fact_marks_the_certificate_and_a_renewal_asks_it_alone(room: Newsroom, frozen: Freeze) -> None:
    player = passed(room)
    first = room.certificate()
    with room.app.app_context():
        correct(db.session(), "height", NOW + DAY)
    frozen(NOW + 2 * DAY)
    sheet = player.client.get(f"/certificate/{first}").text
    assert "Valid with corrections" in sheet
    assert all(word in sheet for word in ("forty metres", "forty-one metres", "2 May 2024", "Harbour office"))
    assert "One fact has changed." in page(player, room)
    player.begin(room.id, "certification")
    assert [item.question.facts for item in player.items()] == [("height",)]
    position = player.positions()[0]
    player.post(position, player.fields(position))
    assert "Passed" in player.hand_in().text
    assert "Renewed" in player.client.get(f"/certificate/{first}").text
    later = player.client.get(f"/certificate/{room.certificate()}").text
    assert "on the facts that had changed" in later
    assert "Valid with corrections" not in later


def test_after_expiry_with_nothing_changed_one_click_renews(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    room = Newsroom(loaded, NOW, valid_days=2)
    player = passed(room)
    first = room.certificate()
    frozen(NOW + DAY)
    assert tries(player, room) == 409
    frozen(NOW + 3 * DAY)
    assert "Expired" in room.app.test_client().get(f"/certificate/{first}").text
    assert "Nothing that could be asked has changed" in page(player, room)
    reply = player.client.post(f"/programme/{room.id}/certification", data={"csrf_token": player.token()})
    assert reply.location == f"/certificate/{room.certificate()}" != f"/certificate/{first}"
    later = player.client.get(reply.location).text
    assert "nothing that could be asked had changed" in later
    assert "Of the certificate before." in later
    assert tries(player, room) == 409


def test_the_name_goes_with_its_holder_and_the_certificate_stays(room: Newsroom) -> None:
    player = passed(room)
    address = f"/certificate/{room.certificate()}"
    reply = player.client.post("/account/delete", data={"csrf_token": player.token(), "sure": "y"})
    assert reply.status_code == 303
    sheet = room.app.test_client().get(address)
    assert sheet.status_code == 200
    assert "Participant 1" not in sheet.text
    assert "removed at their wish" in sheet.text
    assert "Valid" in sheet.text


def test_a_guest_who_signs_up_keeps_certificate_and_steps(room: Newsroom) -> None:
    player = passed(room)
    player.client.post(f"/programme/{room.id}/read", data={"csrf_token": player.token()})
    form = {"csrf_token": player.token(), "name": "Ada Moen", "password": "tall ships 1900"}
    assert player.client.post("/account/sign-up", data=form).status_code == 303
    told = page(player, room)
    assert "You have passed." in told
    assert "You said that you have read the brief." in told


def test_who_is_not_in_the_cohort_finds_nothing(room: Newsroom, new_player: Callable[[], Participant]) -> None:
    stranger = new_player()
    assert stranger.client.get(f"/programme/{room.id}").status_code == 404
    assert stranger.client.get("/certificate/made-up").status_code == 404


def test_the_programme_is_found_at_home_until_it_is_passed(room: Newsroom) -> None:
    player = room.participant()
    assert f"/programme/{room.id}" in player.client.get("/").text
    assert f"/programme/{room.id}" in player.client.get("/tasks").text
    assert f"/programme/{room.id}" in player.client.get(f"/classes/{room.cohort.group}").text
    player.do(room.id, "pretest")
    player.drill()
    player.do(room.id, "certification")
    assert f"/programme/{room.id}" not in player.client.get("/").text
    assert f"/programme/{room.id}" in player.client.get("/tasks").text
