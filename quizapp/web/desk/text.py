"""Edit the text of a bank: the sentences that learners read. Proofs follow their words."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.extract import Unreadable, extract
from quizapp.actions.desk.open_bank import propose
from quizapp.actions.desk.text import Outdated, save_text
from quizapp.core.bank import Sentence
from quizapp.core.message import mark
from quizapp.storage import articles, workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.desk.new import PASTED
from quizapp.web.language import gettext

THEIRS = mark("Somebody saved the text since you opened this page. Their text is below; yours is kept under it.")
Page = str | tuple[str, int] | Response


def show(slug: str) -> str:
    """The text as it is saved."""
    _, row = edited(slug)
    return _page(row, text_of(_sentences(row)))


def post(slug: str) -> Page:
    """Save another wording."""
    _, row = edited(slug)
    sent, version = request.form.get("text", ""), request.form.get("version", "")
    earlier = _sentences(row)
    db.session().rollback()
    try:
        found = extract(PASTED, sent.encode(), earlier)
    except Unreadable as error:
        _, row = edited(slug)
        return _page(row, sent, str(error)), 422
    sign, row = editing(slug, request.form.get("why", ""))
    try:
        known = int(version) if version.isdecimal() and len(version) < 9 else -1
        save_text(db.session(), sign, row.id, found.sentences, known)
    except Outdated:
        db.session().rollback()
        _, row = edited(slug)
        return _page(row, text_of(_sentences(row)), gettext(THEIRS), sent), 409
    propose(db.session(), row.id, found.proposals)
    db.session().commit()
    return redirect(url_for("desk.bank", slug=slug), 303)


def text_of(sentences: tuple[Sentence, ...]) -> str:
    """The sentences as a text with a blank line between paragraphs."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    return "\n\n".join(" ".join(each) for each in paragraphs.values())


def _sentences(row: Bank) -> tuple[Sentence, ...]:
    return workspace.brief(row.slug, workspace.data(db.session(), row.id)).brief.sentences


def _page(row: Bank, text: str, problem: str = "", mine: str = "") -> str:
    session = db.session()
    return render_template(
        "desk/text.html",
        row=row,
        bank=workspace.brief(row.slug, workspace.data(session, row.id)),
        text=text,
        mine=mine,
        problem=problem,
        version=workspace.version(session, row.id),
        article=articles.latest(session, row.id),
    )
