"""A fact about a contested term, begun from the bank's list of terms: of such a fact the exercise is made."""

from collections.abc import Sequence
from datetime import date

from flask import request

from quizapp.core.bank import Bank, Sentence, Term
from quizapp.core.fact import Fact
from quizapp.core.folding import fold
from quizapp.core.message import mark
from quizapp.core.partial_date import PartialDate
from quizapp.core.whole_words import places
from quizapp.web.language import partial

SOURCE = "style-list"
SPEAKER = "this bank’s style list"
"""A text of the bank, as all below are."""
NOTE = mark(
    "The exercise shows the sentence with a contested word in brackets, and asks for the words of the list. Write a"
    " sentence around the gap. It takes two contested words at least, each with its reason: the false variants."
)


def asked(bank: Bank) -> Term | None:
    """The term that the address names."""
    said = request.args.get("term", "")
    return next((each for each in bank.terms if each.term == said), None)


def begun(blank: dict[str, str], bank: Bank, term: Term, today: date) -> dict[str, str]:
    """The fields of a fact about `term` and what else the list replaces by the same words; `blank` is any new fact."""
    fields = {
        **blank,
        "statement": f"This bank’s style list has “{term.instead}” rather than “{term.term}”.",
        "cloze": _gapped(bank.brief.sentences, term),
        "prompt": f"Which words does this bank’s style list have instead of “{term.term}”?",
        "value_text": term.instead,
        "kind": "term",
        "importance": "nice",
        "speaker": SPEAKER,
        "source": SOURCE,
        "as_of_date": today.isoformat(),
        "as_of_text": partial(PartialDate(today.year, today.month, today.day)),
        "group": blank["id"],
        "contested": "true",
        "skip": "choice truefalse text",
    }
    same = [term, *(each for each in bank.terms if each.instead == term.instead and each != term)]
    for place, each in enumerate(same, start=1):
        fields |= {f"trap{place}_says": each.term, f"trap{place}_why": each.why}
    return fields


def _gapped(sentences: tuple[Sentence, ...], term: Term) -> str:
    """A sentence of the text that has either wording, with the gap in its place; else the gap alone."""
    for words in (term.instead, term.term):
        for each in sentences:
            for start in places(each.text, words):
                return f"{each.text[:start]}{{{term.instead}}}{each.text[start + len(words) :]}"
    return f"{{{term.instead}}}"


def exercise(facts: Sequence[Fact], term: Term) -> Fact | None:
    """The fact that makes an exercise of a term already."""
    about = (each for each in facts if each.kind == "term" and each.contested)
    return next((each for each in about if fold(term.term) in {fold(trap.says) for trap in each.traps}), None)
