"""A bank on the desk: its text with what carries a fact, what waits for whom, and what may become a fact."""

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.propose import decide
from quizapp.core.bank import Bank as CoreBank
from quizapp.core.message import mark
from quizapp.core.whole_words import stand
from quizapp.storage import desk, proposals, workspace
from quizapp.storage.desk import Work
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.desk.marks import marked
from quizapp.web.language import gettext

SECTIONS = {
    mark("About"): "questions_desk.about",
    mark("Questions"): "questions_desk.questions",
    mark("Sharing"): "sharing.show",
    mark("From the files"): "questions_desk.upstream",
    mark("Log"): "questions_desk.log",
    mark("Export"): "questions_desk.export",
}


def show(slug: str) -> str:
    """The whole bank as it is worked on."""
    account, row = edited(slug)
    session = db.session()
    works = desk.facts(session, row.id)
    offered = proposals.waiting(session, row.id)
    return render_template(
        "desk/bank.html",
        **ground(row, works),
        open_fact="",
        published="published" in request.args,
        sections=_sections(slug),
        me=account.user_id,
        groups=_groups([*works, *desk.questions(session, row.id)], account.user_id),
        offered=offered,
        lost=proposals.waiting(session, row.id, "lost"),
        loose=_loose(workspace.brief(slug, workspace.data(session, row.id)), works),
    )


def ground(row: Bank, works: Sequence[Work]) -> dict[str, Any]:
    """What every page of a bank's desk shows: the bank, and its text with what carries which fact."""
    session = db.session()
    brief = workspace.brief(row.slug, workspace.data(session, row.id))
    facts = [work.latest.fact for work in works if work.latest]
    return {
        "bank": brief,
        "row": row,
        "works": works,
        "facts": facts,
        "version": workspace.version(session, row.id),
        "paragraphs": lambda open_fact: marked(brief.brief.sentences, facts, open_fact),
        "covered": {sid for fact in facts for sid in fact.sentences},
    }


def _sections(slug: str) -> list[tuple[str, str]]:
    """The other pages of this bank's desk."""
    return [
        (gettext(title), url_for(endpoint, slug=slug))
        for title, endpoint in SECTIONS.items()
        if endpoint in current_app.view_functions
    ]


def dismiss(slug: str, proposal_id: int) -> Response:
    """Offer a proposal no more."""
    sign, row = editing(slug)
    proposals.proposal(db.session(), row.id, proposal_id) or abort(404)
    decide(db.session(), sign, row.id, proposal_id, "dismissed")
    db.session().commit()
    return redirect(url_for("desk.bank", slug=slug) + "#offered", 303)


def _groups(works: Sequence[Work], me: int) -> dict[str, list[Work]]:
    """Drafts by what is to be done with them, and by whom."""
    groups: dict[str, list[Work]] = {name: [] for name in ("merge", "review", "waits", "mine", "others", "ready")}
    for work in works:
        if work.draft:
            groups[_group(work, me)].append(work)
    return groups


def _group(work: Work, me: int) -> str:
    draft = work.draft
    if draft is None:
        raise ValueError("not a draft")
    if work.outdated:
        return "merge"
    if draft.state == "accepted":
        return "ready"
    if draft.state == "review":
        return "waits" if draft.author_id == me else "review"
    return "mine" if draft.author_id == me else "others"


def _loose(bank: CoreBank, works: Sequence[Work]) -> list[tuple[str, str, str]]:
    """Quotes that the text does not hold any more: the fact, the sentence, the words."""
    quotes = [
        (work.slug, quote.sentence, quote.words)
        for work in works
        if work.latest
        for each in work.latest.fact.evidence
        for quote in each
    ]
    text = {sid: sentence.text for sid, sentence in bank.sentence.items()}
    return [each for each in quotes if not stand(text.get(each[1], ""), each[2])]
