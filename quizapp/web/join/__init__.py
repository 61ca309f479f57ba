"""Joining and coming back: the URL table. Open to everybody; what stands in an address must be known to be found."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.web.join import again, code, enter

blueprint = Blueprint("join", __name__)

RULES: tuple[tuple[str, str, Callable[..., ResponseReturnValue], list[str]], ...] = (
    ("/join", "enter", enter.show, ["GET"]),
    ("/join", "read", enter.post, ["POST"]),
    ("/join/again", "again", again.show, ["GET"]),
    ("/join/again", "come_back", again.post, ["POST"]),
    ("/join/again/<secret>", "again_with", again.ask, ["GET"]),
    ("/join/<code>", "code", code.show, ["GET"]),
    ("/join/<code>", "join", code.post, ["POST"]),
)

for rule, name, view, methods in RULES:
    blueprint.add_url_rule(rule, name, view, methods=methods)
