"""Who reads a bank and who works on it: the URL table."""

from flask import Blueprint

from quizapp.web.roles import requires
from quizapp.web.sharing import page

blueprint = Blueprint("sharing", __name__)

for name, view, methods in (("show", page.show, ["GET"]), ("change", page.post, ["POST"])):
    blueprint.add_url_rule("/desk/<slug>/sharing", name, requires("editor")(view), methods=methods)
