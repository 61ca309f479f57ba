"""Statements that somebody else answers for: the article passes them on."""

import re
from collections.abc import Iterator, Sequence

from quizapp.core.bank import Sentence
from quizapp.core.drafting.marks import masked, quoted
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.drafting.speech import Saying, sayings
from quizapp.core.message import mark

_FEW = 2
_NAMING = ("call", "descri")
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
                yield _proposal(sentence, each, said)


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


def _proposal(sentence: Sentence, each: Saying, said: Sequence[Saying]) -> Proposal:
    text = sentence.text
    end = len(text.rstrip('.!?”"’ '))
    start = 0 if each.trails else min(each.start, each.speaker_start)
    return propose(
        "attribution",
        sentence,
        (start, end),
        _OWN if each.of_ones_own else _NOTE,
        speaker=each.speaker,
        stance="stated" if each.of_ones_own else "claimed",
        verb=each.verb,
        prompt=_prompt(text, each, end),
    )


def _prompt(text: str, each: Saying, end: int) -> str:
    """As "X said that it was so." asks "Who said that it was so?", so do other simple sentences."""
    tail = text[each.end : end]
    whole = not each.trails and text[: each.speaker_start].strip() == "" and not {"“", '"', ":"} & set(tail)
    fits = re.match(r" (?:that|on|for|it|the) ", tail) or each.verb[-4:] in ("uses", "used", "ames", "amed", "rged")
    return f"Who {each.verb}{tail}?" if whole and fits and len(tail) < 160 else ""
