"""What the fields of a fact are called on pages."""

import re

from quizapp.core.message import mark
from quizapp.web.language import gettext

LABELS = {
    "id": mark("Id"),
    "statement": mark("Statement"),
    "cloze": mark("With a gap"),
    "prompt": mark("Question"),
    "kind": mark("Kind"),
    "value_text": mark("Value"),
    "value_number": mark("In digits"),
    "value_unit": mark("Unit"),
    "value_precision": mark("Precision"),
    "value_step": mark("Last digit meant"),
    "value_date": mark("Date"),
    "speaker": mark("Says so"),
    "party": mark("Party"),
    "stance": mark("How"),
    "evidence": mark("Proof"),
    "as_of_date": mark("As of"),
    "as_of_text": mark("As of, in words"),
    "as_of_inferred": mark("The date is inferred"),
    "as_of_why": mark("Inferred from"),
    "review_by": mark("Review by"),
    "topic": mark("Topic"),
    "importance": mark("Importance"),
    "group": mark("Group"),
    "subject": mark("Answers the same question as"),
    "source": mark("Source"),
    "aliases": mark("Also right"),
    "critical_of": mark("Critical of"),
    "links": mark("To be read with"),
    "skip": mark("Kinds of question not to derive"),
    "time_bound": mark("Changes with time"),
    "contested": mark("Contested"),
    "absence": mark("Says that something is not given"),
}
_TRAP = re.compile(r"trap([0-9])_([a-z]+)")
_OF_TRAP = {
    "says": mark("False variant %(n)s"),
    "why": mark("False variant %(n)s: not so, because"),
    "verdict": mark("False variant %(n)s: verdict"),
    "number": mark("False variant %(n)s: in digits"),
    "date": mark("False variant %(n)s: date"),
}


def label(name: str) -> str:
    """The label of a field, in the reader's language; its name where it has none."""
    if (found := _TRAP.fullmatch(name)) and found[2] in _OF_TRAP:
        return str(gettext(_OF_TRAP[found[2]], n=found[1]))
    return str(gettext(LABELS[name])) if name in LABELS else name
