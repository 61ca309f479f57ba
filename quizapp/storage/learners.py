"""Learners and the sessions by which a browser acts for one."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session as Db

from quizapp.core.memory import DEFAULT, Parameters
from quizapp.core.preferences import Preferences, preferences_from
from quizapp.core.schedule import Schedule
from quizapp.storage.database import send
from quizapp.storage.models import Fit, Learner, Member, Session, User

EDITORS = ("editor", "administrator")


@dataclass(frozen=True, slots=True)
class Who:
    """The learner a request acts for."""

    id: int
    zone: str
    rollover: int
    settings: dict[str, Any]
    last_seen_at: datetime
    own_parameters: dict[str, Any] | None
    """As the latest fit found them, where it adopted them."""
    has_classes: bool
    """Whether they are in a class, or may teach one."""
    user_id: int | None
    """The user they are, whose banks they read; None for a guest."""
    role: str | None
    """The user's role."""

    @property
    def is_editor(self) -> bool:
        """Whether they have a desk."""
        return self.role in EDITORS

    @property
    def has_account(self) -> bool:
        """Whether they can log in."""
        return self.user_id is not None

    @property
    def parameters(self) -> Parameters:
        """Of this learner's forgetting."""
        return tuple(self.own_parameters["w"]) if self.own_parameters else DEFAULT

    @property
    def preferences(self) -> Preferences:
        """How their cards go."""
        return preferences_from(self.settings)

    @property
    def schedule(self) -> Schedule:
        """When facts come back for them."""
        return replace(self.preferences.schedule, parameters=self.parameters)


_LATEST_FIT = select(func.max(Fit.id)).where(Fit.learner_id == Learner.id).correlate(Learner).scalar_subquery()
_IN_CLASS = exists().where(Member.learner_id == Learner.id, Member.removed_at.is_(None))
_WHO = (
    select(
        Learner.id,
        Learner.zone,
        Learner.rollover,
        Learner.settings,
        Learner.last_seen_at,
        Fit.parameters,
        or_(_IN_CLASS, func.coalesce(User.role, "learner") != "learner"),
        Learner.user_id,
        User.role,
    )
    .outerjoin(Fit, and_(Fit.id == _LATEST_FIT, Fit.adopted))
    .outerjoin(User, User.id == Learner.user_id)
)
_BY_SECRET = _WHO.join(Session, Session.learner_id == Learner.id).where(
    Session.secret_hash == bindparam("secret_hash"), Session.expires_at > bindparam("now")
)
_BY_ID = _WHO.where(Learner.id == bindparam("id"))


def secret_hash(secret: str) -> str:
    """What is kept of a session's secret. Plain SHA-256 does: the secret has 128 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def by_secret(db: Db, secret: str, now: datetime) -> Who | None:
    """The learner of an unexpired session, or None."""
    row = send(db, _BY_SECRET, {"secret_hash": secret_hash(secret), "now": now}).one_or_none()
    return Who(*row) if row else None


def by_id(db: Db, learner_id: int) -> Who:
    """The learner with an internal id that exists."""
    return Who(*send(db, _BY_ID, {"id": learner_id}).one())
