"""Names in texts, and gaps in their place."""

import pytest

from quizapp.core.naming import gapped, is_person, names


@pytest.mark.parametrize(
    ("text", "name", "gap"),
    [
        ("Bo Lund asked for it.", "Bo Lund", "____ asked for it."),
        ("The guild asked for it.", "the guild", "____ asked for it."),
        ("By Bo Lund, and Bo Lund alone.", "Bo Lund", None),
        ("Bo Lund’s boat.", "Bo Lund", None),
        ("Boats are blue.", "Boat", None),
    ],
)
def test_a_gap_stands_for_a_name_that_is_there_once_and_clings_to_nothing(
    text: str, name: str, gap: str | None
) -> None:
    assert gapped(text, name) == gap


def test_of_a_person_the_last_name_names_them() -> None:
    assert names("Lund was there.", "Bo Lund")
    assert not names("Lundgren was there.", "Bo Lund")
    assert not names("An office was there.", "the harbour office")


def test_a_full_name_is_a_persons() -> None:
    people = [name for name in ("Bo Lund", "Reuters", "the mayor", "Ash’s chief", "Ash’s Chief") if is_person(name)]
    assert people == ["Bo Lund"]
