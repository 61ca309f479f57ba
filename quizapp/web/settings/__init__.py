"""A learner's settings: the URL table."""

from flask import Blueprint

from quizapp.web.settings import page

blueprint = Blueprint("settings", __name__)

for rule, name, view, methods in (
    ("/settings", "show", page.show, ["GET"]),
    ("/settings", "save", page.save, ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
