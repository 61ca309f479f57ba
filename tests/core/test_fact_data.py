"""Facts and what a bank says of itself go through JSON and come back equal; digests see every change."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.bank import Bank, Brief, Party, Source, Term, Topic, Waiver
from quizapp.core.bank_data import meta_from_data, meta_to_data
from quizapp.core.digest import digest
from quizapp.core.fact import AsOf, DateValue, Fact, NumberValue, TextValue, Trap
from quizapp.core.fact_data import fact_from_data, fact_to_data
from quizapp.core.partial_date import PartialDate

TEXTS = st.text(max_size=12)
NUMBERS = st.decimals(-(10**15), 10**15, places=3)
DATES = (
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))
    | st.dates().map(lambda day: PartialDate(None, day.month, day.day))
    | st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12))
)
AS_OF = st.builds(AsOf, DATES, TEXTS, st.booleans(), TEXTS)
FACTS = st.builds(
    Fact,
    value=st.builds(NumberValue, NUMBERS, TEXTS, st.sampled_from(("exact", "about")), TEXTS, st.none() | NUMBERS)
    | st.builds(DateValue, DATES, TEXTS)
    | st.builds(TextValue, TEXTS),
    as_of=AS_OF,
    review_by=st.none() | DATES,
    traps=st.lists(st.builds(Trap, TEXTS, TEXTS, number=st.none() | NUMBERS, date=st.none() | DATES), max_size=3).map(
        tuple
    ),
)


def through_json(data: object) -> object:
    return json.loads(json.dumps(data))


@given(FACTS)
@settings(deadline=None)
def test_a_fact_comes_back_equal(fact: Fact) -> None:
    again = fact_from_data(through_json(fact_to_data(fact)))  # type: ignore[arg-type] # JSON of a dict is a dict
    assert again == fact
    assert digest(again) == digest(fact) == digest(fact_to_data(fact))


@given(FACTS, FACTS)
@settings(deadline=None)
def test_digests_are_equal_where_facts_are(one: Fact, other: Fact) -> None:
    assert (fact_to_data(one) == fact_to_data(other)) == (digest(one) == digest(other))


@given(FACTS)
@settings(deadline=None)
def test_a_field_that_is_newer_than_the_data_has_its_default(fact: Fact) -> None:
    data = fact_to_data(fact)
    del data["skip"], data["links"]
    assert fact_from_data(data) == replace(fact, skip=(), links=())


def test_a_digest_does_not_depend_on_the_order_of_names() -> None:
    assert digest({"a": 1, "b": (Decimal("1.50"), PartialDate(2023))}) == digest({"b": ["1.50", "2023"], "a": 1})
    assert digest({"a": 1}) != digest({"a": "1"})


def test_a_bank_comes_back_from_its_meta_and_rows() -> None:
    bank = Bank(
        slug="b",
        brief=Brief("T", "S", "en", AsOf(PartialDate(2023, 9), "September 2023"), "cited", (), "note"),
        topics=(Topic("t", "Topic", "about"),),
        parties=(Party("p", "Party"),),
        facts=(),
        questions=(),
        sources=(Source("s", "Source", PartialDate(2024)),),
        terms=(Term("a", "b", "c"),),
        waivers=(Waiver("W5", "x", "y"),),
    )
    data = through_json(meta_to_data(bank))
    assert meta_from_data("b", data, sources=bank.sources) == bank  # type: ignore[arg-type] # as above
