"""What is told of a question once it is closed: its proof, its right answer, and what was answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.grade import is_right
from quizapp.core.names import is_harmless
from quizapp.core.question import Question, Response
from quizapp.live.board import Board
from quizapp.storage.asked import Item
from quizapp.storage.rooms import Given
from quizapp.storage.slots import Slot
from quizapp.web.language import gettext, said
from quizapp.web.rooms import access
from quizapp.web.study.feedback import Feedback, feedback_of

LETTERS = "ABCDEFGH"
MOST_TYPED = 6
"""Typed answers shown one by one; the rest are counted together."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer and how many gave it; `letter` is the option's on the projector, where it has one."""

    text: str
    count: int
    right: bool
    letter: str = ""


def item_of(slot: Slot) -> Item:
    """A question of a room as one that nobody answered."""
    return Item(
        id=0,
        position=slot.position,
        seed=slot.seed,
        shown_at=None,
        released_at=None,
        question_revision_id=slot.question_revision_id,
        bank_id=slot.bank_id,
        bank_slug=slot.bank_slug,
        edition=slot.edition,
        question=slot.question,
        fact_ids=slot.fact_ids,
        answer_id=None,
        response=None,
        confidence=None,
        given_at=None,
        grade=None,
    )


def proof_of(room: Board, slot: Slot) -> Feedback:
    """The proof and the true statement. To be called only once the question is closed."""
    key = ("proof", slot.position)
    return room.once(key, lambda: _proof_of(slot))


def _proof_of(slot: Slot) -> Feedback:
    with access.live().sessions() as db:
        return feedback_of(db, 0, [item_of(slot)])[slot.position]


def bars(question: Question, seed: int, answers: Sequence[Given]) -> list[Bar]:
    """What was answered, for the projector: every option in the order shown there, or the most frequent answers."""
    view = question.ask(seed)
    if "items" in view or "lefts" in view:
        return _outcomes(answers)
    told = Counter(line for each in answers for line in _lines(question, each.response))
    if options := view.get("options", view.get("labels")):
        right = {said(key) for key in question.keys}
        texts = [said(option["text"]) for option in options]
        found = [
            Bar(text, told[text], text in right, letter if "options" in view else "")
            for text, letter in zip(texts, LETTERS, strict=False)
        ]
        unknown = told[gettext("I don’t know")]
        return [*found, *([Bar(gettext("I don’t know"), unknown, False)] if unknown else [])]
    return _typed(question, told, answers)


def _outcomes(answers: Sequence[Given]) -> list[Bar]:
    """Of answers with parts there are too many to be counted one by one."""
    right = sum(is_right(each.score) for each in answers)
    partly = sum(each.score > 0 for each in answers) - right
    wrong = len(answers) - right - partly
    return [
        Bar(gettext("All of it"), right, True),
        Bar(gettext("A part"), partly, False),
        Bar(gettext("None"), wrong, False),
    ]


def _typed(question: Question, told: Counter[str], answers: Sequence[Given]) -> list[Bar]:
    right = {line for each in answers if is_right(each.score) for line in _lines(question, each.response)}
    shown = [Bar(line, count, line in right) for line, count in told.most_common() if _fit(question, line, right)]
    rest = sum(told.values()) - sum(bar.count for bar in shown[:MOST_TYPED])
    others = [Bar(gettext("Other answers"), rest, False)] if rest else []
    return shown[:MOST_TYPED] + others


def _lines(question: Question, response: Response) -> list[str]:
    """An answer in words: its parts one by one where each was ticked, else as one line."""
    if response.get("unknown"):
        return [gettext("I don’t know")]
    lines = [said(line) for line in question.told(response)]
    return lines if question.kind in ("several", "spot") else ["; ".join(lines)]


def _fit(question: Question, line: str, right: set[str]) -> bool:
    """Whether a line may stand on the wall: typed nonsense may not."""
    return line in right or question.kind not in ("text",) or is_harmless(line)
