"""The one Flask-SQLAlchemy object. It lives in web, so that nothing below ever reaches Flask through it."""

from flask_sqlalchemy import SQLAlchemy

from quizapp.storage.base import Base

db = SQLAlchemy(model_class=Base)
