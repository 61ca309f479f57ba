"""Studying alone: the URL table. Every page is a plain function in the module it is named after."""

from flask import Blueprint

from quizapp.web.study import bank, hand_in, home, question, result, setup
from quizapp.web.study.run import PRACTICE

blueprint = Blueprint("study", __name__)

for rule, name, view, methods in (
    ("/", "home", home.show, ["GET"]),
    ("/how-it-grades", "grading", home.grading, ["GET"]),
    ("/bank/<slug>", "bank", bank.show, ["GET"]),
    ("/bank/<slug>/brief", "brief", bank.brief, ["GET"]),
    ("/bank/<slug>/fact/<fact_slug>", "fact", bank.fact, ["GET"]),
    ("/bank/<slug>/quiz", "setup", setup.show, ["GET"]),
    ("/quiz", "start", setup.start, ["POST"]),
    ("/quiz/<attempt_id>", "attempt", result.show, ["GET"]),
    ("/quiz/<attempt_id>/missed", "missed", result.missed, ["POST"]),
    ("/quiz/<attempt_id>/hand-in", "hand_in", PRACTICE.page(hand_in.show), ["GET"]),
    ("/quiz/<attempt_id>/hand-in", "handed_in", PRACTICE.page(hand_in.post), ["POST"]),
    ("/quiz/<attempt_id>/<int:position>", "question", PRACTICE.page(question.show), ["GET"]),
    ("/quiz/<attempt_id>/<int:position>", "answer", PRACTICE.page(question.post), ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
