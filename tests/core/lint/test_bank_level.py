from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.bank import Bank, Waiver
from quizapp.core.derive import derive
from quizapp.core.fact import Fact
from quizapp.core.lint import check, figures
from quizapp.core.lint.amounts import is_true
from quizapp.core.option import Option
from quizapp.core.question import Question
from tests.core.lint.lighthouse import bank, blame, built, choice, claim, fact, height, text, true_or_false

LABELS = ("supported", "contradicted", "not-stated", "claimed")


def choices(*places: int, key: str = "Moen") -> Iterator[Question]:
    """Choices with the key in these places."""
    for number, place in enumerate(places):
        made = [Option("Lund", why="No."), Option("Rask", why="No.")]
        yield choice(id=f"q{number}", choices=(*made[:place], Option(key, right=True), *made[place:]))


def claims(*counts: int) -> Iterator[Question]:
    """So many claims of each label."""
    for label, count in zip(LABELS, counts, strict=True):
        for number in range(count):
            yield claim(f"{label} {number}", label, id=f"{label}-{number}")


def numbers(*keys: int) -> Iterator[Question]:
    """Numeric choices with the key in these places of three."""
    for number, place in enumerate(keys):
        sizes = [("30", "40", "50")[each] for each in range(3)]
        made = (Option(size, right=at == place, why="No.", size=size) for at, size in enumerate(sizes))
        yield choice(id=f"q{number}", choices=tuple(made))


def must_know(*questions: Question) -> Bank:
    return bank(fact(importance="must-know"), *questions)


KINDS = (choice(), true_or_false("Ada Moen built it, not Bo.", True))
MANY = [fact(f"m{number}") for number in range(90)]
ACCUSED = [blame(id=f"f{number}") for number in range(10)]

FLAWED = {
    "B1": ("B1", bank(*choices(*[0] * 12))),
    "B2": ("B2", bank(*choices(*[0, 1, 2] * 4, key="Moen of the tower"))),
    "B3 all supported": ("B3", bank(*claims(12, 0, 0, 0))),
    "B3 none claimed": ("B3", bank(*claims(6, 3, 3, 0))),
    "B4 two kinds": ("B4", must_know(*KINDS)),
    "B4 no recall": ("B4", must_know(*KINDS, claim("It was Ada.", "supported", "s01"))),
    "B5": ("B5", bank(fact(traps=fact().traps[:1]), true_or_false("It was Bo, not Ada.", False))),
    "B6": ("B6", bank(*ACCUSED)),
    "B7 fact": ("B7", bank()),
    "B7 sentence": ("B7", bank(fact(), choice())),
    "B8": ("B8", bank(*MANY, *choices(*[0] * 79))),
    "B8 small": ("B8", bank(fact(), height(), choice())),
    "B9": ("B9", bank(*choices(0, 1), true_or_false("It was Ada.", True))),
    "B10": ("B10", bank(choice(), choice(id="again", stem="Which persons built the tower that stood there?"))),
    "B11": ("B11", bank(choice(), waivers=(Waiver("B7", "s02", "no fact in it"),))),
    "W13b": ("W13b", bank(*numbers(*[1] * 12))),
}
SOUND = {
    "B1": ("B1", bank(*choices(*[0, 1, 2] * 4))),
    "B2": ("B2", bank(*choices(*[0, 1, 2] * 4))),
    "B3": ("B3", bank(*claims(6, 2, 3, 1))),
    "B4": ("B4", must_know(*KINDS, text("It was built by ____."))),
    "B5": ("B5", bank(true_or_false("It was Bo, not Ada.", False))),
    "B6": ("B6", bank(*ACCUSED, *(replace(each, id=f"g{each.id}", critical_of=("council",)) for each in ACCUSED))),
    "B7": ("B7", bank(fact(), blame(), choice(), choice(id="whom", facts=("blame",)))),
    "B8": ("B8", bank(*MANY, *choices(*[0] * 80))),
    "B8 small": ("B8", bank(fact(), height(), *choices(0, 0))),
    "B9": ("B9", bank(choice(), true_or_false("It was Ada.", True))),
    "B10": ("B10", bank(choice(), choice(id="again", stem="Whose idea was it to have a lamp?"))),
    "B11": ("B11", bank(*choices(*[0] * 40), waivers=(Waiver("B7", "s02", "no fact in it"),))),
    "W13b": ("W13b", bank(*numbers(*[0, 1, 2] * 4))),
}


def rules(bank: Bank) -> set[str]:
    return {finding.rule for finding in check(bank)}


@pytest.mark.parametrize(("rule", "flawed"), FLAWED.values(), ids=FLAWED)
def test_flaw_is_found(rule: str, flawed: Bank) -> None:
    assert rule in rules(flawed)


@pytest.mark.parametrize(("rule", "sound"), SOUND.values(), ids=SOUND)
def test_what_is_sound_passes(rule: str, sound: Bank) -> None:
    assert rule not in rules(sound)


def test_figures_are_told_even_where_nothing_is_wrong() -> None:
    facts = (fact(), height(), blame(), built("1903"))
    told = {figure.rule: figure for figure in figures(bank(*facts, *derive(facts)))}
    assert {"B1", "B2", "B6", "B8", "B11"} <= set(told)
    assert "p = " in told["B2"].text


def test_three_thousand_facts_are_linted_by_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [_numbered(number) for number in range(3000)]
    compared = 0

    def counted(*args: Any) -> bool:
        nonlocal compared
        compared += 1
        return is_true(*args)

    monkeypatch.setattr("quizapp.core.lint.truth.is_true", counted)
    found = check(bank(*facts, *derive(facts)))
    assert {finding.rule for finding in found if finding.level == "error"} == set()
    # Two traps a fact, each against its own subject only: pairs of facts would be nine million.
    assert compared <= 3 * len(facts)


def _numbered(number: int) -> Fact:
    name = f"tower {number}"
    return height(
        id=f"height-{number}",
        statement=f"The lighthouse of {name} is about 40 metres high.",
        prompt=f"About how high is the lighthouse of {name}?",
        cloze=f"The lighthouse of {name} is {{about 40 metres}} high.",
        group=f"sizes-{number % 30}",
    )
