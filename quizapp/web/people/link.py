"""A one-time link, shown where it was made and nowhere again: only the hash of its secret is kept."""

from datetime import timedelta

from flask import render_template, url_for


def show_link(name: str, secret: str, lasts: timedelta) -> str:
    """The page with a link by which the user called `name` sets a password; commit before."""
    address = url_for("account.reset", secret=secret, _external=True)
    return render_template("people/link.html", name=name, address=address, hours=round(lasts.total_seconds() / 3600))
