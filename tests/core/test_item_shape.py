"""Questions and answers in the shape that item analysis reads."""

from quizapp.core.item_shape import Reply, shape
from quizapp.core.items import analyse
from quizapp.core.kinds.choice import Choice
from quizapp.core.kinds.text import TypedText
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.option import Option
from quizapp.core.question import DONT_KNOW, Question, Response
from quizapp.core.ruling import Rule

CHOICE = Choice("c", ("f",), "Which?", (Option("Ash", False), Option("Birch", True), Option("Cedar", False)))
TEXT = TypedText("t", ("f",), "Who?", ("Ada Moen", "A. Moen"))


def replies(question: Question, *responses: Response) -> list[Reply]:
    found = []
    for person, response in enumerate(responses):
        if response.get("unknown"):
            found.append(Reply(person, response, "unknown", 0.0))
        else:
            grade = question.grade(response)
            found.append(Reply(person, response, grade.bucket, grade.score))
    return found


def test_a_choice_goes_by_its_options() -> None:
    shaped = shape(CHOICE, replies(CHOICE, {"chosen": 1}, {"chosen": 2}, DONT_KNOW))
    assert shaped.item.options == {"0": "Ash", "1": "Birch", "2": "Cedar"}
    assert shaped.item.keys == {"1"}
    assert [each.bucket for each in shaped.item.responses] == ["1", "2", "unknown"]
    assert [str(line) for line in shaped.words["unknown"]] == ["I don’t know"]


def test_a_verdict_goes_by_its_label_with_or_without_the_proof() -> None:
    verdict = Verdict("v", ("f",), "It rained.", "supported", "", (("s01",),))
    answers = replies(verdict, {"label": "supported", "evidence": ["s01"]}, {"label": "supported", "evidence": []})
    shaped = shape(verdict, answers)
    assert shaped.item.keys == {"supported"}
    assert [(each.bucket, each.score) for each in shaped.item.responses] == [("supported", 1.0), ("supported", 0.5)]
    corrected = shape(verdict, answers, Rule(False, ("claimed", "claimed+proof")))
    assert corrected.item.keys == {"claimed"}


def test_typed_answers_that_are_the_same_are_counted_together_and_keep_their_words() -> None:
    shaped = shape(
        TEXT, replies(TEXT, {"text": "Ada Moen"}, {"text": "a moen"}, {"text": "Bo Lund"}, {"text": "bo  LUND"})
    )
    buckets = [each.bucket for each in shaped.item.responses]
    assert buckets[0] == buckets[1] == next(iter(shaped.item.keys))
    assert buckets[2] == buckets[3]
    assert shaped.words[buckets[2]] == ("Bo Lund",)
    assert shaped.item.options == {}


def test_true_and_false() -> None:
    claim = Truefalse("x", ("f",), "It rained.", False, why="So.")
    shaped = shape(claim, replies(claim, {"true": True}, {"true": False}))
    assert shaped.item.keys == {"false"}
    assert set(shaped.item.options) == {"true", "false"}


def test_a_corrected_key_makes_another_option_right() -> None:
    shaped = shape(CHOICE, replies(CHOICE, {"chosen": 0}), Rule(False, ("0", "1")))
    report = analyse({1: shaped.item})[1]
    assert {choice.bucket for choice in report.choices if choice.key} == {"0", "1"}


def test_a_key_that_nobody_gave_has_words_all_the_same() -> None:
    shaped = shape(TEXT, replies(TEXT, {"text": "Bo Lund"}))
    [key] = shaped.item.keys
    assert shaped.words[key][0] == "Ada Moen"
