"""The page that says what is kept."""

from flask import current_app, render_template

from quizapp.web import identity


def show() -> str:
    """What is kept, why and for how long, in plain words."""
    sends = current_app.config["MAIL"] is not None
    return render_template("privacy/page.html", known=identity.who() is not None, sends=sends)
