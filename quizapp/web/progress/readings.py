"""The one-line reading of each picture: what a glance at it should tell."""

from collections.abc import Callable, Sequence

from quizapp.core.calibration import FAIRLY, GUESS
from quizapp.core.message import mark
from quizapp.core.skill import ENOUGH, Skill
from quizapp.core.wilson import Share
from quizapp.web import language
from quizapp.web.language import count, number
from quizapp.web.language import day as told_day
from quizapp.web.progress.calendar import Day
from quizapp.web.progress.levels import Level
from quizapp.web.progress.map import Map

gettext: Callable[..., str] = language.gettext
ngettext: Callable[..., str] = language.ngettext

FEW = 5
"""Answers at a level of confidence below which nothing is said of it."""
BUSY = 20
"""Facts a day from which a fortnight is a full one."""

_LEANING = {
    1: mark("You call true things false more often than false things true."),
    -1: mark("You call false things true more often than true things false."),
    0: mark("You lean neither towards “supported” nor towards “contradicted”."),
}


def lead(known: Map, told: Sequence[Level]) -> str:
    """Below the headline: the thinnest topic, and what confidence is worth."""
    parts = [_forecast(known)]
    if known.thinnest:
        parts.append(gettext("Your thinnest topic is “%(topic)s”.", topic=known.thinnest.ground.title))
    if finding := _most_off(told):
        parts.append(finding)
    return " ".join(parts)


def _forecast(known: Map) -> str:
    if known.asked >= known.facts:
        return gettext("That is a forecast; you have been asked every one.")
    return gettext(
        "That is a forecast over the %(asked)s you have been asked so far.",
        asked=number(known.asked) if known.asked > 20 else count(known.asked),
    )


def _most_off(told: Sequence[Level]) -> str:
    """The level whose share lies furthest outside its band, else the surest one there is enough of."""
    enough = [level for level in told if level.share and level.share.of >= FEW]
    off = [level for level in enough if level.off]
    level = off[-1] if off else enough[-1] if enough else None
    if level is None or level.share is None:
        return ""
    share = percent(level.share.value)
    if level.level == GUESS:
        return gettext("%(share)s of your guesses are right.", share=share)
    if level.level == FAIRLY:
        return gettext("When you feel fairly sure, %(share)s of your answers are right.", share=share)
    return gettext("When you are certain, %(share)s of your answers are right.", share=share)


def known(map_: Map) -> str:
    """The map: thinnest and fullest topic."""
    if map_.thinnest is None or not map_.topics:
        return gettext(
            "You would recall %(share)s of what there is to know.", share=percent(map_.recalled / map_.facts)
        )
    fullest = max(map_.topics, key=lambda topic: topic.share)
    if not map_.squared or fullest is map_.thinnest or fullest.share == map_.thinnest.share:
        return gettext(
            "“%(topic)s” is your thinnest topic: you would recall %(share)s of it.",
            topic=map_.thinnest.ground.title,
            share=percent(map_.thinnest.share),
        )
    return gettext(
        "“%(thin)s” is your thinnest topic (%(low)s), “%(full)s” your fullest (%(high)s).",
        thin=map_.thinnest.ground.title,
        low=percent(map_.thinnest.share),
        full=fullest.ground.title,
        high=percent(fullest.share),
    )


def levels(told: Sequence[Level]) -> str:
    """Calibration: where confidence and being right part."""
    enough = [level for level in told if level.share and level.share.of >= FEW]
    if not enough:
        return gettext("Say how sure you are a few more times, and this fills up.")
    off = [level for level in enough if level.off]
    if not off:
        return gettext("Your confidence fits your answers, as far as these can tell.")
    level = off[-1]
    title, share = gettext(level.title), percent(level.share.value if level.share else 0)
    if level.off < 0:
        return gettext("“%(title)s” holds in %(share)s: less than it takes to pay.", title=title, share=share)
    return gettext("“%(title)s” holds in %(share)s: you could be surer.", title=title, share=share)


def due(counts: Sequence[int]) -> str:
    """The forecast: how full the days are, today apart, on which all that has waited comes."""
    total, each = sum(counts), sum(counts[1:]) / max(1, len(counts) - 1)
    if not total:
        return gettext("Nothing comes due in the next fortnight.")
    if each < 1 and counts[0] > total - counts[0]:
        return gettext("Most of it today, hardly anything after.")
    if each < 1:
        return ngettext("One fact in the next fortnight.", "%(num)s facts in the next fortnight.", total)
    if each >= BUSY:
        return gettext("A full fortnight: about %(each)s facts a day.", each=number(round(each)))
    return ngettext("About one fact a day.", "About %(count)s facts a day.", round(each), count=count(round(each)))


def studied(days: Sequence[Day]) -> str:
    """The calendar: on how many days something was answered. Days missed are nobody's business."""
    active = sum(day.answers > 0 for day in days)
    return ngettext(
        "You studied on one day since %(first)s.",
        "You studied on %(num)s days since %(first)s.",
        active,
        first=told_day(days[0].day, "MMMMd"),
    )


def kept(share: Share | None, target: float) -> str:
    """True retention against the target."""
    if share is None:
        return gettext("Nothing has come back yet: this fills once you type an answer or turn a card a second time.")
    if share.low > target:
        return gettext("Above your target: facts could come back less often.")
    if share.high < target:
        return gettext("Below your target: more slips than you planned for.")
    return gettext("On target, as far as %(count)s answers can tell.", count=number(share.of))


def verdicts(skill: Skill) -> str:
    """Skill at verdicts: to which side somebody leans, or how many more it takes."""
    if skill.count < ENOUGH:
        return ngettext(
            "Judge one more claim, and this tells how well you do it.",
            "Judge %(num)s more claims, and this tells how well you do it.",
            ENOUGH - skill.count,
        )
    if skill.detection is None:
        return gettext("Your labels are right in %(share)s.", share=percent(skill.labels_right / skill.count))
    return gettext(_LEANING[skill.detection.leaning])


def percent(share: float) -> str:
    """A share in whole percent, such as "70 %"."""
    return gettext("%(share)d %%", share=round(share * 100))
