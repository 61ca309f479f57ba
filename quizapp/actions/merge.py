"""Let a guest's history become part of an account's, as if one learner had lived through both."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import rebuild
from quizapp.storage.learners import Who
from quizapp.storage.models import (
    Allowance,
    Attempt,
    Audit,
    Certificate,
    Fit,
    Learner,
    LearnerBank,
    Member,
    Memory,
    MetBank,
    Note,
    Notice,
    Rating,
    Reading,
    Report,
    Review,
    User,
)
from quizapp.storage.models import Session as Browser

KEPT = timedelta(days=1)
"""How long the emptied guest stays, for a request that is still on its way; then the purge takes it."""


def merge(db: Session, guest: Who, account: Who, now: datetime) -> list[int]:
    """Move all that `guest` did to `account`, replay it there in order of time, and return the facts concerned.

    They come as sorted internal ids. Attempts (and with them players in rooms), certificates, readings, reports,
    reviews (study days as they were recorded), notes, banks and memberships of classes move. Where both have a note on
    a fact, the guest's words come after the account's. The account keeps its own settings and Elo rating and takes the
    guest's only where it has none; two ratings cannot be added up, and the next answers move it anyway. The guest's
    fitted parameters go: the account's next fit sees all reviews. So do the guest's browsers.

    Doing it again changes nothing. The caller holds the locks of both, `write(session, [guest.id, account.id])`, and
    commits. A `guest` that is somebody's account raises ValueError.
    """
    row = db.execute(
        select(Learner.user_id, Learner.merged_into_id, Learner.public_id).where(Learner.id == guest.id)
    ).one()
    if guest.id == account.id or row.merged_into_id is not None:
        return []
    if row.user_id is not None:
        raise ValueError("only a guest can be merged")
    db.execute(update(Attempt).where(Attempt.learner_id == guest.id).values(learner_id=account.id))
    fact_ids = _reviews(db, guest.id, account.id)
    _notes(db, guest.id, account.id)
    _banks(db, guest.id, account.id)
    _classes(db, guest.id, account)
    _onboarding(db, guest.id, account.id)
    _rating(db, guest.id, account.id)
    _notices(db, guest.id, account.id)
    db.execute(update(Report).where(Report.learner_id == guest.id).values(learner_id=account.id))
    for model in (Memory, MetBank, Fit, Browser):
        db.execute(delete(model).where(model.learner_id == guest.id))
    if guest.settings and not account.settings:
        account = replace(account, settings=guest.settings)
        db.execute(update(Learner).where(Learner.id == account.id).values(settings=guest.settings))
    rebuild(db, account, fact_ids)
    ended = {"merged_into_id": account.id, "expires_at": now + KEPT, "settings": {}}
    db.execute(update(Learner).where(Learner.id == guest.id).values(**ended))
    _audit(db, account.id, row.public_id, now)
    db.expire_all()
    return fact_ids


def _reviews(db: Session, guest_id: int, account_id: int) -> list[int]:
    """Move the reviews behind the account's last ones of each fact; returns the facts."""
    fact_ids = list(db.scalars(select(Review.fact_id).where(Review.learner_id == guest_id).distinct()))
    last = (
        select(Review.fact_id, func.max(Review.sequence).label("sequence"))
        .where(Review.learner_id == account_id)
        .group_by(Review.fact_id)
        .subquery()
    )
    place = func.row_number().over(partition_by=Review.fact_id, order_by=Review.sequence)
    # UPDATE … FROM works all places out before it writes; a subquery in SET would see rows already moved.
    moved = (
        select(Review.id, (func.coalesce(last.c.sequence, 0) + place).label("sequence"))
        .outerjoin(last, last.c.fact_id == Review.fact_id)
        .where(Review.learner_id == guest_id)
        .subquery()
    )
    db.execute(
        update(Review)
        .where(Review.id == moved.c.id)
        .values(learner_id=account_id, sequence=moved.c.sequence)
        .execution_options(synchronize_session=False)
    )
    return sorted(fact_ids)


