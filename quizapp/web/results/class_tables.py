"""The results of a class as tables for files: shares by pupil, what was done, facts and topics."""

from collections.abc import Callable

from quizapp.core.message import mark
from quizapp.formats.sheet import Cell, Sheet
from quizapp.web import language
from quizapp.web.results.classroom import ClassReport
from quizapp.web.results.tables import SHARE, named, plain, share

gettext: Callable[..., str] = language.gettext

KINDS = {"assignment": mark("assignment"), "room": mark("live quiz")}


def shares(report: ClassReport) -> Sheet:
    """A row for each pupil, a column for each activity: per cent of the points, empty where there are none."""
    titles = [f"{each.number}. {each.activity.title or gettext('Untitled')}" for each in report.done]
    rows: list[list[Cell]] = []
    for member in report.members:
        found = [each.points.get(member.learner_id) for each in report.done]
        rows.append([member.name, *(plain(round(100 * points.share, 1)) if points else None for points in found)])
    return Sheet(gettext("Pupils"), [gettext("Pupil"), *titles], rows)


def activities(report: ClassReport) -> Sheet:
    """A row for each activity, the oldest first, with the mean share of the points over pupils and its interval."""
    rows: list[list[Cell]] = []
    for each in report.done:
        found = each.mean
        mean = [found.value, found.low, found.high] if found else [None, None, None]
        told = [value if value is None else round(value, 4) for value in mean]
        kind = gettext(KINDS[each.activity.kind])
        rows.append([each.number, each.activity.title, kind, each.day.isoformat(), *told, len(each.points)])
    return Sheet(gettext("Activities"), named("No.", "What", "Kind", "Day", "Mean", "from", "to", "Pupils"), rows)


def facts(report: ClassReport) -> Sheet:
    """A row for each fact, the least known first."""
    rows: list[list[Cell]] = [
        [
            each.fact.fact.statement,
            each.fact.topic,
            *share(each.tally.share),
            ", ".join(who.name for who in each.missed),
        ]
        for each in report.facts
    ]
    return Sheet(gettext("Facts"), named("Fact", "Topic", *SHARE, "Still to learn it"), rows)


def topics(report: ClassReport) -> Sheet:
    """A row for each topic, the least known first."""
    rows: list[list[Cell]] = [[topic, *share(tally.share)] for topic, tally in report.topics]
    return Sheet(gettext("Topics"), named("Topic", *SHARE), rows)


TABLES = (shares, activities, facts, topics)
