"""What an answer given before a fact was corrected is worth by the fact as it is now."""

from dataclasses import replace

from quizapp.core.fact import DateValue, Fact, NumberValue
from quizapp.core.folding import fold
from quizapp.core.kinds.choice import Choice
from quizapp.core.kinds.date import Date
from quizapp.core.kinds.number import Number
from quizapp.core.kinds.text import TypedText
from quizapp.core.question import Grade, Question, Response


def regraded(question: Question, response: Response, fact: Fact) -> Grade | None:
    """The grade of `response` to `question`, which tests `fact` alone, by the corrected `fact`.

    None where it cannot be told: the answer then stays as it was graded. So it is with "I don't know", with questions
    about several facts, with claims, and with a choice that did not offer what is right now.
    """
    new = rekeyed(question, fact)
    return None if new is None or response.get("unknown") else new.grade(response)


def rekeyed(question: Question, fact: Fact) -> Question | None:
    """`question` with the key that the corrected `fact` gives it, so that old answers to it can be graded afresh."""
    if question.facts != (fact.id,):
        return None
    value = fact.value
    match question:
        case TypedText():
            return replace(question, accept=fact.answers, misreadings=())
        case Number() if isinstance(value, NumberValue) and value.unit == question.value.unit:
            return replace(question, value=value, misreadings=())
        case Date() if isinstance(value, DateValue):
            return replace(question, value=value, misreadings=())
        case Choice():
            return _chosen_anew(question, fact)
    return None


def _chosen_anew(question: Choice, fact: Fact) -> Choice | None:
    """By the texts: which option is right now, if exactly one is."""
    right = {fold(answer) for answer in fact.answers}
    choices = tuple(replace(each, right=fold(each.text) in right) for each in question.choices)
    return replace(question, choices=choices) if sum(each.right for each in choices) == 1 else None
