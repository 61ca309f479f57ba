"""Static files, served under the digest of them all, so that no browser ever mixes old and new modules."""

import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory

FOREVER = 31_536_000
"""Seconds: a year."""


class StaticFiles:
    """The static folder, with the digest of its content as it was when the app started."""

    def __init__(self, folder: Path) -> None:
        """Read every file once."""
        self.folder = folder
        digest = hashlib.sha256()
        self.names = frozenset(
            path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()
        )
        for name in sorted(self.names):
            digest.update(name.encode() + b"\0" + (folder / name).read_bytes())
        self.digest = digest.hexdigest()[:16]

    def url(self, name: str) -> str:
        """The address of a static file; made without url_for, which fails for an untrusted Host."""
        return f"{request.script_root}/static/{self.digest}/{name}"


def init_app(app: Flask, folder: Path) -> None:
    """Serve `folder` and offer `asset(name)` and `has_asset(name)` to templates."""
    files = StaticFiles(folder)
    app.extensions["static_files"] = files
    app.add_url_rule("/static/<digest>/<path:name>", "static", serve)
    app.jinja_env.globals.update(asset=files.url, has_asset=files.names.__contains__)


def serve(digest: str, name: str) -> Response:
    """Send a file; only the present digest may be kept for good."""
    files: StaticFiles = current_app.extensions["static_files"]
    response = send_from_directory(files.folder, name, max_age=0)
    if digest == files.digest:
        response.headers["Cache-Control"] = f"public, max-age={FOREVER}, immutable"
    return response
