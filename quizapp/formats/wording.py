"""Pydantic's errors in plain words that tell how to mend the file."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from quizapp.formats.scalars import clip

_MOST_LISTED = 30
_QUOTE = "'"
_WANTED: Mapping[str, str] = {
    "model_type": "a map of fields (name: value)",
    "dict_type": "a map (name: value)",
    "tuple_type": "a list, each item after a dash",
    "too_short": "a list with something in it",
}


def wording(error: ErrorDetails, form: type[BaseModel]) -> str:
    """What to tell the author about `error`, which the validation of `form` gave."""
    kind, loc, found = error["type"], error["loc"], error["input"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "missing":
        return f'the field "{loc[-1]}" is missing; add it'
    if kind == "extra_forbidden":
        return unknown("field", str(loc[-1]), _names(form, loc[:-1]))
    if kind == "literal_error":
        return f"{clip(str(found))} is not one of {error['ctx']['expected'].replace(_QUOTE, '')}"
    return f"must be {_WANTED.get(kind, error['msg'])}, not {_what(found)}"


def unknown(what: str, name: str, known: Sequence[str]) -> str:
    """The message for a name that nobody knows, with the known one that is nearest."""
    near = process.extractOne(name[:80], known, scorer=fuzz.ratio, score_cutoff=60)
    if near:
        return f"unknown {what} {clip(name)}; did you mean {clip(near[0])}?"
    listed = ", ".join(known) if len(known) <= _MOST_LISTED else ""
    return f"unknown {what} {clip(name)}" + (f"; known are {listed}" if listed else "")


def _what(found: Any) -> str:
    if isinstance(found, str) and found:
        return f"the text {clip(found)}"
    if not found:
        return "empty; leave the field out where it is optional"
    return "a list" if isinstance(found, list) else "a map"


def _names(form: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The names of the fields at `loc` in `form`. No annotation there holds more than one form."""
    for step in loc:
        if isinstance(step, str):
            inner = _form_in(form.model_fields[step].annotation)
            if inner is None:
                return []
            form = inner
    return list(form.model_fields)


def _form_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((form for form in map(_form_in, get_args(annotation)) if form), None)
