"""Who says what, by the verbs of saying: "X said that …", "…, said X", "according to X"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.drafting.subjects import ASIDE, first_subject, plain, subject_before
from quizapp.core.drafting.verbs import ENDED, FINITE, INVERTIBLE, MARKS, OF_ONES_OWN, verbs_of_saying

_ACCORDING = re.compile(
    r"\b(?P<verb>according to|in the (?:words|opinion|view) of) (?P<who>[^,;:.“”\"·]+)", re.IGNORECASE
)
_INVERTED = re.compile(
    r"\s(?P<who>(?:the |a |an |his |her |its |their |one )?(?:[^\W\d_][\w.’'-]*)(?: (?!who\b|on\b|in\b|at\b|after\b"
    r"|during\b|when\b|as\b|that\b)"
    r"[\w.’'-]+){0,8}?)(?=[,.;:]|$| who\b| on\b| in\b| at\b| after\b| during\b| when\b| as\b)"
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being)\s(?P<verb>accused|blamed|described|criticised|criticized|condemned|rejected"
    r"|dismissed|estimated|reported|denied|disputed|confirmed|announced|called|questioned)\s(?:[\w’'-]+\s){0,6}?by\s"
    r"(?P<who>(?:the\s|a\s|an\s)?[^\W\d_][\w.’'-]*(?:\s(?:of\s|the\s)*[A-Z][\w.’'-]*|\s(?!of\b|as\b|in\b|on\b|for\b"
    r"|to\b|that\b|and\b)[a-z]+){0,4})"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying at `start` to `end`, and its speaker, whose words begin at `speaker_start`.

    `trails` tells that what is said comes first.
    """

    start: int
    end: int
    verb: str
    speaker: str
    speaker_start: int
    trails: bool

    @property
    def of_ones_own(self) -> bool:
        """Whether it tells of the speaker's own act, which the article may state: "announced", "pledged"."""
        return self.verb in OF_ONES_OWN


def sayings(text: str) -> tuple[Saying, ...]:
    """The sayings of a sentence whose quotations are masked, in order."""
    found: list[Saying] = []
    for match in verbs_of_saying(text):
        found += _with_subject(text, match, found)
    found += [_according(text, match) for match in _ACCORDING.finditer(text)]
    found += [_passive(match) for match in _PASSIVE.finditer(text)]
    return tuple(sorted(found, key=lambda each: each.start))


def _with_subject(text: str, match: re.Match[str], earlier: list[Saying]) -> Iterator[Saying]:
    before = text[: match.start()]
    inverted = _INVERTED.match(text, match.end()) if _may_invert(before, match.group()) else None
    if inverted and _is_subject(before, inverted):
        yield Saying(*match.span(), match.group(), plain(inverted["who"]), inverted.start("who"), True)
        return
    start, words = subject_before(before)
    if match["part"] or not words:
        last = earlier[-1] if earlier else None
        speaker, start = (last.speaker, last.speaker_start) if last else first_subject(before)
    else:
        speaker = plain(words)
    if speaker:
        lead = before[:start].rstrip()
        trails = not match["part"] and (
            lead.endswith(MARKS) or (lead.endswith(",") and ENDED.match(text, match.end()) is not None)
        )
        verb = re.sub(r"^(?:is|was|are|were) ", "", match.group())
        yield Saying(*match.span(), verb, speaker, start, trails)


def _is_subject(before: str, inverted: re.Match[str]) -> bool:
    """After a mere comma the subject must be all that follows: "…, said Lopez." but not "Lopez, 34, said it is …"."""
    who = inverted["who"]
    if who.startswith("that ") or FINITE.search(who):
        return False
    return before.rstrip().endswith(MARKS) or (
        bool(ENDED.match(inverted.string, inverted.end())) and not ASIDE.search(before.rstrip())
    )


def _may_invert(before: str, verb: str) -> bool:
    """Whether a subject may follow the verb: right after a quotation, or after a comma with plain "said"."""
    last = before.rstrip()[-1:]
    return (last in MARKS and verb in INVERTIBLE) or (last == "," and verb in ("said", "says", "wrote", "writes"))


def _according(text: str, match: re.Match[str]) -> Saying:
    who = re.split(r"\s(?:who|which|and the number|at least|about|that)\b", match["who"])[0]
    trails = bool(text[: match.start()].strip(" “\"'"))
    return Saying(match.start("verb"), match.end("verb"), match["verb"].lower(), plain(who), match.start(), trails)


def _passive(match: re.Match[str]) -> Saying:
    return Saying(*match.span("verb"), match["verb"], plain(match["who"]), match.start(), False)
