"""Downloads of all that is kept about oneself, also for guests; and the page that says what that is."""

import tempfile

from flask import Response, current_app, render_template, send_file, stream_with_context
from werkzeug.wrappers import Response as AnyResponse

from quizapp.storage import export
from quizapp.web import identity
from quizapp.web.database import db

IN_MEMORY = 4 * 1024 * 1024
"""Bytes; a larger archive is written to disk until it is sent."""


def show() -> str:
    """What is kept, why and for how long, in plain words."""
    sends = current_app.config["MAIL"] is not None
    return render_template("privacy/page.html", known=identity.who() is not None, sends=sends)


def as_json() -> Response:
    """Everything, as one file of JSON that is sent while it is read."""
    pieces = stream_with_context(export.as_json(db.session(), identity.somebody().id))
    headers = {"Content-Disposition": 'attachment; filename="quizapp-data.json"', "Cache-Control": "no-store"}
    return Response(pieces, mimetype="application/json", headers=headers)


def as_zip() -> AnyResponse:
    """The same, with tables of answers and reviews, as an archive."""
    who = identity.somebody()
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    export.write_zip(db.session(), who.id, file)
    file.seek(0)
    response = send_file(file, mimetype="application/zip", as_attachment=True, download_name="quizapp-data.zip")
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(file.close)
    return response
