"""Rulings after the fact: on a question of an activity, or on one answer; and how pupils are told. The URL table."""

from flask import Blueprint

from quizapp.web.roles import requires
from quizapp.web.rulings import answer, lift, overview, question, told

blueprint = Blueprint("rulings", __name__)
blueprint.add_app_template_global(told.of_attempt, "rulings_told")
blueprint.add_app_template_global(told.news, "rulings_news")

for rule, name, view, methods in (
    ("", "show", overview.show, ["GET"]),
    ("/lift/<int:ruling_id>", "ask_lift", lift.show, ["GET"]),
    ("/lift/<int:ruling_id>", "lift", lift.post, ["POST"]),
    ("/<int:revision_id>", "question", question.show, ["GET"]),
    ("/<int:revision_id>", "rule", question.post, ["POST"]),
    ("/<int:revision_id>/preview", "preview", question.preview_page, ["GET"]),
    ("/<int:revision_id>/answers/<int:answer_id>", "answer", answer.show, ["GET"]),
    ("/<int:revision_id>/answers/<int:answer_id>", "overrule", answer.post, ["POST"]),
):
    address = f"/results/<activity_id>/rulings{rule}"
    blueprint.add_url_rule(address, name, requires("teacher")(view), methods=methods)

blueprint.add_url_rule("/rulings", "mine", told.show, methods=["GET"])
blueprint.add_url_rule("/rulings/seen", "seen", told.seen, methods=["POST"])
