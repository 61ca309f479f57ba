"""Who has an account, for administrators; and the link that makes the first of them: the URL table."""

from flask import Blueprint

from quizapp.actions.people import ADMINISTRATOR
from quizapp.web.people import add, change, owner, show
from quizapp.web.roles import requires

blueprint = Blueprint("people", __name__)

for rule, name, view, methods in (
    ("/people", "show", show.everyone, ["GET"]),
    ("/people/new", "new", add.show, ["GET"]),
    ("/people/new", "add", add.post, ["POST"]),
    ("/people/<person_id>", "person", show.person, ["GET"]),
    ("/people/<person_id>/role", "role", change.role, ["POST"]),
    ("/people/<person_id>/link", "link", change.link, ["POST"]),
):
    blueprint.add_url_rule(rule, name, requires(ADMINISTRATOR)(view), methods=methods)

blueprint.add_url_rule("/owner/<secret>", "owner", owner.show, methods=["GET"])
blueprint.add_url_rule("/owner/<secret>", "owned", owner.post, methods=["POST"])
