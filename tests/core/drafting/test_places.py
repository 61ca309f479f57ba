"""Places: at their first mention, and nothing that is a body, a day or a person."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("It happened in the village of Skarn in northern Holmland.", ["Skarn", "Holmland"]),
        ("A court in Lund, Sweden, agreed.", ["Lund", "Sweden"]),
        ("Sweden sent a boat.", ["Sweden"]),
        ("The boat sank off the Isle of Skarn on Tuesday.", ["Isle of Skarn"]),
        ("They drove from Kell to the coast.", ["Kell"]),
        ("Kell, a small town, is quiet.", ["Kell"]),
        ("Serbia and Kosovo talk.", ["Serbia", "Kosovo"]),
        ("KELL, 3 May (Agency) — A ferry sank.", ["KELL"]),
    ],
)
def test_a_place_is_offered(offered, sentence: str, places: list[str]) -> None:
    assert [each.value.text for each in offered("place", sentence)] == places


@pytest.mark.parametrize(
    "sentence",
    [
        "It happened in March, in Parliament and in English.",
        "He works for the Bank of England.",
        "In Olsen's view it was late.",
        "President of Serbia Ana Berg called.",
        "They fish in Norwegian waters.",
        "She trusts in NATO.",
    ],
)
def test_what_is_no_place_is_left_out(offered, sentence: str) -> None:
    assert offered("place", sentence) == []


def test_a_place_is_offered_once(offered) -> None:
    assert len(offered("place", "It began in Kell. It ended in Kell.")) == 1
