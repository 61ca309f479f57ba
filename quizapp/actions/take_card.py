"""A turn of a card session: answer or grade it, put it aside, or leave it for later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound, Receipt, answer_in
from quizapp.actions.correct import see
from quizapp.actions.open_cards import top_up
from quizapp.actions.remember import Seen, note
from quizapp.core.question import BadAnswer, Form
from quizapp.storage import asked, attempts, card_forms, card_runs, met_banks, notices
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.card_runs import Skip
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Asked, Attempt

Aside = Literal["bury", "suspend"]

MOST_LATER = 500
"""Times that cards are left for later in one session: nobody needs more, and each is read with every page."""


def take(
    db: Session, who: Who, attempt_id: str, position: int, form: Form, now: datetime, given_at: datetime | None = None
) -> Receipt:
    """Answer the card at `position`. `given_at` is the browser's word for an answer given without a connection.

    It is held between the moment the card was issued and `now`, and counts also when the session was ended meanwhile.
    Raises NotFound, HandedIn or BadAnswer.
    """
    attempt = card_session(db, who, attempt_id)
    if "typed" in form and (refused := _typed_instead(db, who, attempt, position, form["typed"])):
        return refused
    try:
        given = _given(attempt, position, now, given_at) if given_at else None
        receipt = answer_in(db, who, attempt, position, form, now, given)
    except BadAnswer:
        item = asked.item(db, attempt.id, position)
        if item is None or item.answer_id is None:
            raise
        return Receipt("other", attempt, item)  # Answered in another form, on another page or device.
    if receipt.outcome == "new":
        _heard(db, who, receipt.item, now)
        # Nothing comes between a card that is graded and the next one, which is seen from now on.
        _after(db, who, attempt, now, shows_next=given_at is None and receipt.item.question.self_graded)
    return receipt


def _heard(db: Session, who: Who, item: Item, now: datetime) -> None:
    """The card told a correction of its fact, if it was shown after that was made."""
    fact_id = item.fact_ids[0]
    if item.shown_at is None or fact_id not in notices.unseen_facts(db, who.id):
        return
    if all(each.at <= item.shown_at for each in notices.unseen(db, who.id, [fact_id])):
        see(db, who.id, fact_id, now)


def _typed_instead(db: Session, who: Who, attempt: AttemptRow, position: int, wanted: Sequence[str]) -> Receipt | None:
    """Let a card that waits for its grade be asked in its typed form, the question revision in `wanted`.

    The row stays one, so that whoever answers it first, by grading or by typing, has answered it. Returns the refusal
    where it is answered otherwise already. Raises NotFound where there is no such form.
    """
    item = asked.item(db, attempt.id, position)
    if item is None:
        raise NotFound
    if [str(item.question_revision_id)] == list(wanted):
        return None
    if item.answer_id is not None:
        return Receipt("other", attempt, item)
    forms = card_forms.forms(db, who.id, item.fact_ids).get(item.fact_ids[0], [])
    form = next((form for form in forms if form.typed and [str(form.question_revision_id)] == list(wanted)), None)
    if form is None or not item.question.self_graded:
        raise NotFound
    values = {"question_revision_id": form.question_revision_id, "edition_id": form.edition_id}
    db.execute(update(Asked).where(Asked.id == item.id).values(**values))
    return None


def put_aside(db: Session, who: Who, attempt_id: str, position: int, how: Aside, now: datetime) -> None:
    """Bury a fact until tomorrow, or suspend it. The card counts as taken; doing it twice does it once."""
    attempt = card_session(db, who, attempt_id)
    item = asked.item(db, attempt.id, position)
    if item is None:
        raise NotFound
    if item.answer_id is not None:
        return
    if attempt.finished_at:
        raise HandedIn
    row = Answer(asked_id=item.id, response={"aside": how}, given_at=now, received_at=now)
    db.add(row)
    db.flush()
    db.execute(update(Asked).where(Asked.id == item.id).values(released_at=now))
    note(db, who, item.fact_ids[0], how, Seen(now, row.id))
    _after(db, who, attempt, now)


def hear(db: Session, who: Who, attempt_id: str, position: int, now: datetime) -> None:
    """Note that the card of a retraction was read; nothing is graded. Raises NotFound where the fact still stands."""
    attempt = card_session(db, who, attempt_id)
    item = asked.item(db, attempt.id, position)
    if item is None:
        raise NotFound
    told = notices.unseen(db, who.id, item.fact_ids)
    if item.answer_id is None and not (told and told[0].kind == "retracted"):
        raise NotFound
    put_aside(db, who, attempt_id, position, "bury", now)
    if told:
        see(db, who.id, item.fact_ids[0], now)


def leave_for_later(
    db: Session, who: Who, attempt_id: str, position: int, now: datetime, given_at: datetime | None = None
) -> None:
    """Let the fact of the card at `position` go to the end of the session, without a grade.

    What is answered, no more in the queue or already its last stays where it is; so does one that is delivered again
    with the same `given_at`. Raises NotFound.
    """
    attempt = card_session(db, who, attempt_id)
    course = card_runs.course(db, attempt)
    step = next((step for step in course.steps if step.position == position), None)
    if step is None:
        raise NotFound
    skips, left = card_runs.skips(attempt), [turn.fact for turn in course.turns]
    moment = int((_given(attempt, position, now, given_at) if given_at else now).timestamp() * 1000)
    known = any((skip.fact, skip.moment) == (step.fact_id, moment) for skip in skips)
    if step.answer_id is not None or step.fact_id not in left[:-1] or known or len(skips) >= MOST_LATER:
        return
    after = max((each.answer_id or 0 for each in course.steps), default=0)
    _after(db, who, card_runs.with_skips(db, attempt, [*skips, Skip(step.fact_id, after, moment)]), now)


def _given(attempt: AttemptRow, position: int, now: datetime, given_at: datetime) -> datetime:
    """The browser's word for when something was given, held between the issue of its card and `now`."""
    return max(card_runs.issued_at(attempt, position), min(given_at, now))


def card_session(db: Session, who: Who, attempt_id: str) -> AttemptRow:
    """The learner's own card session with that public id, or NotFound."""
    attempt = attempts.attempt(db, attempt_id, who.id, "card")
    if attempt is None:
        raise NotFound
    return attempt


def _after(db: Session, who: Who, attempt: AttemptRow, now: datetime, shows_next: bool = False) -> None:
    """Issue more cards, or end the session when no turn is left; one that was ended stays as it is.

    `shows_next` notes that the next card is seen, which saves its page a transaction that writes.
    """
    if attempt.finished_at:
        return
    course = card_runs.course(db, attempt)
    top_up(db, who, course, now)
    if not course.turns:
        db.execute(update(Attempt).where(Attempt.id == attempt.id).values(finished_at=now))
        met_banks.note(db, who.id)
    elif shows_next and course.current:
        asked.note_shown(db, course.current.asked_id, now)
