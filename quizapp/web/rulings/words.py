"""The answers that a ruling calls right, in words."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from quizapp.core.message import Message, mark
from quizapp.core.question import Text
from quizapp.core.ruling import Candidate, candidates
from quizapp.storage import given
from quizapp.storage.contested import Contested

_UNSEEN = mark("an answer that nobody has given yet")


def candidates_for(db: Session, activity_id: int, question: Contested) -> list[Candidate]:
    """The answers to a question that could be right."""
    rows = given.given(db, activity_id, question.question_revision_id)
    return candidates(question.question, [(row.response, row.bucket) for row in rows])


def right_words(
    db: Session, activity_id: int, question: Contested, right: Sequence[str]
) -> tuple[tuple[Text, ...], ...]:
    """Each right answer in words, which are several lines where it has parts."""
    found = candidates_for(db, activity_id, question)
    return words(found, right)


def words(found: Sequence[Candidate], right: Sequence[str]) -> tuple[tuple[Text, ...], ...]:
    """The same, where the candidates are known already."""
    told = [each.text for each in found if set(each.names) & set(right)]
    known = {name for each in found for name in each.names}
    return (*told, *(_unseen(name) for name in right if name not in known))


def _unseen(name: str) -> tuple[Text, ...]:
    """What was typed stands in the name itself."""
    _, typed, said = name.partition("=")
    return (said,) if typed else (Message(_UNSEEN),)
