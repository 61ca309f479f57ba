"""How facts may be asked again: in another form than the one that was asked, and rather recalled than recognised."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.kinds import QUIZZED
from quizapp.storage.circulation import LIVE_QUESTION
from quizapp.storage.models import Bank, Fact, Question, QuestionRevision, QuestionRevisionFact


def other_forms(db: Session, fact_ids: Collection[int], asked: Collection[int]) -> tuple[str, list[str]]:
    """Slugs of a live question on each fact, as far as there are any, and of the bank that they are of.

    `asked` are the question revisions to be avoided. Where facts are of several banks, it is the one with most of them.
    """
    rows = db.execute(
        select(
            *(Bank.slug, QuestionRevisionFact.fact_id, QuestionRevision.id, Question.slug),
            *(QuestionRevision.shows_falsehood, QuestionRevision.guess_rate),
        )
        .join(Question, Question.bank_id == Bank.id)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
        .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
        .where(
            QuestionRevisionFact.fact_id.in_(fact_ids),
            QuestionRevisionFact.role == "tested",
            QuestionRevisionFact.part == 0,
            Question.kind.in_(QUIZZED),
            *LIVE_QUESTION,
        )
    ).all()
    ranked = sorted(rows, key=lambda row: (row[2] in asked, row[4], row[5], row[2]))
    chosen: dict[str, dict[int, str]] = {}
    for bank, fact_id, _, slug, *_rest in ranked:
        chosen.setdefault(bank, {}).setdefault(fact_id, slug)
    bank, found = max(chosen.items(), key=lambda each: len(each[1]), default=("", {}))
    order = {fact_id: place for place, fact_id in enumerate(fact_ids)}
    return bank, list(dict.fromkeys(found[fact_id] for fact_id in sorted(found, key=order.__getitem__)))
