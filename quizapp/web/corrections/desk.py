"""Corrections that nobody has read beside who made them: a second person reads each afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.correct import second
from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.review import OwnWork
from quizapp.core.fact import Fact, Trap
from quizapp.core.message import Message, mark
from quizapp.formats.fact_form import fields_of
from quizapp.storage import corrections
from quizapp.storage.corrections import Unread
from quizapp.web import identity, roles
from quizapp.web.corrections.words import FIELDS
from quizapp.web.database import db

TRAP = mark("False variant")
OWN = mark("You made this correction yourself. Somebody else has to read it.")

Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Line:
    """A field that reads otherwise than before; `title` is a message id."""

    title: str
    before: str
    after: str


def show() -> str:
    """All that wait, the oldest first."""
    return _page(None)


def read(correction_id: str) -> Page:
    """Note that somebody has read one."""
    identity.writer()
    account, session = roles.holder("editor"), db.session()
    found = corrections.editable_id(session, account, correction_id) or abort(404)
    try:
        second(session, Signature(account, "", identity.now()), found)
    except OwnWork:
        session.rollback()
        return _page(Message(OWN)), 409
    session.commit()
    return redirect(url_for("corrections.unread"), 303)


def difference(before: Fact, after: Fact | None) -> list[Line]:
    """What reads otherwise, field by field; all that is gone where the fact was retracted."""
    old, new = fields_of(before), fields_of(after) if after else {}
    changed = [name for name in FIELDS if old.get(name, "") != new.get(name, "")]
    lines = [Line(FIELDS[name], old.get(name, ""), new.get(name, "")) for name in changed]
    return lines + ([Line(TRAP, *pair) for pair in _variants(before, after)] if after else [])


def _variants(before: Fact, after: Fact) -> Iterator[tuple[str, str]]:
    """The false variants that are gone, each beside one that came."""
    gone = [each for each in before.traps if each not in after.traps]
    come = [each for each in after.traps if each not in before.traps]
    return zip_longest(map(_in_words, gone), map(_in_words, come), fillvalue="")


def _in_words(trap: Trap) -> str:
    return f"{trap.says}: {trap.why}"


def _page(problem: Message | None) -> str:
    account = roles.holder("editor")
    found: list[Unread] = corrections.unread(db.session(), account)
    return render_template(
        "corrections/unread.html",
        found=[(each, difference(each.before, each.after), each.by_id == account.user_id) for each in found],
        problem=problem,
    )
