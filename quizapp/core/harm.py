"""Words that a class should not read on the wall: a short list, in spite of spelling tricks, and sparing the innocent.

It is a fence for the projector and no more: whoever runs a class or room sees every name and renames or removes it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ANYWHERE = """
    fuck fucc phuck motherf nigger nigga faggot cunt cocksuck dickhead asshole arsehole bullshit shithead bitch whore
    blowjob handjob dildo vagina hitler siegheil
    arschloch hurensohn wichser fotze missgeburt kanake schlampe schwuchtel scheiss judensau untermensch
    kurac kurcina picka pizda jebem jebac jebote govno drkadzij siptar kurva kurve
    qifsha pidhi bythqir rrotkar robqir
    orospu siktir sikerim amcik aminakoy yarrak pezevenk
    putain salope encule connard mierda cabron pendejo gilipollas maricon vaffanculo puttana
    kurwa pierdol blyad blyat pidor mudak caralho klootzak
    хуев хуил хуин
"""
"""Never part of an innocent word but those in _INNOCENT."""
_ALONE = """
    ass arse shit shitty shite crap piss cock dick penis pussy tits boob boobs twat wank wanker slut slutty rape raper
    rapist retard retarded porn porno sex sexy anus cumshot jizz kike chink spic coon gook paki tranny pedo paedo
    pedophile nazi heil kkk kys
    fick ficken ficker hure nutte neger spast spasti schwanz titten zigeuner
    peder cetnik ustasa balija jebi jebo sise shkije shkau shkja pidh qij qifte
    ibne pute nique puta puto merde merda cazzo stronzo frocio negro chuj cipa suka zhid hohol foda hoer neuken
    хуи хуя хуе
"""
"""Bad only as a whole word: there are Harshit, Pedersen, Essex and the therapist, and Hui in Latin letters."""
_NUMBERS = frozenset(("1488", "14 88"))
_INNOCENT = re.compile("scunthorpe|snigger|niggard")

_LOOKS = dict(zip("ĸᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡƒɩʋԁԛԝһқօսո", "kabcdefghijklmnoprstuvwyzagfiudqwhkoun", strict=True))
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"} | _LOOKS)
_SIGNS = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s", "€": "e", "*": "u"}
_LEET = [str.maketrans({**_SIGNS, "1": one, "!": one, "|": one}) for one in "il"]
_LOOK = str.maketrans("авекмнорстухіјѕαβεικνορτυχ", "abekmhopctyxijsabeiknoptyx")
_CYRILLIC = str.maketrans("aekmhopctyx", "аекмнорстух")
"""The other way round, for Cyrillic words with some Latin letters in them."""
_SOUND = str.maketrans(
    {
        **dict(zip("абвгдезиіјклмнопрстуфхцчшјћђ", "abvgdeziijklmnoprstufhccsjcd", strict=True)),
        **{"й": "j", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ж": "z", "щ": "s", "ё": "e", "љ": "lj", "њ": "nj"},
        **{"џ": "dz", "ь": "", "ъ": ""},
    }
)


def is_harmless(text: str) -> bool:
    """Whether nothing in `text` is on the list, in whatever spelling."""
    return not any(_is_bad(reading) for reading in _readings(text))


def _readings(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    latin = {plain.translate(_LOOK), plain.translate(_SOUND)}
    return {each.translate(signs) for each in latin for signs in _LEET} | {plain, plain.translate(_CYRILLIC)}


def _is_bad(reading: str) -> bool:
    pieces = re.findall(r"[^\W_]+", reading)
    if " ".join(pieces) in _NUMBERS or _NUMBERS.intersection(pieces):
        return True
    return any(_anywhere().search(_INNOCENT.sub(" ", run)) or _alone().fullmatch(run) for run in _runs(pieces))


def _runs(pieces: list[str]) -> Iterator[str]:
    """The words, all of it as one, and what stands in bits: "f u c k", "fu cking"."""
    yield from pieces
    run = ""
    for before, piece in zip(["", *pieces], pieces, strict=False):
        run = run + piece if min(len(before), len(piece)) <= 2 else piece
        yield run
    bits = [piece for piece in pieces if len(piece) == 1]
    yield "".join(bits)


@lru_cache(maxsize=1)
def _anywhere() -> re.Pattern[str]:
    return re.compile("|".join(map(_stretched, _ANYWHERE.split())))


@lru_cache(maxsize=1)
def _alone() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(_stretched, _ALONE.split()))})s?")


def _stretched(word: str) -> str:
    """A pattern for the word with any letter drawn out, as in "fuuuck"; a double letter stays at least double."""
    return "".join(f"{letter[0]}{{{len(letter[0] + letter[1])},}}" for letter in re.findall(r"(.)(\1*)", word))
