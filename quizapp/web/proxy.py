"""Standing behind a proxy: how many to trust, and the path it serves us under."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import Map

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask, proxies: int, prefix: str) -> None:
    """Wrap the WSGI app of `app` as configured."""
    if prefix:
        app.wsgi_app = Prefix(app.wsgi_app, prefix, app.url_map)  # type: ignore[method-assign]  # Flask documents this very assignment
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # likewise
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


class Prefix:
    """Serve an app under `prefix`, whether or not the proxy strips it from the path.

    An address of the app itself may begin like the prefix: "/quiz" does. So the prefix is taken off only where an
    address of the app is left.
    """

    def __init__(self, app: "WSGIApplication", prefix: str, addresses: Map) -> None:
        """Wrap `app`, which has these `addresses`; `prefix` is like "/quiz"."""
        self.app = app
        self.addresses = addresses.bind("localhost")
        self.prefix = prefix.rstrip("/")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Move the prefix from the path to where WSGI looks for it."""
        path = environ.get("PATH_INFO", "")
        if path == self.prefix or path.startswith(self.prefix + "/"):
            rest, method = path[len(self.prefix) :] or "/", environ["REQUEST_METHOD"]
            if self.addresses.test(rest, method) or not self.addresses.test(path, method):
                environ["PATH_INFO"] = rest
        environ["SCRIPT_NAME"] = self.prefix
        return self.app(environ, start_response)
