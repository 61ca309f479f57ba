"""A bank for reading: what it is about, its brief, and a page for every fact."""

from flask import abort, render_template

from quizapp.storage import banks
from quizapp.web.database import db
from quizapp.web.study.feedback import proofs_of


def show(slug: str) -> str:
    """What the bank holds, by topic."""
    bank = banks.bank(db.session(), slug) or abort(404)
    return render_template("study/bank.html", bank=bank, facts=banks.facts(db.session(), bank.id))


def brief(slug: str) -> str:
    """The article retold, sentence by sentence."""
    bank = banks.bank(db.session(), slug) or abort(404)
    return render_template("study/brief.html", bank=bank, brief=banks.brief(db.session(), bank.id))


def fact(slug: str, fact_slug: str) -> str:
    """One fact: what it says, its value, the proof in context, what came later, and its questions."""
    session = db.session()
    bank = banks.bank(session, slug) or abort(404)
    found = banks.fact(session, bank.id, fact_slug) or abort(404)
    return render_template(
        "study/fact.html",
        bank=bank,
        fact=found.fact,
        revision=found,
        proofs=proofs_of(session, bank.id, None, (found.fact,)),
        sources=banks.sources_of(session, bank.id, [found.fact.source] if found.fact.source else []),
        since=banks.links_of(session, found.id),
        questions=banks.questions_of(session, found.id),
    )
