"""Corrections: making one, hearing of it, and the public page in the manner of a newspaper. The URL table."""

from flask import Blueprint

from quizapp.web.corrections import correct, desk, feed, mine, public
from quizapp.web.roles import requires

blueprint = Blueprint("corrections", __name__)
blueprint.add_app_template_global(mine.news, "corrections_news")

for rule, name, view, methods in (
    ("/corrections", "show", public.show, ["GET"]),
    ("/corrections/feed.xml", "feed", feed.show, ["GET"]),
    ("/corrections/mine", "mine", mine.show, ["GET"]),
    ("/corrections/mine/seen", "seen", mine.seen, ["POST"]),
    ("/corrections/<correction_id>", "one", public.one, ["GET"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)

for rule, name, page, methods in (
    ("/desk/<slug>/facts/<fact_slug>/correct", "ask", correct.show, ["GET"]),
    ("/desk/<slug>/facts/<fact_slug>/correct", "correct", correct.post, ["POST"]),
    ("/desk/corrections", "unread", desk.show, ["GET"]),
    ("/desk/corrections/<correction_id>/read", "read", desk.read, ["POST"]),
):
    blueprint.add_url_rule(rule, name, requires("editor")(page), methods=methods)
