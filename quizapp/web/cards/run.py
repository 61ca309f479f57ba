"""A card session: one card a page, turned and graded, or answered, put aside, left for later, and undone."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.answer import HandedIn, NotFound, Receipt
from quizapp.actions.take_card import Aside, hear, leave_for_later, put_aside, take
from quizapp.actions.undo_card import undo
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer
from quizapp.storage import asked, card_forms, card_runs
from quizapp.storage.asked import Item
from quizapp.storage.learners import Who
from quizapp.web import identity
from quizapp.web.cards import page
from quizapp.web.database import db

ELSEWHERE = mark("That card was put aside on another page, so your grade was not kept. This one is next.")
ASIDE: dict[str, Aside] = {"bury": "bury", "suspend": "suspend"}
"""Ways to put a card aside, as the form names them."""

Page = str | tuple[str, int] | Response


def show(attempt_id: str) -> Page:
    """The card whose turn it is, or the end of the session."""
    return page.present(*page.own(attempt_id))


def card(attempt_id: str, position: int) -> Page:
    """What came of a card that was answered by typing or choosing; any other leads to the one whose turn it is."""
    who, attempt = page.own(attempt_id)
    item = asked.item(db.session(), attempt.id, position) or abort(404)
    if item.grade is None or item.question.self_graded:
        return _on(attempt_id)
    return page.told(who, attempt, item)


def typed(attempt_id: str, position: int) -> Page:
    """The typed form of a card; one that has none, or needs none any more, leads to the card whose turn it is."""
    who, attempt = page.own(attempt_id)
    item = asked.item(db.session(), attempt.id, position) or abort(404)
    other = _typed(who.id, item)
    if other is None:
        return _on(attempt_id)
    return page.front(who, card_runs.course(db.session(), attempt), other, instead=True)


def post(attempt_id: str, position: int) -> Page:
    """Grade, answer, put aside or leave a card. The status is the acknowledgement: 303 comes after the commit."""
    form = request.form.to_dict(flat=False)
    if (how := request.form.get("aside", "")) in {*ASIDE, "later", "heard"}:
        return _move(attempt_id, position, how)
    who, session = identity.writer(), db.session()
    try:
        receipt = take(session, who, attempt_id, position, form, identity.now())
    except NotFound:
        abort(404)
    except HandedIn:
        session.rollback()
        return _on(attempt_id)
    except BadAnswer as error:
        session.rollback()
        return _again(attempt_id, position, form, error.message)
    session.commit()
    return _other(who, receipt) if receipt.outcome == "other" else _answered(receipt)


def _move(attempt_id: str, position: int, how: str) -> Response:
    """Put a card aside, leave it for later, or say that its retraction was read."""
    who, session = identity.writer(), db.session()
    try:
        if how in ASIDE:
            put_aside(session, who, attempt_id, position, ASIDE[how], identity.now())
        elif how == "heard":
            hear(session, who, attempt_id, position, identity.now())
        else:
            leave_for_later(session, who, attempt_id, position, identity.now())
    except NotFound:
        abort(404)
    except HandedIn:
        session.rollback()
        return _on(attempt_id)
    session.commit()
    return _on(attempt_id)


def _other(who: Who, receipt: Receipt) -> Page:
    """What happened first, on another page or device, counts."""
    if receipt.item.grade is None:
        return page.present(who, receipt.attempt, Message(ELSEWHERE)), 409
    return page.told(who, receipt.attempt, receipt.item, refused=True), 409


def _answered(receipt: Receipt) -> Response:
    attempt_id, item = receipt.attempt.public_id, receipt.item
    if item.question.self_graded:
        return _on(attempt_id)
    return redirect(url_for("cards.card", attempt_id=attempt_id, position=item.position), 303)


def take_back(attempt_id: str) -> Response:
    """Undo the last turn; its card is asked again."""
    who, session = identity.writer(), db.session()
    try:
        undo(session, who, attempt_id, identity.now())
    except NotFound:
        abort(404)
    session.commit()
    return _on(attempt_id)


def _on(attempt_id: str) -> Response:
    """To the card whose turn it is."""
    return redirect(url_for("cards.run", attempt_id=attempt_id), 303)


def _typed(learner_id: int, item: Item) -> Item | None:
    """A card that waits for its grade, in its typed form if it has one."""
    if item.answer_id is not None or not item.question.self_graded:
        return None
    form = card_forms.typed(db.session(), learner_id, item.fact_ids[0])
    return card_forms.in_form(db.session(), item, form) if form else None


def _again(attempt_id: str, position: int, form: dict[str, list[str]], problem: Message) -> Page:
    """The same card, or its typed form, with what could not be read."""
    who, attempt = page.own(attempt_id)
    item = asked.item(db.session(), attempt.id, position) or abort(404)
    other = _typed(who.id, item) if "typed" in form else None
    course = card_runs.course(db.session(), attempt)
    return page.front(who, course, other or item, form, problem, instead=other is not None), 422
