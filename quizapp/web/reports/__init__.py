"""Reports of what is wrong, from readers to editors and back, and facts to be looked at again: the URL table."""

from flask import Blueprint

from quizapp.web.reports import ask, desk, mine, review
from quizapp.web.roles import requires

blueprint = Blueprint("reports", __name__)
blueprint.add_app_template_global(mine.news, "reports_news")

for rule, name, view, methods in (
    ("/report/<attempt_id>/<int:position>", "question", ask.question, ["GET"]),
    ("/report/<attempt_id>/<int:position>", "send_question", ask.send_question, ["POST"]),
    ("/report/fact/<slug>/<fact_slug>", "fact", ask.fact, ["GET"]),
    ("/report/fact/<slug>/<fact_slug>", "send_fact", ask.send_fact, ["POST"]),
    ("/reports", "mine", mine.show, ["GET"]),
    ("/reports/seen", "seen", mine.seen, ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)

for rule, name, page, methods in (
    ("/desk/reports", "queue", desk.queue, ["GET"]),
    ("/desk/reports/<report_id>", "report", desk.show, ["GET"]),
    ("/desk/reports/<report_id>", "close", desk.close, ["POST"]),
    ("/desk/review-by", "review_by", review.show, ["GET"]),
):
    blueprint.add_url_rule(rule, name, requires("editor")(page), methods=methods)
