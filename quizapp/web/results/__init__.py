"""What a class knows, told to who teaches it: the URL table."""

from flask import Blueprint

from quizapp.web.results import page
from quizapp.web.roles import requires

blueprint = Blueprint("results", __name__)

for rule, name, view in (("/results/<activity_id>", "show", page.show),):
    blueprint.add_url_rule(rule, name, requires("teacher")(view), methods=["GET"])
