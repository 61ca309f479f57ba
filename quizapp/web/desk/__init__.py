"""The desk, where editors make banks of articles: the URL table."""

from flask import Blueprint

from quizapp.web.desk import bank, fact, front, new, preview, publish, remarks, review, rights, text, words
from quizapp.web.roles import requires

blueprint = Blueprint("desk", __name__)
blueprint.add_app_template_filter(words.label, "field_label")

for rule, name, view, methods in (
    ("", "front", front.show, ["GET"]),
    ("/new", "new", new.show, ["GET"]),
    ("/new", "open", new.post, ["POST"]),
    ("/<slug>", "bank", bank.show, ["GET"]),
    ("/<slug>/text", "text", text.show, ["GET"]),
    ("/<slug>/text", "save_text", text.post, ["POST"]),
    ("/<slug>/rights", "rights", rights.show, ["GET"]),
    ("/<slug>/rights", "save_rights", rights.post, ["POST"]),
    ("/<slug>/proposals/<int(max=2147483647):proposal_id>", "dismiss", bank.dismiss, ["POST"]),
    ("/<slug>/check", "check", fact.check, ["POST"]),
    ("/<slug>/new-fact", "new_fact", fact.new, ["GET"]),
    ("/<slug>/new-fact", "add_fact", fact.add, ["POST"]),
    ("/<slug>/facts/<fact_slug>", "fact", fact.show, ["GET"]),
    ("/<slug>/facts/<fact_slug>", "save_fact", fact.post, ["POST"]),
    ("/<slug>/facts/<fact_slug>/preview", "preview", preview.show, ["GET"]),
    ("/<slug>/facts/<fact_slug>/review", "review", review.show, ["GET"]),
    ("/<slug>/facts/<fact_slug>/review", "step", review.post, ["POST"]),
    ("/<slug>/facts/<fact_slug>/comments", "comment", remarks.on_fact, ["POST"]),
    ("/<slug>/comments/<int(max=2147483647):comment_id>", "settle_comment", remarks.settle, ["POST"]),
    ("/<slug>/publish", "ask_publish", publish.show, ["GET"]),
    ("/<slug>/publish", "publish", publish.post, ["POST"]),
):
    blueprint.add_url_rule(f"/desk{rule}", name, requires("editor")(view), methods=methods)
