"""What a teacher does with a pupil: another name, more time, a new personal code, out of the class and back in.

Ids are internal ones of members; the caller has made sure that the user teaches their class, has begun to write, and
commits.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.give_code import personal_code
from quizapp.actions.join_class import TAKEN_BY_OTHER, CannotJoin, lock_class, names
from quizapp.actions.sessions import close_all
from quizapp.core.message import mark
from quizapp.core.names import alike
from quizapp.storage.models import ClassTeacher, Learner, Member

MOST_EXTRA = 300
"""Per cent of more time."""
HAS_ACCOUNT = mark("They come by an account by now. Whoever runs this site can help with a forgotten password.")
ELSEWHERE = mark(
    "They are in a class of another teacher, too, which a new code would open. Take them out of this class and let "
    "them join anew, or ask that teacher to let you teach there."
)


class NoNewCode(ValueError):
    """A pupil cannot be given a new code; `args[0]` is the message id."""


def rename_member(db: Session, class_id: int, member_id: int, name: str) -> None:
    """Call a pupil by another (tidy) name. Raises CannotJoin where somebody in the class has one like it."""
    lock_class(db, class_id)
    others = [each for each in names(db, class_id, but=member_id) if alike(each) == alike(name)]
    if others:
        raise CannotJoin(TAKEN_BY_OTHER, other_name=True)
    _set(db, member_id, name=name)


def give_time(db: Session, member_id: int, percent: int) -> None:
    """Give a pupil 0 to MOST_EXTRA per cent more time than others have."""
    if not 0 <= percent <= MOST_EXTRA:
        raise ValueError(percent)
    _set(db, member_id, extra_percent=percent)


def remove(db: Session, member_id: int, now: datetime) -> None:
    """Take a pupil out of the class. They cannot join again as who they were, and their personal code is worthless."""
    db.execute(update(Member).where(Member.id == member_id, Member.removed_at.is_(None)).values(removed_at=now))


def let_back(db: Session, class_id: int, member_id: int) -> None:
    """Let a pupil back in as who they were. Where their name was taken meanwhile it gets a number."""
    lock_class(db, class_id)
    used = {alike(each) for each in names(db, class_id, but=member_id)}
    name = db.execute(select(Member.name).where(Member.id == member_id)).scalar_one()
    free, number = name, 2
    while alike(free) in used:
        free, number = f"{name} {number}", number + 1
    _set(db, member_id, name=free, removed_at=None)


def reset_access(db: Session, member_id: int, user_id: int) -> str:
    """Give a pupil a new personal code and return it; the old one and all their browsers are out. Raises NoNewCode.

    A code opens all of the pupil's classes. So a teacher gets none for a pupil whom somebody else teaches elsewhere.
    """
    member = db.get_one(Member, member_id)
    if db.scalar(select(Learner.user_id).where(Learner.id == member.learner_id)) is not None:
        raise NoNewCode(HAS_ACCOUNT)
    taught = select(ClassTeacher.class_id).where(ClassTeacher.user_id == user_id)
    elsewhere = (
        Member.learner_id == member.learner_id,
        Member.removed_at.is_(None),
        Member.class_id.not_in(taught),
    )
    if db.scalar(select(Member.id).where(*elsewhere).limit(1)) is not None:
        raise NoNewCode(ELSEWHERE)
    code, member.code_hash = personal_code()
    close_all(db, member.learner_id)
    db.flush()
    return code


def _set(db: Session, member_id: int, **values: object) -> None:
    db.execute(update(Member).where(Member.id == member_id).values(**values))
