"""Persons: once each, with the office that the sentence gives them."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "name", "office"),
    [
        ("Transport Minister Ruth Adeyemi left.", "Ruth Adeyemi", "Transport Minister"),
        ("The ferry's captain, Piet Haan, slept.", "Piet Haan", "ferry's captain"),
        ("Ines Duarte, the mayor of Lund, left.", "Ines Duarte", "mayor of Lund"),
        ("“No,” said Marta Olsen, 41, a nurse from Kell.", "Marta Olsen", "nurse from Kell"),
        ("Then President of Serbia Ana Berg called.", "Ana Berg", "President of Serbia"),
        ("They met the Secretary of State Ana Berg.", "Ana Berg", "Secretary of State"),
        ("A talk with the prime minister of that country, Ana Berg.", "Ana Berg", "prime minister of that country"),
        ("Tom Keane, who heads the union, agreed.", "Tom Keane", "heads the union"),
        ("Tom Keane was the first director of the port.", "Tom Keane", "first director of the port"),
        ("Prof. Ada Lindqvist of Bergen agreed.", "Ada Lindqvist", "Prof."),
        ("He asked President Berg.", "Berg", "President"),
    ],
)
def test_a_person_with_an_office_is_offered(offered, sentence: str, name: str, office: str) -> None:
    [each] = offered("person", sentence)
    assert (each.value.text, each.office) == (name, office)
    assert each.prompt == f"Who is named as {office}?"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruth Adeyemi left early.",
        "The Harbour Authority, the owner of the port, agreed.",
        "The council met on Monday.",
        "Marta Olsen said so.",
    ],
)
def test_no_office_no_person(offered, sentence: str) -> None:
    assert offered("person", sentence) == []


def test_a_person_is_offered_once(offered) -> None:
    found = offered("person", "Mayor Ana Berg left. Mayor Berg came back. Ana Berg, the mayor, slept.")
    assert [each.value.text for each in found] == ["Ana Berg"]
