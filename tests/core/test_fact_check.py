"""What is told of one fact or question while it is written."""

from quizapp.core.bank import Waiver
from quizapp.core.fact_check import check_fact, check_question
from tests.core.lint.lighthouse import bank, choice, fact


def test_a_question_is_held_against_the_facts_and_not_against_what_it_replaces() -> None:
    stands, typed = choice(), choice("Bo Lund", "ada moen")
    found = check_question(bank(fact(), stands), typed)
    assert (found.id, {each.rule for each in found.errors}) == ("who", {"E2", "E5"})
    assert found.questions == (typed,)
    assert not check_question(bank(fact(), typed), stands).errors


def test_only_the_question_is_spoken_of() -> None:
    mute = fact("keeper", evidence=())
    assert not check_question(bank(fact(), mute), choice()).errors
    assert check_fact(bank(fact(), mute), mute).errors


def test_a_fact_is_not_told_that_its_own_questions_repeat_its_key() -> None:
    found = check_fact(bank(fact()), fact())
    assert len(found.questions) > 4
    assert "W12" not in {each.rule for each in found.warnings}


def test_a_waiver_of_a_rule_about_the_whole_bank_is_not_called_idle() -> None:
    waived = bank(fact(), waivers=(Waiver("B4", "builder", "Few."), Waiver("W9", "builder", "Short.")))
    told = [each.message for each in check_fact(waived, fact()).warnings if each.rule == "W0"]
    assert told == ["the waiver of W9 waives nothing; take it out"]
