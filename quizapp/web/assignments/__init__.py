"""Assignments, for those who set them: the URL table. The pupils' side is in `web.tasks`."""

from flask import Blueprint

from quizapp.web.assignments import edit, new, pupil, show, withdraw
from quizapp.web.roles import requires

blueprint = Blueprint("assignments", __name__)

for rule, name, view, methods in (
    ("/classes/<class_id>/assignments", "all", show.everything, ["GET"]),
    ("/classes/<class_id>/assignments/new", "new", new.show, ["GET"]),
    ("/classes/<class_id>/assignments/new", "make", new.post, ["POST"]),
    ("/assignments/<activity_id>", "watch", show.show, ["GET"]),
    ("/assignments/<activity_id>/now", "now", show.fragment, ["GET"]),
    ("/assignments/<activity_id>/edit", "edit", edit.show, ["GET"]),
    ("/assignments/<activity_id>/edit", "change", edit.post, ["POST"]),
    ("/assignments/<activity_id>/withdraw", "ask_withdraw", withdraw.show, ["GET"]),
    ("/assignments/<activity_id>/withdraw", "withdraw", withdraw.post, ["POST"]),
    ("/assignments/<activity_id>/pupils/<member_id>", "pupil", pupil.show, ["GET"]),
    ("/assignments/<activity_id>/pupils/<member_id>", "allow", pupil.post, ["POST"]),
    ("/assignments/<activity_id>/pupils/<member_id>/reopen", "reopen", pupil.reopen, ["POST"]),
):
    blueprint.add_url_rule(rule, name, requires("teacher")(view), methods=methods)
