"""A bank for reading: what it is about, its brief, and a page for every fact."""

from flask import abort, render_template, request

from quizapp.actions.start import LENGTH
from quizapp.storage import askable, attempts, corrections, fact_sheets, shelf
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.facts.mine import mine
from quizapp.web.study.feedback import proofs_of


def show(slug: str) -> str:
    """What the bank holds, by topic."""
    bank = shelf.bank(db.session(), slug, identity.user_id()) or abort(404)
    who = identity.who()
    there = askable.claims(db.session(), bank.id, who.id if who else None, identity.now())
    facts = fact_sheets.facts(db.session(), bank.id)
    return render_template("study/bank.html", bank=bank, facts=facts, claims=min(there, LENGTH))


def brief(slug: str) -> str:
    """The article retold, sentence by sentence."""
    bank = shelf.bank(db.session(), slug, identity.user_id()) or abort(404)
    return render_template("study/brief.html", bank=bank, brief=shelf.brief(db.session(), bank.id))


def fact(slug: str, fact_slug: str) -> str:
    """One fact: what it says, its value, the proof in context, what came later, and its questions.

    `cards` in the query is the card session that led here, to go back to.
    """
    session, who = db.session(), identity.who()
    bank = shelf.bank(session, slug, identity.user_id()) or abort(404)
    found = fact_sheets.fact(session, bank.id, fact_slug) or abort(404)
    return render_template(
        "study/fact.html",
        bank=bank,
        fact=found.fact,
        proofs=proofs_of(shelf.brief(session, bank.id), [found.fact]),
        sources=list(fact_sheets.sources(session, bank.id, [found.fact.source] if found.fact.source else []).values()),
        since=fact_sheets.links(session, [found.id]).get(found.id, []),
        questions=fact_sheets.questions(session, found.id),
        corrections=corrections.of_fact(session, found.id),
        mine=mine(session, who, found.id) if who else None,
        cards=attempts.attempt(session, request.args.get("cards", ""), who.id, "card") if who else None,
    )
