"""What a certification demands: every must-know fact, by the terms that stood when it began, and no more questions
than there are.
"""

from collections.abc import Callable

import pytest
from fixtures.banks import NOW
from fixtures.cohort import Newsroom, Participant, leave_only_cards
from flask import Flask
from sqlalchemy import select, update

from quizapp.storage.models import Fact, FactRevision, Programme
from quizapp.web.database import db

Freeze = Callable[..., None]


@pytest.fixture
def room(loaded: Flask, frozen: Freeze) -> Newsroom:
    """A cohort whose certification opens after the pre-test."""
    frozen()
    return Newsroom(loaded, NOW, drill_first=False)


def must_know(room: Newsroom) -> list[str]:
    """The must-know facts of the bank, by slug; the first lacks a question from now on."""
    with room.app.app_context():
        session = db.session()
        found = select(Fact.slug).join(FactRevision, FactRevision.fact_id == Fact.id)
        slugs = list(session.scalars(found.where(FactRevision.importance == "must-know").order_by(Fact.id)))
        session.rollback()
        leave_only_cards(session, slugs[0])
        return slugs


def set_rules(room: Newsroom, **settings: object) -> None:
    with room.app.app_context():
        session = db.session()
        row = session.scalars(select(Programme).where(Programme.public_id == room.cohort.programme.public_id)).one()
        values = {**row.settings, **settings}
        session.execute(update(Programme).where(Programme.id == row.id).values(settings=values))
        session.commit()


def begins(player: Participant, room: Newsroom) -> int:
    """The status of beginning the certification."""
    reply = player.client.post(f"/programme/{room.id}/certification", data={"csrf_token": player.token()})
    return reply.status_code


def test_a_must_know_fact_that_only_a_flashcard_asks_keeps_the_certification_shut(room: Newsroom) -> None:
    player = room.participant()
    player.do(room.id, "pretest")
    assert "To pass: every must-know fact" in player.client.get(f"/programme/{room.id}").text
    must_know(room)
    assert "no question on a fact that has to be known" in player.client.get(f"/programme/{room.id}").text
    assert "no question on a fact that has to be known" in player.client.get(f"/programme/{room.id}/certification").text
    assert begins(player, room) == 409


def test_no_cohort_is_opened_and_the_programme_names_the_fact(room: Newsroom) -> None:
    slug = must_know(room)[0]
    editor, programme = room.editor.browser(room.app), f"/programmes/{room.cohort.programme.public_id}"
    told = editor.client.get(programme).text
    assert "One must-know fact cannot be asked" in told
    assert f"/desk/farhaven/facts/{slug}" in told
    assert "Open the cohort" not in told
    form = {"csrf_token": editor.token(), "title": "Late", "closes": "2026-12-24T18:00"}
    assert editor.client.post(programme, data=form).status_code == 422


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_result_is_told_by_the_terms_that_stood_when_it_began(room: Newsroom) -> None:
    player = room.participant()
    player.do(room.id, "pretest")
    player.begin(room.id, "certification")
    set_rules(room, pass_mark=30, every_must=False)
    places = player.positions()
    for position in places:
        player.post(position, player.fields(position, position == places[0]))
    told = player.hand_in().text
    assert "Not passed yet" in told
    assert "to pass: 80 %" in told
    assert "must-know" in told
    set_rules(room, wait_hours=0)
    player.do(room.id, "certification")
    sheet = player.client.get(f"/certificate/{room.certificate()}").text
    assert "to pass: 30 %" in sheet
    set_rules(room, pass_mark=100)
    assert "to pass: 30 %" in player.client.get(player.path()).text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_more_questions_are_promised_than_the_bank_has(room: Newsroom) -> None:
    set_rules(room, length=30)
    player = room.participant()
    player.do(room.id, "pretest")
    told = player.client.get(f"/programme/{room.id}/certification").text
    player.begin(room.id, "certification")
    asked = len(player.positions())
    assert f"up to {asked} questions" in told
    assert asked < 30


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_reports_a_question_of_a_test_comes_back_to_it(room: Newsroom) -> None:
    player = room.participant()
    player.do(room.id, "pretest")
    assert f'href="/pretest/{player.attempt}/1"' in player.client.get(f"/report/{player.attempt}/1").text
