"""The participants of a cohort as CSV."""

from collections.abc import Callable

from flask import Response, url_for

from quizapp.formats import csv_file
from quizapp.formats.sheet import Cell, Sheet
from quizapp.storage.programmes import CohortRow
from quizapp.web import language
from quizapp.web.onboarding import access
from quizapp.web.onboarding.cohort import STANDINGS, Row, rows
from quizapp.web.results.files import sent
from quizapp.web.results.tables import named

gettext: Callable[..., str] = language.gettext


def participants(cohort_id: str) -> Response:
    """A row for each participant, those who need a word first."""
    cohort = access.cohort(cohort_id)
    head = named(
        *("Name", "Standing", "Pre-test", "Read", "Practice answers", "Facts repeated", "Must-know facts"),
        *("Forecast for the deadline, per cent", "Certificate", "Given", "Valid until"),
    )
    sheet = Sheet(gettext("Participants"), head, [_cells(row) for row in rows(cohort)])
    return sent(csv_file.write(sheet), "text/csv", _title(cohort), "participants", "csv")


def _title(cohort: CohortRow) -> str:
    return f"{cohort.programme.title} {cohort.name}"


def _cells(row: Row) -> list[Cell]:
    progress, certificate = row.who.progress, row.who.certificate
    yes, no = gettext("yes"), gettext("no")
    given: list[Cell] = [None, None, None]
    if certificate:
        address = url_for("onboarding.certificate", certificate_id=certificate.public_id, _external=True)
        given = [address, certificate.issued_at.date().isoformat(), certificate.expires_at.date().isoformat()]
    return [
        row.who.name,
        gettext(STANDINGS[row.standing]),
        yes if progress.pretest else no,
        yes if progress.read else no,
        progress.drilled,
        progress.repeated,
        progress.facts,
        round(100 * progress.forecast),
        *given,
    ]
