"""Places at their first mention, told by what stands around the name; only the best known need no context."""

import re
from collections.abc import Iterator, Sequence

from quizapp.core.bank import Sentence
from quizapp.core.drafting.geography import KNOWN
from quizapp.core.drafting.names import is_office, is_person, of_a_body
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.message import mark
from quizapp.core.word_list import words

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:[’'][A-Z][^\W\d_]+|-[^\W\d_]+)*"
_RUN = rf"{_CAP}(?:(?:\s|-(?:on|upon|by|in|le|sur|am)-)(?:(?:de|del|la|le|los|upon)\s)?{_CAP}){{0,3}}"
_SORT = (
    r"(?:village|town|township|city|port|island|islands|region|district|province|state|county|hamlet|suburb|capital"
    r"|valley|municipality|neighbourhood|neighborhood|peninsula|republic|coast|resort)"
)
_SIDE = (
    r"(?:north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|north-?(?:east|west)(?:ern)?|south-?(?:east"
    r"|west)(?:ern)?|nearby|neighbouring|downtown|rural)"
)
_WATER = (
    r"(?:River|Sea|Ocean|Islands?|Mountains?|Valley|Bay|Straits?|Peninsula|Desert|Canal|County|Province|Lagoon|Sound"
    r"|Fjord|Glacier|Reef|Channel|Coast|Hills?|Forest|Moor)"
)
_GOING = (
    r"(?:drove|flew|travelled|traveled|sailed|moved|went|returned|came|walked|fled|ferry|train|flight|road|bus|route"
    r"|line|"
    r"residents?|people|families|villagers|nurse|farmers?|teacher|was|were|is|are|miles|kilometres|km)\s(?:from|to|of)"
)
_HERE = re.compile(
    rf"\b(?:{_SORT}s?\sof\s|(?:[Ii]n|[Nn]ear|[Oo]utside|[Oo]ff|[Aa]cross|[Aa]round|into|of|from|to|at"
    rf"|towards?)\s(?:the\s{_SORT}\s(?:of\s)?|{_SIDE}\s)|(?:[Ii]n|[Nn]ear|[Oo]utside|off)\s|{_GOING}\s)(?P<name>{_RUN})"
    rf"|\b[Tt]he\s(?P<part>{_RUN})\s(?:village|coast|area|region|district|province|peninsula|archipelago|suburb"
    rf"|estuary|valley)\b|(?<!\w)(?P<sort>{_RUN}),\s(?:a|the|an)\s(?:[\w-]+\s){{0,4}}?{_SORT}\b"
    rf"|(?<!\w)(?P<water>(?:Lake|River|Mount|Cape|Gulf of|Bay of|Isle of|Strait of|Sea of)\s{_RUN}"
    rf"|{_CAP}(?:\s{_CAP})?\s{_WATER}\b)"
)
_DATELINE = re.compile(
    rf"(?P<name>[A-Z][A-ZÀ-Ž]{{2,}}(?:[ -][A-ZÀ-Ž]{{2,}}){{0,2}}"
    rf"|{_RUN})(?:,\s[^—–:]{{1,40}}?)?\s?(?:\([^()]{{1,30}}\)\s?)?\s?[—–]\s"
)
_BEGINNING = re.compile(r"(?:The|In|On|At|A|An|And|But|Near|From|Lake|Mount)\s")
_KNOWN = re.compile(rf"(?<![\w-]){_RUN}")
_NEXT = re.compile(rf"(?:,\s|\sand\s|,\sand\s)(?P<name>{_RUN})(?=[,.;)]|$|\sand\s)")
_PART_OF = re.compile(r"(?<![\w-])([^\W\d_][\w-]*)\s(?:of|for)\s(?:the\s)?$")
_NO_PLACE = frozenset(
    words(
        """
    January February March April May June July August September October November December Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday Christmas Easter Parliament Congress English French German Spanish
    Russian Arabic Chinese Latin Twitter Facebook Instagram Telegram YouTube Covid God Earth Chapter Article
    Section Room Internet Mr Mrs Ms Dr Prof Gen Sir This That These Those The In On At It He She They His Her
    Its Their
    """
    )
)
_DEMONYM = re.compile(r"(?:an|ish|ese|ian|ean|ch|ern)$")
_NOUN_AFTER = re.compile(
    r"\s(?!(?:and|on|in|at|to|for|from|by|with|as|is|was|were|are|has|had|have|after|before|during|when|where|who"
    r"|which|that|last|this|since|until|will|but|or|while)\b)[a-z]"
)
_NOTE = mark("Say what happened there.")


def read_all(sentences: Sequence[Sentence]) -> Iterator[Proposal]:
    """A proposal for each place, once."""
    seen: set[str] = set()
    for number, sentence in enumerate(sentences):
        for start, end in sorted(set(_found(sentence.text, first=number < 3))):
            name = sentence.text[start:end]
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield propose("place", sentence, (start, end), _NOTE)


def _found(text: str, first: bool) -> Iterator[tuple[int, int]]:
    """Where names of places stand; a dateline is looked for in the `first` sentences only."""
    if (
        first
        and (line := _DATELINE.match(text))
        and not (set(line["name"].split()) & _NO_PLACE or of_a_body(line["name"]))
    ):
        yield line.span("name")
    for match in _KNOWN.finditer(text):
        start = match.start() + (len(found.group()) if (found := _BEGINNING.match(match.group())) else 0)
        if text[start : match.end()] in KNOWN and not _in_a_name(text, start, match.end()):
            yield start, match.end()
            yield from _row(text, match.end())
    for match in _HERE.finditer(text):
        group = match.lastgroup or "name"
        start, end = match.span(group)
        start += len(found.group()) if (found := _BEGINNING.match(match[group])) and group != "water" else 0
        if _may_be(text[start:end], text[end:]):
            yield start, end
            yield from _row(text, end)


def _row(text: str, end: int) -> Iterator[tuple[int, int]]:
    """More places after one: "in Leeds, West Yorkshire," or "Leeds, York and Hull"."""
    while (match := _NEXT.match(text, end)) and _may_be(match["name"], text[match.end() :]):
        if (
            is_person(match["name"])
            and " " in match["name"]
            and match["name"] not in KNOWN
            and not _compass(match["name"])
        ):
            return
        end = match.end()
        yield match.span("name")


def _compass(name: str) -> bool:
    return name.split(maxsplit=1)[0] in (
        "North",
        "South",
        "East",
        "West",
        "New",
        "Upper",
        "Lower",
        "Great",
        "Saint",
        "St",
        "Port",
    )


def _may_be(name: str, after: str) -> bool:
    """Whether a capitalised name after "in" is a place and not a body, a day, a person's or a people's name."""
    if not name or set(name.split()) & _NO_PLACE or of_a_body(name) or any(map(is_office, name.split())):
        return False
    if after.startswith(("’s ", "'s ")) and name not in KNOWN:
        return False
    if name.isupper() and len(name) < 6:
        return False
    return not (_DEMONYM.search(name) and name not in KNOWN and _NOUN_AFTER.match(after))


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a known name is a part of another one: "Bank of England", "President of Serbia"."""
    before = text[max(0, start - 40) : start]
    found = _PART_OF.search(before)
    return bool(found and (found[1][0].isupper() or is_office(found[1]))) or text[end : end + 1] == "-"
