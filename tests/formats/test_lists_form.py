"""A bank's lists as a page's fields: those of the shipped bank go there and back, and faults name their field."""

from pathlib import Path
from typing import Any

import pytest

from quizapp.core.bank_data import meta_to_data
from quizapp.core.plain import plain
from quizapp.formats.folder import read_folder
from quizapp.formats.lists_form import fields_of, missing, read_lists

FOLDER = Path(__file__).parents[2] / "questions" / "kosovo-2023"


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    found, problems = read_folder(FOLDER)
    assert found, problems
    return {**meta_to_data(found), "sources": plain(found.sources)}


def test_the_lists_go_there_and_back(data: dict[str, Any]) -> None:
    changes, problems = read_lists(fields_of(data))
    assert problems == {}
    assert changes == {name: value for name, value in data.items() if name != "dropped"}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "missing"),
        ("language", "English of sorts", "not a language tag"),
        ("as_of_date", "soon", "not a date"),
        ("as_of_inferred", "maybe", "not true or false"),
        ("topics1_id", "An Id", "not an id"),
        ("topics2_title", "", "missing"),
        ("sources1_date", "soon", "not a date"),
        ("terms1_why", "", "missing"),
    ],
)
def test_a_fault_names_its_field_and_the_mend(data: dict[str, Any], field: str, value: str, message: str) -> None:
    changes, problems = read_lists({**fields_of(data), field: value})
    assert changes == {}
    assert message in problems[field]


def test_an_id_is_there_once(data: dict[str, Any]) -> None:
    fields = fields_of(data)
    assert "already used" in read_lists(fields | {"topics2_id": fields["topics1_id"]})[1]["topics2_id"]


def test_a_bank_without_topics_is_refused(data: dict[str, Any]) -> None:
    fields = {name: text for name, text in fields_of(data).items() if not name.startswith("topics")}
    assert "topics" in read_lists(fields)[1]


def test_what_a_fact_names_may_not_go(data: dict[str, Any]) -> None:
    first, second = (each["id"] for each in data["sources"][:2])
    changes = {**data, "sources": data["sources"][2:]}
    assert missing(data, changes, {"sources": {second}}).keys() == {"sources"}
    assert second in missing(data, changes, {"sources": {second}})["sources"]
    assert missing(data, changes, {"sources": {first, second}})
    assert missing(data, data, {"sources": {first, second}}) == {}
