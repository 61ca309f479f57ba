"""What the database knows of a bank's facts and questions.

Facts and questions are kept alike: a row for the identity, a row for every revision. A revision is live while it is
approved and its `to_edition` is NULL.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.models import Fact, FactRevision, Question, QuestionRevision

ACCEPTED = "accepted"
"""The state of a draft that goes live with the next edition."""

Fate = Literal["keep", "circulate", "draft"]
"""What becomes of an item of the files: nothing, a new live revision, or a draft for an editor to judge."""


class Track(NamedTuple):
    """A table of identities, the table of their revisions, and the column that joins them."""

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

    def fate(self, digest: str, renew: bool, desk: bool = False) -> Fate:
        """What becomes of it when the files hold it with this digest; `renew` asks for a new revision in any case.

        What was edited in the app is never overwritten: a version of the files that was not seen before is a draft.
        What comes from the `desk` is never one.
        """
        live = self.live
        if self.edited and not desk and not (live and live.digest == digest):
            return "keep" if self.has_seen(digest) else "draft"
        return "keep" if live and live.digest == digest and not renew else "circulate"

    def has_seen(self, digest: str) -> bool:
        """Whether the files held it with this digest before."""
        return any(each.file_digest == digest for each in self.revisions)


def histories(session: Session, track: Track, bank_id: int) -> dict[str, History]:
    """The histories of a bank's facts or questions by slug, in the order in which they were added."""
    identity, revision = track.identity, track.revision
    columns = (getattr(revision, name) for name in Revision._fields)
    rows = session.execute(
        select(identity.slug, identity.id, *columns)
        .join(revision, getattr(revision, track.owner) == identity.id)
        .where(identity.bank_id == bank_id)
        .order_by(identity.id, revision.number)
    )
    found: defaultdict[tuple[str, int], list[Revision]] = defaultdict(list)
    for slug, identity_id, *values in rows:
        found[slug, identity_id].append(Revision._make(values))
    return {slug: History(id, revisions) for (slug, id), revisions in found.items()}
