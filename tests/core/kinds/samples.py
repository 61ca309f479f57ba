"""Facts of every sort, and one hand-written question or more of every kind."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizapp.core.derive import derive
from quizapp.core.fact import AsOf, DateValue, Fact, NumberValue, Quote, TextValue, Trap, Value
from quizapp.core.kinds import KINDS
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question


def fact(id: str, kind: Any, value: Value, cloze: str, *traps: Trap, **more: Any) -> Fact:
    """A fact with little to say."""
    defaults: dict[str, Any] = {
        "statement": cloze.replace("{", "").replace("}", ""),
        "prompt": f"What about {id}?",
        "speaker": "the article",
        "party": "article",
        "stance": "stated",
        "as_of": AsOf(PartialDate(2023, 9, 30), "about 30 September 2023"),
        "topic": "topic",
        "importance": "must-know",
        "group": kind,
        "evidence": ((Quote("s14", "words"),), (Quote("s15", "words"), Quote("s16", "words"))),
    }
    return Fact(id=id, kind=kind, value=value, cloze=cloze, traps=traps, **{**defaults, **more})


SERBS = fact(
    "serbs",
    "number",
    NumberValue(Decimal(50000), "people", "about", "about 50 thousand", Decimal(10000)),
    "The north was home to {about 50 thousand} ethnic Serbs.",
    Trap("about 120 thousand", "That is a later total.", number=Decimal(120000)),
    Trap("about 5 thousand", "That is ten times too few.", number=Decimal(5000)),
)
KILLED = fact(
    "killed",
    "number",
    NumberValue(Decimal(4), "lives", "exact", "four"),
    "The night cost {four} lives.",
    Trap("three", "Three were gunmen; one policeman died too.", number=Decimal(3)),
    Trap("seven", "Nobody says so.", "not-stated", number=Decimal(7)),
)
SHOOTOUT = fact(
    "shootout",
    "date",
    DateValue(PartialDate(None, 9, 24), "24 September"),
    "The shootout was on {24 September}.",
    Trap("29 September", "On that day the White House spoke.", date=PartialDate(None, 9, 29)),
    Trap("2 October", "That came later.", date=PartialDate(None, 10, 2)),
)
INDEPENDENCE = fact(
    "independence",
    "date",
    DateValue(PartialDate(2008), "2008"),
    "Kosovo declared independence in {2008}.",
    Trap("1999", "That was the war.", date=PartialDate(1999)),
    Trap("2010", "That was the opinion.", date=PartialDate(2010)),
)
MINISTER = fact(
    "minister",
    "person",
    TextValue("Antony Blinken"),
    "The Secretary of State was {Antony Blinken}.",
    Trap("John Kirby", "He spoke for the White House."),
    Trap("Jake Sullivan", "He advised on security."),
    aliases=("Blinken",),
)
FACTS = {each.id: each for each in (SERBS, KILLED, SHOOTOUT, INDEPENDENCE, MINISTER)}

DRAFTS: tuple[tuple[str, tuple[str, ...], Mapping[str, Any]], ...] = (
    ("card", ("minister",), {"stem": "Who is the Secretary of State?", "back": "Antony Blinken"}),
    (
        "choice",
        ("minister",),
        {
            "stem": "Who is it?",
            "options": [
                {"text": "Blinken", "right": True, "why": "", "fact": ""},
                {"text": "Kirby", "right": False, "why": "No.", "fact": ""},
                {"text": "Vučić", "right": False, "why": "No.", "fact": ""},
            ],
        },
    ),
    (
        "several",
        ("killed", "serbs"),
        {
            "stem": "Which hold? Choose all that apply.",
            "options": [
                {"text": "four died", "right": True, "fact": "killed"},
                {"text": "fifty thousand live there", "right": True, "fact": "serbs"},
                {"text": "seven died", "why": "Four did."},
                {"text": "nobody lives there", "why": "People do."},
            ],
        },
    ),
    ("truefalse", ("killed",), {"stem": "Four, not three, died.", "right": True, "why": "Three and one."}),
    ("number", ("serbs",), {"stem": "How many Serbs?"}),
    ("number", ("killed",), {"stem": "How many died?"}),
    ("date", ("shootout",), {"stem": "On which day?"}),
    ("date", ("independence",), {"stem": "In which year?"}),
    ("text", ("minister",), {"stem": "It was ____.", "accept": ["Tony Blinken"]}),
    (
        "order",
        ("independence", "shootout", "killed"),
        {
            "stem": "In which order?",
            "items": [
                {"text": "independence", "fact": "independence"},
                {"text": "a shootout", "fact": "shootout"},
                {"text": "four deaths", "fact": "killed"},
                {"text": "an answer", "fact": ""},
            ],
        },
    ),
    (
        "match",
        ("minister", "killed"),
        {
            "stem": "What goes with what?",
            "pairs": [
                {"left": "Secretary of State", "right": "Blinken", "fact": "minister"},
                {"left": "Deaths", "right": "Four", "fact": "killed"},
            ],
            "extra": ["Kirby"],
        },
    ),
    (
        "match",
        ("minister",),
        {
            "stem": "Whose office?",
            "pairs": [{"left": "A", "right": "x"}, {"left": "B", "right": "x"}, {"left": "C", "right": "y"}],
        },
    ),
    (
        "verdict",
        ("killed",),
        {"claim": "Four died.", "verdict": "claimed", "speaker": "Kosovo", "evidence": [["s14"], ["s15", "s16"]]},
    ),
    (
        "spot",
        ("killed", "serbs", "minister"),
        {
            "passage": [
                {"text": "Seven died.", "error": True, "why": "Four did.", "fact": "killed"},
                {"text": "The north was home to about 50 thousand ethnic Serbs.", "fact": "serbs"},
                {"text": "Blinken was Secretary of State.", "fact": "minister"},
                {"text": "Kirby was, too.", "error": True, "why": "There is one only.", "fact": "minister"},
            ]
        },
    ),
    (
        "said",
        ("minister",),
        {
            "stem": "Who said it?",
            "options": [
                {"text": "Blinken", "right": True},
                {"text": "Kirby", "why": "He did not."},
                {"text": "Vučić", "why": "He did not."},
            ],
        },
    ),
    (
        "direction",
        ("minister",),
        {"stem": "Who urged whom?", "actor": "A", "verb": "urged", "target": "B", "others": ["C"], "why": "A did."},
    ),
    (
        "drift",
        ("minister",),
        {"quote": "A: “at once”.", "paraphrase": "A said soon.", "label": "weaker", "why": "At once is sooner."},
    ),
    (
        "asof",
        ("serbs",),
        {
            "stem": "As of when does it hold?",
            "options": [
                {"text": "30 September 2023", "right": True},
                {"text": "July 2024", "why": "Later."},
                {"text": "2008", "why": "Earlier."},
            ],
        },
    ),
    (
        "term",
        ("minister",),
        {
            "stem": "The [chief] spoke. Which word?",
            "options": [
                {"text": "minister", "right": True},
                {"text": "chief", "why": "Loose."},
                {"text": "boss", "why": "Loose."},
            ],
        },
    ),
    ("verdict", ("killed",), {"claim": "It rained.", "verdict": "not-stated", "why": "No word on the weather."}),
)


def drafted(kind: str, facts: tuple[str, ...], draft: Mapping[str, Any], id: str = "by-hand") -> Question:
    """The question that a draft makes."""
    return KINDS[kind].from_draft(id, {each: FACTS[each] for each in facts}, draft)


HANDMADE = tuple(drafted(*each, id=f"by-hand-{number}") for number, each in enumerate(DRAFTS))
DERIVED = derive(tuple(FACTS.values()))
SAMPLES = HANDMADE + DERIVED
