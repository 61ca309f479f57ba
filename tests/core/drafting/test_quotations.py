"""Quotations: the words between the marks, and who says them."""

import pytest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We heard a bang,” said Marta Olsen.", [("We heard a bang,", "Marta Olsen")]),
        ("The owner, Tom Keane, said: “We are sorry.”", [("We are sorry.", "Tom Keane")]),
        ('"Go," she said, "and stay."', [("Go,", "she"), ("and stay.", "she")]),
        ("Berg called the claims “absurd”.", [("absurd", "Berg")]),
        ("‘It’s over,’ Keane said.", [("It’s over,", "Keane")]),
        ("According to Berg, it was “a bad day”.", [("a bad day", "Berg")]),
        ("“They knew,” Olsen added.", [("They knew,", "Olsen")]),
        ("„So ist es“, said Berg.", [("So ist es", "Berg")]),
    ],
)
def test_a_quotation_has_its_speaker(offered, text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.value.text, each.speaker) for each in offered("quotation", text)] == found


def test_a_quotation_that_goes_on_keeps_its_speaker(offered) -> None:
    found = offered("quotation", "“They were warned,” Olsen said. “They were warned twice. Nobody listened.”")
    assert [(each.sentence, each.value.text, each.speaker) for each in found] == [
        ("s01", "They were warned,", "Olsen"),
        ("s02", "They were warned twice.", "Olsen"),
        ("s03", "Nobody listened.", "Olsen"),
    ]


def test_a_speaker_may_come_with_the_last_sentence(offered) -> None:
    first, last = offered("quotation", "“Nobody told us anything. We just ran,” said Marta Olsen.")
    assert (first.speaker, last.speaker) == ("Marta Olsen", "Marta Olsen")


def test_a_name_between_marks_is_no_quotation(offered) -> None:
    assert offered("quotation", "The so-called “ghost ship” had no radio.") == []
    assert offered("quotation", "It left its “old home”; it blames the owner.") == []


def test_words_of_nobody_are_offered_with_a_warning(offered) -> None:
    [each] = offered("quotation", "A sign on the door reads “Nobody may enter this room”.")
    assert each.speaker == ""
    assert "does not name" in each.note


def test_a_pronoun_is_left_to_the_editor(offered) -> None:
    [each] = offered("quotation", "“We are so very tired,” she said.")
    assert "pronoun" in each.note
    assert each.prompt == ""
