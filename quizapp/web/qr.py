"""QR codes in pages: dark on light in both colour schemes, since not every reader understands the other way round."""

import segno
from flask import Flask
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Offer `qr(address)` to the templates of `app`."""
    app.jinja_env.globals.update(qr=qr)


def qr(address: str) -> Markup:
    """An SVG for a page's own text; whoever cannot scan it needs the address beside it."""
    drawn = segno.make(address, error="m", micro=False)
    made = drawn.svg_inline(scale=1, border=3, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return Markup(made.replace("<svg", '<svg aria-hidden="true"', 1))  # noqa: S704 - segno's own drawing
