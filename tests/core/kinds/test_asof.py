"""As of when: the date is the gap, and the dates of linked figures stand beside it."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from quizapp.core.fact import AsOf, Fact, Link, NumberValue
from quizapp.core.kinds.asof import Asof
from quizapp.core.partial_date import PartialDate
from tests.core.kinds.samples import fact

MAY = AsOf(PartialDate(2021, 5, 3), "3 May 2021")
JULY = AsOf(PartialDate(2022, 7), "July 2022")


def figure(id: str, as_of: AsOf, *links: Link, unit: str = "boats", cloze: str = "", **more: Any) -> Fact:
    value = NumberValue(Decimal(30), unit, "about", "about 30", Decimal(10))
    told = cloze or f"On {as_of.text} there were {{about 30}} boats."
    return fact(id, "number", value, told, as_of=as_of, links=links, **more)


THEN = figure("then", MAY, Link("later", "now"))
NOW = figure("now", JULY)


def made(fact: Fact, *others: Fact) -> Asof | None:
    return Asof.derive("then.asof.1", fact, others, 1, random.Random(1))


def test_the_date_is_the_gap_and_the_other_figures_date_a_wrong_option() -> None:
    question = made(THEN, NOW)
    assert question
    assert question.stem == "____ there were about 30 boats."
    assert question.keys == ("3 May 2021",)
    wrong = {option.text: option.fact for option in question.choices if not option.right}
    assert wrong.pop("July 2022") == "now"
    assert set(wrong) < {"3 May 2020", "3 May 2022"}


def test_dates_are_sorted_and_a_link_counts_both_ways() -> None:
    question = made(NOW, THEN)
    assert question
    assert question.keys == ("July 2022",)
    shown = [each["text"] for each in question.ask(3)["options"]]
    assert shown == sorted(shown, key=lambda text: (text[-4:], text))


@pytest.mark.parametrize(
    "other",
    [
        figure("now", JULY, unit="anglers"),
        replace(NOW, as_of=replace(JULY, inferred=True)),
        replace(NOW, as_of=MAY),
        figure("stranger", JULY),
    ],
    ids=["other unit", "inferred", "same date", "not linked"],
)
def test_only_linked_figures_of_one_unit_and_another_date_count(other: Fact) -> None:
    assert made(THEN, other) is None


@pytest.mark.parametrize(
    "unfit",
    [
        replace(THEN, as_of=replace(MAY, inferred=True)),
        figure("then", MAY, Link("later", "now"), cloze="There were {about 30} boats."),
        figure("then", MAY, Link("later", "now"), cloze="On 2-3 May 2021 there were {about 30} boats."),
        figure("then", MAY, Link("background", "now")),
    ],
    ids=["inferred", "no date in the cloze", "a part of a longer date", "background"],
)
def test_a_date_that_is_inferred_or_not_told_is_not_asked(unfit: Fact) -> None:
    assert made(unfit, NOW) is None
