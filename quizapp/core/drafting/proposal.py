"""What the desk offers an editor: a fact begun, from one sentence."""

from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

from quizapp.core.bank import Sentence
from quizapp.core.fact import FactKind, Stance, TextValue, Value

ProposalKind = Literal["number", "date", "person", "place", "quotation", "attribution", "absence"]

_FACT_KINDS: dict[ProposalKind, FactKind] = {
    "number": "number",
    "date": "date",
    "person": "person",
    "place": "place",
    "quotation": "quotation",
    "attribution": "position",
    "absence": "event",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft of a fact: `start` and `end` are the place of its words in the text of the `sentence` (an id).

    `speaker` is empty where the article speaks. `office` is for persons, `verb` for attributions. `statement` is the
    sentence as it stands; `cloze` is the statement with the value in braces, or empty; `prompt` is a question where
    a rule could make one, or empty. `note` is a message id: what the editor must decide.
    """

    kind: ProposalKind
    sentence: str
    start: int
    end: int
    value: Value
    statement: str
    cloze: str
    note: str
    speaker: str = ""
    stance: Stance = "stated"
    office: str = ""
    verb: str = ""
    prompt: str = ""

    @property
    def fact_kind(self) -> FactKind:
        """The kind of fact that it would become."""
        return _FACT_KINDS[self.kind]


class Details(TypedDict, total=False):
    """What only some kinds of proposals have."""

    speaker: str
    stance: Stance
    office: str
    verb: str
    prompt: str


def propose(
    kind: ProposalKind,
    sentence: Sentence,
    span: tuple[int, int],
    note: str,
    value: Value | None = None,
    gap: tuple[int, int] | None = None,
    **details: Unpack[Details],
) -> Proposal:
    """A proposal from the words of `sentence` at `span`, which are its value if none is given.

    `gap` is the span of the words that are asked for, where they are a part of the proof.
    """
    start, end = span
    text = sentence.text
    first, last = gap or span
    return Proposal(
        kind=kind,
        sentence=sentence.id,
        start=start,
        end=end,
        value=value or TextValue(text[first:last]),
        statement=text,
        cloze=_cloze(text, first, last),
        note=note,
        **details,
    )


def _cloze(text: str, start: int, end: int) -> str:
    """Empty where the text has braces of its own, or nothing would be left to read around the gap."""
    bare = (text[:start] + text[end:]).strip(" .!?…“”\"'")
    return f"{text[:start]}{{{text[start:end]}}}{text[end:]}" if bare and not {"{", "}"} & set(text) else ""
