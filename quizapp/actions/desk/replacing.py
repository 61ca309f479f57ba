"""A question by hand that takes the place of a derived one: that one is dropped when the other is published."""

from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, record, subject
from quizapp.storage import desk, workspace
from quizapp.storage.workspace import REPLACING


def promise(db: Session, bank_id: int, question: str, derived: str) -> None:
    """Note that the draft `question` replaces the question `derived` once it is published."""
    _note(db, bank_id, {**_promised(db, bank_id), question: derived})


def forget(db: Session, bank_id: int, question: str) -> None:
    """Note that a draft that was given up replaces nothing."""
    promised = _promised(db, bank_id)
    if promised.pop(question, None):
        _note(db, bank_id, promised)


def settle(db: Session, sign: Signature, bank_id: int, slug: str) -> None:
    """After an edition: what was replaced by a question that is live now stays dropped."""
    promised = _promised(db, bank_id)
    live = {work.slug for work in desk.questions(db, bank_id) if work.live}
    done = {question: derived for question, derived in promised.items() if question in live}
    if not done:
        return
    _note(db, bank_id, {question: derived for question, derived in promised.items() if question not in done})
    if workspace.version(db, bank_id):  # Or the edition after this one would take it back.
        before = workspace.data(db, bank_id)
        dropped = [*before.get("dropped", ()), *done.values()]
        workspace.amend(db, bank_id, dropped=list(dict.fromkeys(dropped)))
        record(db, sign, "replace question", subject(slug, "brief"), before, workspace.data(db, bank_id))


def _promised(db: Session, bank_id: int) -> dict[str, str]:
    return dict(desk.bank_row(db, bank_id).data.get(REPLACING, {}))


def _note(db: Session, bank_id: int, promised: dict[str, str]) -> None:
    row = desk.bank_row(db, bank_id)
    row.data = {name: value for name, value in row.data.items() if name != REPLACING}
    if promised:
        row.data = {**row.data, REPLACING: promised}
    db.flush()
