"""Flashcards: the URL table. Every page is a plain function in the module it is named after."""

from flask import Blueprint

from quizapp.web.cards import ahead, overview, run

blueprint = Blueprint("cards", __name__)

for rule, name, view, methods in (
    ("/cards", "overview", overview.show, ["GET"]),
    ("/cards", "start", overview.start, ["POST"]),
    ("/cards/<attempt_id>", "run", run.show, ["GET"]),
    ("/cards/<attempt_id>/end", "end", overview.end, ["POST"]),
    ("/cards/<attempt_id>/undo", "undo", run.take_back, ["POST"]),
    ("/cards/<attempt_id>/ahead", "ahead", ahead.show, ["GET"]),
    ("/cards/<attempt_id>/deliver", "deliver", ahead.deliver, ["POST"]),
    ("/cards/<attempt_id>/<int:position>", "card", run.card, ["GET"]),
    ("/cards/<attempt_id>/<int:position>", "take", run.post, ["POST"]),
    ("/cards/<attempt_id>/<int:position>/type", "typed", run.typed, ["GET"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
