"""What somebody knows, and how well they know it: the URL table."""

from flask import Blueprint

from quizapp.web.progress import page

blueprint = Blueprint("progress", __name__)

for rule, name, view, methods in (
    ("/progress", "show", page.show, ["GET"]),
    ("/progress/sure-but-wrong", "again", page.again, ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
