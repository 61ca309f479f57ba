"""Who may try codes. Guessing is limited by the minute; whoever has shown not to be guessing is never refused.

Only wrong codes are counted, by address and for everybody together. Once either count is full, a typed code is not
looked at for the rest of the minute, right or wrong, since otherwise guesses would go on. It still is for
- whoever comes by a QR code or a link, which carries a key that cannot be guessed,
- whoever has an account or is in a class, who has a count of their own,
- whoever is in the network in which somebody who may show the code showed it within the hour: a class shares one
  address, and there one pupil's jokes must not keep thirty others out.
"""

import hmac
from datetime import timedelta

from flask import current_app, request

from quizapp.actions import limit
from quizapp.storage import codes
from quizapp.storage.codes import Place
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.account import budget
from quizapp.web.account.budget import Counted
from quizapp.web.database import db

PER_ADDRESS, OVERALL, PER_LEARNER = 60, 600, 30
"""Wrong codes a minute."""
KEY_LENGTH = 10
VOUCHED_AGAIN = timedelta(minutes=10)


class Refused(Exception):
    """Too many wrong codes; it goes on within a minute."""


def key(code: str) -> str:
    """What a QR code carries beside the code: whoever knows it has seen the code."""
    return limit.subject(str(current_app.secret_key), "join", code)[:KEY_LENGTH]


def place_hash() -> str:
    """The network address of the request, as a room keeps its host's."""
    return limit.subject(str(current_app.secret_key), "place", request.remote_addr or "")


def vouch(code: str) -> None:
    """Remember for an hour that the code is shown in this network. Commits, now and then."""
    shown, now = _shown_here(code), identity.now()
    last = limit.lately(db.session(), shown, now)
    if last is None or last < now - VOUCHED_AGAIN:
        write(db.session())
        limit.take(db.session(), shown, 1, now)
        db.session.commit()


def find(code: str | None) -> Place | None:
    """What a code leads to; None, which is counted, if nowhere. Raises Refused. Commits."""
    session = db.session()
    place = codes.owner_of(session, code) if code else None
    if place and code and _vouched(place, code):
        return place
    counted = _counted()
    if any(limit.used_up(session, what, most, identity.now()) for what, most in counted):
        raise Refused
    if place is None and not budget.covers(*counted):
        raise Refused
    return place


def _counted() -> list[Counted]:
    who = identity.who()
    if who is not None and (who.has_classes or who.has_account):
        return [budget.of("wrong code by", str(who.id), PER_LEARNER)]
    return [budget.from_here("wrong code from", PER_ADDRESS), budget.of("wrong code", "anybody", OVERALL)]


def _vouched(place: Place, code: str) -> bool:
    if hmac.compare_digest(request.values.get("k", "").encode(), key(code).encode()):
        return True
    if place.place_hash and hmac.compare_digest(place.place_hash, place_hash()):
        return True
    return limit.lately(db.session(), _shown_here(code), identity.now()) is not None


def _shown_here(code: str) -> str:
    return limit.subject(str(current_app.secret_key), f"shown {code}", request.remote_addr or "")
