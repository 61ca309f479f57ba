"""Persons at their first mention with an office: before the name, after it, or beside it between commas."""

import re
from collections.abc import Iterator, Sequence

from quizapp.core.bank import Sentence
from quizapp.core.drafting.marks import masked, quoted
from quizapp.core.drafting.names import ONE_NAME, is_office, is_person
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.message import mark
from quizapp.core.word_list import words

_RUN = re.compile(rf"(?<![\w’'-]){ONE_NAME}(?![\w-])")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_RANK = re.compile(r"(?:Prof|Gen|Sgt|Lt|Col|Maj|Capt|Cpl|Adm|Cmdr|Sen|Rep|Gov|Insp|Supt|Rev|Sir|Dame|Lord|Lady)\.?")
_RANK_LEFT = re.compile(rf"(?<!\w)({_RANK.pattern})\s$")
_WORD_LEFT = re.compile(r"(?<![\w-])([\w-]+)\s$")
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Dr|Mx|Miss)\.?")
_AFTER = re.compile(
    r"(?:,| \()\s?(?:(?:aged )?\d{1,3},\s)?(?:who (?:is|was|has been|works as|serves as) |now "
    r"|then )?(?P<office>[^,.;:()]{2,100})"
)
_BE = re.compile(
    r"\s(?:is|was|became|has been|had been|serves as|served as|works as|worked as)\s(?P<office>[^,.;:()]{2,100})"
)
_HEADS = re.compile(
    r", who (?P<office>(?:heads|leads|chairs|runs|directs|commands|edits|owns|founded|manages"
    r"|coaches)\s[^,.;:()]{2,80})"
)
_STARTS = re.compile(
    r"(?:(?<=[,;:.]\s)|\b(?=(?:the|a|an|its|their|his|her)\s)|(?<=\b(?:and|but)\s)|(?<=\bby\s)|^)(?=\w)", re.IGNORECASE
)
_CLOSED = re.compile(r"[,.;:]|$|\s(?:and|said|told|has|was)\b")
_FAR, _NEAR, _FEW = 120, 40, 7
_OF = re.compile(r"(?<![\w-])(?P<head>[\w-]+)\s(?:of|for|at|to)\s(?:the\s)?$")
_CUT = re.compile(
    r"\s(?:who|which|that(?! (?:country|city|town|party|body|region))|said|says|told|was|were|is|has|had|and (?:was"
    r"|is|has)|when|while|since|until|on|after|before)\b.*$"
)
_BACK = re.compile(r"(?:(?:[^\W\d_][\w’'.-]*|of|for|the)\s){0,5}$")
_NOT_OFFICE = frozenset(
    words(
        """
    the a an its their his her and but by from to with said says that when while as in on at of for told was is
    are were has have had who which called also where asked if because or then additionally meanwhile however
    during
    """
    )
)
_NOTE = mark("An office is held for a time: say as of when.")


def read_all(sentences: Sequence[Sentence]) -> Iterator[Proposal]:
    """A proposal for each person, once; later mentions, also by surname alone, are passed over."""
    seen: set[str] = set()
    for sentence in sentences:
        parts, _ = quoted(sentence.text)
        for start, end, office in _held(masked(sentence.text, parts)):
            surname = sentence.text[start:end].split()[-1].casefold()
            if surname not in seen:
                seen.add(surname)
                prompt = f"Who is named as {office}?"
                yield propose("person", sentence, (start, end), _NOTE, office=office, prompt=prompt)


def _held(text: str) -> Iterator[tuple[int, int, str]]:
    """Names with an office: where they stand, and the office."""
    for run in _RUN.finditer(text):
        start, within = _split(text, run)
        name = text[start : run.end()]
        many = len(name.split()) > 1
        if not name or not is_person(name):
            continue
        office = within or (_beside(text, start, run.end()) if many else "")
        if office and (many or within[:1].isupper()):
            yield start, run.end(), office


def _split(text: str, run: re.Match[str]) -> tuple[int, str]:
    """Where the name begins inside a row of capitalised words, and the office before it, if any touches it."""
    words = [(each.start() + run.start(), each.group()) for each in re.finditer(r"\S+", run.group())]
    if (
        (found := _OF.search(text[max(0, run.start() - _NEAR) : run.start()]))
        and len(words) >= 3
        and is_office(found["head"])
    ):
        start = words[-2][0]
        at = max(0, run.start() - _NEAR) + found.start()
        return start, _reach(text, at, text[at:start].strip())
    last = max((place for place, (_, word) in enumerate(words) if _is_office(word)), default=-1)
    while last + 1 < len(words) and _COURTESY.fullmatch(words[last + 1][1]):
        last += 1
    start = words[last + 1][0] if last + 1 < len(words) else run.end()
    if last >= 0 and any(_is_office(word) for _, word in words[: last + 1]):
        return start, _reach(text, run.start(), text[run.start() : start].strip())
    left = text[max(0, run.start() - _NEAR) : run.start()]
    if rank := _RANK_LEFT.search(left):
        return start, rank[1]
    word = _WORD_LEFT.search(left)
    return start, _reach(text, run.start(), "") if word and is_office(word[1]) else ""


def _is_office(word: str) -> bool:
    return is_office(word) or bool(_RANK.fullmatch(word))


def _reach(text: str, start: int, office: str) -> str:
    """The office with the words before it that belong to it: "national security advisor"."""
    back = _BACK.search(text[max(0, start - 60) : start])
    words = back.group().split() if back else []
    kept: list[str] = []
    for word in reversed(words):
        if (word in _NOT_OFFICE and not (word == "of" and kept)) or word.casefold() in _NOT_OFFICE - {"of"}:
            break
        kept.insert(0, word)
    return " ".join([*kept, office]).strip()


def _beside(text: str, start: int, end: int) -> str:
    """The office in an apposition after or before a name, or in "is the mayor"."""
    for pattern in (_HEADS, _AFTER, _BE):
        found = pattern.match(text, end)
        office = _office_in(found["office"]) if found else ""
        if found and (office or pattern is _HEADS):
            return office or found["office"]
    left = text[max(0, start - _FAR) : start]
    if not left.endswith(", ") or not _CLOSED.match(text, end):
        return ""
    starts = [found.start() for found in _STARTS.finditer(left)]
    return next((office for at in reversed(starts) if (office := _office_in(left[at:-2]))), "")


def _office_in(words: str) -> str:
    """The phrase without its article and what follows it, if an office stands near its beginning."""
    bare = re.sub(r"^(?:the|a|an|its|their|his|her|our)\s", "", _CUT.sub("", words.strip()), flags=re.IGNORECASE)
    return bare if any(is_office(word) for word in _WORD.findall(bare)[:_FEW]) else ""
