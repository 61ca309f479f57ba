"""From a bank's objects to the maps of its files: what is as if left out is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

from quizapp.core.bank import Bank, Brief
from quizapp.core.fact import Fact, Quote
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question
from quizapp.formats.folder.forms import BriefForm, FactForm

Entry = dict[str, Any]

_STORED = {"options": "choices", "verdict": "label", "claim": "stem"}
"""Fields of hand-written questions that are called otherwise in their data."""
_OPTION = ("text", "right", "fact", "why")
_PARTS: Mapping[str, Sequence[str]] = {
    "options": _OPTION,
    "items": ("text", "fact"),
    "pairs": ("left", "right", "fact"),
}


def entry(thing: Any) -> Entry:
    """The fields of a dataclass that differ from their defaults."""
    values = {each.name: getattr(thing, each.name) for each in fields(thing)}
    defaults = {each.name: each.default for each in fields(thing) if each.default is not MISSING}
    return {name: value for name, value in values.items() if name not in defaults or value != defaults[name]}


def brief_entry(brief: Brief) -> Entry:
    """The front matter of brief.md."""
    told = {**entry(brief), "as_of": entry(brief.as_of)}
    return {name: told[name] for name in BriefForm.model_fields if name in told}


def facts_entry(bank: Bank) -> Entry:
    """All of facts.yaml."""
    lists = {name: [entry(each) for each in getattr(bank, name)] for name in ("topics", "parties", "sources", "terms")}
    facts = [fact_entry(fact, bank.brief) for fact in bank.facts]
    return {**{name: each for name, each in lists.items() if each}, "facts": facts}


def fact_entry(fact: Fact, brief: Brief) -> Entry:
    """A fact of facts.yaml. The brief's own as-of date goes without saying, except beside a source."""
    told = entry(fact) | {
        "value": entry(fact.value),
        "as_of": entry(fact.as_of),
        "evidence": [_quotes(fact, each) for each in fact.evidence],
        "traps": [entry(trap) for trap in fact.traps],
        "links": [entry(link) for link in fact.links],
    }
    if fact.as_of == brief.as_of and not fact.source:
        del told["as_of"]
    return {name: told[name] for name in FactForm.model_fields if told.get(name)}


def _quotes(fact: Fact, quotes: Sequence[Quote]) -> Entry:
    words = {quote.sentence: quote.words for quote in quotes}
    if len(words) < len(quotes):
        raise ValueError(f'a set of evidence of the fact "{fact.id}" quotes one sentence twice; join the quotes')
    return words


def question_entry(question: Question, facts: Mapping[str, Fact]) -> Entry:
    """A hand-written question of questions.yaml: the fields that its kind names, taken from its data."""
    data, shapes = question.data(), KINDS[question.kind].fields
    told: Entry = {"id": question.id, "kind": question.kind, "facts": list(question.facts)}
    if "claim" not in shapes:
        told["stem"] = question.stem
    for name, shape in shapes.items():
        value = _value(name, data[_STORED.get(name, name)], question, facts)
        if value or not shape.endswith("?"):
            told[name] = value
    return {**told, "why": question.why} if question.why else told


def _value(name: str, value: Any, question: Question, facts: Mapping[str, Fact]) -> Any:
    if name == "items":
        value = sorted(value, key=lambda item: item["place"])
    if name == "accept" and question.facts[0] in facts:
        # The fact's own answers are accepted anyway, and follow the fact when it is corrected.
        return [text for text in value if text not in facts[question.facts[0]].answers]
    if name in _PARTS:
        return [{part: each[part] for part in _PARTS[name] if each[part]} for each in value]
    return value
