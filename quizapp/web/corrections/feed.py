"""The corrections of public banks as a feed: Atom, RFC 4287."""

import re
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from flask import Response as Made
from flask import abort, current_app, render_template, request
from werkzeug.wrappers import Response

from quizapp.storage import corrections, shelf
from quizapp.web.database import db

KEPT = 300
"""Seconds for which readers of the feed need not ask again."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 cannot hold, not even escaped."""


def show() -> Response:
    """The latest corrections, of all public banks or of one; the same for everybody, whoever asks."""
    session, slug = db.session(), request.args.get("bank", "")
    bank = (shelf.bank(session, slug, None) or abort(404)) if slug else None
    found = corrections.published(session, None, slug)
    updated = found[0].at if found else NEVER
    site = current_app.config["ADDRESS"] or request.url_root.rstrip("/")
    told = {"found": found, "bank": bank, "site": site, "updated": updated, "query": f"?bank={slug}" if slug else ""}
    text = render_template("corrections/feed.xml", urn=urn, **told)
    response = Made(_NOT_XML.sub("", text), mimetype="application/atom+xml")
    response.last_modified = updated
    response.cache_control.public, response.cache_control.max_age = True, KEPT
    response.add_etag()
    return response.make_conditional(request)


def urn(name: str) -> str:
    """An id that stays the same wherever the site moves."""
    return uuid5(NAMESPACE_URL, f"quizapp:corrections:{name}").urn
