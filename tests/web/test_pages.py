"""Pages for reading: a bank, its brief, its facts, and how a quiz is set up."""

from pathlib import Path

from fixtures.banks import kosovo, load_into
from fixtures.player import Player
from fixtures.readme import example_bank
from flask import Flask
from flask.testing import FlaskClient

from quizapp.core.kinds import QUIZZED


def test_the_first_page_shows_the_banks(player: Player) -> None:
    page = player.client.get("/").text
    assert "The lighthouse of Farhaven" in page
    assert "3 facts" in page
    assert "/bank/farhaven/brief" in page


def test_many_banks_are_listed_briefly(app: Flask, tmp_path: Path) -> None:
    for number in range(5):
        load_into(app, example_bank(tmp_path, f"bank-{number}"))
    page = app.test_client().get("/").text
    assert page.count("The bank</p>") == 3
    assert "More banks" in page
    assert "/bank/bank-4" in page


def test_without_a_bank_the_first_page_says_what_to_do(client: FlaskClient) -> None:
    assert "quizapp bank load FOLDER" in client.get("/").text


def test_the_brief_carries_every_sentence_with_its_id(app: Flask) -> None:
    load_into(app, kosovo())
    page = app.test_client().get("/bank/kosovo-2023/brief").text
    for number in range(1, 22):
        assert f'<span class="sid">s{number:02d}</span>' in page
    assert "Inferred" in page


def test_a_fact_page_proves_it_in_context_and_tells_what_came_later(app: Flask) -> None:
    load_into(app, kosovo())
    page = app.test_client().get("/bank/kosovo-2023/fact/population").text
    assert '<mark class="evidence">' in page
    assert "about 1.8 million" in page
    assert "Since then" in page
    assert "2024" in page
    assert "Questions about it" in page


def test_every_fact_has_a_page(app: Flask) -> None:
    bank = kosovo()
    load_into(app, bank)
    client = app.test_client()
    for fact in bank.facts:
        page = client.get(f"/bank/kosovo-2023/fact/{fact.id}")
        assert page.status_code == 200, fact.id
        assert 'class="evidence"' in page.text, fact.id


def test_the_setup_offers_topics_and_kinds(player: Player) -> None:
    page = player.client.get("/bank/farhaven/quiz").text
    assert "The light" in page
    assert "True or false" in page
    assert page.count('type="checkbox"') == 1 + len(QUIZZED) + 1


def test_how_it_grades_is_told(client: FlaskClient) -> None:
    assert "Half of the points are for the verdict" in client.get("/how-it-grades").text


def test_a_claim_is_shown_with_its_speaker(player: Player) -> None:
    page = player.client.get("/bank/farhaven/fact/weak-light").text
    assert "the fishers&#39; guild" in page
    assert "a claim, passed on by the article" in page
