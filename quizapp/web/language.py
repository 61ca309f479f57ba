"""Texts, numbers and dates in the reader's language. English so far; every string already passes gettext."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal
from flask import Flask, g
from flask_babel import Babel, get_locale, get_translations, gettext, ngettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from quizapp.core.message import Message
from quizapp.core.partial_date import PartialDate
from quizapp.core.wall_clock import wall_of

babel = Babel()

_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def init_app(app: Flask) -> None:
    """Offer `_`, `ngettext` and the filters below to the templates of `app`."""
    babel.init_app(app, default_locale="en", locale_selector=lambda: "en")
    # Flask-Babel would look the catalogue up anew for each of a page's hundreds of texts.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension that Flask-Babel adds
        lambda text: _catalogue().ugettext(text),
        lambda one, many, n: _catalogue().ungettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _text
    app.jinja_env.filters.update(
        said=said, day=day, partial=partial, count=count, number=number, when=when, clock=clock
    )


@pass_eval_context
def _text(place: EvalContext, text: str, /, **variables: object) -> str:
    """What Jinja's own `gettext` gives, at a third of the price where nothing is to be put in, as mostly."""
    told = _told(_catalogue(), text, place.autoescape)
    return told % variables if "%" in told else told


@lru_cache(maxsize=4096)
def _told(catalogue: Any, text: str, escapes: bool) -> str:
    """A text of ours in a language; as it is for a page, where only what is put into it gets escaped."""
    told: str = catalogue.ugettext(text)
    return Markup(told) if escapes else told  # noqa: S704 - of our own templates and catalogues


def _catalogue() -> Any:
    """The catalogue of this request's language, looked up once."""
    try:
        return g.catalogue
    except AttributeError:
        g.catalogue = get_translations()
        return g.catalogue


def said(message: Message | str) -> str:
    """A message of core's, or a plain text, in the reader's language."""
    if isinstance(message, Message):
        return str(gettext(message.text, **{name: said_value(value) for name, value in message.params.items()}))
    return str(gettext(message)) if message else ""


def said_value(value: object) -> object:
    """A parameter of a message; messages may hold messages."""
    return said(value) if isinstance(value, Message) else value


FULL = "yMMMMd"


def day(value: date, skeleton: str = FULL) -> str:
    """A date by the reader's habits, such as "24 November 2026"; `skeleton` names the parts wanted, as CLDR does."""
    return _day(value, skeleton, _locale())


@lru_cache(maxsize=1024)
def _day(value: date, skeleton: str, locale: str) -> str:
    """A page tells few dates, and Babel searches all patterns of the locale for each."""
    if skeleton == FULL:  # Babel would take the nearest pattern, which shortens the month.
        return str(format_date(value, "long", locale=locale))
    return str(format_skeleton(skeleton, value, locale=locale))


def when(at: datetime, zone: str) -> str:
    """A moment by the wall clock of `zone`, such as "Tuesday 24 November, 18:00"."""
    return str(gettext("%(day)s, %(time)s", day=day(wall_of(at, zone).date(), "EEEEMMMMd"), time=clock(at, zone)))


def clock(at: datetime, zone: str) -> str:
    """The time of day of a moment by the wall clock of `zone`."""
    return str(format_time(wall_of(at, zone).time(), "short", locale=_locale()))


def partial(value: PartialDate) -> str:
    """As much of a date as is known."""
    stand_in = date(value.year or 2000, value.month or 1, value.day or 1)
    skeleton = ("y" if value.year else "") + ("MMMM" if value.month else "") + ("d" if value.day else "")
    return day(stand_in, skeleton)


def number(value: Any, digits: int | None = None) -> str:
    """A number with the reader's group and decimal signs, with as many `digits` behind the point as given."""
    return _number(value, digits, _locale())


@lru_cache(maxsize=4096)
def _number(value: Any, digits: int | None, locale: str) -> str:
    """A table tells the same few numbers over and over."""
    form = None if digits is None else f"#,##0.{'0' * digits}"
    return str(format_decimal(value, format=form, locale=locale)).replace("-", "−")


def count(value: int) -> str:
    """Small counts as words, as a newspaper writes them; others as digits."""
    return str(gettext(_WORDS[value])) if 0 <= value < len(_WORDS) else number(value)


def _locale() -> str:
    """British order of day and month for plain English: the bank's language is international English."""
    try:
        return str(g.locale)
    except AttributeError:
        locale = str(get_locale() or "en")
        g.locale = "en_GB" if locale == "en" else locale
        return str(g.locale)


__all__ = ["babel", "clock", "count", "day", "gettext", "init_app", "ngettext", "number", "partial", "said", "when"]
