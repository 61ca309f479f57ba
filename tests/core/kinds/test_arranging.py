"""Order and match: parts of what is right, a part a fact."""

from typing import Any

import pytest

from quizapp.core.question import BadAnswer
from tests.core.kinds.samples import DRAFTS, drafted

ORDER = drafted("order", ("independence", "shootout", "killed"), next(each[2] for each in DRAFTS if each[0] == "order"))
MATCH = drafted("match", ("minister", "killed"), next(each[2] for each in DRAFTS if each[0] == "match"))
TWICE = drafted("match", ("minister",), [each[2] for each in DRAFTS if each[0] == "match"][1])


def ordered(*texts: str) -> dict[str, Any]:
    """The response that puts the items in this order."""
    return {"places": [texts.index(text) + 1 for text in ORDER.options]}


RIGHT = ("independence", "a shootout", "four deaths", "an answer")


def test_order_counts_pairs_and_gives_chance_nothing() -> None:
    assert ORDER.grade(ordered(*RIGHT)).score == 1
    assert ORDER.grade(ordered(*RIGHT[::-1])).score == 0
    one_swap = ORDER.grade(ordered("a shootout", "independence", "four deaths", "an answer"))
    assert one_swap.score == pytest.approx(2 * 5 / 6 - 1)
    assert one_swap.parts["killed"] == 1
    assert one_swap.parts["shootout"] == one_swap.parts["independence"] == pytest.approx(2 * 2 / 3 - 1)
    assert one_swap.bucket == "2134"


def test_order_tells_neighbours_that_stand_the_wrong_way_round() -> None:
    response = ordered("a shootout", "independence", "four deaths", "an answer")
    assert ORDER.told(response)[0] == "a shootout"
    (told,) = ORDER.explain(response)
    assert str(told.think) == "“a shootout” before “independence”"


@pytest.mark.parametrize("places", ["1123", "1235", "0123", "12 4", "1a34"])
def test_order_needs_every_place_once(places: str) -> None:
    fields = zip(ORDER.key(1), places, strict=True)
    with pytest.raises(BadAnswer):
        ORDER.read({name: [place] for name, place in fields}, 1)


def test_match_gives_each_fact_its_part() -> None:
    deaths, office = "Deaths", "Secretary of State"
    assert [pair["left"] for pair in MATCH.data()["pairs"]] == [deaths, office]
    blinken, four, kirby = (MATCH.options.index(text) for text in ("Blinken", "Four", "Kirby"))
    grade = MATCH.grade({"rights": [four, kirby]})
    assert (grade.score, grade.parts) == (0.5, {"minister": 0, "killed": 1})
    (told,) = MATCH.explain({"rights": [four, kirby]})
    assert (told.think, str(told.not_so)) == ("Secretary of State – Kirby", "It is Blinken.")
    assert MATCH.told({"rights": [four, blinken]}) == ("Deaths – Four", "Secretary of State – Blinken")


def test_match_uses_a_right_side_once_unless_one_fits_twice() -> None:
    one = MATCH.ask(1)["rights"][0]["id"]
    with pytest.raises(BadAnswer, match="only once"):
        MATCH.read({name: [one] for name in MATCH.key(1)}, 1)
    again = TWICE.ask(1)["rights"][0]["id"]
    assert len(TWICE.ask(1)["rights"]) == 2
    assert TWICE.read({name: [again] for name in TWICE.key(1)}, 1)


def test_match_needs_every_pair() -> None:
    form = MATCH.key(1)
    form[next(iter(form))] = [""]
    with pytest.raises(BadAnswer):
        MATCH.read(form, 1)


@pytest.mark.parametrize(
    ("kind", "draft"),
    [
        ("order", {"items": [{"text": "a"}, {"text": "b"}]}),
        ("order", {"items": [{"text": "a"}, {"text": "b"}, {"text": "A"}]}),
        ("order", {"items": [{"text": "a", "fact": "nope"}, {"text": "b"}, {"text": "c"}]}),
        ("match", {"pairs": [{"left": "a", "right": "b"}]}),
        ("match", {"pairs": [{"left": "a", "right": "b"}, {"left": "a", "right": "c"}]}),
        ("match", {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "b"}]}),
        ("match", {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "d"}], "extra": ["b"]}),
        ("match", {"pairs": [{"left": "a", "right": "b", "fact": "nope"}, {"left": "c", "right": "d"}]}),
    ],
)
def test_drafts_that_are_no_question_are_refused(kind: str, draft: Any) -> None:
    with pytest.raises(ValueError, match=r"item|pairs|side|pair"):
        drafted(kind, ("killed", "serbs"), {"stem": "Which?", **draft})
