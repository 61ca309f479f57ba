"""Withdraw a question by hand: a draft like any other, which takes it out of circulation with the next edition."""

from dataclasses import replace

from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject, told
from quizapp.actions.desk.review import QUESTION, Draft, Moved, work
from quizapp.actions.desk.save import save_item
from quizapp.actions.load_bank.items import question_item
from quizapp.storage import desk
from quizapp.storage.desk import WITHDRAWN
from quizapp.storage.models import QuestionRevision


class NoReason(ValueError):
    """Whoever withdraws a question has to say why: a second person reads it."""


def withdraw(db: Session, sign: Signature, bank_id: int, seen: Draft) -> None:
    """Propose to withdraw the live revision `seen` of a question. Raises NoReason, or Moved where a draft waits.

    The caller called `write`, and commits.
    """
    if not sign.why:
        raise NoReason
    slug = lock_bank(db, bank_id)
    before = work(db, bank_id, QUESTION, seen.slug)
    if before is None or before.live is None or before.draft or before.live.number != seen.number:
        raise Moved(seen.slug)
    item = question_item(before.live.question)
    item = replace(item, revision={**item.revision, "data": {**item.revision["data"], WITHDRAWN: sign.why}})
    save_item(db, sign, bank_id, before, item)
    after = work(db, bank_id, QUESTION, seen.slug)
    record(db, sign, "withdraw question", subject(slug, QUESTION, seen.slug), told(before), told(after))


def settle(db: Session, bank_id: int) -> None:
    """After an edition: what was accepted to be withdrawn is, and waits no more."""
    works = desk.questions(db, bank_id)
    ids = [each.draft.id for each in works if each.draft and each.draft.withdrawn and each.ready and not each.live]
    db.execute(update(QuestionRevision).where(QuestionRevision.id.in_(ids)).values(state="retracted"))
