"""What every response carries, and what every request must: strict CSP, no sniffing, no framing, CSRF tokens."""

from functools import lru_cache, partial
from typing import Any

from flask import Flask, Response, abort, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import SignatureExpired, URLSafeTimedSerializer

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

PUBLIC = ("static", "corrections.feed")
"""What is the same for everybody, and says itself how long it may be kept."""
KNOWN_COOKIES = 5000

csrf = CSRFProtect()


class Cookies(URLSafeTimedSerializer):
    """Verifies each signed cookie once: a class sends the same ones with every answer."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """As the class above."""
        super().__init__(*given, **named)
        self._verified = lru_cache(KNOWN_COOKIES)(partial(super().loads, return_timestamp=True))
        self._clock = next(self.iter_unsigners(self.salt))

    # Its own `loads` overrides its parent's as incompatibly.
    def loads(self, s: str | bytes, max_age: int | None = None, **_: Any) -> Any:  # type: ignore[override]
        """What a cookie holds. Raises BadSignature, also where it is older than `max_age` in seconds."""
        payload, signed_at = self._verified(s)
        # By the clock that signs, and by no second one.
        if max_age is not None and self._clock.get_timestamp() - signed_at.timestamp() > max_age:
            raise SignatureExpired("too old", payload, signed_at)
        return payload


class Sessions(SecureCookieSessionInterface):
    """Flask's, with keys that are derived once."""

    @lru_cache(1)  # noqa: B019 - as long as the app
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """As Flask makes it."""
        made = super().get_signing_serializer(app)
        if made is None:
            return None
        return Cookies(made.secret_keys, salt=made.salt, serializer=made.serializer, signer_kwargs=made.signer_kwargs)


def init_app(app: Flask) -> None:
    """Guard `app`."""
    app.session_interface = Sessions()
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
    response.headers.extend(HEADERS)
    if request.endpoint not in PUBLIC or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response
