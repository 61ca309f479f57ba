"""A fact as a page's fields: every fact of the shipped bank goes there and back, and faults name their field."""

from pathlib import Path

import pytest

from quizapp.core.bank import Bank
from quizapp.core.fact import Fact
from quizapp.formats.fact_form import fields_of, read_fact
from quizapp.formats.folder import read_folder

FOLDER = Path(__file__).parents[2] / "questions" / "kosovo-2023"


@pytest.fixture(scope="module")
def bank() -> Bank:
    found, problems = read_folder(FOLDER)
    assert found, problems
    return found


def test_every_fact_goes_there_and_back(bank: Bank) -> None:
    for fact in bank.facts:
        assert read_fact(fields_of(fact), bank.brief.as_of) == (fact, {}), fact.id


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("statement", "", "missing"),
        ("kind", "numbers", "not one of"),
        ("cloze", "no braces", "exactly one {span}"),
        ("value_number", "1e9999999", "not a number"),
        ("value_step", "0", "above 0"),
        ("as_of_date", "soon", "not a date"),
        ("evidence", "in the last paragraph", "an id, a colon"),
        ("trap1_verdict", "wrong", "not one of"),
        ("id", "Not An Id", "not an id"),
        ("skip", "no-such-kind", "unknown kind"),
    ],
)
def test_a_fault_names_its_field_and_the_mend(bank: Bank, field: str, value: str, message: str) -> None:
    fields = fields_of(_number(bank)) | {"trap1_says": "Ten", "trap1_why": "Because."} | {field: value}
    fact, problems = read_fact(fields, bank.brief.as_of)
    assert fact is None
    assert message in problems[field]


@pytest.mark.parametrize(
    ("kind", "value", "says", "sized"),
    [
        ("number", {"number": "1126", "unit": "votes", "precision": "exact"}, "1,216 votes", {"number": "1216"}),
        ("number", {"number": "1126", "unit": "votes", "precision": "exact"}, "many", {"number": ""}),
        ("date", {"date": "--02-27"}, "on 14 March", {"date": "--03-14"}),
        ("person", {}, "14 March", {"number": "", "date": ""}),
    ],
    ids=["number", "words", "date", "name"],
)
def test_a_false_variant_has_the_number_or_date_that_its_words_give(
    bank: Bank, kind: str, value: dict[str, str], says: str, sized: dict[str, str]
) -> None:
    own = {f"value_{name}": text for name, text in value.items()}
    stripped = {name: text for name, text in fields_of(_number(bank)).items() if name[:5] not in ("value", "trap1")}
    fields = {**stripped, **own, "value_text": "x", "kind": kind, "trap1_says": says, "trap1_why": "Not so."}
    fields = {name: text for name, text in fields.items() if not name.startswith(("trap2", "trap3"))}
    fact, problems = read_fact(fields, bank.brief.as_of)
    assert fact, problems
    assert {name: fields_of(fact)[f"trap1_{name}"] for name in sized} == sized


def test_what_is_written_of_a_false_variant_stands_beside_what_its_words_give(bank: Bank) -> None:
    fields = fields_of(_number(bank)) | {"trap1_says": "Ten", "trap1_why": "Because.", "trap1_number": "11"}
    fact, _ = read_fact(fields, bank.brief.as_of)
    assert fact
    assert str(fact.traps[0].number) == "11"


def _number(bank: Bank) -> Fact:
    return next(fact for fact in bank.facts if fact.kind == "number" and not fact.absence)
