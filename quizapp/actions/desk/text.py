"""Change a bank's brief and lists: its sentences, what describes it, its topics, parties, sources and terms.

When the sentences change, the quotes of all facts follow their words; those that are lost are reported, and stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject
from quizapp.actions.desk.save import save_fact
from quizapp.core.anchor import Selector
from quizapp.core.bank import Sentence
from quizapp.core.plain import plain
from quizapp.core.requote import Text, requote
from quizapp.storage import desk, workspace
from quizapp.storage.models import Proposal, Workspace


class Outdated(Exception):
    """Somebody saved the brief or the lists since; `theirs` is how they stand now."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        """Hold what stands."""
        super().__init__("saved by somebody else meanwhile")
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of a fact's proof that the text does not hold any more."""

    fact: str
    sentence: str
    words: str


def save_lists(db: Session, sign: Signature, bank_id: int, changes: Mapping[str, Any], version: int) -> None:
    """Save some parts of the brief and the lists, by name. Raises Outdated. The caller called `write`, and commits."""
    slug = lock_bank(db, bank_id)
    present = workspace.version(db, bank_id)
    before = workspace.data(db, bank_id)
    if version != present:
        raise Outdated(before)
    after = {**before, **changes}
    if after == before:
        return
    values = {"version": version + 1, "data": after, "at": sign.at, "by_id": sign.user_id}
    if present:
        db.execute(update(Workspace).where(Workspace.bank_id == bank_id).values(**values))
    else:
        db.execute(insert(Workspace).values(bank_id=bank_id, **values))
    record(db, sign, "save brief", subject(slug, "brief"), before, after)


def save_text(db: Session, sign: Signature, bank_id: int, sentences: Sequence[Sentence], version: int) -> list[Lost]:
    """Save the sentences and let the quotes of all facts follow them; returns what was lost. Raises Outdated."""
    old = workspace.brief("", workspace.data(db, bank_id)).brief.sentences
    save_lists(db, sign, bank_id, {"sentences": plain(tuple(sentences))}, version)
    before, after = Text.of(old), Text.of(sentences)
    lost = []
    for work in desk.facts(db, bank_id):
        if work.latest is None:
            continue
        moved = requote(work.latest.fact, before, after)
        lost += [Lost(work.slug, quote.sentence, quote.words) for quote in moved.lost]
        if moved.fact != work.latest.fact:
            save_fact(db, sign, bank_id, moved.fact, work.latest.id)
    _follow(db, bank_id, after)
    return lost


def _follow(db: Session, bank_id: int, after: Text) -> None:
    """Let the open proposals follow their words, too."""
    rows = db.scalars(select(Proposal).where(Proposal.bank_id == bank_id, Proposal.state.in_(("open", "lost")))).all()
    for row in rows:
        place = after.find(Selector(row.exact, row.prefix, row.suffix))
        row.state = "open" if place else "lost"
        row.sid = place.sentence if place else row.sid
    db.flush()
