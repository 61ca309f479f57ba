"""Live rooms: the URL table. `/rooms` is the host's side, `/play` the players'."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.web.roles import requires
from quizapp.web.rooms import answer, helper, host, join, new, play, stream

blueprint = Blueprint("rooms", __name__)

for rule, name, own, methods in (
    ("/rooms", "mine", new.mine, ["GET"]),
    ("/rooms/new", "new", new.show, ["GET"]),
    ("/rooms", "open", new.post, ["POST"]),
):
    blueprint.add_url_rule(rule, name, requires("teacher")(own), methods=methods)

RULES: tuple[tuple[str, str, Callable[..., ResponseReturnValue], list[str]], ...] = (
    ("/rooms/<room_id>", "host", host.show, ["GET"]),
    ("/rooms/<room_id>/stream", "host_stream", stream.host, ["GET"]),
    ("/rooms/<room_id>/view", "host_view", stream.host_view, ["GET"]),
    ("/rooms/<room_id>/do", "do", host.do, ["POST"]),
    ("/rooms/<room_id>/players/<player_id>", "player", host.player, ["POST"]),
    ("/rooms/<room_id>/rematch", "rematch", host.rematch, ["POST"]),
    ("/rooms/<room_id>/helper", "helper", helper.make, ["POST"]),
    ("/rooms/<room_id>/helper/<secret>", "help", helper.take, ["GET"]),
    ("/play/<room_id>", "play", play.show, ["GET"]),
    ("/play/<room_id>", "join", join.post, ["POST"]),
    ("/play/<room_id>/again", "again", join.again, ["POST"]),
    ("/play/<room_id>/answer", "answer", answer.post, ["POST"]),
    ("/play/<room_id>/stream", "player_stream", stream.player, ["GET"]),
    ("/play/<room_id>/view", "player_view", stream.player_view, ["GET"]),
    ("/play/<room_id>/device", "device", play.device, ["GET"]),
    ("/play/<room_id>/with/<secret>", "with_secret", play.with_secret, ["GET"]),
    ("/play/<room_id>/leave", "leave", play.leave, ["POST"]),
    ("/play/<room_id>/back", "back", play.back, ["POST"]),
)

for rule, name, view, methods in RULES:
    blueprint.add_url_rule(rule, name, view, methods=methods)
