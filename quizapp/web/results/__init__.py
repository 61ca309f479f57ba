"""What a class knows, told to who teaches it: the URL table."""

from flask import Blueprint

from quizapp.web.results import classroom, files, forecast, items, page, pupil
from quizapp.web.roles import requires

blueprint = Blueprint("results", __name__)

for rule, name, view in (
    ("/results/<activity_id>", "show", page.show),
    ("/results/<activity_id>/items", "items", items.show),
    ("/results/<activity_id>/pupils/<pupil_id>", "pupil", pupil.show),
    ("/classes/<class_id>/results", "of_class", classroom.show),
    ("/classes/<class_id>/forecast", "forecast", forecast.show),
):
    blueprint.add_url_rule(rule, name, requires("teacher")(view), methods=["GET"])

for rule, name, file in (
    ("/results/<activity_id>/points.csv", "points", files.points),
    ("/results/<activity_id>/answers.csv", "answers", files.answers),
    ("/results/<activity_id>/results.xlsx", "workbook", files.workbook),
    ("/classes/<class_id>/results.csv", "class_shares", files.class_shares),
    ("/classes/<class_id>/results.xlsx", "class_workbook", files.class_workbook),
):
    blueprint.add_url_rule(rule, name, requires("teacher")(file), methods=["GET"])
