"""Onboarding: the URL table. Programmes are run by editors, done by participants, and certificates verified by anybody.

The pre-test and the certification have pages of a run each (`web.study.run`), in blueprints inside this one.
"""

from flask import Blueprint

from quizapp.web.onboarding import certificate, certify, cohort, file, path, programme, report, run
from quizapp.web.roles import requires

blueprint = Blueprint("onboarding", __name__)

for rule, name, view, methods in (
    ("/programme/<cohort_id>", "path", path.show, ["GET"]),
    ("/programme/<cohort_id>/pre-test", "pre_test", path.pre_test, ["POST"]),
    ("/programme/<cohort_id>/read", "read", path.read, ["POST"]),
    ("/programme/<cohort_id>/certification", "certification_of", certify.show, ["GET"]),
    ("/programme/<cohort_id>/certification", "certify", certify.post, ["POST"]),
    ("/certificate/<certificate_id>", "certificate", certificate.show, ["GET"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)

for rule, name, page, methods in (
    ("/programmes", "programmes", programme.every, ["GET"]),
    ("/programmes/new", "new", programme.new, ["GET"]),
    ("/programmes/new", "make", programme.make, ["POST"]),
    ("/programmes/<programme_id>", "programme", programme.show, ["GET"]),
    ("/programmes/<programme_id>", "add_cohort", programme.add_cohort, ["POST"]),
    ("/programmes/<programme_id>/settings", "settings", programme.settings, ["GET"]),
    ("/programmes/<programme_id>/settings", "change", programme.change, ["POST"]),
    ("/programmes/<programme_id>/archive", "archive", programme.archive, ["POST"]),
    ("/cohorts/<cohort_id>", "cohort", cohort.show, ["GET"]),
    ("/cohorts/<cohort_id>/deadline", "deadline", cohort.deadline, ["POST"]),
    ("/cohorts/<cohort_id>/report", "report", report.show, ["GET"]),
    ("/cohorts/<cohort_id>/participants.csv", "participants", file.participants, ["GET"]),
):
    blueprint.add_url_rule(rule, name, requires("editor")(page), methods=methods)

for alone in (run.PRETEST, run.CERTIFICATION):
    blueprint.register_blueprint(run.pages(alone))
