"""The public page of corrections: what an earlier version said, what is so, the source and the reason."""

from itertools import groupby

from flask import abort, render_template, request

from quizapp.storage import corrections, shelf
from quizapp.storage.corrections import MOST
from quizapp.web import identity
from quizapp.web.database import db


def show() -> str:
    """Those of all banks that the visitor may read, or of one, day by day, the latest first. Creates nothing."""
    session, user_id = db.session(), identity.user_id()
    slug = request.args.get("bank", "")
    bank = (shelf.bank(session, slug, user_id) or abort(404)) if slug else None
    found = corrections.published(session, user_id, slug, request.args.get("before", ""), MOST + 1)
    days = [(day, list(each)) for day, each in groupby(found[:MOST], key=lambda each: each.at.date())]
    earlier = found[MOST - 1].public_id if len(found) > MOST else ""
    return render_template("corrections/show.html", days=days, bank=bank, earlier=earlier)


def one(correction_id: str) -> str:
    """One correction, to be linked to."""
    found = corrections.one(db.session(), identity.user_id(), correction_id) or abort(404)
    return render_template("corrections/one.html", correction=found)
