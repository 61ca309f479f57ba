"""Ids and what refers to them: each is there once, and everything that is referred to is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizapp.formats.document import At, Document, Form
from quizapp.formats.folder.forms import FactForm
from quizapp.formats.folder.question_forms import QuestionForm
from quizapp.formats.wording import unknown

Place = tuple[str, int]
"""A file and a line."""

Reference = tuple[At, str, str]
"""The place of a reference, the section it goes to, and the id."""

_NAMES = {"topics": "topic", "parties": "party", "sources": "source", "facts": "fact", "sentences": "sentence"}
_ONE_SPACE = ("sentences", "facts", "questions")
"""Sections whose ids differ from each other, because messages and addresses name them without their section."""


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of every section that could be read.

    A section that could not is reported elsewhere, and references into it are taken on trust. Only sources can be left
    out, so there are none until some are learned.
    """

    sections: dict[str, dict[str, Place]] = field(default_factory=lambda: {"sources": {}})

    def collect(self, document: Document, section: str) -> None:
        """Learn the ids of a section, of faulty items too, so that one fault is not reported as many."""
        places = document.items(section)
        ids = self.sections.setdefault(section, {}) if places else {}
        for at in places:
            place = (*at, "id")
            id, here = document.word(place), (document.file, document.line(place))
            taken = self._taken(section, id)
            if taken:
                document.report(place, f'the id "{id}" is already used at {taken[0]}:{taken[1]}; take another')
            elif id:
                ids[id] = here

    def resolve(self, document: Document, at: At, references: Iterator[Reference]) -> bool:
        """Whether all `references` of the item at `at` lead somewhere; those that do not are reported."""
        fine = True
        for inner, section, id in references:
            known = self.sections.get(section)
            if known is not None and id not in known:
                document.report((*at, *inner), unknown(_NAMES[section], id, list(known)))
                fine = False
        return fine

    def lines(self) -> Mapping[str, Place]:
        """Where each sentence, fact and question stands."""
        return {id: place for section in _ONE_SPACE for id, place in self.sections.get(section, {}).items()}

    def _taken(self, section: str, id: str) -> Place | None:
        spaces = _ONE_SPACE if section in _ONE_SPACE else (section,)
        return next((self.sections[space][id] for space in spaces if id in self.sections.get(space, {})), None)


def fact_references(form: FactForm) -> Iterator[Reference]:
    """What a fact refers to."""
    yield ("topic",), "topics", form.topic
    yield ("party",), "parties", form.party
    if form.source:
        yield ("source",), "sources", form.source
    for place, party in enumerate(form.critical_of):
        yield ("critical_of", place), "parties", party
    for place, link in enumerate(form.links):
        yield ("links", place, "to"), "facts", link.to
    for place, quotes in enumerate(form.evidence):
        yield from ((("evidence", place, sentence), "sentences", sentence) for sentence in quotes)


def question_references(form: QuestionForm) -> Iterator[Reference]:
    """What a hand-written question of any kind refers to: facts, by id or in its parts, and sets of sentences."""
    for place, fact in enumerate(form.facts):
        yield ("facts", place), "facts", fact
    for name, parts in form:
        if name in QuestionForm.model_fields or not isinstance(parts, tuple):
            continue
        for place, part in enumerate(parts):
            if isinstance(part, Form) and vars(part).get("fact"):
                yield (name, place, "fact"), "facts", str(vars(part)["fact"])
            elif isinstance(part, tuple):
                yield from (((name, place, nth), "sentences", sentence) for nth, sentence in enumerate(part))
