"""Results of an activity or a class as files: CSV and a workbook. Before anything is told they hold names alone."""

import re
import unicodedata
from collections.abc import Sequence
from threading import BoundedSemaphore

from flask import Response

from quizapp.formats import csv_file
from quizapp.formats import workbook as workbook_file
from quizapp.formats.sheet import Sheet
from quizapp.web.database import db
from quizapp.web.results import access, class_tables, tables
from quizapp.web.results.classroom import class_report
from quizapp.web.results.report import report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = BoundedSemaphore(2)
"""Workbooks made at the same time; who comes then waits."""


def points(activity_id: str) -> Response:
    """Points by pupil and question."""
    row = access.activity(activity_id)
    return sent(csv_file.write(tables.points(report(db.session(), row))), "text/csv", row.title, "points", "csv")


def answers(activity_id: str) -> Response:
    """Every answer."""
    row = access.activity(activity_id)
    sheet = tables.answers(db.session(), report(db.session(), row))
    return sent(csv_file.write(sheet), "text/csv", row.title, "answers", "csv")


def workbook(activity_id: str) -> Response:
    """All of it, a page a table."""
    session, row = db.session(), access.activity(activity_id)
    told = report(session, row)
    sheets = [
        tables.points(told),
        tables.facts(told),
        tables.topics(told),
        tables.questions(session, told),
        tables.answers(session, told),
    ]
    return _book(sheets, row.title)


def class_shares(class_id: str) -> Response:
    """Per cent of the points by pupil and activity."""
    row = access.school_class(class_id)
    sheet = class_tables.shares(class_report(db.session(), row.id))
    return sent(csv_file.write(sheet), "text/csv", row.name, "class", "csv")


def class_workbook(class_id: str) -> Response:
    """All that a class has done, a page a table."""
    row = access.school_class(class_id)
    told = class_report(db.session(), row.id)
    return _book([table(told) for table in class_tables.TABLES], row.name)


def _book(sheets: Sequence[Sheet], title: str) -> Response:
    db.session().rollback()  # No transaction stays open while another process works.
    with AT_ONCE:
        content = workbook_file.write_apart(sheets)
    return sent(content, XLSX, title, "results", "xlsx")


def sent(content: bytes, kind: str, title: str, name: str, ending: str) -> Response:
    """A file to be downloaded, called after its `name` and a title."""
    response = Response(content, mimetype=kind)
    file = "-".join(part for part in (name, _plain(title)) if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(title: str) -> str:
    """A title as it may stand in the name of a file anywhere: letters without marks, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40]
