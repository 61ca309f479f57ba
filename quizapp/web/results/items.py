"""How each question worked: what its answers say about the question."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from quizapp.actions.analyse_items import analyse_items
from quizapp.core.item_shape import Reply, Shaped, shape
from quizapp.core.items import FEW, Choice, ItemReport
from quizapp.core.message import Message
from quizapp.core.reliability import Reliability, reliability
from quizapp.core.ruling import AS_IT_IS, Rule
from quizapp.storage.results.questions import AskedQuestion
from quizapp.storage.results.said import said
from quizapp.web import language
from quizapp.web.database import db
from quizapp.web.results import access, readings
from quizapp.web.results.page import day_of
from quizapp.web.results.report import Report, report

MOST_LISTED = 8
"""Typed answers listed one by one."""
gettext: Callable[..., str] = language.gettext


@dataclass(frozen=True, slots=True)
class Option:
    """A row of the option table, in words."""

    text: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Row:
    """One question: where it stood (0 in an individual draw), what is known of it, and what was answered.

    `left_out` counts the answers that are not listed. `suspect` is the answer that may be the right one, in words.
    """

    number: int
    asked: AskedQuestion
    rule: Rule
    report: ItemReport
    options: Sequence[Option]
    left_out: int
    suspect: str

    @property
    def most(self) -> int:
        """How many gave the answer that most gave."""
        return max((each.choice.count for each in self.options), default=0)


def show(activity_id: str) -> str:
    """The page: the hardest question first."""
    told = report(db.session(), access.activity(activity_id))
    rows = item_rows(db.session(), told)
    return render_template(
        "results/items.html",
        report=told,
        day=day_of(told),
        rows=rows,
        alpha=alpha(told),
        finding=_finding(told, rows),
        few=FEW,
        readings=readings,
    )


def item_rows(session: Session, told: Report) -> list[Row]:
    """What is known of every question that was asked, the hardest first, by shrunk facility."""
    shaped = shapes(session, told)
    reports = analyse_items({revision: each.item for revision, each in shaped.items()})
    numbers = {place.asked.id: place.position for place in told.places if not place.own}
    rows = [
        _row(told, numbers.get(revision, 0), revision, each, reports[revision]) for revision, each in shaped.items()
    ]
    return sorted(rows, key=lambda row: (row.report.shrunk if row.report.shrunk is not None else 2.0, row.number))


def shapes(session: Session, told: Report) -> dict[int, Shaped]:
    """The questions with their first answers, as item analysis wants them."""
    responses = said(session, told.activity.id)
    replies: dict[int, list[Reply]] = {place.asked.id: [] for place in told.places if not place.own}
    for each in told.given:
        found = responses.get((each.attempt, each.position))
        if found is not None and each.score is not None:
            replies.setdefault(each.question, []).append(Reply(each.person, found.response, each.bucket, each.score))
    return {
        revision: shape(told.questions[revision].question, given, told.rules.get(revision, AS_IT_IS))
        for revision, given in replies.items()
    }


def alpha(told: Report) -> Reliability | Message:
    """The reliability of the quiz, or why there is none."""
    scores: dict[Hashable, dict[Hashable, float]] = {}
    for each in told.counted:
        if each.score is not None:
            scores.setdefault(each.person, {})[each.question] = each.score
    return reliability(scores)


def _row(told: Report, number: int, revision: int, shaped: Shaped, found: ItemReport) -> Row:
    options = [Option(in_words(shaped, choice.bucket), choice) for choice in found.choices]
    if not shaped.item.options:
        options.sort(key=lambda each: (not each.choice.key, -each.choice.count, each.text))
    listed = options if shaped.item.options else options[:MOST_LISTED]
    return Row(
        number,
        told.questions[revision],
        told.rules.get(revision, AS_IT_IS),
        found,
        listed,
        sum(each.choice.count for each in options[len(listed) :]),
        in_words(shaped, found.suspicion.bucket) if found.suspicion else "",
    )


def in_words(shaped: Shaped, bucket: str) -> str:
    """An answer in the reader's words."""
    return "; ".join(language.said(line) for line in shaped.words.get(bucket, (bucket,)))


def _finding(told: Report, rows: Sequence[Row]) -> str:
    """The headline: questions whose key may be wrong come before all else."""
    alarms = sum(row.report.key_alarm for row in rows)
    if told.all_dropped:
        return gettext("Every question was dropped")
    if not told.answered:
        return gettext("Nobody has answered")
    if alarms:
        text = language.ngettext(
            "The key of one question may be wrong",
            "The keys of %(count)s questions may be wrong",
            alarms,
            count=language.count(alarms),
        )
        return str(text)
    if all(row.report.too_few for row in rows):
        return gettext("Too few answers to judge the questions")
    return gettext("No key looks wrong")
