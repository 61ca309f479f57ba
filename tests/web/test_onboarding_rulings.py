"""Rulings on the questions of a cohort's tests: they count, are told, and give a certificate to who passes by them."""

import re
from collections.abc import Callable

import pytest
from fixtures.banks import NOW
from fixtures.cohort import Newsroom, Participant
from flask import Flask

Freeze = Callable[..., None]
TESTS = ("pretest", "certification")


@pytest.fixture
def room(loaded: Flask, frozen: Freeze) -> Newsroom:
    """A cohort with a participant who has missed one question in either test."""
    frozen()
    return Newsroom(loaded, NOW, drill_first=False, every_must=False, people=2)


def missed(room: Newsroom) -> Participant:
    player = room.participant()
    player.do(room.id, "pretest", wrong=(1,))
    assert "Not passed yet" in player.do(room.id, "certification", wrong=(1,)).text
    return player


def drop(room: Newsroom, test: str, revision_id: int) -> str:
    """Drop a question by the way that the report leads; returns the page of rulings."""
    editor = room.editor.browser(room.app)
    report = editor.client.get(f"/cohorts/{room.id}/report").text
    page = re.findall(r"/results/[^/]+/rulings", report)[TESTS.index(test)]
    assert f'href="/cohorts/{room.id}/report"' in editor.client.get(page).text
    form = {"csrf_token": editor.token(), "kind": "dropped", "why": "It has two right answers."}
    assert editor.client.post(f"{page}/{revision_id}", data=form).status_code == 303
    return editor.client.get(page).text


def test_who_passes_once_a_question_is_dropped_is_certified(room: Newsroom) -> None:
    player = missed(room)
    assert room.certificate() == ""
    assert "Dropped" in drop(room, "certification", player.item(1).question_revision_id)
    told = player.client.get(player.path()).text
    assert "Passed" in told
    assert "2 of 2 points" in told
    assert "It has two right answers." in told
    sheet = player.client.get(f"/certificate/{room.certificate()}").text
    assert "2 of 2 points" in sheet
    assert len(re.findall(r"revision \d", sheet)) == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_dropped_question_of_the_pre_test_is_left_out_of_result_and_report(room: Newsroom) -> None:
    player = room.participant()
    player.do(room.id, "pretest", wrong=(1,))
    drop(room, "pretest", player.item(1).question_revision_id)
    told = player.client.get(player.path()).text
    assert "1 of 1 points" in told
    assert "Changed afterwards" in told
    report = room.editor.browser(room.app).client.get(f"/cohorts/{room.id}/report").text
    assert "100 % of the points on average" in report
    assert "Nothing was missed so far." in report


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_is_given_a_second_certificate_nor_loses_one(room: Newsroom) -> None:
    player = room.participant(1)
    player.do(room.id, "pretest")
    player.do(room.id, "certification")
    given = room.certificate()
    missed(room)
    drop(room, "certification", player.item(1).question_revision_id)
    assert f"/certificate/{given}" in player.client.get(f"/programme/{room.id}").text
