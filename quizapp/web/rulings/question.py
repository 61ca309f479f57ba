"""Ruling on one question: choose, see whom it touches, give the reason, and it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp.actions import rule as ruling
from quizapp.actions.preview_ruling import preview, rule_of
from quizapp.actions.rule import NoReason
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form
from quizapp.core.ruling import DROPPED, KEY, Rule, is_listed, key_name, name_of
from quizapp.core.ruling import KINDS as KINDS_OF_RULING
from quizapp.storage import contested, given, rulings
from quizapp.storage.activities import ActivityRow
from quizapp.storage.contested import Contested
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rulings.overview import contested_in, pass_mark, run
from quizapp.web.rulings.words import candidates_for, words

NOTHING = mark("Choose at least one right answer.")
THE_SAME = mark("This is the key as it is. To go back to it, lift the correction.")
WHY = mark("Say why: the pupils concerned read it.")
_LONGEST, _MOST = 500, 50

Page = str | tuple[str, int] | Response


def show(activity_id: str, revision_id: int) -> str:
    """What can be ruled, and the answers that were given."""
    _, activity = run(activity_id)
    return _choose(activity, contested_in(activity, revision_id))


def preview_page(activity_id: str, revision_id: int) -> Page:
    """Whom the ruling in the address would touch: a read."""
    _, activity = run(activity_id)
    question = contested_in(activity, revision_id)
    kind = _kind(request.args)
    try:
        right = _chosen(question, request.args) if kind == KEY else ()
    except BadAnswer as error:
        return _choose(activity, question, error.message), 422
    return _preview(activity, question, kind, right)


def post(activity_id: str, revision_id: int) -> Page:
    """Rule."""
    _, activity = run(activity_id)
    question = contested_in(activity, revision_id)
    kind, why = _kind(request.form), request.form.get("why", "")
    right = tuple(request.form.getlist("right")) if kind == KEY else ()
    if (kind == KEY) != bool(right) or len(right) > _MOST or any(len(name) > _LONGEST for name in right):
        abort(400)
    session = db.session()
    ruling.begin(session, activity.id, revision_id)
    account, activity = run(activity_id)  # Read again inside the transaction.
    try:
        ruling.rule(session, account, activity.id, revision_id, kind, right, why, identity.now())
    except NoReason:
        session.rollback()
        return _preview(activity, question, kind, right, Message(WHY)), 422
    session.commit()
    return redirect(url_for("rulings.show", activity_id=activity_id), 303)


def _kind(values: Mapping[str, str]) -> str:
    kind = values.get("kind", "")
    if kind not in KINDS_OF_RULING:
        abort(400)
    return kind


def _chosen(question: Contested, values: MultiDict[str, str]) -> tuple[str, ...]:
    """The names of the answers that are to be right: those ticked, and one given in the kind's own form."""
    names = [name for each in values.getlist("right") for name in each.split("|") if name]
    form = _other(values)
    if form and not is_listed(question.question):
        response = question.question.read(form, 0)
        names.append(name_of(question.question, response, question.question.grade(response).bucket))
    if not names:
        raise BadAnswer(NOTHING)
    if set(names) == {key_name(question.question)}:
        raise BadAnswer(THE_SAME)
    return tuple(dict.fromkeys(names))


def _other(values: MultiDict[str, str]) -> Form:
    """The fields of an answer, if any of them is filled."""
    fields = {name: values.getlist(name) for name in values if name == "answer" or name.startswith(("pair-", "place-"))}
    return fields if any(value.strip() for each in fields.values() for value in each) else {}


def _choose(activity: ActivityRow, question: Contested, problem: Message | None = None) -> str:
    session, revision_id = db.session(), question.question_revision_id
    standing = rule_of(rulings.of_question(session, activity.id, revision_id))
    names = {each.attempt_id: each.name for each in given.points(session, activity.id, activity.class_id)}
    return render_template(
        "rulings/question.html",
        activity=activity,
        contested=question,
        question=question.question,
        candidates=candidates_for(session, activity.id, question),
        standing=standing,
        own_form=not is_listed(question.question),
        answers=given.given(session, activity.id, revision_id),
        overruled={each.answer_id for each in contested.overruled(session, activity.id)},
        names=names,
        problem=problem,
        args=request.args,
    )


def _preview(
    activity: ActivityRow, question: Contested, kind: str, right: Sequence[str], problem: Message | None = None
) -> str:
    session, revision_id = db.session(), question.question_revision_id
    standing = rule_of(rulings.of_question(session, activity.id, revision_id))
    wanted = replace(standing, dropped=True) if kind == DROPPED else replace(standing, right=tuple(right))
    found = candidates_for(session, activity.id, question)
    return render_template(
        "rulings/preview.html",
        activity=activity,
        question=question.question,
        revision_id=revision_id,
        kind=kind,
        right=right,
        words=words(found, right),
        effect=preview(session, activity, revision_id, wanted, pass_mark(activity)),
        same=_same(standing, wanted),
        pass_mark=pass_mark(activity),
        problem=problem,
        why=request.form.get("why", ""),
    )


def _same(standing: Rule, wanted: Rule) -> bool:
    return (standing.dropped, sorted(standing.right)) == (wanted.dropped, sorted(wanted.right))
