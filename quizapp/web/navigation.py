"""What the header of every page offers beyond what it offers to all."""

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from quizapp.web import identity


def init_app(app: Flask) -> None:
    """Offer `has_classes()` and `has_desk()` to the templates of `app`."""
    app.jinja_env.globals.update(has_classes=has_classes, has_desk=has_desk)


def has_classes() -> bool:
    """Whether whoever asks teaches or is in a class. Of a stranger nothing is looked up, of others nothing more.

    An error page has a header, too: where the database does not answer, it offers less.
    """
    try:
        who = identity.who()
    except SQLAlchemyError:
        return False
    return who is not None and who.has_classes


def has_desk() -> bool:
    """Whether whoever asks is an editor. Of a guest nothing is looked up."""
    try:
        who = identity.who()
    except SQLAlchemyError:
        return False
    return who is not None and who.is_editor
