"""Writing revisions of facts and questions.

One that is replaced is superseded; one that is merely gone from the files stays approved. Both end with the edition
before. Nothing else of a revision is ever changed, and nothing is deleted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from quizapp.actions.load_bank.history import FACTS, History, Revision, Track
from quizapp.actions.load_bank.items import Item

_ROWS = 50
"""Rows in one INSERT with RETURNING. The driver for PostgreSQL takes quadratic time in the number of its values."""


@dataclass(frozen=True, slots=True)
class Load:
    """One load: into which bank, as which edition, when, by whom and why."""

    session: Session
    bank_id: int
    edition: int
    now: datetime
    by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """How many items came into circulation, were replaced, went out, and wait as drafts."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    drafts: int = 0

    def __bool__(self) -> bool:
        """Whether anything in circulation changed: a draft alone makes no edition."""
        return bool(self.added or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class Written:
    """The outcome of `write`: items with the ids of their identity and new revision, and what changed by that."""

    circulated: Sequence[tuple[Item, int, int]]
    drafted: Sequence[tuple[Item, int, int]]
    changes: Changes


def write(
    load: Load,
    track: Track,
    known: Mapping[str, History],
    items: Iterable[Item],
    *,
    gone: Callable[[str], bool],
    renew: Callable[[Item], bool] = lambda item: False,
) -> Written:
    """Write new revisions of those `items` that need one, and take out of circulation the known slugs that are `gone`.

    What was edited in the app stays, whatever the files say or no longer say.
    """
    circulated, drafted = [], []
    for item in items:
        fate = known[item.slug].fate(item.digest, renew(item)) if item.slug in known else "circulate"
        if fate == "circulate":
            circulated.append(item)
        elif fate == "draft":
            drafted.append(item)
    replaced = [live for item in circulated if item.slug in known and (live := known[item.slug].live)]
    retired = [live for slug, each in known.items() if (live := each.live) and not each.edited and gone(slug)]
    _end(load, track, replaced, state="superseded")
    _end(load, track, retired)
    new = [item for item in (*circulated, *drafted) if item.slug not in known]
    ids = {slug: each.id for slug, each in known.items()} | _identities(load, track, new)
    return Written(
        _revise(load, track, known, ids, circulated, {"state": "approved", "from_edition": load.edition}),
        _revise(load, track, known, ids, drafted, {"state": "draft", "from_edition": None}),
        Changes(len(circulated) - len(replaced), len(replaced), len(retired), len(drafted)),
    )


def inserted(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Insert `rows` and return their ids, in the same order."""
    if not rows:
        return ()
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return session.scalars(statement, rows, execution_options={"insertmanyvalues_page_size": _ROWS}).all()


def _end(load: Load, track: Track, revisions: Sequence[Revision], **values: str) -> None:
    """Take live revisions out of circulation: the edition before is their last."""
    if revisions:
        rows = [{"id": each.id, "to_edition": load.edition - 1, **values} for each in revisions]
        load.session.execute(update(track.revision), rows)


def _identities(load: Load, track: Track, items: Sequence[Item]) -> dict[str, int]:
    rows = [{"bank_id": load.bank_id, "slug": item.slug, **item.identity} for item in items]
    ids = inserted(load.session, track.identity, rows)
    return {item.slug: id for item, id in zip(items, ids, strict=True)}


def _revise(
    load: Load,
    track: Track,
    known: Mapping[str, History],
    ids: Mapping[str, int],
    items: Sequence[Item],
    circulation: Mapping[str, Any],
) -> Sequence[tuple[Item, int, int]]:
    shared = {"author_id": load.by, "at": load.now, "to_edition": None, **circulation}
    if track is FACTS:  # Questions follow their facts and have no reason of their own.
        shared["reason"] = load.reason
    rows = [
        {
            track.owner: ids[item.slug],
            "number": known[item.slug].revisions[-1].number + 1 if item.slug in known else 1,
            "digest": item.digest,
            "file_digest": item.digest,
            **shared,
            **item.revision,
        }
        for item in items
    ]
    revision_ids = inserted(load.session, track.revision, rows)
    return [(item, ids[item.slug], id) for item, id in zip(items, revision_ids, strict=True)]
