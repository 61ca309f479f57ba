"""The fields of a fact that is begun: from a proposal, a contested term, words that were selected, or nothing."""

import re
from datetime import date

from quizapp.core.anchor import Selector
from quizapp.core.bank import Term
from quizapp.core.folding import fold
from quizapp.core.requote import Text
from quizapp.core.whole_words import distinct
from quizapp.storage import desk, workspace
from quizapp.storage.models import Bank, Proposal
from quizapp.web.database import db
from quizapp.web.desk import terms
from quizapp.web.desk.picked import Picked

_KINDS = {
    "number": "number",
    "date": "date",
    "person": "person",
    "place": "place",
    "quotation": "quotation",
    "attribution": "position",
    "absence": "event",
}
_GROUPS = {"number": "numbers", "date": "dates", "person": "people", "place": "places", "quotation": "quotations"}


def proposed(row: Bank, proposal: Proposal) -> dict[str, str]:
    """The fields that a proposal fills in."""
    data = proposal.data
    kind = _KINDS.get(proposal.kind, "position")
    asks_who = proposal.kind == "attribution" and data["prompt"]
    value = {f"value_{name}": str(given) for name, given in data["value"].items() if given is not None}
    return {
        **_blank(row, proposal.exact),
        **value,
        "statement": data["statement"],
        "cloze": data["cloze"],
        "prompt": data["prompt"],
        "kind": kind,
        "group": "speakers" if asks_who else _GROUPS.get(kind, f"{kind}s"),
        "speaker": data["speaker"] or "the article",
        "stance": data["stance"],
        "absence": "true" if proposal.kind == "absence" else "",
        "evidence": f"{proposal.sid}: {_proof(row, proposal)}",
    }


def termed(row: Bank, term: Term, today: date) -> dict[str, str]:
    """The fields that a term of the bank's list fills in."""
    brief = workspace.brief(row.slug, workspace.data(db.session(), row.id))
    return terms.begun(_blank(row, f"word {term.term}"), brief, term, today)


def selected(row: Bank, picked: Picked | None) -> dict[str, str]:
    """The fields that picked words fill in: those of the sentence where none were picked."""
    if picked is None:
        return _blank(row, "")
    return {
        **_blank(row, picked.words or picked.sentence.text),
        "statement": picked.sentence.text,
        "cloze": picked.gapped,
        "value_text": picked.words,
        "evidence": f"{picked.sentence.id}: {picked.proof}",
    }


def _proof(row: Bank, proposal: Proposal) -> str:
    """The words of a proposal, with some around them where they stand in the sentence twice."""
    text = Text.of(workspace.brief(row.slug, workspace.data(db.session(), row.id)).brief.sentences)
    found = text.locate(Selector(proposal.exact, proposal.prefix, proposal.suffix))
    if found is None:
        return proposal.exact
    first, last = text.spans[found[0]]
    start, end = found[1]
    sentence = text.text[first:last]
    return sentence[slice(*distinct(sentence, start - first, end - first))]


def _blank(row: Bank, words: str) -> dict[str, str]:
    brief = workspace.brief(row.slug, workspace.data(db.session(), row.id))
    return {
        "id": _free_id(row, words),
        "speaker": "the article",
        "party": brief.parties[0].id if brief.parties else "",
        "topic": brief.topics[0].id if brief.topics else "",
        "kind": "event",
        "group": "events",
        "stance": "stated",
        "importance": "should-know",
    }


def _free_id(row: Bank, words: str) -> str:
    """An id from the first words, that no fact has."""
    stem = "-".join(re.findall(r"[a-z0-9]+", fold(words))[:5])[:60] or "fact"
    taken = {work.slug for work in desk.facts(db.session(), row.id)}
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
