"""The contract that every kind keeps, for hand-written and derived questions alike."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import quizapp.core.kinds
from quizapp.core.digest import digest
from quizapp.core.grade import assess, is_right
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.message import Message, mark
from quizapp.core.question import DONT_KNOW, BadAnswer, Question
from quizapp.formats.folder import read_folder
from tests.core.kinds.samples import DERIVED, HANDMADE, MINISTER, SAMPLES

ROOT = Path(__file__).parents[3]
SEEDS = (0, 1, 20231130)
SENTENCES = [{"id": f"s{n}", "text": f"Sentence {n}."} for n in (13, 14, 15, 16)]
BRIEF = [{"heading": False, "sentences": SENTENCES, "corrected": {"s14": ()}}]

each_sample = pytest.mark.parametrize("question", SAMPLES, ids=lambda question: f"{question.kind}-{question.id}")
hidden = [question for question in SAMPLES if not question.self_graded]
each_hidden = pytest.mark.parametrize("question", hidden, ids=lambda question: f"{question.kind}-{question.id}")
each_seed = pytest.mark.parametrize("seed", SEEDS)


@pytest.fixture(scope="module")
def jinja() -> Environment:
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(lambda text: text, lambda one, many, n: one, newstyle=True)
    return env


def test_every_kind_has_a_sample_of_each_origin() -> None:
    assert {question.kind for question in HANDMADE} == set(KINDS)
    assert {question.kind for question in DERIVED} == {
        "choice",
        "truefalse",
        "verdict",
        "number",
        "date",
        "text",
        "card",
    }


def test_every_file_is_registered() -> None:
    folder = Path(quizapp.core.kinds.__file__).parent
    assert {file.stem for file in folder.glob("*.py")} - {"__init__"} == set(KINDS)
    templates = {file.stem for file in (ROOT / "templates" / "kinds").glob("*.html") if not file.name.startswith("_")}
    assert templates == set(KINDS)
    assert {file.stem for file in (ROOT / "static" / "kinds").glob("*.js")} <= set(KINDS)


def test_every_kind_says_what_a_draft_may_hold() -> None:
    shapes = {"text", "texts", "flag", "options", "items", "pairs", "verdict", "sentence-sets", "passage"}
    for kind in KINDS.values():
        assert {shape.removesuffix("?") for shape in kind.fields.values()} <= shapes
        assert kind.title


@each_seed
@each_sample
def test_the_key_earns_full_marks(question: Question, seed: int) -> None:
    response = question.read(question.key(seed), seed)
    grade = assess(question, response)
    assert is_right(grade.score)
    assert set(grade.parts) == set(question.facts)
    assert all(is_right(part) for part in grade.parts.values())
    assert question.explain(response) == ()
    assert grade.note is None


@each_hidden
def test_the_other_key_does_not(question: Question) -> None:
    wrong = question.read(question.rekeyed().key(1), 1)
    grade = assess(question, wrong)
    assert grade.score < 1
    assert all(0 <= part <= 1 for part in grade.parts.values())
    assert grade.bucket
    assert all(str(line) for line in question.told(wrong))


@each_sample
def test_goes_through_json_and_back(question: Question) -> None:
    stored = json.loads(json.dumps(question.data()))
    assert type(question).load(question.id, question.facts, stored) == question
    response = question.read(question.key(7), 7)
    assert json.loads(json.dumps(response)) == response


@each_seed
@each_hidden
def test_what_is_asked_hides_the_key(question: Question, seed: int) -> None:
    other = question.rekeyed()
    assert other != question
    assert other.key(seed) != question.key(seed)
    assert json.dumps(other.ask(seed)) == json.dumps(question.ask(seed))


@each_sample
def test_what_is_asked_names_nothing_of_the_bank(question: Question) -> None:
    asked = json.dumps(question.ask(3))
    assert question.id not in asked
    assert digest({"kind": question.kind, **question.data()}) not in asked
    # The ids of these samples are words; as an option's text they would be no leak.
    shown = {word for text in question.options for word in text.split()}
    assert not any(f'"{fact}"' in asked for fact in question.facts if fact not in shown)


@each_sample
def test_asks_the_same_for_the_same_seed_only(question: Question) -> None:
    assert question.ask(5) == question.ask(5)
    loaded = type(question).load(question.id, question.facts, question.data())
    assert loaded.ask(5) == question.ask(5)


@each_seed
@each_sample
def test_an_answer_can_be_shown_again(question: Question, seed: int) -> None:
    for form in (question.key(seed), question.rekeyed().key(seed)):
        response = question.read(form, seed)
        assert question.read(question.form_of(response, seed), seed) == response


@pytest.mark.parametrize("form", [{}, {"answer": []}, {"answer": [""]}, {"answer": ["\x00"]}, {"answer": ["a", "b"]}])
@each_sample
def test_what_cannot_be_read_is_a_bad_answer(question: Question, form: Mapping[str, list[str]]) -> None:
    with pytest.raises(BadAnswer) as told:
        question.read(form, 1)
    assert isinstance(told.value.message, Message)


@each_sample
def test_not_knowing_costs_nothing(question: Question) -> None:
    grade = assess(question, DONT_KNOW)
    assert (grade.score, grade.bucket) == (0, "unknown")


@each_sample
def test_tells_others_what_they_need(question: Question) -> None:
    assert 0 <= question.guess_rate <= 1 / 2
    assert question.keys
    assert all(isinstance(key, str) and key for key in (*question.keys, *question.content_keys))


@each_sample
def test_the_template_shows_the_question_and_not_the_key(question: Question, jinja: Environment) -> None:
    macros: Any = jinja.get_template(f"kinds/{question.kind}.html").module
    other = question.rekeyed()
    page = macros.ask(question.ask(2), {}, BRIEF)
    assert str(page) == str(macros.ask(other.ask(2), {}, BRIEF))
    assert "<input" in page or "<select" in page
    assert "style=" not in page
    assert "checked" not in page
    given = question.key(2)
    assert str(macros.ask(question.ask(2), given, BRIEF)) != str(page)
    for form in ({}, given, other.key(2)):
        assert "is-key" in macros.review(question.ask(2), form, given, BRIEF)
    assert macros.layout in ("column", "wide")


@each_hidden
def test_the_template_prints_the_question_and_says_what_to_write(question: Question, jinja: Environment) -> None:
    macros: Any = jinja.get_template(f"kinds/{question.kind}.html").module
    view = question.ask(2)
    sheet = f"{macros.printed(view)} {macros.written(view)}"
    assert "<input" not in sheet
    assert "style=" not in sheet
    assert macros.written(view).strip()
    other = question.rekeyed().ask(2)
    assert sheet == f"{macros.printed(other)} {macros.written(other)}"


@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_who_grades_themselves_is_taken_at_their_word(grade: int) -> None:
    for question in SAMPLES:
        if not question.self_graded:
            assert question.own_grade(question.read(question.key(1), 1)) is None
            continue
        response = question.read({"answer": [str(grade)]}, 1)
        assert question.own_grade(response) == grade
        assert assess(question, response).score == float(grade > 1)


def test_the_shipped_bank_keeps_the_contract() -> None:
    bank, problems = read_folder(ROOT / "questions" / "kosovo-2023")
    assert bank, problems
    for question in bank.questions:
        other = question.rekeyed()
        assert is_right(assess(question, question.read(question.key(4), 4)).score), question.id
        assert question.ask(4) == other.ask(4), question.id
        assert question.self_graded or question.key(4) != other.key(4), question.id
        assert type(question).load(question.id, question.facts, json.loads(json.dumps(question.data()))) == question


def test_texts_of_the_bank_are_escaped(jinja: Environment) -> None:
    macros: Any = jinja.get_template("kinds/choice.html").module
    page = macros.ask({"options": [{"id": "1", "text": "<b>& more"}]}, {}, [])
    assert "&lt;b&gt;&amp; more" in page


@dataclass(frozen=True)
class Toy(Truefalse):
    """A kind in two files, this one and its template."""

    kind = "toy"
    title = mark("Toy")


def test_a_new_kind_is_two_files_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from quizapp.core.derive import derive

    before = derive([MINISTER])
    monkeypatch.setitem(KINDS, "toy", Toy)  # the one line
    made = [question for question in derive([MINISTER]) if question not in before]
    assert {question.kind for question in made} == {"toy"}
    assert [question.id for question in made] == [f"minister.toy.{number}" for number in (1, 2, 3, 4)]
    assert assess(made[0], made[0].read(made[0].key(1), 1)).score == 1
