"""A learner's facts: looking them up, notes and marks, and starting over: the URL table."""

from flask import Blueprint

from quizapp.web.facts import change, page, reset

blueprint = Blueprint("facts", __name__)

for rule, name, view, methods in (
    ("/facts", "show", page.show, ["GET"]),
    ("/facts/reset", "ask_reset", reset.ask, ["GET"]),
    ("/facts/reset", "reset", reset.reset, ["POST"]),
    ("/facts/<slug>/<fact_slug>/note", "note", change.note, ["POST"]),
    ("/facts/<slug>/<fact_slug>/mark", "mark", change.mark, ["POST"]),
    ("/facts/<slug>/<fact_slug>/suspend", "suspend", change.suspend, ["POST"]),
    ("/facts/<slug>/<fact_slug>/resume", "resume", change.resume, ["POST"]),
    ("/facts/<slug>/<fact_slug>/bury", "bury", change.bury, ["POST"]),
    ("/facts/<slug>/<fact_slug>/reset", "reset_one", reset.reset_one, ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
