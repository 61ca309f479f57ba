"""Numbers: what counts is offered with its unit and precision, what only names is not."""

from decimal import Decimal

import pytest

from quizapp.core.fact import NumberValue


@pytest.mark.parametrize(
    ("sentence", "words", "number", "unit", "precision"),
    [
        ("The town has about 1.8 million inhabitants.", "about 1.8 million", "1800000", "inhabitants", "about"),
        ("Some 50 thousand people live in the valley.", "Some 50 thousand", "50000", "people", "about"),
        ("It cost €3.2 million.", "€3.2 million", "3200000", "euros", "exact"),
        ("They lost more than $12.5m.", "more than $12.5m", "12500000", "dollars", "about"),
        ("Prices rose by 3.5 per cent.", "3.5", "3.5", "percent", "exact"),
        ("It holds 24,300 seats.", "24,300", "24300", "seats", "exact"),
        ("At least twenty-one boats sank.", "At least twenty-one", "21", "boats", "about"),
        ("Five hundred and twenty houses burnt.", "Five hundred and twenty", "520", "houses", "exact"),
        ("Nearly half a million tonnes arrived.", "Nearly half a million", "500000", "tonnes", "about"),
        ("About a dozen officers came.", "About a dozen", "12", "officers", "about"),
        ("The 40-metre boat was empty.", "40", "40", "metres", "exact"),
        ("Marta Olsen, 41, left.", "41", "41", "years", "exact"),
        ("Only one policeman was there.", "one", "1", "policeman", "exact"),
        ("The owner sent 2000 soldiers home.", "2000", "2000", "soldiers", "exact"),
        ("They paid 1.2m kronor.", "1.2m", "1200000", "kronor", "exact"),
        ("The toll stood at 14.", "14", "14", "", "exact"),
        ("The waves were 5m high.", "5", "5", "metres", "exact"),
        ("Two and a half million voted.", "Two and a half million", "2500000", "", "exact"),
        ("He said: “Two boats sank.”", "Two", "2", "boats", "exact"),
        ("They train 40 volunteers.", "40", "40", "volunteers", "exact"),
        ("Since Tuesday 12 have died.", "12", "12", "", "exact"),
        ("The firm has 30 or so drivers.", "30", "30", "", "about"),
    ],
)
def test_an_amount_is_read(offered, sentence: str, words: str, number: str, unit: str, precision: str) -> None:
    [each] = offered("number", sentence)
    assert each.statement[each.start : each.end] == words
    assert (each.value.number, each.value.unit, each.value.precision) == (Decimal(number), unit, precision)


@pytest.mark.parametrize(
    "sentence",
    [
        "It began in 2008.",
        "The 2008 elections were quiet.",
        "She came on 24 September 2023.",
        "He was the 3rd man of the 21st century.",
        "It opened at 10 a.m. and closed at 18:30.",
        "They met at seven in the evening.",
        "Route 66 leads to Room 12 of Terminal 3.",
        "A Boeing 737 and an F-16 landed.",
        "One of the men said no one knew.",
        "Call 0800 123 456.",
        "They live at 12 Harbour Street.",
        "Two-thirds agreed.",
        "Hundreds of people and dozens of dogs came.",
        "Article 5 and Resolution 1244 stand.",
        "It happened in the 1990s.",
    ],
)
def test_a_number_that_counts_nothing_is_left_out(offered, sentence: str) -> None:
    assert offered("number", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("It takes 10 to 15 minutes.", [10, 15]),
        ("Between 10 and 15 million euros were lost.", [10_000_000, 15_000_000]),
        ("They cut 10-15 jobs.", [10, 15]),
    ],
)
def test_a_range_is_two_numbers_of_one_unit(offered, sentence: str, numbers: list[int]) -> None:
    found = offered("number", sentence)
    assert [each.value.number for each in found] == numbers
    assert len({each.value.unit for each in found}) == 1 != {""}


@pytest.mark.parametrize(
    ("sentence", "step"),
    [
        ("About 1.8 million came.", "100000"),
        ("About 50 thousand came.", "10000"),
        ("About 4,500 came.", "100"),
        ("About 34 came.", "1"),
    ],
)
def test_the_step_is_the_last_digit_that_is_meant(offered, sentence: str, step: str) -> None:
    assert offered("number", sentence)[0].value.step == Decimal(step)


def test_an_exact_count_has_no_step_and_asks_how_many(offered) -> None:
    [each] = offered("number", "Three boats were lost.")
    assert each.value == NumberValue(Decimal(3), "boats", "exact", "Three")
    assert each.prompt == "How many boats were lost?"
    assert each.cloze == "{Three} boats were lost."
    assert each.fact_kind == "number"
