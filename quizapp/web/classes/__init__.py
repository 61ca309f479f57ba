"""Classes: the URL table. The class's own page is for its pupils, too; everything else is for those who teach it."""

from flask import Blueprint

from quizapp.web.classes import change, members, own, page, roster
from quizapp.web.roles import requires

blueprint = Blueprint("classes", __name__)

blueprint.add_url_rule("/classes", "mine", own.show, methods=["GET"])
blueprint.add_url_rule("/classes/<class_id>", "show", page.show, methods=["GET"])

for rule, name, view, methods in (
    ("/classes", "make", own.post, ["POST"]),
    ("/classes/<class_id>/poster", "poster", page.poster, ["GET"]),
    ("/classes/<class_id>/code", "code", change.code, ["POST"]),
    ("/classes/<class_id>/joining", "joining", change.joining, ["POST"]),
    ("/classes/<class_id>/roster", "roster", roster.show, ["GET"]),
    ("/classes/<class_id>/roster", "enlist", roster.post, ["POST"]),
    ("/classes/<class_id>/members/<member_id>", "member", members.show, ["GET"]),
    ("/classes/<class_id>/members/<member_id>/name", "member_name", members.name, ["POST"]),
    ("/classes/<class_id>/members/<member_id>/extra", "member_extra", members.extra, ["POST"]),
    ("/classes/<class_id>/members/<member_id>/code", "member_code", members.code, ["POST"]),
    ("/classes/<class_id>/members/<member_id>/presence", "member_presence", members.presence, ["POST"]),
    ("/classes/<class_id>/settings", "settings", change.show, ["GET"]),
    ("/classes/<class_id>/name", "name", change.name, ["POST"]),
    ("/classes/<class_id>/keeping", "keeping", change.keeping, ["POST"]),
    ("/classes/<class_id>/archive", "archive", change.archive, ["POST"]),
    ("/classes/<class_id>/teachers", "add_teacher", change.add_teacher, ["POST"]),
    ("/classes/<class_id>/leave", "leave", change.leave, ["POST"]),
):
    blueprint.add_url_rule(rule, name, requires("teacher")(view), methods=methods)
