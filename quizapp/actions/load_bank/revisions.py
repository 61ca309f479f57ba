"""What the database knows of a bank's facts and questions, and how their next revisions are written.

Facts and questions are kept alike: a row for the identity, a row for every revision. A revision is live while it is
approved and its `to_edition` is NULL. One that is replaced is superseded; one that is merely gone from the files stays
approved. Both end with the edition before. Nothing else of a revision is ever changed, and nothing is deleted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.storage.models import Fact, FactRevision, Question, QuestionRevision

Fate = Literal["keep", "circulate", "draft"]
"""What becomes of an item of the files: nothing, a new live revision, or a draft for an editor to judge."""


class Track(NamedTuple):
    """A table of identities and the table of their revisions."""

    identity: type[Fact] | type[Question]
    revision: type[FactRevision] | type[QuestionRevision]
    owner: Literal["fact_id", "question_id"]


FACTS = Track(Fact, FactRevision, "fact_id")
QUESTIONS = Track(Question, QuestionRevision, "question_id")


class Revision(NamedTuple):
    """One revision, without what it says."""

    id: int
    number: int
    digest: str
    file_digest: str | None
    state: str
    from_edition: int | None
    to_edition: int | None


@dataclass(frozen=True)
class History:
    """All revisions of one fact or question, in the order of their numbers."""

    id: int
    revisions: Sequence[Revision]

    @cached_property
    def current(self) -> Revision | None:
        """The last revision that was in circulation; None where there are only drafts."""
        return next((each for each in reversed(self.revisions) if each.from_edition is not None), None)

    @property
    def live(self) -> Revision | None:
        """The revision in circulation."""
        current = self.current
        return current if current and current.to_edition is None and current.state == "approved" else None

    @property
    def edited(self) -> bool:
        """Whether somebody changed, made or retracted it in the app since it was last loaded."""
        current = self.current
        return current is None or current.state == "retracted" or current.digest != current.file_digest

    def fate(self, digest: str, renew: bool) -> Fate:
        """What becomes of it when the files hold it with this digest; `renew` asks for a new revision in any case.

        What was edited in the app is never overwritten: a version of the files that was not seen before is a draft.
        """
        if self.edited:
            return "keep" if any(each.file_digest == digest for each in self.revisions) else "draft"
        live = self.live
        return "keep" if live and live.digest == digest and not renew else "circulate"


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
class Item:
    """A fact or question as the files have it: columns for its identity, where it is new, and for its revision."""

    slug: str
    digest: str
    identity: Mapping[str, Any]
    revision: Mapping[str, Any]
    renew: bool = False


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
    """The outcome of `write`: by slug, the identity and revision of what was circulated or drafted."""

    circulated: Mapping[str, tuple[int, int]]
    drafted: Mapping[str, tuple[int, int]]
    changes: Changes


def histories(load: Load, track: Track) -> dict[str, History]:
    """The histories of a bank's facts or questions by slug, in the order in which they were added."""
    identity, revision = track.identity, track.revision
    rows = load.session.execute(
        select(
            identity.slug,
            identity.id,
            revision.id,
            revision.number,
            revision.digest,
            revision.file_digest,
            revision.state,
            revision.from_edition,
            revision.to_edition,
        )
        .join(revision, getattr(revision, track.owner) == identity.id)
        .where(identity.bank_id == load.bank_id)
        .order_by(identity.id, revision.number)
    )
    found: defaultdict[tuple[str, int], list[Revision]] = defaultdict(list)
    for slug, identity_id, *columns in rows:
        found[slug, identity_id].append(Revision._make(columns))
    return {slug: History(id, revisions) for (slug, id), revisions in found.items()}


def write(
    load: Load, track: Track, known: Mapping[str, History], items: Iterable[Item], gone: Sequence[History]
) -> Written:
    """Write the new revisions of `items` as far as they need any, and take `gone` out of circulation."""
    circulated, drafted = [], []
    for item in items:
        fate = known[item.slug].fate(item.digest, item.renew) if item.slug in known else "circulate"
        if fate == "circulate":
            circulated.append(item)
        elif fate == "draft":
            drafted.append(item)
    replaced = [live for item in circulated if (live := _live(known, item.slug))]
    _end(load, track, replaced, state="superseded")
    _end(load, track, [live for history in gone if (live := history.live)])
    ids = {slug: history.id for slug, history in known.items()} | _identities(
        load, track, [item for item in circulated if item.slug not in known]
    )
    return Written(
        _revise(load, track, known, ids, circulated, live=True),
        _revise(load, track, known, ids, drafted, live=False),
        Changes(len(circulated) - len(replaced), len(replaced), len(gone), len(drafted)),
    )


def inserted(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Insert `rows` and return their ids, in the same order."""
    if not rows:
        return ()
    return session.scalars(insert(table).returning(table.id, sort_by_parameter_order=True), rows).all()


def _live(known: Mapping[str, History], slug: str) -> Revision | None:
    return known[slug].live if slug in known else None


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
    *,
    live: bool,
) -> dict[str, tuple[int, int]]:
    rows = [
        {
            track.owner: ids[item.slug],
            "number": known[item.slug].revisions[-1].number + 1 if item.slug in known else 1,
            "digest": item.digest,
            "file_digest": item.digest,
            "state": "approved" if live else "draft",
            "author_id": load.by,
            "at": load.now,
            "from_edition": load.edition if live else None,
            "to_edition": None,
            **item.revision,
        }
        for item in items
    ]
    revision_ids = inserted(load.session, track.revision, rows)
    return {item.slug: (ids[item.slug], id) for item, id in zip(items, revision_ids, strict=True)}
