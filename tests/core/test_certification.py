"""A certification asks every must-know fact once, and is passed by plain points."""

import random
from dataclasses import replace

from quizapp.core.certification import Marked, Terms, draw_certification, judge, terms_from
from quizapp.core.draw import Candidate


def question(key: int, *facts: int, stem: str = "", answer: str = "") -> Candidate:
    return Candidate(key, facts, "topic", "choice", stem or f"what about {key}", (answer or f"answer {key}",))


FORMS = [question(10 * fact + form, fact) for fact in range(1, 7) for form in (1, 2)]


def test_every_must_know_fact_is_asked_once_then_others_up_to_the_length() -> None:
    drawn = draw_certification(FORMS, [1, 2, 3], 5, random.Random(1))
    asked = sorted(fact for each in drawn for fact in each.facts)
    assert len(drawn) == len(set(asked)) == 5
    assert asked[:3] == [1, 2, 3]


def test_must_know_facts_are_all_asked_even_beyond_the_length() -> None:
    drawn = draw_certification(FORMS, range(1, 7), 2, random.Random(1))
    assert sorted(each.facts[0] for each in drawn) == [1, 2, 3, 4, 5, 6]


def test_a_question_on_one_fact_is_preferred_to_one_on_several() -> None:
    for seed in range(10):
        drawn = draw_certification([question(1, 1, 2), question(2, 1), question(3, 2)], [1, 2], 2, random.Random(seed))
        assert sorted(each.key for each in drawn) == [2, 3]


def test_a_fact_that_only_a_question_on_several_tests_is_asked_by_that() -> None:
    drawn = draw_certification([question(1, 1, 2), question(3, 3)], [1, 2, 3], 3, random.Random(1))
    assert sorted(each.key for each in drawn) == [1, 3]


def test_a_question_that_gives_another_away_is_avoided_where_there_is_another_form() -> None:
    telling = question(1, 1, stem="who told that the tower is white", answer="ada moen")
    silent = question(2, 1, stem="who was there", answer="ada moen")
    colour = question(3, 2, stem="which colour has it", answer="the tower is white")
    for seed in range(10):
        drawn = draw_certification([telling, silent, colour], [1, 2], 2, random.Random(seed))
        assert 2 in {each.key for each in drawn}


def test_a_question_that_is_guessed_every_other_time_stands_back() -> None:
    coin, choice = replace(question(1, 1), guess_rate=0.5), replace(question(2, 1), guess_rate=0.34)
    for seed in range(10):
        assert draw_certification([coin, choice], [1], 1, random.Random(seed)) == [choice]
    assert draw_certification([coin], [1], 1, random.Random(1)) == [coin]


def test_the_same_seed_draws_the_same_whatever_the_order_of_candidates() -> None:
    one = draw_certification(FORMS, [1, 2], 4, random.Random("seed"))
    assert one == draw_certification(FORMS[::-1], [2, 1], 4, random.Random("seed"))


def marked(*scores: float) -> list[Marked]:
    return [Marked(score, {fact: score}) for fact, score in enumerate(scores, 1)]


def strict(*must: int) -> Terms:
    return Terms(80, True, must)


def test_eighty_of_a_hundred_pass_and_less_does_not() -> None:
    assert judge(marked(1, 1, 1, 1, 0), strict()).passed
    assert not judge(marked(1, 1, 1, 0, 0), strict()).passed
    assert not judge([], Terms(1, True, ())).passed


def test_a_must_know_fact_that_is_not_fully_right_fails_it_unless_told_otherwise() -> None:
    verdict = judge(marked(1, 1, 1, 1, 0.5), strict(5))
    assert (verdict.passed, verdict.missed, verdict.points, verdict.of) == (False, (5,), 4.5, 5)
    assert judge(marked(1, 1, 1, 1, 0.5), Terms(80, False, (5,))).passed


def test_a_must_know_fact_that_was_not_asked_is_missed_unless_its_question_was_dropped() -> None:
    assert judge(marked(1), strict(1, 9)).missed == (9,)
    assert judge(marked(1), strict(1, 9), excused=[9]).passed
    assert not judge(marked(0.5), Terms(1, True, (1,)), excused=[1]).passed


def test_a_fact_that_only_overlapping_questions_test_is_asked_all_the_same() -> None:
    drawn = draw_certification([question(1, 1, 2), question(2, 2, 3)], [1, 2, 3], 1, random.Random(1))
    assert {fact for each in drawn for fact in each.facts} == {1, 2, 3}
    verdict = judge([Marked(0.5, {1: 1, 2: 0}), Marked(1, {2: 1, 3: 1})], strict(1, 2, 3))
    assert verdict.missed == (2,)


def test_terms_are_read_as_they_were_written() -> None:
    assert terms_from(strict(1, 2).data()) == strict(1, 2)
