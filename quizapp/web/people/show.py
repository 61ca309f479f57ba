"""Looking people up, and one person's page."""

from flask import abort, render_template, request

from quizapp.core.message import Message, mark
from quizapp.storage import people
from quizapp.storage.users import ROLES
from quizapp.web.database import db

TITLES = {
    "learner": mark("Learner"),
    "teacher": mark("Teacher"),
    "editor": mark("Editor"),
    "administrator": mark("Administrator"),
}
if tuple(TITLES) != ROLES:
    raise AssertionError("every role has a title")
LONGEST = 200
"""Signs of the search that are looked at."""


def everyone() -> str:
    """Accounts by name, a page at a time. `q` of the address narrows them, `after` goes on."""
    session = db.session()
    words, after = (request.args.get(name, "")[:LONGEST].replace("\0", "") for name in ("q", "after"))
    found, more = people.people(session, words.strip(), after)
    shown = {"found": found, "more": more, "words": words, "after": after, "titles": TITLES}
    return render_template("people/show.html", total=people.total(session), **shown)


def person(person_id: str) -> str:
    """One account: its role, and a link to make."""
    return person_page(person_id, None)


def person_page(person_id: str, problem: Message | None) -> str:
    """The page of a person who exists, or 404."""
    found = people.person(db.session(), person_id) or abort(404)
    return render_template("people/person.html", person=found, titles=TITLES, problem=problem)
