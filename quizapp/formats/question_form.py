"""A question by hand as the fields of a page, and back: the same forms read it that read questions.yaml."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from quizapp.core.fact import Fact
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question
from quizapp.formats.document import Form
from quizapp.formats.folder.entries import question_entry
from quizapp.formats.folder.question_forms import ItemForm, LineForm, OptionForm, PairForm, QuestionForm, question_form
from quizapp.formats.folder.references import question_references
from quizapp.formats.form_rows import Fields, Problems, field, filled, lines, rows_of, said, told
from quizapp.formats.wording import unknown

ROWS: Mapping[str, type[Form]] = {
    "options": OptionForm,
    "items": ItemForm,
    "pairs": PairForm,
    "passage": LineForm,
}
"""The shapes that are rows on the page, with the form of each row."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a kind, or its rows: its name and shape, and whether it may be left out."""

    name: str
    shape: str
    optional: bool


def parts(kind: str) -> tuple[Part, ...]:
    """What the page of a kind asks for, beside id, facts and why; `kind` is one of KINDS."""
    shapes = KINDS[kind].fields
    if "claim" not in shapes and "stem" not in shapes:
        shapes = {"stem": "text", **shapes}
    return tuple(Part(name, shape.removesuffix("?"), shape.endswith("?")) for name, shape in shapes.items())


def fields_of(question: Question, facts: Mapping[str, Fact]) -> dict[str, str]:
    """The fields of the page that say `question`."""
    entry = question_entry(question, facts)
    fields = {"id": question.id, "facts": " ".join(question.facts), "why": question.why}
    for part in parts(question.kind):
        fields |= _fields(part, entry.get(part.name))
    return fields


def _fields(part: Part, value: Any) -> dict[str, str]:
    if part.shape in ROWS:
        return rows_of(part.name, ROWS[part.shape], value or ())
    if part.shape == "texts":
        return {part.name: "\n".join(value or ())}
    if part.shape == "sentence-sets":
        return {part.name: "\n".join(" ".join(each) for each in value or ())}
    if part.shape == "flag":
        return {part.name: "true" if value else "false"}
    return {part.name: said(value)}


def read_question(
    kind: str, fields: Fields, facts: Mapping[str, Fact], sentences: Collection[str]
) -> tuple[Question | None, Problems]:
    """The question that the fields say, or what is wrong with them.

    `facts` are all facts of the bank by id, `sentences` the ids of all its sentences.
    """
    form_type, problems = question_form(kind), Problems()
    try:
        form = form_type.model_validate(_data(kind, fields))
    except ValidationError as error:
        for each in error.errors(include_url=False):
            problems.setdefault(_named(kind, fields, each["loc"]), told(each, form_type))
        return None, problems
    _resolve(kind, fields, form, {"facts": facts, "sentences": sentences}, problems)
    if problems:
        return None, problems
    draft = form.model_dump(mode="json", exclude={"id", "kind", "facts"})
    try:
        return KINDS[kind].from_draft(form.id, {fact: facts[fact] for fact in form.facts}, draft), {}
    except ValueError as error:
        return None, {"": str(error)}


def _data(kind: str, fields: Fields) -> dict[str, Any]:
    """The fields as they would stand in questions.yaml; what is empty is left out."""
    data: dict[str, Any] = {"kind": kind, "facts": fields.get("facts", "").split()}
    data |= {name: text for name in ("id", "why") if (text := fields.get(name, "").strip())}
    for part in parts(kind):
        if value := _value(part, fields):
            data[part.name] = value
    return data


def _value(part: Part, fields: Fields) -> Any:
    text = fields.get(part.name, "").strip()
    if part.shape in ROWS:
        return [row for _, row in filled(part.name, ROWS[part.shape], fields)]
    if part.shape == "texts":
        return lines(text)
    if part.shape == "sentence-sets":
        return [line.split() for line in lines(text)]
    return text


def _resolve(
    kind: str, fields: Fields, form: QuestionForm, known: Mapping[str, Collection[str]], problems: Problems
) -> None:
    """Add what `form` refers to and is not there."""
    if len(set(form.facts)) < len(form.facts):
        problems["facts"] = "a fact is there twice; delete one"
    for at, section, id in question_references(form):
        if id not in known[section]:
            message = unknown(section.removesuffix("s"), id, list(known[section]))
            problems.setdefault(_named(kind, fields, at), message)


def _named(kind: str, fields: Fields, loc: Sequence[Any]) -> str:
    """The name on the page of a place in the form."""
    name = str(loc[0]) if loc else ""
    form = next((ROWS[part.shape] for part in parts(kind) if part.name == name and part.shape in ROWS), None)
    if form is None or len(loc) < 3:
        return name
    place, _ = filled(name, form, fields)[int(loc[1])]
    return field(name, place, str(loc[2]))
