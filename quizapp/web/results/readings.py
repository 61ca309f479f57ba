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
    if not report.answered:
        return gettext("Nobody has answered")
    if report.again:
        missed = len(report.again)
        text = ngettext(
            "One fact did not reach half the class",
            "%(count)s facts did not reach half the class",
            missed,
            count=count(missed),
        )
        return text[:1].upper() + text[1:]
    if min(tally.share.value for tally in report.by_fact.values()) >= WELL:
        return gettext("The class has all of it")
    return gettext("Every fact reached half the class")


def lead(report: Report) -> str:
    """Below it: the average, and the thinnest topic."""
    if not report.answered or report.mean is None:
        return ""
    parts = [average(report)]
    topics = list(report.by_topic.items())
    if len(topics) > 1 and topics[0][1].share.value < WELL:
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
    if report.again:
        return gettext("Under half of the class had these.")
    return gettext("At least half of the class had each fact.")


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
