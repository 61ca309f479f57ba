"""Verdicts are scored as FEVER scores them."""

import random
from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.kinds import KINDS
from quizapp.core.question import BadAnswer
from tests.core.kinds.samples import KILLED, MINISTER, drafted

SETS = {"claim": "Four died.", "verdict": "supported", "evidence": [["s14"], ["s15", "s16"]]}
QUESTION = drafted("verdict", ("killed",), SETS)
SILENT = drafted("verdict", ("killed",), {"claim": "It rained.", "verdict": "not-stated"})


@pytest.mark.parametrize(
    ("label", "evidence", "score", "bucket"),
    [
        ("supported", ["s14"], 1, "supported+proof"),
        ("supported", ["s14", "s01"], 1, "supported+proof"),
        ("supported", ["s14", "s01", "s02"], 0.5, "supported"),
        ("supported", ["s15", "s16", "s01"], 1, "supported+proof"),
        ("supported", ["s15"], 0.5, "supported"),
        ("supported", [], 0.5, "supported"),
        ("claimed", ["s14"], 0, "claimed+proof"),
        ("not-stated", [], 0, "not-stated"),
    ],
)
def test_full_marks_need_label_and_proof(label: str, evidence: list[str], score: float, bucket: str) -> None:
    grade = QUESTION.grade(QUESTION.read({"answer": [label], "evidence": evidence}, 1))
    assert (grade.score, grade.bucket, grade.parts) == (score, bucket, {"killed": score})
    assert bool(grade.note) is (score == 0.5)


def test_for_not_stated_nothing_need_be_chosen_and_anything_may() -> None:
    assert SILENT.grade({"label": "not-stated", "evidence": []}).score == 1
    assert SILENT.grade({"label": "not-stated", "evidence": ["s01", "s02", "s03"]}).score == 1


@pytest.mark.parametrize(
    "form",
    [
        {"answer": ["maybe"]},
        {"evidence": ["s14"]},
        {"answer": ["claimed"], "evidence": ["s 14"]},
        {"answer": ["claimed"], "evidence": ["s" * 41]},
        {"answer": ["claimed"], "evidence": [f"s{number}" for number in range(101)]},
    ],
)
def test_refuses(form: Any) -> None:
    with pytest.raises(BadAnswer):
        QUESTION.read(form, 1)


def test_evidence_is_kept_once_and_in_order() -> None:
    response = QUESTION.read({"answer": ["claimed"], "evidence": ["s2", "s1", "s2"]}, 1)
    assert response == {"label": "claimed", "evidence": ["s2", "s1"]}


def test_a_wrong_label_is_refuted_by_reason_or_meaning() -> None:
    (told,) = QUESTION.explain({"label": "not-stated", "evidence": []})
    assert (str(told.think), str(told.not_so)) == ("Not stated", "The brief says it itself.")


def test_a_coin_decides_between_statement_and_trap() -> None:
    made = [KINDS["verdict"].derive("x", KILLED, (), 1, random.Random(seed)) for seed in range(60)]
    labels = {question.data()["label"]: question for question in made if question}
    assert set(labels) == {"supported", "contradicted", "not-stated"}
    assert labels["contradicted"].stem == "The night cost three lives."
    assert labels["contradicted"].shows_falsehood
    assert not labels["not-stated"].data()["evidence"]


def test_claims_absences_and_facts_from_elsewhere_are_left_out() -> None:
    for fact in (
        replace(MINISTER, stance="claimed"),
        replace(MINISTER, absence=True),
        replace(MINISTER, source="census", evidence=()),
    ):
        assert KINDS["verdict"].derive("x", fact, (), 1, random.Random(1)) is None


@pytest.mark.parametrize(
    "change", [{"verdict": "maybe"}, {"evidence": []}, {"evidence": [[]]}, {"verdict": "not-stated"}]
)
def test_drafts_that_are_no_question_say_how_to_mend_them(change: Any) -> None:
    with pytest.raises(ValueError, match=r"verdict|evidence"):
        drafted("verdict", ("killed",), {**SETS, **change})


def test_a_claim_without_speaker_has_that_of_its_fact() -> None:
    assert drafted("verdict", ("killed",), {**SETS, "verdict": "claimed"}).data()["speaker"] == "the article"
