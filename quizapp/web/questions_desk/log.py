"""The log of a bank: who did what, when and why, and what differs by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from quizapp.core.difference import Difference, differences
from quizapp.core.message import mark
from quizapp.storage import bank_log, workspace
from quizapp.storage.bank_log import Entry
from quizapp.web.database import db
from quizapp.web.desk.access import edited
from quizapp.web.questions_desk.listing import page_asked

A_PAGE = 50
MOST = 40
"""Differences shown of one entry."""
ABOUT: Mapping[str, str] = {
    "brief": mark("the text and the lists"),
    "fact": mark("facts"),
    "question": mark("questions"),
    "edition": mark("editions"),
    "comment": mark("comments"),
    "proposal": mark("proposals"),
    "correction": mark("corrections"),
    "upstream": mark("what the files said"),
    "article": mark("the rights to the article"),
    "share": mark("people it is shared with"),
    "visibility": mark("who reads it"),
}
"""What the log can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with what differs by it: the first MOST, and how many there are."""

    entry: Entry
    changes: Sequence[Difference]
    count: int


def show(slug: str) -> str:
    """A page of it, newest first."""
    _, row = edited(slug)
    about, page = request.args.get("about", "")[:120].strip("/ "), page_asked()
    found = bank_log.entries(db.session(), slug, about, skip=page * A_PAGE, limit=A_PAGE + 1)
    return render_template(
        "questions_desk/log.html",
        row=row,
        bank=workspace.brief(slug, workspace.data(db.session(), row.id)),
        told=[_told(entry) for entry in found[:A_PAGE]],
        more=len(found) > A_PAGE,
        page=page,
        about=about,
        known=ABOUT,
    )


def _told(entry: Entry) -> Told:
    changes = differences(_stands(entry.before), _stands(entry.after))
    return Told(entry, changes[:MOST], len(changes))


def _stands(state: Mapping[str, Any] | None) -> Any:
    """A state as people compare it: of a fact or question the wording that editors go on from, and how it stands."""
    if state is None:
        return {}
    if state.keys() != {"live", "draft"}:
        return state
    live, draft = state["live"], state["draft"]
    stands = {"live revision": live and live["number"], "draft": draft and draft["state"]}
    return {**{name: value for name, value in stands.items() if value}, **(draft or live or {}).get("data", {})}
