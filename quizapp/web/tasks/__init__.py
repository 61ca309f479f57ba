"""Assignments, for those who do them: the URL table. The teachers' side is in `web.assignments`."""

from flask import Blueprint

from quizapp.web.tasks import every, one, result, run

blueprint = Blueprint("tasks", __name__)

for rule, name, view, methods in (
    ("/tasks", "all", every.show, ["GET"]),
    ("/tasks/<activity_id>", "task", one.show, ["GET"]),
    ("/tasks/<activity_id>", "begin", one.post, ["POST"]),
    ("/tasks/attempt/<attempt_id>", "attempt", result.show, ["GET"]),
    ("/tasks/attempt/<attempt_id>/hand-in", "hand_in", run.overview, ["GET"]),
    ("/tasks/attempt/<attempt_id>/hand-in", "handed_in", run.hand_over, ["POST"]),
    ("/tasks/attempt/<attempt_id>/<int:position>", "question", run.show, ["GET"]),
    ("/tasks/attempt/<attempt_id>/<int:position>", "answer", run.post, ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
