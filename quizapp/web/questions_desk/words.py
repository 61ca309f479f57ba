"""What the fields of questions and lists are called on pages."""

import re

from quizapp.core.difference import Absent
from quizapp.core.message import mark
from quizapp.web.desk.words import label as of_fact
from quizapp.web.language import gettext

LABELS = {
    "id": mark("Id"),
    "facts": mark("Facts it tests"),
    "stem": mark("Question"),
    "why": mark("Because"),
    "claim": mark("Claim"),
    "verdict": mark("Verdict"),
    "label": mark("What the retelling does"),
    "quote": mark("Quote"),
    "paraphrase": mark("Retold"),
    "actor": mark("Who acts"),
    "verb": mark("Verb"),
    "target": mark("Toward whom"),
    "others": mark("Others, who did not"),
    "back": mark("Back of the card"),
    "accept": mark("Also right"),
    "extra": mark("Right sides that fit nothing"),
    "evidence": mark("Sentences that show it"),
    "speaker": mark("Says so"),
    "options": mark("Options"),
    "items": mark("Things, in the right order"),
    "pairs": mark("Pairs"),
    "passage": mark("Sentences of the passage"),
    "text": mark("Text"),
    "right": mark("Right"),
    "error": mark("Altered"),
    "fact": mark("Fact"),
    "left": mark("Left"),
    "title": mark("Title"),
    "summary": mark("Summary"),
    "language": mark("Language"),
    "cited": mark("How the article is cited"),
    "status_note": mark("Note on status"),
    "as_of": mark("As of"),
    "as_of_date": mark("As of"),
    "as_of_text": mark("As of, in words"),
    "as_of_inferred": mark("The date is inferred"),
    "as_of_why": mark("Inferred from"),
    "topics": mark("Topics"),
    "parties": mark("Parties"),
    "sources": mark("Sources"),
    "sentences": mark("Sentences"),
    "terms": mark("Contested terms"),
    "waivers": mark("Warnings that stay"),
    "dropped": mark("Derived questions that are dropped"),
    "about": mark("About"),
    "name": mark("Name"),
    "date": mark("Date"),
    "rights": mark("Rights"),
    "term": mark("Term"),
    "instead": mark("Say instead"),
    "rule": mark("Rule"),
    "reason": mark("Reason"),
    "draft": mark("Draft"),
    "live revision": mark("Live revision"),
}
_ROW = re.compile(r"([a-z]+)([0-9]{1,2})_([a-z]+)")
_STEP = re.compile(r"[^.\[\]]+")


def label(name: str) -> str:
    """The label of a field, of one in a row, or of a place such as `options[0].text`, in the reader's language."""
    if (found := _ROW.fullmatch(name)) and found[1] in LABELS:
        return " · ".join((_word(found[1]), found[2], _word(found[3])))
    return " · ".join(map(_word, _STEP.findall(name)))


def _word(step: str) -> str:
    """The words for a step; places in lists count from 1."""
    if step.isdecimal():
        return str(int(step) + 1)
    return str(gettext(LABELS[step])) if step in LABELS else str(of_fact(step))


def value(said: object) -> str:
    """A scalar of a difference for people."""
    if said is True or said is False:
        return str(gettext("yes") if said else gettext("no"))
    if isinstance(said, list | tuple):
        return ", ".join(map(str, said)) or "–"
    return "–" if said in (None, "") or isinstance(said, dict | Absent) else str(said)
