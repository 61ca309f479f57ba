"""What a number counts: the noun after it, without the adjectives between."""

import re

from quizapp.core.drafting.figures import Figure
from quizapp.core.word_list import words

_MONEY = {"€": "euros", "EUR": "euros", "£": "pounds", "GBP": "pounds", "¥": "yen", "CHF": "francs"}
_SIGNS = {
    **{
        "%": "percent",
        "p": "pence",
        "pc": "percent",
        "km": "kilometres",
        "m": "metres",
        "cm": "centimetres",
        "mm": "millimetres",
    },
    **{"kg": "kilograms", "g": "grams", "t": "tonnes", "ft": "feet", "ha": "hectares", "l": "litres", "C": "degrees"},
    **{"F": "degrees", "mph": "miles an hour", "kph": "kilometres an hour", "MW": "megawatts", "GW": "gigawatts"},
    **{"kW": "kilowatts", "°C": "degrees", "°F": "degrees", "°": "degrees", "km/h": "kilometres an hour"},
}
_SIGN = re.compile(rf"\s?({'|'.join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))})(?![\w/])")
_PERCENT = re.compile(r"\s?(?:per ?cent|percentage points?)\b")
_COMPOUND = re.compile(r"-(?:odd )?([a-z]+)(?:-old)?\b")
_WORD = re.compile(r"[\s-]([^\W\d_]+(?:[’'][^\W\d_]+)?)")
_AGE = re.compile(r"(?:,| years?,|\))")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]+,? |\b(?:[Aa]ged|age|[Aa]t) |\()$")

_ADJECTIVE = re.compile(r"^[A-Z]|(?:ish|al|ed|ic|ous|ive|ful|ior)$")

COUNTED_ALONE = frozenset(
    words(
        """
    person man woman child boy girl soldier policeman policewoman officer civilian attacker gunman passenger
    patient worker employee student teacher driver pilot firefighter resident member candidate suspect victim
    dead killed injured wounded missing year month week hour minute second metre meter kilometre mile tonne
    kilogram litre degree euro dollar pound penny ship boat vessel car vehicle lorry truck helicopter plane
    house building battalion crewman sailor fisherman tenth
    """
    )
)
_IRREGULAR = frozenset(
    words(
        """
    people men women children troops police personnel staff crew cattle sheep fish feet dead killed injured
    wounded missing million firefighters policemen fishermen gunmen crewmen servicemen aircraft votes seats
    kronor kroner kronur
    """
    )
)
_STOP = frozenset(
    words(
        """
    in on at by for from with without to into onto over under after before since until during while when where
    who which that than as and or but was were is are be been has have had will would can could may might must
    did does do a an the this these those its their his her it they he she we said says killed each ago per not
    if because against between among about around near off out up down through across
    """
    )
)
_NOT_PLURAL = frozenset(
    words(
        """
    was is has its his this as us plus less across towards various previous serious series
    """
    )
)


def unit_after(text: str, each: Figure | None) -> tuple[str, int]:
    """The unit of a figure, and where in `text` its name ends; ("", …) where the text does not say.

    Without a figure, `text` begins with one sign that stands for it.
    """
    end = each.end if each else 1
    if each and each.money:
        sign = each.money
        return _MONEY.get(sign, "euros" if "€" in sign else "dollars" if "$" in sign else "pounds"), end
    if found := _PERCENT.match(text, end):
        return "percent", found.end()
    if found := _SIGN.match(text, end):
        return _SIGNS[found[1]], found.end()
    if text[end : end + 1] == "-" and (found := _COMPOUND.match(text, end)):
        return _plural(found[1]), found.end()
    if each and _AGE.match(text, end) and not each.scaled and _NAME_BEFORE.search(text[: each.start][-30:]):
        return "years", end
    return _noun(text, end, one=each is not None and each.number == 1)


def _noun(text: str, end: int, one: bool) -> tuple[str, int]:
    """The first plural among the next words; the word itself after "one"."""
    at, last = end, ("", end)
    for _ in range(5):
        found = _WORD.match(text, at)
        word = found[1] if found else ""
        if not found or (word.casefold() in _STOP and word not in _IRREGULAR):
            break
        at = found.end()
        if _is_plural(word):
            return _whole(text, word, at)
        if one and (word in COUNTED_ALONE or not last[0]) and not _ADJECTIVE.search(word):
            last = word, at
            if word in COUNTED_ALONE:
                break
    return last


def _whole(text: str, word: str, at: int) -> tuple[str, int]:
    """Of two plurals the second, where it is a person: "services workers" are workers."""
    following = _WORD.match(text, at)
    if following and text[at] == " " and following[1].islower() and following[1].endswith("ers"):
        return following[1], following.end()
    return word, at


def _is_plural(word: str) -> bool:
    if word in _IRREGULAR:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "ous", "'s", "’s"))
        and word not in _NOT_PLURAL
    )


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") else f"{noun}s"
