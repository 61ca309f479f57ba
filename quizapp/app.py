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
    from jinja2 import StrictUndefined
    from sqlalchemy.orm import sessionmaker

    from quizapp.live import Live
    from quizapp.resources import folder
    from quizapp.storage.database import engine_options, prepare
    from quizapp.web import (
        account,
        assignments,
        cards,
        classes,
        corrections,
        desk,
        errors,
        facts,
        health,
        join,
        language,
        log,
        navigation,
        onboarding,
        open_book,
        paper,
        people,
        privacy,
        progress,
        proxy,
        qr,
        questions_desk,
        reports,
        results,
        rooms,
        rulings,
        security,
        settings,
        sharing,
        static,
        study,
        tasks,
        uploads,
    )
    from quizapp.web.database import db

    app = Flask("quizapp", static_folder=None, template_folder=str(folder("templates")))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        DEBUG=config.debug,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url),
        TRUSTED_HOSTS=[*config.hosts, *config.local] or None,
        MAX_CONTENT_LENGTH=1024 * 1024,
        SESSION_COOKIE_NAME="quizapp_csrf",
        SESSION_COOKIE_PATH=config.prefix or "/",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.https,
        # A page may stay open for days, and an answer may be delivered late: the token lives as long as its cookie.
        WTF_CSRF_TIME_LIMIT=None,
        MAIL=config.mail,
        ADDRESS=config.address if config.named else "",
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        app.extensions["live"] = Live(sessionmaker(db.engine), config.redis_url)
    for part in (uploads, log, security, language, errors, health, qr, navigation, open_book):
        part.init_app(app)
    static.init_app(app, folder("static"))
    app.register_blueprint(study.blueprint)
    app.register_blueprint(progress.blueprint)
    app.register_blueprint(cards.blueprint)
    app.register_blueprint(facts.blueprint)
    app.register_blueprint(account.blueprint)
    app.register_blueprint(paper.blueprint)
    app.register_blueprint(rulings.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(sharing.blueprint)
    app.register_blueprint(corrections.blueprint)
    app.register_blueprint(people.blueprint)
    app.register_blueprint(privacy.blueprint)
    app.register_blueprint(settings.blueprint)
    app.register_blueprint(rooms.blueprint)
    app.register_blueprint(results.blueprint)
    app.register_blueprint(classes.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(questions_desk.blueprint)
    app.register_blueprint(join.blueprint)
    app.register_blueprint(assignments.blueprint)
    app.register_blueprint(tasks.blueprint)
    app.register_blueprint(onboarding.blueprint)
    proxy.init_app(app, config.proxies, config.prefix)
    return app


def main() -> None:
    """Run the command line."""
    from quizapp.cli import command

    command(obj=create_app, prog_name="quizapp")
