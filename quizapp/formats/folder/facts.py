"""From the form of a fact to the fact: what its fields must be to each other, and how it is built."""

from collections.abc import Iterator

from quizapp.core.fact import AsOf, DateValue, Fact, FactKind, Link, NumberValue, Quote, TextValue, Trap, Value
from quizapp.core.kinds import KINDS
from quizapp.formats.document import At
from quizapp.formats.folder.brief import as_of
from quizapp.formats.folder.forms import FactForm, ValueForm
from quizapp.formats.wording import unknown

Fault = tuple[At, str]
"""A place inside a fact, and what is wrong there."""

_OWN_FIELDS = {"number": ("number", "unit", "precision", "step"), "date": ("date",)}
_BUILT = ("value", "as_of", "evidence", "traps", "links", "subject")
_REQUIRED_FIELDS = {"number": ("number", "unit", "precision"), "date": ("date",)}


def faults(form: FactForm) -> Iterator[Fault]:
    """What is wrong with a fact whose fields are right each for itself."""
    yield from _value_faults(form)
    yield from _trap_faults(form)
    if not _has_one_span(form.cloze):
        yield ("cloze",), "must hold exactly one {span}, the value between braces"
    if form.source and form.evidence:
        yield ("evidence",), "a fact has evidence (from the article) or a source (from elsewhere); delete one of them"
    if form.source and not form.as_of:
        yield ("source",), 'a fact with a source needs its own date; add "as_of"'
    if not form.source and not form.evidence:
        yield (), 'add "evidence" (the sentences that prove it), or "source" where it comes from elsewhere'
    for place, kind in enumerate(form.skip):
        if kind not in KINDS:
            yield ("skip", place), unknown("kind of question", kind, list(KINDS))


def build(form: FactForm, default: AsOf) -> Fact:
    """The fact that a faultless form tells; `default` is the brief's as-of date."""
    simple = {name: value for name, value in form if name not in _BUILT}
    return Fact(
        **simple,
        value=_value(form),
        as_of=as_of(form.as_of) if form.as_of else default,
        evidence=tuple(tuple(Quote(*pair) for pair in each.items()) for each in form.evidence),
        traps=tuple(Trap(each.says, each.why, each.verdict, each.number, each.date) for each in form.traps),
        links=tuple(Link(each.role, each.to) for each in form.links),
        subject=form.subject or "",
    )


def _value(form: FactForm) -> Value:
    value = form.value
    if value.number is not None:
        return NumberValue(value.number, value.unit, value.precision or "exact", value.text, value.step)
    if value.date is not None:
        return DateValue(value.date, value.text)
    return TextValue(value.text)


def _type_of(kind: FactKind) -> str:
    return kind if kind in _OWN_FIELDS else "text"


def _value_faults(form: FactForm) -> Iterator[Fault]:
    wanted, value = _type_of(form.kind), form.value
    # "Not given" is a text, whatever it is that the article does not give.
    if not (form.absence and not _given(value)):
        for name in _REQUIRED_FIELDS.get(wanted, ()):
            if not _has(value, name):
                yield ("value",), f'the value of a fact of kind {form.kind} needs the field "{name}"; add it'
    for name in _given(value):
        if name not in _OWN_FIELDS.get(wanted, ()):
            yield ("value", name), f"is not for a fact of kind {form.kind}; delete it, or change the kind"
    if value.precision == "about" and value.step is None:
        yield ("value",), 'a number that is "about" needs the field "step": the last digit that is meant, such as 1000'


def _given(value: ValueForm) -> list[str]:
    return [name for names in _OWN_FIELDS.values() for name in names if _has(value, name)]


def _has(value: ValueForm, name: str) -> bool:
    return getattr(value, name) not in (None, "")


def _trap_faults(form: FactForm) -> Iterator[Fault]:
    for place, trap in enumerate(form.traps):
        for name in ("number", "date"):
            if getattr(trap, name) is not None and _type_of(form.kind) != name:
                yield ("traps", place, name), f"is not for a fact of kind {form.kind}; delete it"


def _has_one_span(cloze: str) -> bool:
    before, _, rest = cloze.partition("{")
    span, closed, after = rest.partition("}")
    return bool(closed and span.strip()) and not any(sign in part for part in (before, span, after) for sign in "{}")
