"""Whose class it is: of those who teach it and of those who are in it. To anybody else it does not exist."""

from flask import abort

from quizapp.storage import classes
from quizapp.storage.classes import ClassRow
from quizapp.storage.users import Account
from quizapp.web import identity, roles
from quizapp.web.database import db


def taught(class_id: str) -> ClassRow:
    """The class, for whoever teaches it; 404 for others."""
    return _of(roles.holder("teacher"), class_id)


def changing(class_id: str) -> tuple[Account, ClassRow]:
    """Begin a transaction that writes for somebody who teaches the class, both read inside it; 404 for others."""
    identity.writer()
    account = roles.holder("teacher")
    return account, _of(account, class_id)


def _of(account: Account, class_id: str) -> ClassRow:
    return classes.taught(db.session(), account.user_id, class_id) or abort(404)
