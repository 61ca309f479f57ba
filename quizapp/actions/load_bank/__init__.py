"""Load a bank from its files: write what changed, as one new edition, and never undo what was edited in the app.

- A load that changes anything in circulation makes one edition, with new revisions of only what changed. What is gone
  from the files goes out of circulation and is never deleted; what comes back gets a new revision.
- A fact or question that was edited in the app since it was last loaded stays as it is there. The change in the files
  becomes a draft revision, once; an item that is gone from the files but was edited in the app stays live.
- What editors publish at the desk takes the same way, and is then what was edited in the app.
- Reading the files again is cheap to avoid: compare `folder_digest` of their bytes by `unchanged`, before parsing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, edited, record_changes
from quizapp.actions.load_bank.brief import load_brief
from quizapp.actions.load_bank.facts import load_facts
from quizapp.actions.load_bank.items import Prepared, prepare
from quizapp.actions.load_bank.questions import KindChanged, load_questions
from quizapp.actions.load_bank.revisions import Changes, Load, inserted
from quizapp.core.bank import Bank
from quizapp.core.kinds import KINDS
from quizapp.storage import editions
from quizapp.storage.models import Bank as BankRow
from quizapp.storage.types import AnyRow

__all__ = ["Changes", "KindChanged", "Loaded", "Prepared", "folder_digest", "load", "prepare", "unchanged"]

FORMAT = 1
"""Raised when the same files are to be read or derived differently: every bank is then looked at again."""
VERSION = f"{FORMAT}-{hashlib.sha256(' '.join(sorted(KINDS)).encode()).hexdigest()[:8]}"
"""The format and the kinds: a kind that is added is derived from the facts already there."""
_LOCK = 0x62616E6B  # "bank": names our advisory lock on PostgreSQL


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. `edition` is the live one; it is new where anything in circulation `changed`."""

    bank_id: int
    edition: int
    changed: bool
    facts: Changes
    questions: Changes


def folder_digest(files: Mapping[str, bytes]) -> str:
    """The digest of a bank's files by name, and of the version of the code that reads them."""
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(f"{name}:{len(content)}:".encode() + content)
    return f"{VERSION}:{whole.hexdigest()}"


def unchanged(session: Session, slug: str, digest: str) -> bool:
    """Whether files with this `folder_digest` are the ones last loaded: a read, before anything is parsed."""
    return session.scalar(select(BankRow.digest).where(BankRow.slug == slug)) == digest


def load(
    session: Session,
    bank: Bank | Prepared,
    now: datetime,
    *,
    digest: str = "",
    reason: str = "loaded from files",
    by: int | None = None,
    desk: bool = False,
) -> Loaded:
    """Load `bank`, whose files have the `folder_digest` `digest`. The caller has called `write` and commits.

    A large bank is prepared before `write`, so that nobody waits for more than the writing itself. `by` is the id of
    the user who loads, and `desk` whether they publish what editors made here. Raises KindChanged; the caller then
    rolls back.
    """
    prepared = bank if isinstance(bank, Prepared) else prepare(bank)
    row = _bank(session, prepared.bank.slug)
    step = Load(session, row.id, row.edition + 1, now, by, reason, desk)
    before = None if desk else edited(session, row.id, prepared.bank.slug)
    ground = load_brief(step, prepared.bank, row.data)
    facts = load_facts(step, prepared, ground)
    questions = load_questions(step, prepared, facts, anew=row.digest.partition(":")[0] != VERSION)
    changed = ground.changed or bool(facts.changes) or bool(questions)
    edition = _edition(step) if changed else row.edition
    kept = row.digest if desk else digest or f"{VERSION}:"
    _store(session, row, {"edition": edition, "data": ground.data, "digest": kept})
    if before is not None:
        record_changes(session, Signature(None, reason, now), row.id, prepared.bank.slug, "load", before)
    return Loaded(row.id, edition, changed, facts.changes, questions)


def _bank(session: Session, slug: str) -> AnyRow:
    """The bank's row, made where there is none. Loads wait for each other."""
    if session.get_bind().dialect.name != "sqlite":  # There, `write` already holds the only lock.
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    query = select(BankRow.id, BankRow.edition, BankRow.data, BankRow.digest).where(BankRow.slug == slug)
    found = session.execute(query).one_or_none()
    if found is None:
        inserted(session, BankRow, [{"slug": slug, "edition": 0, "data": {}, "digest": f"{VERSION}:"}])
        found = session.execute(query).one()
    return found


def _edition(step: Load) -> int:
    editions.publish(step.session, step.bank_id, step.edition, step.now, step.by, step.reason)
    return step.edition


def _store(session: Session, row: AnyRow, values: Mapping[str, Any]) -> None:
    if any(getattr(row, name) != value for name, value in values.items()):
        session.execute(
            update(BankRow).where(BankRow.id == row.id).values(**values).execution_options(synchronize_session=False)
        )
