"""Statements that somebody else answers for: the article passes them on."""

import re
from collections.abc import Iterator, Sequence

from quizapp.core.bank import Sentence
from quizapp.core.drafting.marks import Quoted, masked, quoted
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.drafting.speech import Saying, sayings
from quizapp.core.folding import fold
from quizapp.core.message import mark

_FEW = 2
_NAMING = ("call", "descri")
_NOBODY = frozenset(("he", "she", "it", "they", "we", "i", "some", "others", "many", "nobody", "no one", "none"))
_WORD = re.compile(r"[^\W\d_]{2,}")
_NOTE = mark("Keep the speaker: the article does not say that this is so.")
_OWN = mark("The speaker tells of an act of its own: decide whether the article states it.")


def read_all(sentences: Sequence[Sentence]) -> Iterator[Proposal]:
    """A proposal for each saying that is more than a direct quotation with its speaker."""
    closing, paragraph = "", 0
    for sentence in sentences:
        closing = closing if sentence.paragraph == paragraph else ""
        paragraph = sentence.paragraph
        parts, closing = quoted(sentence.text, closing)
        hidden = masked(sentence.text, parts)
        said = sayings(hidden)
        for each in said:
            if not _is_direct(hidden, each):
                yield _proposal(sentence, parts, each)


def _is_direct(hidden: str, each: Saying) -> bool:
    """Whether all that is said stands between quotation marks."""
    before, after = hidden[: min(each.start, each.speaker_start)], hidden[each.end :]
    if "·" not in hidden or each.verb == "according to":
        return False
    if each.trails:
        return len(_WORD.findall(before)) <= _FEW
    first = after.find("·")
    lead = after[: first - 1].rstrip() if first > 0 else after
    rest = _WORD.findall(after[first:]) if first > 0 else []
    return first > 0 and lead[-1:] in ("", ":", ",") and len(rest) <= _FEW and not each.verb.startswith(_NAMING)


def _proposal(sentence: Sentence, parts: Sequence[Quoted], each: Saying) -> Proposal:
    start = 0 if each.trails else min(each.start, each.speaker_start)
    end = _end(sentence.text, parts, start)
    name = _name(sentence.text, each)
    prompt = _prompt(sentence.text, each, name, end)
    return propose(
        "attribution",
        sentence,
        (start, end),
        _OWN if each.of_ones_own else _NOTE,
        gap=name if prompt else None,
        speaker=each.speaker,
        stance="stated" if each.of_ones_own else "claimed",
        verb=each.verb,
        prompt=prompt,
    )


def _end(text: str, parts: Sequence[Quoted], start: int) -> int:
    """Where the sentence ends without its full stop; a quotation that begins in it is kept with both its marks."""
    end = len(text.rstrip('.!?”"’ '))
    last = parts[-1] if parts else None
    return last.end + 1 if last and last.opened and last.closed and last.start > start and last.end >= end else end


def _name(text: str, each: Saying) -> tuple[int, int]:
    """Where the speaker is named."""
    start = text.find(each.speaker, each.speaker_start)
    return start, start + len(each.speaker)


def _prompt(text: str, each: Saying, name: tuple[int, int], end: int) -> str:
    """As "X said that it was so." asks "Who said that it was so?", whose answer is X, so do other simple sentences."""
    tail = text[each.end : end]
    whole = not each.trails and text[: each.speaker_start].strip() == "" and not {"“", '"', ":"} & set(tail)
    fits = re.match(r" (?:that|on|for|it|the) ", tail) or each.verb[-4:] in ("uses", "used", "ames", "amed", "rged")
    answers = _answers(text[name[1] : each.start], each) and fold(each.speaker) not in fold(tail)
    return f"Who {each.verb}{tail}?" if whole and fits and answers and len(tail) < 160 else ""


def _answers(between: str, each: Saying) -> bool:
    """Whether the speaker is somebody to ask for ("who" takes one, as "says" does), and the verb is the speaker's.

    After "X was seen in Lund, reports Y" the verb stands behind a single comma: it is not X that reports.
    """
    named = fold(each.speaker) not in _NOBODY
    one = each.verb.split()[0].endswith(("s", "d", "wrote"))
    return named and one and not (between.rstrip().endswith(",") and between.count(",") % 2)
