"""Exercises from the bank's list of contested terms: each is a fact about a term, which rests on the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.text import save_lists
from quizapp.core.bank import Term
from quizapp.core.fact import Fact
from quizapp.storage import desk, workspace
from quizapp.storage.models import Bank
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.desk.access import editing
from quizapp.web.desk.terms import SOURCE, exercise

LIST = "This bank’s style list"
"""The name of the source; a text of the bank."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A term of the list, with the fact that makes an exercise of it, if there is one."""

    term: Term
    fact: Fact | None


def listed(row: Bank) -> Sequence[Listed]:
    """The terms as they are saved."""
    session = db.session()
    terms = workspace.brief(row.slug, workspace.data(session, row.id)).terms
    facts = [work.latest.fact for work in desk.facts(session, row.id) if work.latest] if terms else []
    return [Listed(term, exercise(facts, term)) for term in terms]


def begin(slug: str) -> Response:
    """Begin the fact about a term. The list becomes a source of the bank, where it is none yet."""
    sign, row = editing(slug)
    session, said = db.session(), request.form.get("term", "")
    data = workspace.data(session, row.id)
    if said not in {each["term"] for each in data["terms"]}:
        abort(404)
    if SOURCE not in {each["id"] for each in data["sources"]}:
        source = {"id": SOURCE, "name": LIST, "date": identity.now().date().isoformat(), "rights": ""}
        version = workspace.version(session, row.id)
        save_lists(session, sign, row.id, {"sources": [*data["sources"], source]}, version)
        session.commit()
    return redirect(url_for("desk.new_fact", slug=slug, term=said), 303)
