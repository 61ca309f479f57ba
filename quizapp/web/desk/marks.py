"""The brief as the desk shows it: sentences in pieces, so that what carries a fact is marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.bank import Bank, Sentence
from quizapp.core.fact import Fact
from quizapp.core.whole_words import places
from quizapp.storage.shelf import Paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. `fact` is the fact that they prove, `proof` whether it is the open one."""

    text: str
    fact: str = ""
    proof: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in pieces; `open` is whether it proves the open fact."""

    sentence: Sentence
    pieces: tuple[Piece, ...]
    open: bool


def marked(sentences: Sequence[Sentence], facts: Iterable[Fact], open_fact: str = "") -> list[list[Marked]]:
    """The sentences by paragraph. Where quotes overlap, the open fact's words win, then those that begin first."""
    spans: dict[str, list[tuple[bool, str, str]]] = {}
    for fact in facts:
        for quote in (quote for each in fact.evidence for quote in each):
            spans.setdefault(quote.sentence, []).append((fact.id != open_fact, quote.words, fact.id))
    paragraphs: dict[int, list[Marked]] = {}
    for sentence in sentences:
        pieces = _pieces(sentence.text, sorted(spans.get(sentence.id, ())))
        one = Marked(sentence, pieces, any(not other for other, _, _ in spans.get(sentence.id, ())))
        paragraphs.setdefault(sentence.paragraph, []).append(one)
    return list(paragraphs.values())


def paragraphs(bank: Bank) -> tuple[Paragraph, ...]:
    """The brief of a bank that is worked on, as readers' pages show it."""
    found: dict[int, list[Sentence]] = {}
    for sentence in bank.brief.sentences:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return tuple(Paragraph(number, each[0].heading, tuple(each)) for number, each in found.items())


def _pieces(text: str, quotes: Sequence[tuple[bool, str, str]]) -> tuple[Piece, ...]:
    taken: list[tuple[int, int, str, bool]] = []
    for other, words, fact in quotes:
        start = next(places(text, words), -1)
        end = start + len(words)
        if start >= 0 and all(end <= begun or start >= ended for begun, ended, _, _ in taken):
            taken.append((start, end, fact, not other))
    pieces, place = [], 0
    for start, end, fact, proof in sorted(taken):
        if start > place:
            pieces.append(Piece(text[place:start]))
        pieces.append(Piece(text[start:end], fact, proof))
        place = end
    if place < len(text):
        pieces.append(Piece(text[place:]))
    return tuple(pieces)
