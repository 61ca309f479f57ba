"""What results tell in words: the finding above all, and a line to each picture."""

from collections.abc import Callable

from quizapp.core.class_forecast import LINE
from quizapp.core.results import HALF
from quizapp.core.wilson import Share
from quizapp.web import language
from quizapp.web.language import count, number
from quizapp.web.results.report import Report

__all__ = ["LINE"]
gettext: Callable[..., str] = language.gettext
ngettext: Callable[..., str] = language.ngettext

WELL = 0.8
"""From this share on a fact is known well."""


def headline(report: Report) -> str:
    """The finding."""
    if not report.told.positions:
        return gettext("Nothing is told yet")
    if report.all_dropped:
        return gettext("Every question was dropped")
    if not report.answered:
        return gettext("Nobody has answered")
    if report.reach == "few":
        return gettext("Too few have answered")
    return _of_class(report) if report.reach == "all" else _of_some(report)


def _of_class(report: Report) -> str:
    """Where everybody answered everything."""
    if missed := len(report.again):
        text = ngettext(
            "One fact did not reach half the class",
            "%(count)s facts did not reach half the class",
            missed,
            count=count(missed),
        )
        return text[:1].upper() + text[1:]
    return gettext("The class has all of it") if _well(report) else gettext("Every fact reached half the class")


def _of_some(report: Report) -> str:
    """Where answers are missing: what was not answered says nothing about the class."""
    if missed := len(report.again):
        text = ngettext(
            "One fact did not reach half of those who answered it",
            "%(count)s facts did not reach half of those who answered them",
            missed,
            count=count(missed),
        )
        return text[:1].upper() + text[1:]
    if _well(report):
        return gettext("Each fact is known to most of those who answered it")
    return gettext("Every fact reached half of those who answered it")


def _well(report: Report) -> bool:
    return min(tally.share.value for tally in report.by_fact.values()) >= WELL


def lead(report: Report) -> str:
    """Below it: how many answers there are, if not all, the average, and the thinnest topic."""
    if not report.answered or report.mean is None:
        return ""
    parts = [average(report)]
    if report.reach != "all":
        told = {"given": number(report.answers), "all": number(report.possible)}
        parts.insert(0, gettext("There are %(given)s answers of %(all)s.", **told))
    topics = list(report.by_topic.items())
    if report.reach != "few" and len(topics) > 1 and topics[0][1].share.value < WELL:
        topic, tally = topics[0]
        parts.append(
            gettext("The thinnest topic is “%(topic)s”: %(share)s.", topic=topic, share=percent(tally.share.value))
        )
    return " ".join(parts)


def average(report: Report) -> str:
    """The mean points with their interval, and over how many."""
    mean = report.mean
    if mean is None:
        return ""
    told = {"mean": points(mean.value), "of": number(report.most), "people": number(mean.n)}
    if mean.low is None or mean.high is None:
        return gettext("One pupil has answered: %(mean)s of %(of)s points.", **told)
    return gettext(
        "The average is %(mean)s of %(of)s points (95 %% interval %(low)s to %(high)s, %(people)s pupils).",
        low=points(mean.low),
        high=points(mean.high),
        **told,
    )


def again(report: Report) -> str:
    """What to go over again."""
    if report.reach == "all":
        if report.again:
            return gettext("Under half of the class had these.")
        return gettext("At least half of the class had each fact.")
    if report.again:
        return gettext("Under half of those who answered had these.")
    return gettext("At least half of those who answered had each fact.")


def share(value: Share) -> str:
    """A share with its interval and count, such as "39 % (22 to 59, 23 answers)"."""
    told = ngettext("one answer", "%(count)s answers", value.of, count=number(value.of))
    return gettext(
        "%(share)s (%(low)s to %(high)s, %(answers)s)",
        share=percent(value.value),
        low=whole(value.low),
        high=whole(value.high),
        answers=told,
    )


def points(value: float) -> str:
    """Points, with a half as ½ and other parts as one decimal."""
    rounded = round(value, 1)
    if rounded % 1 == HALF:
        return (number(int(rounded)) if rounded >= 1 else "") + "½"
    return number(rounded if rounded % 1 else int(rounded))


def whole(value: float) -> str:
    """A share in whole per cent, without the sign."""
    return number(round(value * 100))


def percent(value: float) -> str:
    """A share in whole per cent, such as "70 %"."""
    return gettext("%(share)d %%", share=round(value * 100))


def decimal(value: float) -> str:
    """A correlation, with two decimals."""
    return number(value, 2)
