"""Drift: the labels, always in one order, and what a draft must say."""

from typing import Any

import pytest

from quizapp.core.kinds.drift import LABELS, Drift
from quizapp.core.message import Message
from quizapp.core.option import Option
from tests.core.kinds.samples import drafted

DRAFT = {"quote": "Ada: “at once”.", "paraphrase": "Ada said soon.", "label": "weaker", "why": "At once is sooner."}
DRIFT = drafted("drift", ("minister",), DRAFT)


def test_the_labels_stand_in_one_order_whatever_the_seed() -> None:
    for seed in range(5):
        assert [each["text"] for each in DRIFT.ask(seed)["options"]] == list(LABELS.values())


def test_the_stem_shows_what_was_said_and_how_it_was_retold_unless_it_is_written() -> None:
    assert DRIFT.stem == "Said: Ada: “at once”. Retold: Ada said soon. Does the retelling keep it?"
    assert drafted("drift", ("minister",), {**DRAFT, "stem": "Is that so?"}).stem == "Is that so?"


def test_a_wrong_label_is_told_in_our_words_and_explained_by_the_why() -> None:
    [told] = DRIFT.explain({"chosen": 0})
    assert told.think == Message(LABELS["kept"])
    assert told.not_so == "At once is sooner."
    assert DRIFT.told({"chosen": 2}) == (Message(LABELS["weaker"]),)


def test_another_key_is_another_label_with_the_same_words() -> None:
    other = DRIFT.rekeyed()
    assert isinstance(DRIFT, Drift)
    assert (DRIFT.label, other.label) == ("weaker", "other")
    assert [option.right for option in other.choices] == [False, False, False, True, False]
    assert all(isinstance(option, Option) and (option.right or option.why) for option in other.choices)


@pytest.mark.parametrize(("change", "told"), [({"label": "funny"}, "kept, stronger"), ({"why": ""}, "add why")])
def test_a_draft_without_label_or_reason_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        drafted("drift", ("minister",), {**DRAFT, **change})
