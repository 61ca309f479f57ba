"""Who may read a bank, who may work on it and who decides on that: the one place that says so, as conditions on Bank.

A bank is public, shared with the people named in `bank_share`, or private: its owner's alone. Whoever runs the instance
reads no more than others do; on the desk they may mend any bank.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from quizapp.storage.models import Bank, BankShare, Learner, LearnerBank
from quizapp.storage.users import ROLES

VISIBILITIES = ("private", "shared", "public")
NOBODY = -1
"""The user of a guest or a stranger, in statements that were built before it is known who reads."""


def readable(user_id: Any) -> ColumnElement[bool]:
    """The bank is public, the user's own, or shared with them. None is a stranger; an expression will do, too."""
    if user_id is None:
        return Bank.visibility == "public"
    return or_(
        Bank.visibility == "public",
        Bank.owner_id == user_id,
        and_(Bank.visibility == "shared", _share(user_id).exists()),
    )


def editable(user_id: int, role: str) -> ColumnElement[bool]:
    """The user may work on the bank; an administrator on any, whoever is below an editor on none.

    An editor may on their own, on one shared with them to be edited, and on public ones that are nobody's, such as the
    shipped ones. Whoever edits may read it as well, but for administrators, to whom a private bank is no reading.
    """
    if role == ROLES[-1]:
        return true()
    if not _is_editor(role):
        return false()
    shared = _share(user_id).where(BankShare.edits.is_(True)).exists()
    return or_(
        Bank.owner_id == user_id,
        and_(Bank.visibility == "public", Bank.owner_id.is_(None)),
        and_(Bank.visibility != "private", shared),
    )


def governed(user_id: int, role: str) -> ColumnElement[bool]:
    """The user may say who reads the bank and who edits it: its owner, while an editor, and an administrator."""
    if role == ROLES[-1]:
        return true()
    return Bank.owner_id == user_id if _is_editor(role) else false()


def user_of(learner_id: Any) -> Any:
    """The user that a learner is, to be handed to `readable` where only the learner is known: one look-up by key.

    A parameter that is bound later will do for a learner, here and below.
    """
    return select(Learner.user_id).where(Learner.id == learner_id).scalar_subquery()


def readable_ids(db: Session, user_id: Any) -> set[int]:
    """The internal ids of all banks that the user may read."""
    return set(db.scalars(select(Bank.id).where(readable(user_id))))


def feeding(learner_id: Any) -> Select[int]:
    """The internal ids of the banks that the learner reads and whose cards they have not paused."""
    paused = select(LearnerBank.bank_id).where(LearnerBank.learner_id == learner_id, LearnerBank.paused.is_(True))
    return select(Bank.id).where(readable(user_of(learner_id)), Bank.id.not_in(paused))


def _share(user_id: Any) -> Any:
    return select(BankShare.bank_id).where(BankShare.bank_id == Bank.id, BankShare.user_id == user_id).correlate(Bank)


def _is_editor(role: str) -> bool:
    return ROLES.index(role) >= ROLES.index("editor")
