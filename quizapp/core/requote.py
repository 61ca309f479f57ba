"""Quotes that follow their words when the text around them is edited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.core.anchor import Selector, find, select
from quizapp.core.bank import Sentence
from quizapp.core.fact import Fact, Quote


@dataclass(frozen=True)
class Text:
    """The sentences of a brief as one text, with the place of each in it."""

    text: str
    starts: Mapping[str, int]
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> "Text":
        """Join them, a line each."""
        starts, place = {}, 0
        for sentence in sentences:
            starts[sentence.id] = place
            place += len(sentence.text) + 1
        return cls("\n".join(sentence.text for sentence in sentences), starts, tuple(sentences))

    def select(self, sid: str, words: str) -> Selector | None:
        """The selector of words in a sentence; None where it does not hold them."""
        if sid not in self.starts or not words:
            return None
        start = self.text.find(words, self.starts[sid])
        sentence = next(each for each in self.sentences if each.id == sid)
        if start < 0 or start + len(words) > self.starts[sid] + len(sentence.text):
            return None
        return select(self.text, start, start + len(words))

    def find(self, selector: Selector) -> Quote | None:
        """The quote at which a selector points now. What would run over several sentences is lost."""
        place = find(self.text, selector)
        if place is None:
            return None
        for sentence in self.sentences:
            start = self.starts[sentence.id]
            if start <= place[0] < place[1] <= start + len(sentence.text):
                return Quote(sentence.id, self.text[place[0] : place[1]])
        return None


@dataclass(frozen=True, slots=True)
class Requoted:
    """A fact with the quotes as they stand now, and those that are lost. Lost ones stay in the fact as they were."""

    fact: Fact
    lost: tuple[Quote, ...]


def requote(fact: Fact, before: Text, after: Text) -> Requoted:
    """Follow the quotes of a fact from one wording of the text to the next."""
    found = {quote: _follow(quote, before, after) for quote in _quotes(fact)}
    lost = tuple(quote for quote, now in found.items() if now is None)
    evidence = tuple(tuple(found[quote] or quote for quote in each) for each in fact.evidence)
    return Requoted(replace(fact, evidence=evidence), lost)


def _quotes(fact: Fact) -> Iterator[Quote]:
    return (quote for each in fact.evidence for quote in each)


def _follow(quote: Quote, before: Text, after: Text) -> Quote | None:
    if after.select(quote.sentence, quote.words):
        return quote  # It stands where it stood.
    selector = before.select(quote.sentence, quote.words)
    return after.find(selector) if selector else None
