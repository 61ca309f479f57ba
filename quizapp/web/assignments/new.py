"""Setting an assignment: defaults that are good, so that it takes less than a minute."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.assign import Plan, assign, choose
from quizapp.actions.start import NothingToAsk
from quizapp.core.assignment import MOST_QUESTIONS
from quizapp.core.wall_clock import offset_of
from quizapp.storage import question_list, shelf
from quizapp.storage.classes import ClassRow
from quizapp.storage.database import write
from quizapp.storage.shelf import Shelved
from quizapp.web import identity, roles
from quizapp.web.assignments.form import AssignmentForm, words_sought
from quizapp.web.assignments.own import own_class, zone
from quizapp.web.database import db
from quizapp.web.language import gettext
from quizapp.web.study.setup import TOO_NARROW


@dataclass(frozen=True, slots=True)
class Ground:
    """What a teacher sets an assignment from, for which class."""

    there: ClassRow
    banks: list[Shelved]
    bank: Shelved


def show(class_id: str) -> ResponseReturnValue:
    """The choices, for one bank at a time; `questions` of the address are chosen already."""
    there = own_class(class_id)
    if not shelf.shelf(db.session(), roles.holder("teacher").user_id):
        return render_template("assignments/no_bank.html", there=there)
    ground = ground_of(there, request.args.get("bank", ""))
    form = AssignmentForm(ground.bank)
    form.propose(identity.now(), zone())
    form.questions.data = request.args.getlist("questions")[:MOST_QUESTIONS]
    return page(ground, form)


def post(class_id: str) -> ResponseReturnValue:
    """Draw, set, and go to where it is watched."""
    ground = ground_of(own_class(class_id), request.form.get("bank", ""))
    form = AssignmentForm(ground.bank)
    if words_sought()[1]:
        return page(ground, form)
    plan = plan_of(form, ground.bank)
    if plan is None:
        return page(ground, form), 422
    session = db.session()
    write(session)
    activity_id = assign(session, roles.holder("teacher").user_id, own_class(class_id).id, plan, identity.now())
    session.commit()
    return redirect(url_for("assignments.watch", activity_id=activity_id), 303)


def ground_of(there: ClassRow, slug: str) -> Ground:
    """The bank with that slug, or the first one; 404 for one that the teacher may not use."""
    banks = shelf.shelf(db.session(), roles.holder("teacher").user_id)
    bank = next((each for each in banks if each.slug == slug), banks[0] if banks and not slug else None)
    return Ground(there, banks, bank or abort(404))


def plan_of(form: AssignmentForm, bank: Shelved) -> Plan | None:
    """The form as a plan, with its questions drawn; None with the problems written into the form."""
    read = form.read(zone())
    if read is None:
        return None
    wanted, opens, closes = read
    try:
        drawn = choose(db.session(), bank.id, wanted, identity.now())
    except NothingToAsk:
        form.tell("kinds", gettext(TOO_NARROW))
        return None
    return Plan(form.called, wanted, opens, closes, drawn)


def page(ground: Ground, form: AssignmentForm, action: str = "", changing: bool = False) -> str:
    """The form. `action` is where it is sent, if not to be made new."""
    words, sought = words_sought() if request.method == "POST" else ("", False)
    chosen = list(form.questions.data or ())
    found, more = question_list.choosable(db.session(), ground.bank.id, words, chosen)
    return render_template(
        "assignments/new.html",
        ground=ground,
        there=ground.there,
        bank=ground.bank,
        form=form,
        action=action or url_for("assignments.make", class_id=ground.there.public_id),
        changing=changing,
        found=found,
        more=more,
        chosen=chosen,
        words=words,
        sought=sought,
        topics={topic.id: topic.title for topic in ground.bank.topics},
        zone=zone(),
        offset=offset_of(identity.now(), zone()),
    )
