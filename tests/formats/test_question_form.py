"""A question as a page's fields: those of the shipped bank go there and back, and faults name their field."""

from pathlib import Path

import pytest

from quizapp.core.bank import Bank
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question
from quizapp.formats.folder import read_folder
from quizapp.formats.question_form import fields_of, parts, read_question

FOLDER = Path(__file__).parents[2] / "questions" / "kosovo-2023"


@pytest.fixture(scope="module")
def bank() -> Bank:
    found, problems = read_folder(FOLDER)
    assert found, problems
    return found


def by_hand(bank: Bank) -> list[Question]:
    return [question for question in bank.questions if "." not in question.id]


def test_every_question_by_hand_goes_there_and_back(bank: Bank) -> None:
    assert len(by_hand(bank)) > 80
    for question in by_hand(bank):
        fields = fields_of(question, bank.fact)
        assert read_question(question.kind, fields, bank.fact, bank.sentence) == (question, {}), question.id


def test_blank_rows_between_others_are_no_rows(bank: Bank) -> None:
    question = next(each for each in by_hand(bank) if each.kind == "choice")
    fields = fields_of(question, bank.fact)
    moved = {name.replace("options2_", "options9_"): text for name, text in fields.items()}
    assert read_question("choice", moved, bank.fact, bank.sentence) == (question, {})


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_every_kind_asks_for_what_its_form_wants(bank: Bank, kind: str) -> None:
    question, problems = read_question(kind, {}, bank.fact, bank.sentence)
    assert question is None
    wanted = {part.name for part in parts(kind) if not part.optional}
    assert problems.keys() == {"id", "facts"} | wanted


@pytest.mark.parametrize(
    ("kind", "field", "value", "message"),
    [
        ("choice", "stem", "", "missing"),
        ("choice", "id", "An Id", "not an id"),
        ("choice", "facts", "no-such-fact", "unknown fact"),
        ("choice", "options2_text", "", "missing"),
        ("choice", "options3_fact", "no-such-fact", "unknown fact"),
        ("choice", "options4_why", "A reason without a text.", ""),
        ("verdict", "verdict", "maybe", "not one of"),
        ("verdict", "evidence", "s99", "unknown sentence"),
        ("truefalse", "right", "perhaps", "not true or false"),
    ],
)
def test_a_fault_names_its_field_and_the_mend(bank: Bank, kind: str, field: str, value: str, message: str) -> None:
    sound = next(each for each in by_hand(bank) if each.kind == kind)
    fields = {**fields_of(sound, bank.fact), "options2_why": "Because.", field: value}
    question, problems = read_question(kind, fields, bank.fact, bank.sentence)
    assert question is None
    named = field if message else field.replace("_why", "_text")
    assert message in problems[named]


def test_what_is_wrong_with_the_whole_has_no_field(bank: Bank) -> None:
    sound = next(each for each in by_hand(bank) if each.kind == "choice")
    fields = {name: text for name, text in fields_of(sound, bank.fact).items() if not name.endswith("_right")}
    assert "is wrong: add why" in read_question("choice", fields, bank.fact, bank.sentence)[1][""]
