"""Quotes that follow their words when the text around them is edited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.core.anchor import Selector, find, select
from quizapp.core.bank import Sentence
from quizapp.core.fact import Fact, Quote
from quizapp.core.folding import fold
from quizapp.core.whole_words import is_whole, places


@dataclass(frozen=True)
class Text:
    """The sentences of a brief as one text, with the place of each in it."""

    text: str
    spans: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> "Text":
        """Join them, a line each."""
        spans, place = {}, 0
        for sentence in sentences:
            spans[sentence.id] = (place, place + len(sentence.text))
            place += len(sentence.text) + 1
        return cls("\n".join(sentence.text for sentence in sentences), spans)

    def select(self, sid: str, words: str) -> Selector | None:
        """The selector of words in a sentence; None where it does not hold them as whole words."""
        if sid not in self.spans:
            return None
        place = next(places(self.text, words, *self.spans[sid]), None)
        return None if place is None else select(self.text, place, place + len(words))

    def mark(self, sid: str, start: int, end: int) -> Selector:
        """The selector of a span of a sentence."""
        first = self.spans[sid][0]
        return select(self.text, first + start, first + end)

    def find(self, selector: Selector) -> Quote | None:
        """The quote at which a selector points now, or None as `locate` does."""
        place = self.locate(selector)
        return Quote(place[0], self.text[slice(*place[1])]) if place else None

    def locate(self, selector: Selector) -> tuple[str, tuple[int, int]] | None:
        """The sentence in which the words of a selector stand now, and their span in the whole text.

        Other words, or some that run over several sentences, are lost: None. Only what folding does not see may differ:
        with "no one" for "one", what was proved may be so no more.
        """
        place = find(self.text, selector)
        if place is None or not is_whole(self.text, *place):
            return None
        sid = next((sid for sid, (start, end) in self.spans.items() if start <= place[0] < place[1] <= end), None)
        return (sid, place) if sid and fold(self.text[slice(*place)]) == fold(selector.exact) else None


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
