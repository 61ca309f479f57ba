"""What the fields of a fact are called where it is corrected, and what may have happened to it."""

from quizapp.core.message import mark

FIELDS = {
    "statement": mark("Statement"),
    "prompt": mark("Question"),
    "kind": mark("Kind"),
    "cloze": mark("With a gap"),
    "value_text": mark("Value"),
    "value_number": mark("In digits"),
    "value_unit": mark("Unit"),
    "value_precision": mark("Precision"),
    "value_step": mark("Last digit meant"),
    "value_date": mark("Date"),
    "aliases": mark("Also right"),
    "speaker": mark("Says so"),
    "party": mark("Party"),
    "stance": mark("How"),
    "as_of_date": mark("As of"),
    "as_of_text": mark("As of, in words"),
    "as_of_inferred": mark("The date is inferred"),
    "as_of_why": mark("Inferred from"),
    "evidence": mark("Proof"),
    "review_by": mark("Review by"),
}
"""Of `formats.fact_form`: those that a correction may change."""

KINDS = {
    "corrected": (mark("It was wrong"), mark("It never was so. Whoever learned it hears of it.")),
    "superseded": (mark("Something newer holds"), mark("It was right, and time has gone on.")),
    "retracted": (mark("It cannot be said at all"), mark("The fact and its questions are taken out.")),
}
"""Of `core.correction`, each with what it means."""
