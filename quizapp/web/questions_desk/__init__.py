"""The desk's other pages of a bank: questions, lists, log, what its files say, export. The URL table."""

from flask import Blueprint

from quizapp.web.desk import remarks
from quizapp.web.questions_desk import (
    checks,
    deeds,
    derived,
    export,
    listing,
    lists,
    log,
    previews,
    question,
    review,
    terms,
    upstream,
    words,
)
from quizapp.web.roles import requires

blueprint = Blueprint("questions_desk", __name__)
blueprint.add_app_template_filter(words.label, "part_label")
blueprint.add_app_template_filter(words.value, "part_value")
blueprint.add_app_template_filter(deeds.done, "done")
blueprint.add_app_template_filter(previews.apart, "apart")

for rule, name, view, methods in (
    ("/questions", "questions", listing.show, ["GET"]),
    ("/new-question", "new", question.new, ["GET"]),
    ("/new-question", "add", question.add, ["POST"]),
    ("/check-question", "check", checks.show, ["POST"]),
    ("/questions/<question_slug>", "question", question.show, ["GET"]),
    ("/questions/<question_slug>", "save_question", question.post, ["POST"]),
    ("/questions/<question_slug>/step", "step", question.step, ["POST"]),
    ("/questions/<question_slug>/review", "review", review.show, ["GET"]),
    ("/questions/<question_slug>/comments", "comment", remarks.on_question, ["POST"]),
    ("/questions/<question_slug>/drop", "drop", derived.drop, ["POST"]),
    ("/about", "about", lists.show, ["GET"]),
    ("/about", "save_about", lists.post, ["POST"]),
    ("/terms", "begin_term", terms.begin, ["POST"]),
    ("/upstream", "upstream", upstream.show, ["GET"]),
    ("/upstream", "decide", upstream.post, ["POST"]),
    ("/log", "log", log.show, ["GET"]),
    ("/export.zip", "export", export.show, ["GET"]),
):
    blueprint.add_url_rule(f"/desk/<slug>{rule}", name, requires("editor")(view), methods=methods)
