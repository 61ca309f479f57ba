"""The questions that follow from a fact, each exactly as a learner sees it, and what is told after the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template

from quizapp.core.bank import Bank as CoreBank
from quizapp.core.fact_check import check_fact
from quizapp.core.question import Question
from quizapp.storage import desk, workspace
from quizapp.storage.shelf import Paragraph
from quizapp.web.database import db
from quizapp.web.desk.access import edited

SEED = 1


@dataclass(frozen=True, slots=True)
class Preview:
    """A question with what its page shows."""

    question: Question
    view: dict[str, Any]
    key_form: dict[str, list[str]]


def show(slug: str, fact_slug: str) -> str:
    """All questions of a fact as it is worked on."""
    _, row = edited(slug)
    session = db.session()
    work = next(iter(desk.facts(session, row.id, fact_slug)), None) or abort(404)
    latest = work.latest or abort(404)
    bank = workspace.bank(session, row.id, "everything")
    checked = check_fact(bank, latest.fact, bank.dropped)
    return render_template(
        "desk/preview.html",
        row=row,
        bank=bank,
        fact=latest.fact,
        previews=previews(checked.questions),
        brief=paragraphs(bank),
    )


def previews(questions: Sequence[Question]) -> list[Preview]:
    """What the pages of questions show."""
    return [Preview(question, question.ask(SEED), question.key(SEED)) for question in questions]


def paragraphs(bank: CoreBank) -> tuple[Paragraph, ...]:
    """The brief as pages show it."""
    found: dict[int, list[Any]] = {}
    for sentence in bank.brief.sentences:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return tuple(Paragraph(number, each[0].heading, tuple(each)) for number, each in found.items())
