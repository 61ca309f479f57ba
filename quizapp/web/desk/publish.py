"""Publish what is ready as the next edition, once nothing stands in the way."""

import subprocess
from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.publish import NothingNew, NotPublishable, OwnText, findings, may_alone, publish
from quizapp.core.lint import Finding
from quizapp.core.message import mark
from quizapp.storage import desk, workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.language import gettext

NO_REASON = mark("Say in a line what is new in this edition.")
NOTHING = mark("Nothing is ready. A draft goes into the next edition once a second person has accepted it.")
OWN_TEXT = mark("You changed the text or the lists last. Somebody else has to publish them.")
SLOW = mark("The check took too long. Try again.")
Page = str | tuple[str, int] | Response


def show(slug: str) -> str:
    """What would go live, and what stands in the way."""
    account, row = edited(slug)
    alone = may_alone(row, account.user_id)
    found, problem = _checked(row.id, alone)
    return _page(slug, found, problem)


def post(slug: str) -> Page:
    """Check again, then publish: the whole of it or nothing."""
    account, row = edited(slug)
    if not request.form.get("why", "").strip():
        return _page(slug, None, gettext(NO_REASON)), 422
    found, problem = _checked(row.id, may_alone(row, account.user_id))
    if found is None:
        return _page(slug, found, problem), 503
    sign, row = editing(slug, request.form.get("why", ""))
    try:
        publish(db.session(), sign, row.id, found)
    except NotPublishable:
        db.session().rollback()
        return _page(slug, found), 409
    except (NothingNew, OwnText) as error:
        db.session().rollback()
        return _page(slug, found, gettext(NOTHING if isinstance(error, NothingNew) else OWN_TEXT)), 409
    db.session().commit()
    return redirect(url_for("desk.bank", slug=slug, published=1), 303)


def _checked(bank_id: int, alone: bool) -> tuple[list[Finding] | None, str]:
    which: workspace.Which = "alone" if alone else "ready"
    try:
        return findings(db.session(), bank_id, which), ""
    except subprocess.SubprocessError:
        return None, gettext(SLOW)


def _page(slug: str, found: Sequence[Finding] | None, problem: str = "") -> str:
    account, row = edited(slug)
    session = db.session()
    works = [*desk.facts(session, row.id), *desk.questions(session, row.id)]
    alone = may_alone(row, account.user_id)
    own_text = not alone and workspace.unread_by_others(session, row.id, account.user_id)
    taken = [work for work in works if work.ready or (alone and work.draft and not work.outdated)]
    return render_template(
        "desk/publish.html",
        row=row,
        title=_title(row),
        errors=[each for each in found or () if each.level == "error"],
        warnings=[each for each in found or () if each.level == "warning" and not each.waived],
        checked=found is not None,
        taken=taken,
        waiting=[work for work in works if work.draft and work not in taken],
        text_waits=workspace.changed(session, row.id),
        alone=alone,
        own_text=own_text,
        why=request.form.get("why", ""),
        problem=problem or (gettext(OWN_TEXT) if own_text else ""),
    )


def _title(row: Bank) -> str:
    return workspace.brief(row.slug, workspace.data(db.session(), row.id)).brief.title
