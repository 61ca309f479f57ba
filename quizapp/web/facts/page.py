"""Looking facts up: by words, bank, topic and kind, and by how one stands with them."""

from typing import get_args

from flask import render_template, request

from quizapp.core.fact import FactKind
from quizapp.core.message import mark
from quizapp.storage import my_facts, shelf
from quizapp.storage.asked import LAST_POSITION
from quizapp.storage.my_facts import Wanted
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.facts.mine import STATES, standing_of, today_of

KINDS = {
    "number": mark("Numbers"),
    "date": mark("Dates"),
    "person": mark("People"),
    "place": mark("Places"),
    "organisation": mark("Organisations"),
    "role": mark("Roles"),
    "event": mark("Events"),
    "position": mark("Positions"),
    "quotation": mark("Quotations"),
    "term": mark("Terms"),
}
if set(KINDS) != set(get_args(FactKind)):
    raise AssertionError("every kind of fact has a title")
LONGEST = 200
"""Signs of the search that are looked at."""


def show() -> str:
    """The facts that fit, a page at a time. What an address asks that does not exist is not asked. Creates nothing."""
    session, who = db.session(), identity.who()
    banks = shelf.shelf(session, identity.user_id())
    slug, _, topic = request.args.get("in", "").partition("/")
    bank = next((each for each in banks if each.slug == slug), None)
    words = request.args.get("q", "")[:LONGEST].replace("\x00", "")
    kind, state = request.args.get("kind", ""), request.args.get("state", "")
    wanted = Wanted(
        words=words,
        bank_id=bank.id if bank else None,
        topic=topic if bank and topic in {each.id for each in bank.topics} else "",
        kind=kind if kind in KINDS else "",
        state=state if who and state in STATES else "",
        after=_after(request.args.get("after", "")),
    )
    today = today_of(who)
    rows, after = my_facts.search(session, who.id if who else None, wanted, today)
    return render_template(
        "facts/page.html",
        known=who is not None,
        banks=banks,
        bank=bank,
        wanted=wanted,
        kinds=KINDS,
        states=STATES,
        titles={(each.slug, topic.id): topic.title for each in banks for topic in each.topics},
        found=[(row, standing_of(row, today)) for row in rows],
        after=after,
        asked={
            "q": words,
            "in": f"{slug}/{wanted.topic}" if wanted.topic else slug if bank else "",
            "kind": wanted.kind,
            "state": wanted.state,
        },
    )


def _after(said: str) -> int:
    return min(int(said), LAST_POSITION) if said.isascii() and said.isdigit() and len(said) < 20 else 0
