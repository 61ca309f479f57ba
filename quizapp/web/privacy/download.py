"""Everything that is kept about a learner, to take along."""

import tempfile
from collections.abc import Callable, Iterator
from typing import IO

from flask import send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.storage.export import forms
from quizapp.web import identity
from quizapp.web.breathe import breathe
from quizapp.web.database import db

IN_MEMORY = 4 * 1024 * 1024
"""Bytes; a larger file is written to disk until it is sent."""


def as_json() -> Response:
    """Everything, as one file of JSON."""
    return _download(forms.write_json, "json")


def as_zip() -> Response:
    """The same, with a table for each kind of thing, as an archive."""
    return _download(forms.write_zip, "zip")


def _download(write: Callable[[Session, int, IO[bytes]], Iterator[None]], form: str) -> Response:
    """Write it all to a file first: whoever reads slowly must not keep a database transaction open."""
    who = identity.somebody()
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    for _ in write(db.session(), who.id, file):
        breathe()
    file.seek(0)
    name = f"quizapp-data.{form}"
    response = send_file(file, mimetype=f"application/{form}", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(file.close)
    return response
