"""A fact as the fields of a form on a page, and back: the same forms read it that read facts.yaml."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from quizapp.core import date_reader, number_reader
from quizapp.core.fact import AsOf, DateValue, Fact, NumberValue
from quizapp.formats.document import At
from quizapp.formats.folder.facts import build, faults
from quizapp.formats.folder.forms import FactForm
from quizapp.formats.form_rows import told

TRAPS = 6
"""False variants that the page has room for."""
_TEXTS = (
    *("id", "statement", "prompt", "cloze", "kind", "speaker", "party", "stance", "topic", "importance", "group"),
    *("review_by", "source", "subject"),
)
_FLAGS = ("contested", "time_bound", "absence")
_VALUE = ("text", "number", "unit", "precision", "step", "date")
_QUOTE = re.compile(r"\s*([a-z0-9-]{1,80})\s*[:：]\s*(.*\S)\s*")

Problems = dict[str, str]
"""What is wrong, by the name of the field on the page; "" is the whole."""


def fields_of(fact: Fact) -> dict[str, str]:
    """The fields of the page that say `fact`."""
    fields = {name: str(getattr(fact, name) or "") for name in _TEXTS}
    fields |= {name: "true" if getattr(fact, name) else "" for name in _FLAGS}
    fields |= _value_fields(fact)
    fields |= {
        "as_of_date": str(fact.as_of.date),
        "as_of_text": fact.as_of.text,
        "as_of_inferred": "true" if fact.as_of.inferred else "",
        "as_of_why": fact.as_of.why,
        "aliases": "\n".join(fact.aliases),
        "evidence": "\n\n".join("\n".join(f"{q.sentence}: {q.words}" for q in each) for each in fact.evidence),
        "critical_of": " ".join(fact.critical_of),
        "links": "\n".join(f"{link.role}: {link.to}" for link in fact.links),
        "skip": " ".join(fact.skip),
    }
    for place, trap in enumerate(fact.traps[:TRAPS], start=1):
        given = {"says": trap.says, "why": trap.why, "verdict": trap.verdict, "number": trap.number, "date": trap.date}
        fields |= {f"trap{place}_{name}": "" if value is None else str(value) for name, value in given.items()}
    return fields


def _value_fields(fact: Fact) -> dict[str, str]:
    value = fact.value
    fields = {"value_text": value.text}
    if isinstance(value, NumberValue):
        fields |= {"value_number": _plain(value.number), "value_unit": value.unit, "value_precision": value.precision}
        fields["value_step"] = _plain(value.step) if value.step else ""
    if isinstance(value, DateValue):
        fields["value_date"] = str(value.date)
    return fields


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def read_fact(fields: Mapping[str, str], default: AsOf) -> tuple[Fact | None, Problems]:
    """The fact that the fields say, or what is wrong with them. `default` is the brief's as-of date."""
    problems: Problems = {}
    data = _data(fields, problems)
    try:
        form = FactForm.model_validate(data)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            problems.setdefault(_field(each["loc"]), told(each, FactForm))
        return None, problems
    for at, message in faults(form):
        problems.setdefault(_field(at), message)
    return (None, problems) if problems else (build(form, default), {})


def _data(fields: Mapping[str, str], problems: Problems) -> dict[str, Any]:
    def given(name: str) -> str:
        return fields.get(name, "").strip()

    data: dict[str, Any] = {name: given(name) for name in _TEXTS if given(name)}
    data |= {name: "true" for name in _FLAGS if given(name) == "true"}
    data["value"] = {name: given(f"value_{name}") for name in _VALUE if given(f"value_{name}")}
    if data.get("kind") != "number":
        data["value"].pop("precision", None)  # The choice stands on the page for every kind.
    if given("as_of_date") or given("as_of_text"):
        as_of = {"date": given("as_of_date"), "text": given("as_of_text"), "why": given("as_of_why")}
        data["as_of"] = {name: value for name, value in as_of.items() if value}
        data["as_of"] |= {"inferred": "true"} if given("as_of_inferred") == "true" else {}
    lists = {
        "aliases": _lines(given("aliases")),
        "critical_of": given("critical_of").split(),
        "skip": given("skip").split(),
    }
    data |= {name: value for name, value in lists.items() if value}
    if given("evidence"):
        data["evidence"] = _evidence(given("evidence"), problems)
    if links := [_pair(line, "links", problems) for line in _lines(given("links"))]:
        data["links"] = [{"role": role, "to": to} for role, to in links]
    if traps := [trap for place in range(1, TRAPS + 1) if (trap := _trap(fields, place))]:
        data["traps"] = [_sized(trap, data.get("kind", ""), data["value"].get("unit", "")) for trap in traps]
    return data


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _evidence(text: str, problems: Problems) -> list[dict[str, str]]:
    """Blocks parted by a blank line are sets; each line is a sentence's id, a colon, and its words."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    sets = [[_pair(line, "evidence", problems) for line in _lines(block)] for block in blocks]
    return [dict(each) for each in sets if each]


def _pair(line: str, name: str, problems: Problems) -> tuple[str, str]:
    found = _QUOTE.fullmatch(line)
    if not found:
        problems.setdefault(
            name, f'write an id, a colon and the words, such as "s01: about 50 thousand"; not "{line[:40]}"'
        )
        return "", line
    return found[1], found[2]


def _trap(fields: Mapping[str, str], place: int) -> dict[str, str]:
    given = {
        name: fields.get(f"trap{place}_{name}", "").strip() for name in ("says", "why", "verdict", "number", "date")
    }
    if not (given["says"] or given["why"]):
        return {}
    return {name: value for name, value in given.items() if value}


def _sized(trap: dict[str, str], kind: str, unit: str) -> dict[str, str]:
    """A false variant with the number or date that its words give, the likeliest one; where one is written, with that.

    By it the options of a question are sorted, and told apart from what is true.
    """
    says = trap.get("says", "")
    if kind == "number" and "number" not in trap and (numbers := number_reader.readings(says, unit)):
        return {**trap, "number": number_reader.plain_text(numbers[0])}
    if kind == "date" and "date" not in trap and (dates := date_reader.readings(says)):
        return {**trap, "date": str(dates[0])}
    return trap


def _field(loc: At | Sequence[Any]) -> str:
    """The name on the page of a place in the form."""
    first = str(loc[0]) if loc else ""
    if first == "value" and len(loc) > 1:
        return f"value_{loc[1]}"
    if first == "value":
        return "value_text"
    if first == "as_of":
        return f"as_of_{loc[1]}" if len(loc) > 1 else "as_of_date"
    if first == "traps" and len(loc) > 2:
        return f"trap{int(loc[1]) + 1}_{loc[2]}"
    return first
