"""Open a bank from an article that is pasted or uploaded."""

from dataclasses import dataclass, field

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.extract import Extracted, Unreadable, extract
from quizapp.actions.desk.open_bank import About, open_bank
from quizapp.actions.desk.record import Signature
from quizapp.core.fact import AsOf
from quizapp.core.message import mark
from quizapp.core.partial_date import PartialDate
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.desk.access import ticked
from quizapp.web.language import gettext, partial

PASTED = "article.txt"
LONGEST = 300
NO_TITLE = mark("Give the bank a title.")
NO_SUMMARY = mark("Say in a sentence what it is about.")
NO_RIGHTS = mark("Say whose text it is, and what you may do with it.")
NO_SOURCE = mark("Say where it appeared.")
NO_DATE = mark("Say as of when the article speaks, such as 2023-09-30, 2023-09 or 2023. If it does not say, infer it.")
NO_ARTICLE = mark("Paste the article, or choose a file.")
REFUSED = mark("“%(name)s” was not taken: %(why)s. Then choose it again, or paste its text above.")
Page = str | tuple[str, int] | Response


@dataclass
class Asked:
    """What was sent, and what is wrong with it."""

    problems: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, problem: str = "") -> str:
        """A line of the form; with a `problem` it must be there."""
        value = " ".join(request.form.get(name, "").split())[:LONGEST]
        if problem and not value:
            self.problems[name] = gettext(problem)
        return value


def show() -> str:
    """The empty form."""
    return _page({})


def post() -> Page:
    """Read the article in a process of its own, then open the bank; nothing is half-written."""
    account, asked = roles.holder("editor"), Asked()
    about, article = _about(asked), _article(asked)
    if about is None or article is None:
        return _page(asked.problems), 422
    identity.writer()
    slug = open_bank(db.session(), Signature(account, about.rights, identity.now()), about, article)
    db.session().commit()
    return redirect(url_for("desk.bank", slug=slug), 303)


def _about(asked: Asked) -> About | None:
    as_of = _as_of(asked)
    title, summary, cited, rights = (
        asked.text("title", NO_TITLE),
        asked.text("summary", NO_SUMMARY),
        asked.text("cited", NO_SOURCE),
        asked.text("rights", NO_RIGHTS),
    )
    if asked.problems or as_of is None:
        return None
    return About(title, summary, cited, rights, ticked(request.form, "quotable"), as_of)


def _as_of(asked: Asked) -> AsOf | None:
    said = asked.text("as_of", NO_DATE)
    try:
        date = PartialDate.parse(said)
    except ValueError:
        asked.problems["as_of"] = gettext(NO_DATE)
        return None
    inferred, why = ticked(request.form, "inferred"), asked.text("inferred_why")
    text = gettext("about %(date)s", date=partial(date)) if inferred else partial(date)
    return AsOf(date, text, inferred, why)


def _article(asked: Asked) -> Extracted | None:
    """What was uploaded, or else pasted."""
    upload = request.files.get("file")
    name, data = (upload.filename or "", upload.read()) if upload and upload.filename else (PASTED, b"")
    data = data or request.form.get("article", "").encode()
    if not data.strip():
        asked.problems["article"] = gettext(NO_ARTICLE)
        return None
    db.session().rollback()  # No connection is held while the other process reads.
    try:
        return extract(name, data)
    except Unreadable as error:
        if upload and upload.filename:
            asked.problems["file"] = gettext(REFUSED, name=name[:80], why=str(error).rstrip("."))
        else:
            asked.problems["article"] = str(error)
        return None


def _page(problems: dict[str, str]) -> str:
    return render_template("desk/new.html", sent=request.form, problems=problems)
