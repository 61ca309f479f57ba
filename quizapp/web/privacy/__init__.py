"""What is kept about people, taking it along, and deleting it: the URL table."""

from flask import Blueprint

from quizapp.web.privacy import download, erase, show

blueprint = Blueprint("privacy", __name__)

for rule, name, view, methods in (
    ("/privacy", "show", show.show, ["GET"]),
    ("/account/data.json", "json", download.as_json, ["GET"]),
    ("/account/data.zip", "zip", download.as_zip, ["GET"]),
    ("/account/delete", "delete", erase.show, ["GET"]),
    ("/account/delete", "erase", erase.post, ["POST"]),
    ("/account/deleted", "deleted", erase.done, ["GET"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
