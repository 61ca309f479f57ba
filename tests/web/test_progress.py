"""The progress page as a request: empty, with data, and every picture with its words and its table."""

import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.storage.models import Attempt, Learner, Memory
from quizapp.web.database import db
from quizapp.web.progress import map as map_page
from quizapp.web.progress.calendar import WEEKS, calendar, first_day

SECTION = re.compile(r"<section\b.*?</section>", re.S)
DRAWING = r'class="drawing[^"]* %s"'
SVG = re.compile(r"<svg\b[^>]*role=\"img\".*?</svg>", re.S)


@pytest.fixture
def progressed(player: Player) -> Player:
    """Somebody who has answered all questions of a quiz, the first one in certainty and wrong."""
    player.start(length="20")
    for position in player.positions():
        fields = player.fields(position, right=position > 1)
        player.post(position, {**fields, "confidence": "3" if position == 1 else "2"})
    return player


def page(player: Player, path: str = "/progress") -> str:
    response = player.client.get(path)
    assert response.status_code == 200, response.text
    return response.text


def test_a_stranger_sees_what_will_be_here_and_nothing_is_created(loaded: Flask, player: Player) -> None:
    text = page(player)
    assert "Your map starts with one answer" in text
    assert "Ask me ten questions" in text
    with loaded.app_context():
        assert db.session.scalar(select(func.count()).select_from(Learner)) == 0


def test_without_an_answer_it_is_still_empty(player: Player) -> None:
    player.start()
    assert "Your map starts with one answer" in page(player)


def test_the_headline_is_a_finding(progressed: Player) -> None:
    text = page(progressed)
    assert re.search(r"You would recall \d+ of \d+ facts today", text)
    assert "forecast" in text


def test_every_picture_has_a_label_and_a_table(progressed: Player) -> None:
    text = page(progressed)
    pictures = 0
    for section in SECTION.findall(text):
        drawings = SVG.findall(section)
        pictures += len(drawings)
        for drawing in drawings:
            assert re.search(r'^<svg[^>]* aria-label="[^"]+"', drawing)
        if drawings:
            assert '<p class="reading">' in section
            assert re.search(r"<details.*<table.*<tbody>.*<tr>.*</details>", section, re.S)
    assert pictures >= 8
    left = re.sub(r"<svg\b[^>]*aria-hidden.*?</svg>", "", text, flags=re.S)
    assert left.count("<svg") == pictures


def test_desks_and_phones_each_have_their_drawing(progressed: Player) -> None:
    text = page(progressed)
    assert len(re.findall(DRAWING % "desk", text)) == len(re.findall(DRAWING % "phone", text)) > 3


class Outline(HTMLParser):
    """Levels of headings, and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [value for name, value in attrs if name == "id" and value]


def test_headings_are_in_order_and_ids_unique(progressed: Player) -> None:
    outline = Outline()
    outline.feed(page(progressed))
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))


def test_no_inline_style_or_script(progressed: Player) -> None:
    text = page(progressed)
    assert " style=" not in text
    assert not re.search(r"<script(?![^>]* src=)|<style", text)


def test_sure_but_wrong_is_listed_and_asked_again(progressed: Player) -> None:
    text = page(progressed)
    assert "You were certain of" in text
    assert "Ask me th" in text
    response = progressed.client.post("/progress/sure-but-wrong", data={"csrf_token": progressed.token()})
    progressed.follow(response)
    with progressed.app.app_context():
        wanted = set(db.session.scalars(select(Memory.fact_id).where(Memory.wanted > 0)))
        attempt = db.session.scalars(select(Attempt).where(Attempt.public_id == progressed.attempt)).one()
        assert set(attempt.settings["fact_ids"]) == wanted


def test_asking_again_needs_a_learner_and_something_to_ask(player: Player) -> None:
    assert player.client.post("/progress/sure-but-wrong", data={"csrf_token": player.token()}).status_code == 404
    player.start()
    response = player.client.post("/progress/sure-but-wrong", data={"csrf_token": player.token()})
    assert (response.status_code, response.location) == (303, "/progress")


def test_the_table_links_to_the_facts(progressed: Player) -> None:
    paths = re.findall(r'href="(/bank/farhaven/fact/[^"]+)"', page(progressed))
    assert paths
    for path in set(paths):
        assert progressed.client.get(path).status_code == 200


def test_quizzes_are_linked(progressed: Player) -> None:
    assert f'href="/quiz/{progressed.attempt}"' in page(progressed)


@pytest.mark.parametrize("number", ["0", "-3", "x", "99999999999999999999", "2"])
def test_any_page_number_is_answered(progressed: Player, number: str) -> None:
    assert "Your quizzes" in page(progressed, f"/progress?page={number}")


def test_too_few_verdicts_say_how_many_more(progressed: Player) -> None:
    assert "more claim" in page(progressed)


def test_above_500_facts_there_are_bars_instead(progressed: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_page, "MOST_SQUARES", 1)
    text = page(progressed)
    assert "20–40" in text
    assert "sure but wrong</li>" not in text


def test_tomorrow_recall_is_lower(progressed: Player, frozen: Callable[..., None]) -> None:
    with progressed.app.app_context():
        day = (NOW - timedelta(days=300)).date()
        db.session.execute(update(Memory).values(last_study_day=day, due_day=day, stability=1.0))
        db.session.commit()
    frozen(NOW)
    text = page(progressed)
    recalled, facts = map(int, re.findall(r"You would recall (\d+) of (\d+)", text)[0])
    assert recalled < facts


def test_the_calendar_runs_from_a_monday_to_today() -> None:
    today = NOW.date()
    days = calendar({today: 26, today - timedelta(days=1): 25, first_day(today): 5}, today)
    assert days[0].day.weekday() == 0
    assert (days[-1].day, days[-1].week, days[-1].today) == (today, WEEKS - 1, True)
    assert [days[0].step, days[1].step, days[-2].step, days[-1].step] == [1, 0, 3, 4]
