"""Whether the app is well: for load balancers, process managers and the tests."""

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quizapp.web.database import db


def init_app(app: Flask) -> None:
    """Answer under /health."""
    app.add_url_rule("/health", "health", health)


def health() -> tuple[Response, int]:
    """Status 200 while the database answers, else 503."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="error", database="does not answer"), 503
    return jsonify(status="ok", database="answers"), 200
