"""Whose bank it is at the desk: of those who may edit it. To anybody else it does not exist."""

from collections.abc import Mapping

from flask import abort
from sqlalchemy import select

from quizapp.actions.desk.record import Signature
from quizapp.storage.models import Bank
from quizapp.storage.readable import editable
from quizapp.storage.users import Account
from quizapp.web import identity, roles
from quizapp.web.database import db

LONGEST_REASON = 500


def edited(slug: str) -> tuple[Account, Bank]:
    """The editor and the bank, for whoever may edit it; 404 for others."""
    account = roles.holder("editor")
    return account, _of(account, slug)


def editing(slug: str, why: str = "") -> tuple[Signature, Bank]:
    """Begin a transaction that writes to a bank, for somebody who may: what they sign with, and the bank."""
    identity.writer()
    account = roles.holder("editor")
    return Signature(account, why.strip()[:LONGEST_REASON], identity.now()), _of(account, slug)


def _of(account: Account, slug: str) -> Bank:
    query = select(Bank).where(Bank.slug == slug, editable(account.user_id, account.role))
    return db.session().scalars(query).one_or_none() or abort(404)


def ticked(form: Mapping[str, str], name: str) -> bool:
    """Whether a box was ticked."""
    return form.get(name) == "true"
