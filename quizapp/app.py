"""The composition root: configuration, database and blueprints meet here and only here.

Heavy imports stand inside the functions: `quizapp --help` answers at once, and `quizapp serve` can patch the standard
library for gevent before anything else has imported it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from quizapp.config import Config


def create_app(config: Config) -> Flask:
    """Build the Flask app on a database that is already migrated (`storage.migrate.upgrade`)."""
    from flask import Flask

    from quizapp.storage.database import engine_options, prepare
    from quizapp.web.database import db

    app = Flask("quizapp", static_folder=None, template_folder=None)
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        DEBUG=config.debug,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url),
        QUIZAPP=config,
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    return app


def main() -> None:
    """Run the command line."""
    from quizapp.cli import command

    command(obj=create_app, prog_name="quizapp")
