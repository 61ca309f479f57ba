"""Attributions: what somebody says is kept with who says it."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "speaker", "verb"),
    [
        ("The mayor, Lars Holm, has urged residents to leave.", "Lars Holm", "urged"),
        ("Kell, which has no port, accuses Lund of delay.", "Kell", "accuses"),
        ("Lund has not paid and blames Kell for it.", "Lund", "blames"),
        ("The bridge is safe, the council says.", "the council", "says"),
        ("According to the operator, the boat was new.", "the operator", "according to"),
        ("The bridge will close, said Ana Berg, the mayor.", "Ana Berg", "said"),
        ("In Lund, Sweden, a court ruled that he must pay.", "a court", "ruled"),
        ("Berg, quoted by two agencies, assessed that it was over.", "Berg", "assessed"),
        ("It has been accused by unions of cutting crews.", "unions", "accused"),
        ("Keane claimed that the firm knew.", "Keane", "claimed"),
        ("Police denied it.", "Police", "denied"),
        ("Documents show the owner knew.", "Documents", "show"),
        ("Berg told parliament that “every lesson” would be learned.", "Berg", "told"),
        ("Experts are convinced that it will hold.", "Experts", "convinced"),
        ("Officials in Oslo warned that it may rain.", "Officials in Oslo", "warned"),
    ],
)
def test_a_saying_is_claimed_by_its_speaker(offered, sentence: str, speaker: str, verb: str) -> None:
    [each] = offered("attribution", sentence)
    assert (each.speaker, each.verb, each.stance) == (speaker, verb, "claimed")
    assert each.statement == sentence
    assert each.fact_kind == "position"


def test_an_announcement_of_ones_own_act_is_stated(offered) -> None:
    [each] = offered("attribution", "The alliance announced that it had sent a ship.")
    assert (each.speaker, each.stance) == ("The alliance", "stated")


@pytest.mark.parametrize(
    "sentence",
    [
        "“We heard a bang,” said Marta Olsen, 41, a nurse.",
        "Berg said: “We are looking at everything.”",
        "The claims were many.",
        "She did not say when.",
        "An estimated sum was paid.",
        "It declared independence in 2008.",
        "He was told nothing.",
        "They added sugar.",
    ],
)
def test_a_bare_quotation_or_no_saying_is_left_out(offered, sentence: str) -> None:
    assert offered("attribution", sentence) == []


def test_two_sayings_of_one_speaker_are_two(offered) -> None:
    found = offered("attribution", "Unions accused the owner of delay and said that it had known.")
    assert [(each.speaker, each.verb) for each in found] == [("Unions", "accused"), ("Unions", "said")]


def test_a_simple_sentence_asks_who(offered) -> None:
    [each] = offered("attribution", "Keane claimed that the firm knew.")
    assert each.prompt == "Who claimed that the firm knew?"
