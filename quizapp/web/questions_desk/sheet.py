"""The page of one question by hand: the fields that its kind asks for, its review, and how learners see it."""

from dataclasses import dataclass, field
from typing import Any

from flask import render_template, request

from quizapp.actions.desk import reviewed
from quizapp.actions.desk.review import FROM, QUESTION
from quizapp.core.bank import Bank as CoreBank
from quizapp.core.fact_check import check_question
from quizapp.core.kinds import KINDS
from quizapp.formats.form_rows import Fields, Problems, columns, shown
from quizapp.formats.question_form import ROWS, fields_of, parts, read_question
from quizapp.storage import comments
from quizapp.storage.desk import Wording, Work
from quizapp.storage.models import Bank
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.questions_desk.listing import STATES, hand_state
from quizapp.web.questions_desk.previews import previews

SPARE, MORE = 3, 4
"""Empty rows at the end of each list, and how many there are more when asked for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows beside the bank: the fields as they are, what is wrong, and what others saved meanwhile."""

    kind: str
    fields: Fields
    work: Work | None = None
    own: str = ""
    """The derived question of which this one is made."""
    problems: Problems = field(default_factory=dict)
    theirs: Wording | None = None
    spare: int = SPARE
    problem: str = ""
    """Why a step could not be taken."""


def page(row: Bank, bank: CoreBank, sheet: Sheet) -> str:
    """The page. It is checked as it stands, so that what cannot be saved yet has no preview."""
    question, read = read_question(sheet.kind, sheet.fields, bank.fact, bank.sentence)
    mine = {name: sheet.fields.get(name, "") for name in sheet.fields if name not in ("csrf_token", "do", "base")}
    theirs = fields_of(sheet.theirs.question, bank.fact) if sheet.theirs else mine
    rows = {part.name: ROWS[part.shape] for part in parts(sheet.kind) if part.shape in ROWS}
    told: dict[str, Any] = {
        "row": row,
        "bank": bank,
        "sheet": sheet,
        "kind": KINDS[sheet.kind],
        "parts": parts(sheet.kind),
        "columns": {name: columns(form) for name, form in rows.items()},
        "places": {name: shown(name, form, sheet.fields, sheet.spare) for name, form in rows.items()},
        "merge": [(name, theirs.get(name, ""), text) for name, text in mine.items() if theirs.get(name, text) != text],
        "base": _on(sheet),
        "state": hand_state(sheet.work) if sheet.work else "",
        "states": STATES,
        "steps": steps(sheet.work),
        "told": sheet.problems or read,
        "checked": check_question(bank, question) if question else None,
        "previews": previews(bank, [question]) if question else [],
        "remarks": comments.waiting(db.session(), row.id, sheet.work.slug) if sheet.work else 0,
        "saved": "saved" in request.args,
        "unread": sheet.work is not None and _is_unread(row, sheet.work),
        "me": identity.user_id(),
    }
    return render_template("questions_desk/question.html", **told)


def _is_unread(row: Bank, work: Work) -> bool:
    return reviewed.name(QUESTION, work.slug) in reviewed.unreviewed(db.session(), row.id)


def _on(sheet: Sheet) -> int | str:
    """The revision on which the next save stands: theirs, once it was shown; else the one that was opened."""
    latest = sheet.theirs or (sheet.work.latest if sheet.work else None)
    sent = sheet.fields.get("base")
    return sent if sent and not sheet.theirs else latest.id if latest else ""


def steps(work: Work | None) -> list[str]:
    """What this editor can do with the draft: nobody accepts what they wrote themselves."""
    draft = work.draft if work else None
    if draft is None:
        return []
    own = draft.author_id == identity.user_id()
    return [name for name, states in FROM.items() if draft.state in states and not (own and name == "accept")]
