from dataclasses import replace

import pytest

from quizapp.core.bank import Bank
from quizapp.core.fact import TextValue
from quizapp.core.lint import check
from quizapp.core.option import Option, in_order
from tests.core.lint.lighthouse import bank, blame, choice, fact, height, text

LONG = "Ada Moen, who came from the far north with her brother"
SHUFFLED = (Option("40 metres", right=True), Option("5 metres", why="No."), Option("120 metres", why="No."))
SORTED = in_order(replace(each, size=each.text.split()[0]) for each in SHUFFLED)
SOURCE = "They say that the old tower was built by a certain Ada Moen."
PEOPLE = (fact(), fact("keeper", value=TextValue("Bo Lund")), fact("painter", value=TextValue("Cleo Rask")))

FLAWED = {
    "W1": ("W1", bank(choice(stem="Which of these people did not build it?"))),
    "W1 short form": ("W1", bank(choice(stem="Which of these people didn’t build it?"))),
    "W2": ("W2", bank(choice("always Bo Lund", "Cleo Rask"))),
    "W3": ("W3", bank(choice(key=LONG))),
    "W4": ("W4", bank(choice("the sailors", "the ferry people"))),
    "W5": ("W5", bank(choice(key="The builder of tower", stem="Which one of these names the tower?"))),
    "W6 article": ("W6", bank(choice("pilot", "keeper", key="architect", stem="Ada Moen was by trade an"))),
    "W6 plural": ("W6", bank(choice("keeper", "pilot", key="builders", stem="Who were there in the tower?"))),
    "W7 two": ("W7", bank(choice("Bo Lund"))),
    "W7 six": ("W7", bank(choice("B", "C", "D", "E", "F"))),
    "W8": ("W8", bank(choice(choices=SHUFFLED))),
    "W9 short stem": ("W9", bank(choice(stem="Who built it?"))),
    "W9 long stem": ("W9", bank(choice(stem="Who " * 40 + "built it?"))),
    "W9 long option": ("W9", bank(choice("very " * 15 + "old Bo", "Cleo"))),
    "W10": ("W10", bank(choice(stem="Name the person who built it."))),
    "W11": ("W11", bank(*PEOPLE, choice("Napoleon Bonaparte", "Bo Lund"))),
    "W12": (
        "W12",
        bank(
            fact(),
            blame(),
            choice(stem="Who built it for the ferry company?"),
            choice("A", "B", key="the ferry company", id="whom", stem="Whom did Ada Moen serve?", facts=("blame",)),
        ),
    ),
    "W12 crowded": ("W12", bank(*(choice(id=f"q{n}", stem=f"What did Ada Moen do {n}?") for n in range(5)))),
    "W13": (
        "W13",
        bank(choice("about 400 metres", "about 30 metres", key="about 40 metres", facts=("height",)), height()),
    ),
    "W14 statement": ("W14", bank(fact(statement="The Eyesore was built by Ada Moen."))),
    "W14 option": ("W14", bank(choice("An eyesore", "Bo Lund"))),
    "W15": ("W15", bank(choice("in the tower of Bo", "in the tower of Cleo", key="in the tower of Ada"))),
    "W16": ("W16", bank(choice(why="Because the old tower was built by a certain person."))),
}

SOUND = {
    "W1 capitals": ("W1", bank(choice(stem="Which of these people did NOT build it?"))),
    "W1 quoted": ("W1", bank(choice(stem="Who said “not by me” of the tower?"))),
    "W2 every option": ("W2", bank(choice("always Bo", "always Cleo", key="always Ada"))),
    "W3 merely the longest": ("W3", bank(choice(key="Ada Moen Lunder"))),
    "W4": ("W4", bank(choice())),
    "W5 in a distractor too": ("W5", bank(choice("a tower", key="the tower", stem="Which one names the tower?"))),
    "W6 both": ("W6", bank(choice("pilot", "keeper", key="architect", stem="Ada Moen was by trade a/an"))),
    "W8 in order": ("W8", bank(choice(choices=SORTED))),
    "W8 counts of other things": ("W8", bank(choice("one policeman", "two keepers", key="three men"))),
    "W10 blank": ("W10", bank(text("It was built by ____ long ago."))),
    "W11": ("W11", bank(*PEOPLE, choice("Cleo Rask", "Bo Lund"))),
    "W13": ("W13", bank(choice("about 100 metres", "about 30 metres", key="about 40 metres"))),
    "W14 quoted": ("W14", bank(fact(statement="The “eyesore” was built by Ada Moen."))),
    "W14 a fact about the term": ("W14", bank(fact(kind="term", statement="It was called an eyesore by Ada Moen."))),
    "W15": ("W15", bank(choice("in Bo", "in Cleo", key="in Ada"))),
    "W16": ("W16", bank(choice(why="Because the old tower was built by somebody."))),
}


def rules(bank: Bank) -> set[str]:
    return {finding.rule for finding in check(bank, SOURCE)}


@pytest.mark.parametrize(("rule", "flawed"), FLAWED.values(), ids=FLAWED)
def test_flaw_is_found(rule: str, flawed: Bank) -> None:
    assert rule in rules(flawed)


@pytest.mark.parametrize(("rule", "sound"), SOUND.values(), ids=SOUND)
def test_what_is_sound_passes(rule: str, sound: Bank) -> None:
    assert rule not in rules(sound)


def test_nothing_is_copied_from_a_source_that_is_not_stored() -> None:
    assert "W16" not in {finding.rule for finding in check(FLAWED["W16"][1])}
