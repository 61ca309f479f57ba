"""An assignment or a room on paper: printing it, and typing in what was written on it. The URL table."""

from flask import Blueprint

from quizapp.web.paper import answers, delete, sheet
from quizapp.web.roles import requires

blueprint = Blueprint("paper", __name__)

for rule, name, view, methods in (
    ("/assignments/<activity_id>/paper", "setup", sheet.setup, ["GET"]),
    ("/assignments/<activity_id>/paper/sheet", "sheet", sheet.show, ["GET"]),
    ("/assignments/<activity_id>/paper/answers", "answers", answers.show, ["GET"]),
    ("/assignments/<activity_id>/paper/answers", "typed", answers.post, ["POST"]),
    ("/assignments/<activity_id>/paper/answers/<pupil_id>", "typed_in", delete.show, ["GET"]),
    ("/assignments/<activity_id>/paper/answers/<pupil_id>", "delete", delete.post, ["POST"]),
):
    blueprint.add_url_rule(rule, name, requires("teacher")(view), methods=methods)
