"""Erase a person for good: the one delete this app permits. What others still need stays without a name."""

import json
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import String, cast, delete, exists, func, literal, or_, select, update
from sqlalchemy.orm import Session

from quizapp.actions.people import LastAdministrator
from quizapp.core.names import made_name
from quizapp.storage.base import public_id
from quizapp.storage.learners import secret_hash
from quizapp.storage.models import (
    Attempt,
    Audit,
    Certificate,
    ClassTeacher,
    Learner,
    Member,
    Player,
    Rating,
    Report,
    SchoolClass,
    Tally,
    Token,
    User,
)
from quizapp.storage.models import Session as Browser
from quizapp.storage.types import UtcDateTime
from quizapp.storage.users import only_administrator

SHARED = ("room", "assignment", "pretest", "certification")
"""Purposes of attempts that are part of what somebody else ran: they stay, without a name."""
BATCH = 20
TALLIES_LAST = timedelta(hours=1)


def erase(db: Session, learner_id: int, now: datetime, shared: bool = True) -> None:
    """Delete a learner with their account, guests that were merged into it, and all that hangs on them.

    Attempts made in SHARED go to a new learner without a name, or go, too, where `shared` is False. A class that nobody
    else teaches is archived, and what its guests leave is no longer kept. Certificates can still be verified, without a
    name; reports lose their words. Audit rows stay; whatever in them tells who it was is replaced or blanked. The
    caller holds the learner's lock and commits. A learner that does not exist is no error.

    Raises LastAdministrator rather than leave the instance without one; nothing was changed then.
    """
    ids = [
        learner_id,
        *db.scalars(select(Learner.id).where(Learner.merged_into_id == learner_id, Learner.user_id.is_(None))),
    ]
    learners = db.execute(select(Learner.public_id, Learner.user_id).where(Learner.id.in_(ids))).all()
    users = db.execute(
        select(User.id, User.public_id, User.name, User.shown_name, User.email).where(
            User.id.in_([row.user_id for row in learners if row.user_id])
        )
    ).all()
    if any(only_administrator(db, row.public_id, lock=True) for row in users):
        raise LastAdministrator
    ids_told = {row.public_id for row in [*learners, *users]} | {row.email for row in users if row.email}
    names = {name for row in users for name in (row.name, row.shown_name)}
    if shared:
        _leave_shared(db, ids, now)
    _close_classes(db, [row.id for row in users], now)
    db.execute(delete(Rating).where(Rating.subject == "learner", Rating.subject_id.in_(ids)))
    db.execute(delete(Token).where(Token.subject.in_(ids_told)))
    _unname(db, ids_told, names)
    db.execute(update(Certificate).where(Certificate.learner_id.in_(ids)).values(holder="", learner_id=None))
    db.execute(update(Report).where(Report.learner_id.in_(ids)).values(text="", learner_id=None))
    # Everything else hangs on these rows and goes with them.
    db.execute(delete(Learner).where(Learner.id.in_(ids)))
    db.execute(delete(User).where(User.id.in_([row.id for row in users])))
    db.expire_all()


def purge(db: Session, now: datetime) -> bool:
    """Erase up to BATCH guests whose time is over; returns whether none was left. Sessions, tokens and tallies go too.

    Of them, what they did in rooms and assignments goes as well: nobody asked for it to stay. Who is in a class that
    keeps what guests leave, stays (`SchoolClass.keeps`). The caller has begun to write, and commits.
    """
    in_class = (Member.learner_id == Learner.id, Member.removed_at.is_(None))
    kept = exists().where(*in_class, SchoolClass.id == Member.class_id, SchoolClass.keeps)
    ids = db.scalars(
        select(Learner.id)
        .where(Learner.user_id.is_(None), Learner.expires_at <= now, ~kept)
        .order_by(Learner.expires_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for learner_id in ids:
        erase(db, learner_id, now, shared=False)
    db.execute(delete(Browser).where(Browser.expires_at <= now))
    db.execute(delete(Token).where(or_(Token.used_at.is_not(None), Token.expires_at <= now)))
    db.execute(delete(Tally).where(Tally.minute < now - TALLIES_LAST))
    return not ids


def _leave_shared(db: Session, ids: list[int], now: datetime) -> None:
    shared = (Attempt.learner_id.in_(ids), Attempt.purpose.in_(SHARED))
    if db.scalar(select(Attempt.id).where(*shared).limit(1)) is None:
        return
    nobody = Learner(created_at=now, last_seen_at=now)
    db.add(nobody)
    db.flush()
    for player in db.scalars(select(Player).join(Attempt, Attempt.id == Player.attempt_id).where(*shared)).all():
        taken = db.scalars(select(Player.name).where(Player.room_id == player.room_id)).all()
        player.name = made_name(secrets.SystemRandom(), taken)
        player.public_id, player.secret_hash = public_id(), secret_hash(secrets.token_urlsafe(16))
        db.flush()
    db.execute(update(Attempt).where(*shared).values(learner_id=nobody.id))


def _close_classes(db: Session, user_ids: list[int], now: datetime) -> None:
    """Archive the classes that have no other teacher: their codes end, and their guests go after the set time."""
    if not user_ids:
        return
    of_theirs = select(ClassTeacher.class_id).where(ClassTeacher.user_id.in_(user_ids))
    of_others = select(ClassTeacher.class_id).where(ClassTeacher.user_id.not_in(user_ids))
    alone = (SchoolClass.id.in_(of_theirs), SchoolClass.id.not_in(of_others))
    ended = func.coalesce(SchoolClass.archived_at, literal(now, UtcDateTime()))
    db.execute(update(SchoolClass).where(*alone).values(code=None, open=False, keeps=False, archived_at=ended))


def _unname(db: Session, ids: set[str], names: set[str]) -> None:
    """Replace whoever is told of in the audit log by one random name, so that their rows still belong together.

    Rows are found by `ids`, which are theirs alone. A name is only blanked in these: anybody may have called
    themselves "administrator", and must not blank what was written about others by leaving.
    """
    if not ids:
        return
    words, forms = ids | names, ids | {json.dumps(word)[1:-1] for word in ids}
    texts = (Audit.who, Audit.subject, Audit.why, cast(Audit.before, String), cast(Audit.after, String))
    told = or_(*(text.icontains(form, autoescape=True) for text in texts for form in forms))
    longest = sorted(words, key=len, reverse=True)
    named = re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in longest), re.IGNORECASE)
    stranger = f"erased-{secrets.token_urlsafe(8)}"
    for row in db.scalars(select(Audit).where(told)).all():
        row.who, row.subject, row.why = (named.sub(stranger, text) for text in (row.who, row.subject, row.why))
        for side in ("before", "after"):
            if named.search(json.dumps(getattr(row, side), ensure_ascii=False)):
                setattr(row, side, {"erased": True})
    db.flush()
