"""Who said it: the speaker is the gap, and only those who can be wrong stand beside."""

import random
from typing import Any

from quizapp.core.fact import Fact, TextValue
from quizapp.core.kinds.said import Said
from tests.core.kinds.samples import fact


def claim(id: str, speaker: str, party: str, **more: Any) -> Fact:
    given = {"stance": "claimed", "speaker": speaker, "party": party, "statement": f"{speaker} claims {id} of it."}
    kind = more.pop("kind", "position")
    return fact(id, kind, TextValue(id), f"{speaker} claims {{{id}}} of it.", **{**given, **more})


BO = claim("much", "Bo Lund", "harbour")
ADA, GUILD, EVA = (
    claim("little", "Ada Moen", "harbour"),
    claim("all", "the guild", "guild"),
    claim("x", "Eva Holm", "town"),
)


def made(fact: Fact, *others: Fact) -> Said | None:
    return Said.derive("much.said.1", fact, others, 1, random.Random(1))


def test_the_speaker_is_the_gap_and_people_stand_beside_people() -> None:
    question = made(BO, GUILD, ADA, EVA)
    assert question
    assert question.stem == "____ claims much of it."
    assert question.keys == ("Bo Lund",)
    assert set(question.options) == {"Bo Lund", "Ada Moen", "Eva Holm"}
    assert {option.fact for option in question.choices if not option.right} == {"little", "x"}
    assert all(option.why for option in question.choices if not option.right)


def test_a_party_is_never_beside_its_own_people() -> None:
    spokesman = claim("same", "the harbour office", "harbour")
    assert made(BO, spokesman, ADA) is None
    question = made(BO, spokesman, GUILD, EVA)
    assert question
    assert "the harbour office" not in question.options


def test_whom_the_stem_names_is_no_option() -> None:
    about = claim("much", "Bo Lund", "harbour", statement="Bo Lund claims that the guild and Holm paid.")
    assert made(about, GUILD, EVA, ADA) is None


def test_a_statement_without_its_speaker_gives_nothing() -> None:
    assert made(claim("much", "Bo Lund", "harbour", statement="It is claimed."), ADA, EVA) is None
    assert made(claim("much", "Bo Lund", "harbour", statement="Bo Lund’s claim is large."), ADA, EVA) is None


def test_what_the_article_states_is_nobodys_word_but_a_quotation_is() -> None:
    assert made(claim("much", "Bo Lund", "harbour", stance="stated"), ADA, EVA) is None
    assert made(claim("much", "Bo Lund", "harbour", stance="stated", kind="quotation"), ADA, EVA)
    voice = fact("voice", "term", TextValue("v"), "It is {v}.")
    assert made(BO, voice, ADA) is None
