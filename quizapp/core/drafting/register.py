"""The readers, and how much they read."""

from collections.abc import Callable, Iterator, Sequence

from quizapp.core.bank import Sentence
from quizapp.core.drafting import absences, attributions, dates, numbers, people, places, quotations
from quizapp.core.drafting.proposal import Proposal

MOST = 2000
"""Proposals that a text may have; what comes after them is left out."""
LONGEST = 1000
"""Characters of a sentence. A longer one is no statement that could be learned, and is passed over."""
READ = 300_000
"""Characters that are read: more than that is a book, not an article."""

_READERS: tuple[Callable[[Sentence], Iterator[Proposal]], ...] = (numbers.read, dates.read, absences.read)
_READERS_OF_ALL: tuple[Callable[[Sequence[Sentence]], Iterator[Proposal]], ...] = (
    people.read_all,
    places.read_all,
    quotations.read_all,
    attributions.read_all,
)


def drafts(sentences: Sequence[Sentence]) -> tuple[Proposal, ...]:
    """Proposals in the order of the text, at most MOST, from its first READ characters."""
    short: list[Sentence] = []
    found: list[Proposal] = []
    for sentence in _readable(sentences):
        if len(found) >= MOST:  # What the other readers found further on would come after them.
            break
        short.append(sentence)
        found += [each for read in _READERS for each in read(sentence)]
    found += [each for read_all in _READERS_OF_ALL for each in read_all(short)]
    place = {sentence.id: place for place, sentence in enumerate(short)}
    found.sort(key=lambda each: (place[each.sentence], each.start, each.end))
    return tuple(found[:MOST])


def _readable(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    read = 0
    for sentence in sentences:
        read += len(sentence.text)
        if read > READ:
            return
        if len(sentence.text) <= LONGEST:
            yield sentence
