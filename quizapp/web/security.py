"""What every response carries, and what every request must: strict CSP, no sniffing, no framing, CSRF tokens."""

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

CSP = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Flask-WTF refuses an https POST without a Referer, so it must be sent to ourselves.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Guard `app`."""
    csrf.init_app(app)
    app.before_request(refuse_nul)
    app.after_request(harden)


def refuse_nul() -> None:
    """Nobody types the sign NUL, and PostgreSQL's texts cannot hold it: an address with it leads nowhere."""
    if "\0" in request.path:
        abort(404)
    if any("\0" in value for values in request.form.listvalues() for value in values):
        abort(400)


def harden(response: Response) -> Response:
    """Add the headers. Whatever is not told to be public is somebody's own page and is not kept."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response
