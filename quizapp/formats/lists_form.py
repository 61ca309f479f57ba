"""What a bank says of itself and its lists as the fields of a page, and back: the forms of its files read them."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from quizapp.core.plain import plain
from quizapp.formats.document import Form
from quizapp.formats.folder.forms import BriefForm, PartyForm, SourceForm, TermForm, TopicForm
from quizapp.formats.folder.question_forms import WaiverForm
from quizapp.formats.form_rows import Fields, Problems, field, filled, read_rows, rows_of, said, told

LISTS: Mapping[str, type[Form]] = {
    "topics": TopicForm,
    "parties": PartyForm,
    "sources": SourceForm,
    "terms": TermForm,
    "waivers": WaiverForm,
}
"""The lists, with the form of each row."""
_NEEDED = ("topics", "parties")
_TEXTS = ("title", "summary", "language", "cited", "status_note")
_AS_OF = ("date", "text", "inferred", "why")

Data = Mapping[str, Any]
"""The brief and the lists as they are saved at the desk."""


def fields_of(data: Data) -> dict[str, str]:
    """The fields of the page that say `data`."""
    fields = {name: said(data[name]) for name in _TEXTS}
    fields |= {f"as_of_{name}": said(data["as_of"][name]) for name in _AS_OF}
    for name, form in LISTS.items():
        fields |= rows_of(name, form, data[name])
    return fields


def read_lists(fields: Fields) -> tuple[dict[str, Any], Problems]:
    """The parts of the brief and the lists that the fields say, or what is wrong with them."""
    problems: Problems = {}
    changes = _brief(fields, problems)
    for name, form in LISTS.items():
        changes[name] = [_json(each) for each in read_rows(name, form, fields, problems)]
        if name in _NEEDED and not filled(name, form, fields):
            problems.setdefault(name, "at least one must be there")
        _twice(name, form, fields, problems)
    return ({}, problems) if problems else (changes, {})


def missing(data: Data, changes: Data, used: Mapping[str, set[str]]) -> Problems:
    """What may not go: items of `data` that `changes` leaves out although facts name them, by list."""
    problems: Problems = {}
    for name, ids in used.items():
        kept = {each["id"] for each in changes[name]}
        gone = [each["id"] for each in data[name] if each["id"] in ids and each["id"] not in kept]
        if gone:
            problems[name] = f'a fact still names "{gone[0]}"; give that fact another one first'
    return problems


def _brief(fields: Fields, problems: Problems) -> dict[str, Any]:
    given = {name: text for name in _TEXTS if (text := fields.get(name, "").strip())}
    as_of = {name: text for name in _AS_OF if (text := fields.get(f"as_of_{name}", "").strip())}
    try:
        form = BriefForm.model_validate({**given, "as_of": as_of})
    except ValidationError as error:
        for each in error.errors(include_url=False):
            problems.setdefault("_".join(map(str, each["loc"])), told(each, BriefForm))
        return {}
    return _json(form)


def _twice(name: str, form: type[Form], fields: Fields, problems: Problems) -> None:
    """Add ids that two rows have."""
    seen = set()
    for place, row in filled(name, form, fields) if "id" in form.model_fields else ():
        id = row.get("id", "")
        if id and id in seen:
            problems.setdefault(field(name, place, "id"), f'the id "{id}" is already used; take another')
        seen.add(id)


def _json(form: Form) -> dict[str, Any]:
    return {name: _json(value) if isinstance(value, Form) else plain(value) for name, value in form}
