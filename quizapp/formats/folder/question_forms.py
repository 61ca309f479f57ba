"""What each kind of hand-written question must look like: a form made from the fields that the kind itself names."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import ConfigDict, Field, create_model

from quizapp.core.fact import Verdict
from quizapp.core.kinds import KINDS
from quizapp.formats.document import Form
from quizapp.formats.scalars import Flag, Slug, Text, Word


class OptionForm(Form):
    """One thing to choose."""

    text: Text
    right: Flag = False
    why: Text = ""
    fact: Slug = ""


class ItemForm(Form):
    """One thing to put in order."""

    text: Text
    fact: Slug


class PairForm(Form):
    """Two things that belong together."""

    left: Text
    right: Text
    fact: Slug


class LineForm(Form):
    """A sentence of a passage: an error says what is true instead."""

    text: Text
    fact: Slug = ""
    error: Flag = False
    why: Text = ""


class WaiverForm(Form):
    """A warning that stays."""

    rule: Text
    id: Text
    reason: Text


class QuestionsForm(Form):
    """questions.yaml as a whole; the items of its first two lists are checked one by one."""

    questions: tuple[Any, ...]
    waivers: tuple[Any, ...] = ()
    dropped: tuple[Text, ...] = ()


class KindForm(Form):
    """What tells which form a question has."""

    model_config = ConfigDict(extra="ignore")

    kind: Text


class QuestionForm(Form):
    """What every hand-written question has."""

    id: Slug
    kind: Text
    facts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    why: Text = ""


SHAPES: Mapping[str, tuple[Any, Any]] = {
    "text": (Text, ""),
    "texts": (tuple[Text, ...], ()),
    "flag": (Flag, False),
    "options": (tuple[OptionForm, ...], ()),
    "items": (tuple[ItemForm, ...], ()),
    "pairs": (tuple[PairForm, ...], ()),
    "passage": (tuple[LineForm, ...], ()),
    "verdict": (Annotated[Verdict, Word], None),
    "sentence-sets": (tuple[Annotated[tuple[Slug, ...], Field(min_length=1)], ...], ()),
}
"""The shapes a kind's `fields` can name: the type of each, and what an optional one (`shape?`) is when left out."""


@cache
def question_form(kind: str) -> type[QuestionForm]:
    """The form of a question of `kind`, one of KINDS."""
    shapes = dict(KINDS[kind].fields)
    if "claim" not in shapes:
        shapes = {"stem": "text", **shapes}
    fields: dict[str, Any] = {name: _field(shape) for name, shape in shapes.items()}
    return create_model(f"{kind}_form", __base__=QuestionForm, **fields)


def _field(shape: str) -> tuple[Any, Any]:
    type_, default = SHAPES[shape.removesuffix("?")]
    return (type_, default) if shape.endswith("?") else (type_, ...)
