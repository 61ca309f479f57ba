"""The words of a sentence that an editor picked: by mouse, by their place in a list, or none yet."""

from dataclasses import dataclass

from flask import request

from quizapp.core.bank import Bank, Sentence
from quizapp.core.whole_words import distinct, places, spans


@dataclass(frozen=True, slots=True)
class Picked:
    """A sentence and a span of it, which is empty where no words were picked."""

    sentence: Sentence
    start: int
    end: int

    @property
    def words(self) -> str:
        """What was picked."""
        return self.sentence.text[self.start : self.end]

    @property
    def gapped(self) -> str:
        """The sentence with braces around them, or nothing."""
        text = self.sentence.text
        return f"{text[: self.start]}{{{self.words}}}{text[self.end :]}" if self.words else ""

    @property
    def proof(self) -> str:
        """Words that stand in the sentence only where these do; all of it where none were picked."""
        text = self.sentence.text
        return text[slice(*distinct(text, self.start, self.end))] if self.words else text

    @property
    def offered(self) -> list[tuple[str, bool, bool]]:
        """All words of the sentence: whether each is the first, and the last, that were picked."""
        text, found = self.sentence.text, spans(self.sentence.text)
        taken = [n for n, (start, end) in enumerate(found) if start < self.end and end > self.start]
        ends = (taken[0], taken[-1]) if taken else (0, 0)
        return [(text[start:end], n == ends[0], n == ends[1]) for n, (start, end) in enumerate(found)]


def picked(bank: Bank) -> Picked | None:
    """What the address says: a sentence, and words with their place in it, or the numbers of the first and last."""
    sentence = bank.sentence.get(request.args.get("sentence", ""))
    if sentence is None:
        return None
    return Picked(sentence, *(_by_number(sentence.text) or _by_words(sentence.text)))


def _by_number(text: str) -> tuple[int, int] | None:
    found, first, last = spans(text), _number("first"), _number("last")
    if first is None or last is None or not first < len(found) > last:
        return None
    return found[min(first, last)][0], found[max(first, last)][1]


def _by_words(text: str) -> tuple[int, int]:
    """At the place that is given, if the words stand there; else where they stand first."""
    words, at = " ".join(request.args.get("words", "").split()), _number("at")
    if not words:
        return 0, 0
    if at is not None and text.startswith(words, at):
        return at, at + len(words)
    start = next(places(text, words), text.find(words))
    return (start, start + len(words)) if start >= 0 else (0, 0)


def _number(name: str) -> int | None:
    said = request.args.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else None
