"""Decide on what the bank's files say since it was edited here: take their wording over, or leave it.

Either way it waits no more. What is taken over is a draft like any other, and goes live with the next edition.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject
from quizapp.actions.desk.review import FACT, Draft, Moved, work
from quizapp.actions.desk.save import save_fact, save_question
from quizapp.actions.desk.text import Lost, save_lists, save_text
from quizapp.actions.load_bank.brief import UPSTREAM
from quizapp.core.bank import Sentence
from quizapp.core.fact_data import fact_to_data
from quizapp.storage import desk, workspace
from quizapp.storage.desk import Wording, Work
from quizapp.storage.models import FactRevision, QuestionRevision

ABOUT, SENTENCES = "about", "sentences"
PARTS = (ABOUT, SENTENCES)
"""The parts of a bank that wait as a whole: what it says of itself with its lists, and its sentences."""


def take_over(db: Session, sign: Signature, bank_id: int, seen: Draft) -> None:
    """Save what the files say of a fact or question as a draft by whoever signs. Raises Moved, or save's Unknown.

    `seen` is the upstream revision that was looked at. The caller called `write`, and commits.
    """
    slug = lock_bank(db, bank_id)
    found, upstream = _upstream(db, bank_id, seen)
    base = found.latest.id if found.latest else None
    if seen.what == FACT:
        save_fact(db, sign, bank_id, upstream.fact, base)
    else:
        save_question(db, sign, bank_id, upstream.question, base)
    _decide(db, sign, slug, seen, upstream, "take over")


def leave(db: Session, sign: Signature, bank_id: int, seen: Draft) -> None:
    """Keep a fact or question as it is here. Raises Moved. The caller called `write`, and commits."""
    slug = lock_bank(db, bank_id)
    _, upstream = _upstream(db, bank_id, seen)
    _decide(db, sign, slug, seen, upstream, "leave")


def waiting_parts(db: Session, bank_id: int) -> dict[str, Any]:
    """What the files say of the parts that were edited here, by name, as JSON."""
    return dict(desk.bank_row(db, bank_id).data.get(UPSTREAM, {}))


def take_part_over(
    db: Session, sign: Signature, bank_id: int, part: str, names: Collection[str], version: int
) -> Sequence[Lost]:
    """Save a part as the files have it: of `about` the fields `names`, the others stay as they are here.

    Returns the quotes that the sentences of the files do not hold. Raises Moved where the part does not wait any more,
    and Outdated where the brief was saved since `version`. The caller called `write`, and commits.
    """
    slug = lock_bank(db, bank_id)
    waiting = _part(db, bank_id, part)
    lost: Sequence[Lost] = ()
    if part == SENTENCES:
        lost = save_text(db, sign, bank_id, [Sentence(**each) for each in waiting], version)
    else:
        save_lists(db, sign, bank_id, {name: told(waiting, name) for name in names}, version)
    _settle(db, sign, bank_id, slug, part, "take over")
    return lost


def leave_part(db: Session, sign: Signature, bank_id: int, part: str) -> None:
    """Keep a part as it is here. Raises Moved. The caller called `write`, and commits."""
    slug = lock_bank(db, bank_id)
    _part(db, bank_id, part)
    _settle(db, sign, bank_id, slug, part, "leave")


def about_names(db: Session, bank_id: int) -> list[str]:
    """The fields of `about` in which the files differ from what is saved here."""
    theirs, ours = waiting_parts(db, bank_id).get(ABOUT), workspace.data(db, bank_id)
    if theirs is None:
        return []
    return [name for name in {**theirs, "dropped": []} if told(theirs, name) != told(ours, name)]


def told(about: Mapping[str, Any], name: str) -> Any:
    """A field of `about`; where nothing is dropped, it does not say so."""
    return about.get(name, []) if name == "dropped" else about[name]


def _upstream(db: Session, bank_id: int, seen: Draft) -> tuple[Work, Wording]:
    found = work(db, bank_id, seen.what, seen.slug)
    if found is None or found.upstream is None or found.upstream.number != seen.number:
        raise Moved(seen.slug)
    return found, found.upstream


def _decide(db: Session, sign: Signature, slug: str, seen: Draft, upstream: Wording, how: str) -> None:
    """Take the upstream revision out of what waits, for good: the files' digest is remembered with it."""
    table: Any = FactRevision if seen.what == FACT else QuestionRevision
    state = "dropped" if how == "leave" else "replaced"
    db.execute(update(table).where(table.id == upstream.id).values(state=state))
    name = f"{seen.what}/{seen.slug}/{seen.number}"
    record(db, sign, f"{how} upstream {seen.what}", subject(slug, UPSTREAM, name), {"data": _data(upstream)}, None)


def _data(upstream: Wording) -> dict[str, Any]:
    thing = upstream.thing
    if hasattr(thing, "statement"):
        return fact_to_data(thing)
    return {"kind": thing.kind, "facts": list(thing.facts), **thing.data()}


def _part(db: Session, bank_id: int, part: str) -> Any:
    waiting = waiting_parts(db, bank_id)
    if part not in waiting:
        raise Moved(part)
    return waiting[part]


def _settle(db: Session, sign: Signature, bank_id: int, slug: str, part: str, how: str) -> None:
    row = desk.bank_row(db, bank_id)
    waiting = dict(row.data[UPSTREAM])
    data = {"data": waiting.pop(part)}
    row.data = {name: value for name, value in row.data.items() if name != UPSTREAM} | (
        {UPSTREAM: waiting} if waiting else {}
    )
    db.flush()
    # A part can wait more than once, and each decision is an entry about something else.
    name = f"{part}/{sign.at:%Y%m%dT%H%M%S}"
    record(db, sign, f"{how} upstream {part}", subject(slug, UPSTREAM, name), data, None)
