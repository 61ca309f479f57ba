"""Derivation: named by fact, kind and number, the same for the same facts, and linear in their number."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from quizapp.core import derive as derivation
from quizapp.core.derive import NEIGHBOURS, OF_TOPIC, VARIANTS, derive, derive_one, others_of
from quizapp.core.fact import AsOf, Fact, Link, Quote, TextValue, Trap
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.choice import Choice
from quizapp.core.partial_date import PartialDate


def fact(id: str, group: str = "people", **changes: object) -> Fact:
    made = Fact(
        id=id,
        statement=f"The keeper of light {id} is Keeper {id}.",
        prompt=f"Who is the keeper of light {id}?",
        cloze=f"The keeper of light {id} is {{Keeper {id}}}.",
        kind="person",
        value=TextValue(f"Keeper {id}"),
        speaker="the article",
        party="article",
        stance="stated",
        as_of=AsOf(PartialDate(2021), "2021"),
        topic="people",
        importance="nice",
        group=group,
        evidence=((Quote("s01", f"Keeper {id}"),),),
        traps=(Trap("Nobody", "Somebody is."),),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # any field of a fact


def test_slugs_tell_fact_kind_and_number() -> None:
    facts = [fact(f"f{number}") for number in range(5)]
    questions = derive(facts)
    assert len({question.id for question in questions}) == len(questions)
    for question in questions:
        owner, kind, number = question.id.split(".")
        assert question.facts[0] == owner
        assert question.kind == kind
        assert 1 <= int(number) <= VARIANTS
    assert {"f0.choice.1", "f4.truefalse.1"} <= {question.id for question in questions}


def test_equal_facts_give_equal_questions_in_any_order() -> None:
    facts = [fact(f"f{number}") for number in range(60)]
    assert derive(facts) == derive(list(facts))
    assert set(derive(facts)) == set(derive(facts[::-1]))


def test_one_fact_alone_gives_what_it_gives_among_all() -> None:
    facts = [fact(f"f{number}", f"g{number % 3}") for number in range(30)]
    others = others_of(facts)
    assert derive(facts) == tuple(question for each in facts for question in derive_one(each, others[each.id]))


@pytest.mark.parametrize("kind", KINDS)
def test_skip_leaves_a_kind_out(kind: str) -> None:
    facts = [fact(f"f{number}", skip=(kind,)) for number in range(3)]
    assert kind not in {question.kind for question in derive(facts)}


def test_others_are_of_the_group_and_never_the_fact_itself_nor_absent() -> None:
    facts = [fact(f"f{number}", f"g{number % 2}", absence=number > 7) for number in range(10)]
    others = others_of(facts)
    for each in facts:
        expected = {other.id for other in facts[:8] if other.group == each.group} - {each.id}
        assert {other.id for other in others[each.id].group} == expected


def test_a_large_group_is_cut_to_neighbours_that_differ() -> None:
    facts = [fact(f"f{number}") for number in range(300)]
    others = {id: each.group for id, each in others_of(facts).items()}
    assert all(NEIGHBOURS - 1 <= len(each) <= NEIGHBOURS for each in others.values())
    assert all(each.id not in {other.id for other in others[each.id]} for each in facts)
    assert len({other.id for each in others.values() for other in each}) == 300


def test_a_fact_added_elsewhere_changes_nothing() -> None:
    facts = [fact(f"f{number}") for number in range(20)]
    before, after = derive(facts), derive([*facts, fact("new", "elsewhere")])
    assert after[: len(before)] == before


def test_a_fact_added_to_a_large_group_changes_few() -> None:
    facts = [fact(f"f{number}") for number in range(300)]
    before, after = others_of(facts), others_of([*facts, fact("new")])
    assert sum(before[each.id].group != after[each.id].group for each in facts) <= NEIGHBOURS + 1
    assert sum(before[each.id].topic != after[each.id].topic for each in facts) <= OF_TOPIC + 1


def test_links_make_neighbours_of_both_ends() -> None:
    facts = [fact("then", "a", links=(Link("later", "now"), Link("later", "gone"))), fact("now", "b")]
    others = others_of(facts)
    assert [each.id for each in others["then"].links] == ["now"]
    assert [each.id for each in others["now"].links] == ["then"]


def test_variants_end_at_the_first_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Endless(Choice):
        @classmethod
        def derive(
            cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random
        ) -> "Endless | None":
            asked.append(number)
            return None if fact.id == "f1" and number == 2 else cls(slug, (fact.id,), "?")

    monkeypatch.setattr(derivation, "KINDS", {"choice": Endless})
    assert len(derive([fact("f0"), fact("f1")])) == VARIANTS + 1
    assert asked == [1, 2, 3, 4, 1, 2]
