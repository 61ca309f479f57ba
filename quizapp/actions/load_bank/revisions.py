"""Writing revisions of facts and questions.

One that is replaced is superseded; one that is merely gone from the files stays approved. Both end with the edition
before. A draft that a second person accepted goes live as it is. Nothing else of a revision is ever changed, and
nothing is deleted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from quizapp.actions.load_bank.history import ACCEPTED, FACTS, History, Revision, Track
from quizapp.actions.load_bank.items import Item, is_derived

_ROWS = 50
"""Rows in one INSERT with RETURNING. The driver for PostgreSQL takes quadratic time in the number of its values."""


@dataclass(frozen=True, slots=True)
class Load:
    """One load: into which bank, as which edition, when, by whom and why.

    `desk` is whether editors publish it here. What they say holds; what comes from files never undoes it.
    """

    session: Session
    bank_id: int
    edition: int
    now: datetime
    by: int | None
    reason: str
    desk: bool = False


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
    hold: Callable[[Item], bool] = lambda item: False,
) -> Written:
    """Write new revisions of those `items` that need one, and take out of circulation the known slugs that are `gone`.

    What was edited in the app stays, whatever the files say or no longer say. What is to be on `hold` is a draft.
    """
    circulated, drafted = [], []
    for item in items:
        history = known.get(item.slug)
        fate = history.fate(item.digest, renew(item), load.desk) if history else "circulate"
        if fate == "circulate" and hold(item):
            fate = "keep" if history and history.has_seen(item.digest) else "draft"
        if fate == "circulate":
            circulated.append(item)
        elif fate == "draft":
            drafted.append(item)
    replaced = [live for item in circulated if item.slug in known and (live := known[item.slug].live)]
    retired = [
        live for slug, each in known.items() if (live := each.live) and (load.desk or not each.edited) and gone(slug)
    ]
    by_hand = {each.live.id for slug, each in known.items() if each.live and not is_derived(slug)}
    _end(load, track, replaced, state="superseded")
    # What follows from facts comes back with them; what an editor withdrew stays withdrawn whatever the files say.
    withdrawn = [each for each in retired if load.desk and each.id in by_hand]
    _end(load, track, withdrawn, state="retracted")
    _end(load, track, [each for each in retired if each not in withdrawn])
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
    accepted = {item.slug: draft.id for item in items if (draft := _accepted(load, known.get(item.slug), item))}
    _promote(load, track, known, accepted, circulation)
    new = [item for item in items if item.slug not in accepted]
    rows = [
        {
            track.owner: ids[item.slug],
            "number": known[item.slug].revisions[-1].number + 1 if item.slug in known else 1,
            "digest": item.digest,
            "file_digest": _file_digest(load, known.get(item.slug), item),
            **shared,
            **item.revision,
        }
        for item in new
    ]
    made = dict(zip((item.slug for item in new), inserted(load.session, track.revision, rows), strict=True)) | accepted
    return [(item, ids[item.slug], made[item.slug]) for item in items]


def _accepted(load: Load, history: History | None, item: Item) -> Revision | None:
    """The draft of an item that a second person accepted at the desk, word for word."""
    drafts = history.revisions if load.desk and history else ()
    return next((each for each in reversed(drafts) if each.state == ACCEPTED and each.digest == item.digest), None)


def _promote(
    load: Load, track: Track, known: Mapping[str, History], accepted: Mapping[str, int], circulation: Mapping[str, Any]
) -> None:
    """Let accepted drafts go live as they are, with their author, reviewer and reason."""
    if accepted:
        rows = [{"id": id, "file_digest": _last_filed(known.get(slug)), **circulation} for slug, id in accepted.items()]
        load.session.execute(update(track.revision), rows)


def _file_digest(load: Load, history: History | None, item: Item) -> str | None:
    """What the files said last of an item. What is derived at the desk is derived alike from the files."""
    return _last_filed(history) if load.desk and not item.derived else item.digest


def _last_filed(history: History | None) -> str | None:
    filed = [each.file_digest for each in history.revisions if each.file_digest] if history else []
    return filed[-1] if filed else None