def _notes(db: Session, guest_id: int, account_id: int) -> None:
    theirs = {note.fact_id: note for note in db.scalars(select(Note).where(Note.learner_id == guest_id))}
    both = select(Note).where(Note.learner_id == account_id, Note.fact_id.in_(theirs))
    for own in db.scalars(both).all():
        other = theirs[own.fact_id]
        if other.text != own.text:
            own.text = "\n\n".join(text for text in (own.text, other.text) if text)
        own.marked = own.marked or other.marked
        db.delete(other)
    db.flush()
    db.execute(update(Note).where(Note.learner_id == guest_id).values(learner_id=account_id))


def _banks(db: Session, guest_id: int, account_id: int) -> None:
    """The account's own word on a bank, such as that it is paused, stands."""
    has = select(LearnerBank.bank_id).where(LearnerBank.learner_id == account_id)
    new = select(literal(account_id), LearnerBank.bank_id, LearnerBank.since, LearnerBank.paused).where(
        LearnerBank.learner_id == guest_id, LearnerBank.bank_id.not_in(has)
    )
    db.execute(insert(LearnerBank).from_select(["learner_id", "bank_id", "since", "paused"], new))
    db.execute(delete(LearnerBank).where(LearnerBank.learner_id == guest_id))


def _classes(db: Session, guest_id: int, account: Who) -> None:
    """Move memberships. Where both are in a class, the account's stands: its name, and that it was removed.

    What a teacher allowed either of them in an activity holds for the one who is left.
    """
    own = {row.class_id: row for row in db.scalars(select(Member).where(Member.learner_id == account.id))}
    for theirs in db.scalars(select(Member).where(Member.learner_id == guest_id)).all():
        mine = own.get(theirs.class_id)
        if mine is None:
            theirs.learner_id = account.id
            theirs.code_hash = None if account.has_account else theirs.code_hash
            continue
        mine.extra_percent = max(mine.extra_percent, theirs.extra_percent)
        told = select(Allowance.activity_id).where(Allowance.member_id == mine.id)
        moved = (Allowance.member_id == theirs.id, Allowance.activity_id.not_in(told))
        db.execute(update(Allowance).where(*moved).values(member_id=mine.id))
        db.execute(delete(Member).where(Member.id == theirs.id))
    db.flush()


def _onboarding(db: Session, guest_id: int, account_id: int) -> None:
    read = select(Reading.cohort_id).where(Reading.learner_id == account_id)
    db.execute(delete(Reading).where(Reading.learner_id == guest_id, Reading.cohort_id.in_(read)))
    for model in (Reading, Certificate):
        db.execute(update(model).where(model.learner_id == guest_id).values(learner_id=account_id))


def _notices(db: Session, guest_id: int, account_id: int) -> None:
    """Corrections to hear of move. Of what both were to hear, the account's stands, seen or not."""
    told = select(Notice.correction_id).where(Notice.learner_id == account_id)
    db.execute(delete(Notice).where(Notice.learner_id == guest_id, Notice.correction_id.in_(told)))
    db.execute(update(Notice).where(Notice.learner_id == guest_id).values(learner_id=account_id))


def _rating(db: Session, guest_id: int, account_id: int) -> None:
    rating = (Rating.subject == "learner", Rating.subject_id == guest_id)
    if db.get(Rating, ("learner", account_id)) is None:
        db.execute(update(Rating).where(*rating).values(subject_id=account_id))
    else:
        db.execute(delete(Rating).where(*rating))


def _audit(db: Session, account_id: int, guest: str, now: datetime) -> None:
    account = db.execute(
        select(func.coalesce(User.public_id, Learner.public_id))
        .select_from(Learner)
        .outerjoin(User, User.id == Learner.user_id)
        .where(Learner.id == account_id)
    ).scalar_one()
    why = "the guest signed up or logged in"
    db.add(Audit(at=now, who=account, action="merge", subject=guest, before=None, after=None, why=why))
    db.flush()
