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


@pytest.mark.parametrize(
    ("sentence", "prompt", "cloze"),
    [
        (
            "Keane claimed that the firm knew.",
            "Who claimed that the firm knew?",
            "{Keane} claimed that the firm knew.",
        ),
        (
            "The mayor, Lars Holm, has urged residents to leave.",
            "Who urged residents to leave?",
            "The mayor, {Lars Holm}, has urged residents to leave.",
        ),
        (
            "Lund has not paid and blames Kell for it.",
            "Who blames Kell for it?",
            "{Lund} has not paid and blames Kell for it.",
        ),
    ],
)
def test_who_is_answered_by_the_speaker_where_the_gap_stands(offered, sentence: str, prompt: str, cloze: str) -> None:
    [each] = offered("attribution", sentence)
    assert (each.prompt, each.cloze) == (prompt, cloze)
    assert each.value.text == each.speaker
    assert sentence[each.start : each.end] == sentence[:-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "She denied that the firm knew.",
        "Nobody will admit that the firm knew.",
        "Keane denied that Keane knew.",
        "Documents show the owner knew.",
        "The hikers on Mount Kell have been saved, informs the Service of Lund.",
    ],
)
def test_without_a_speaker_to_ask_for_nothing_is_asked(offered, sentence: str) -> None:
    [each] = offered("attribution", sentence)
    assert each.prompt == ""
    assert each.value.text == sentence[each.start : each.end]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It rained, which Berg described as “unheard of”.", "Berg described as “unheard of”"),
        ("Berg told parliament that it was “a bad day.”", "Berg told parliament that it was “a bad day.”"),
        ('Berg called it "daft".', 'Berg called it "daft"'),
    ],
)
def test_a_quotation_is_not_cut_in_half(offered, sentence: str, words: str) -> None:
    [each] = offered("attribution", sentence)
    assert each.value.text == words
