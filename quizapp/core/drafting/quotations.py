"""Direct quotations with their speaker, a part for each sentence that they run through."""

from collections.abc import Iterator, Sequence

from quizapp.core.bank import Sentence
from quizapp.core.drafting.marks import Quoted, masked, quoted
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.drafting.speech import Saying, sayings
from quizapp.core.message import mark

_FEW = 3
_NOTE = mark("Check the words against the article, and who says them.")
_UNKNOWN = mark("The sentence does not name who says this: find the speaker, or leave it out.")
_PRONOUN = mark("Say whom the pronoun stands for.")
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i"))


def read_all(sentences: Sequence[Sentence]) -> Iterator[Proposal]:
    """A proposal for each quoted part; a few quoted words that nobody says are a name or a doubt, not a quotation."""
    closing, speaker, paragraph = "", "", 0
    for place, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            closing, paragraph = "", sentence.paragraph
        parts, after = quoted(sentence.text, closing)
        said = sayings(masked(sentence.text, parts))
        for each in parts:
            speaker = _speaker(sentence.text, each, said) or _carried(sentences, place, each, speaker)
            if speaker or len(sentence.text[each.start : each.end].split()) > _FEW:
                yield _proposal(sentence, each, speaker)
        closing = after
        speaker = speaker if parts else ""


def _speaker(text: str, part: Quoted, said: Sequence[Saying]) -> str:
    """Who says a part, by a verb in its own sentence: one right after it, else the last before it, else the next."""
    near = [each for each in said if each.trails and 0 <= min(each.start, each.speaker_start) - part.end <= 4]
    before = [each for each in said if each.end <= part.start]
    after = [each for each in said if each.start >= part.end]
    few = len(text[part.start : part.end].split()) <= _FEW
    chosen = near[:1] or before[-1:] or (() if few else after[:1])
    return chosen[0].speaker if chosen else ""


def _carried(sentences: Sequence[Sentence], place: int, part: Quoted, last: str) -> str:
    """The speaker of a part whose sentence names none: the one before in a quotation that goes on, else the next."""
    text = sentences[place].text
    bare = len(text) - (part.end - part.start) <= 4
    if (not part.opened or bare) and last:
        return last
    if part.closed and not bare:
        return ""
    for following in sentences[place + 1 : place + 6]:
        if following.paragraph != sentences[place].paragraph:
            return ""
        parts, _ = quoted(following.text, '” "»’')
        said = sayings(masked(following.text, parts))
        if said:
            return said[0].speaker if parts else ""
    return ""


def _proposal(sentence: Sentence, part: Quoted, speaker: str) -> Proposal:
    start, end = part.start, part.end
    words = sentence.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    note = _UNKNOWN if not speaker else _PRONOUN if speaker.casefold() in _PRONOUNS else _NOTE
    prompt = f"Which words are quoted from {speaker}?" if note == _NOTE else ""
    return propose("quotation", sentence, (start, end), note, speaker=speaker, stance="claimed", prompt=prompt)
