"""Results that come later are withheld: no byte of any page tells a right answer from a wrong one until then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fixtures.banks import NOW
from fixtures.rekeying import rekey
from fixtures.taskbook import Pupil, Taskbook
from flask import Flask
from sqlalchemy import func, select

from quizapp.storage.models import Answer, Asked, Attempt, Fact, Grading, Memory, Review
from quizapp.web.database import db

# What is sent is made from the same rows on both databases; that nothing is graded is tested on both below.
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
KINDS = ("choice", "truefalse", "number", "text", "verdict", "several")
OWN_ANSWER = {"privacy.json", "privacy.zip"}
"""These hold what was answered, as it was answered."""


def addresses(there: Taskbook, pupil: Pupil) -> dict[str, list[str]]:
    """Every address that can be opened, by endpoint, with all values that lead somewhere for this pupil."""
    with there.app.app_context():
        facts = list(db.session.scalars(select(Fact.slug).order_by(Fact.id)))
    values: dict[str, list[Any]] = {
        "slug": ["farhaven"],
        "fact_slug": facts,
        "attempt_id": [pupil.attempt],
        "activity_id": [there.activity],
        "class_id": [there.room.public_id],
        "position": pupil.positions(),
    }
    found: dict[str, list[str]] = {}
    adapter = there.app.url_map.bind("localhost")
    for rule in there.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments <= set(values) or rule.endpoint == "static":
            continue
        combined: list[dict[str, Any]] = [{}]
        for name in sorted(rule.arguments):
            combined = [{**one, name: value} for one in combined for value in values[name]]
        found[rule.endpoint] = [adapter.build(rule.endpoint, each) for each in combined]
    return found


def everything(there: Taskbook, pupil: Pupil, without: set[str]) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    """What every page answers."""
    pages = {}
    for endpoint, paths in addresses(there, pupil).items():
        if endpoint in without:
            continue
        for path in paths:
            with pupil.client.get(path) as reply:
                pages[path] = (
                    reply.status_code,
                    reply.data,
                    sorted(each for each in reply.headers if each[0] != "Date"),
                )
    return pages


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    assert set(one) == set(other)
    return [path for path in one if one[path] != other[path]]


def answered(there: Taskbook, right: bool = True) -> Pupil:
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    for position in pupil.positions():
        pupil.answer(position, right)
    return pupil


@ONE_DATABASE
@pytest.mark.parametrize("handed_in", [False, True])
def test_no_byte_depends_on_the_key(loaded: Flask, frozen: Callable[..., None], handed_in: bool) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=KINDS, length=6, confidence=True)
    pupil = answered(there)
    if handed_in:
        pupil.hand_in()
    without = {"privacy.zip", "study.brief", "study.fact"}  # The bank's own pages; they show no result of anybody's.
    before = everything(there, pupil, without)
    assert len(before) > 15
    assert {before[path][0] for path in ("/", "/tasks", f"/tasks/{there.activity}")} == {200}
    rekey(loaded)
    assert differing(before, everything(there, pupil, without)) == []


@ONE_DATABASE
def test_no_byte_depends_on_the_answer_once_it_is_handed_in(loaded: Flask, frozen: Callable[..., None]) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice", "number"), length=4)
    pupil = answered(there, right=True)
    pupil.hand_in()
    right = everything(there, pupil, OWN_ANSWER)
    wrong_forms = {position: pupil.fields(position, right=False) for position in pupil.positions()}
    items = {item.position: item for item in pupil.items()}
    with loaded.app_context():
        for position, form in wrong_forms.items():
            stored = db.session.get_one(Answer, items[position].answer_id)
            stored.response = dict(items[position].question.read(form, items[position].seed))
        db.session.commit()
    assert differing(right, everything(there, pupil, OWN_ANSWER)) == []


def test_nothing_is_graded_or_remembered_before_the_end_and_once_after_it(
    loaded: Flask, frozen: Callable[..., None]
) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",))
    pupil = answered(there)
    pupil.hand_in()

    def rows() -> list[int]:
        with loaded.app_context():
            tables = (Grading, Review, Memory)
            return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    def released() -> set[bool]:
        with loaded.app_context():
            own = select(Asked.released_at).join(Attempt, Attempt.id == Asked.attempt_id)
            return {each is not None for each in db.session.scalars(own.where(Attempt.public_id == pupil.attempt))}

    frozen(NOW + timedelta(hours=2) - timedelta(seconds=1))
    pupil.client.get("/tasks")
    assert (rows(), released()) == ([0, 0, 0], {False})
    frozen(NOW + timedelta(hours=2))
    assert "3 of 3 points" in pupil.client.get(pupil.path()).text
    told = rows()
    assert (told[0], released()) == (3, {True})
    for path in ("/tasks", pupil.path(), f"/tasks/{there.activity}"):
        pupil.client.get(path)
    assert rows() == told
