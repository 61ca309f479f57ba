"""From the page on which a fact is corrected to the change it asks for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from quizapp.core.bank import Bank, Source
from quizapp.core.correction import Change, Kind, names_old
from quizapp.core.date_reader import in_words
from quizapp.core.fact import Fact
from quizapp.core.folding import fold
from quizapp.core.message import mark
from quizapp.core.partial_date import PartialDate
from quizapp.formats.fact_form import TRAPS, Problems, fields_of, read_fact
from quizapp.web.corrections.words import FIELDS, KINDS
from quizapp.web.desk.access import LONGEST_REASON, ticked
from quizapp.web.language import gettext

LONGEST = 200
_TRAP = re.compile("trap[1-9]_(?:says|why|verdict|number|date)")
"""The fields of a false variant."""
NEW = "new"
WHAT = mark("Choose what happened.")
WHY = mark("Say why: readers see it.")
SINCE = mark("Say since when the new value holds.")
SAME = mark("Nothing differs from what is live.")
ALIASES = mark("These were right for the old value. Write those that are right for the new one; none is fine.")
TRAP = mark("This names the old value. Change it, or say that it holds as it is.")
REGRADE = mark("Only where it was wrong: what was right when it was asked stays right.")
NAME = mark("Name the source.")
DATE = mark("Write its date, such as 2024, 2024-05 or 2024-05-17.")
UNKNOWN = mark("Choose one of the sources.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the `change` with its reason, or else what has to be mended, by field."""

    change: Change | None
    problems: Problems
    why: str
    regrades: bool


def filled(live: Fact, form: Mapping[str, str]) -> dict[str, str]:
    """The fields of the page: those of the live fact, over which stands what was sent."""
    sent = {name: form.get(name, "") for name in FIELDS} if form else {}
    traps = {name: text for name, text in form.items() if _TRAP.fullmatch(name)}
    return {**fields_of(live), **sent, **traps, "source": live.source or ""}


def read(form: Mapping[str, str], live: Fact, bank: Bank) -> Asked:
    """The change of the fact `live` that a form asks for."""
    what, why, since = (form.get(name, "").strip() for name in ("what", "why", "since"))
    problems: Problems = {}
    if what not in KINDS:
        problems["what"] = gettext(WHAT)
    if not why or len(why) > LONGEST_REASON:
        problems["why"] = gettext(WHY)
    if (what == "superseded" and not since) or len(since) > LONGEST:
        problems["since"] = gettext(SINCE)
    if ticked(form, "regrade") and what != "corrected":
        problems["regrade"] = gettext(REGRADE)
    source, cited = _source(form, bank, problems)
    fact = None if what == "retracted" else _fact(form, live, bank, source, problems)
    if problems:
        return Asked(None, problems, why, False)
    told = f"{source.name}, {in_words(source.date)}" if source else "" if fact is None else bank.brief.cited
    kind: Kind = "corrected" if what == "corrected" else "superseded" if what == "superseded" else "retracted"
    keeps = kind == "superseded" and ticked(form, "keeps_former")
    return Asked(Change(kind, live.id, fact, since, told, cited, keeps), {}, why, ticked(form, "regrade"))


def _source(form: Mapping[str, str], bank: Bank, problems: Problems) -> tuple[Source | None, Source | None]:
    """The source that was chosen, none for the brief; and the same again where the bank does not have it yet."""
    chosen = form.get("source_from", "")
    if chosen == NEW:
        made = _new_source(form, bank, problems)
        return made, made
    found = next((source for source in bank.sources if source.id == chosen), None)
    if chosen and not found:
        problems["source_from"] = gettext(UNKNOWN)
    return found, None


def _new_source(form: Mapping[str, str], bank: Bank, problems: Problems) -> Source | None:
    name, rights = (" ".join(form.get(name, "").split())[:LONGEST] for name in ("source_name", "source_rights"))
    if not fold(name):
        problems["source_name"] = gettext(NAME)
    try:
        date = PartialDate.parse(form.get("source_date", "").strip())
    except ValueError:
        problems["source_date"] = gettext(DATE)
        return None
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "source"
    taken = {source.id for source in bank.sources}
    id = next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    return Source(id, name, date, rights)


def _fact(form: Mapping[str, str], live: Fact, bank: Bank, source: Source | None, problems: Problems) -> Fact | None:
    fields = filled(live, form)
    proof = {"source": source.id, "evidence": ""} if source else {"source": ""}
    fact, found = read_fact({**fields, **proof, "id": live.id}, bank.brief.as_of)
    problems |= found
    if fact is None:
        return None
    right = {fold(answer) for answer in fact.answers}
    fact = replace(fact, traps=tuple(trap for trap in fact.traps if fold(trap.says) not in right))
    if fact == live:
        problems[""] = gettext(SAME)
    elif fact.value != live.value and fact.aliases and fact.aliases == live.aliases and not form.get("aliases_asked"):
        problems["aliases"] = gettext(ALIASES)
    for place in _naming_old(fields, form, live, fact):
        problems[f"trap{place}_why"] = gettext(TRAP)
    return fact


def _naming_old(fields: Mapping[str, str], form: Mapping[str, str], live: Fact, fact: Fact) -> Iterator[int]:
    """The places of false variants that still name the old value, where nobody said that they hold."""
    right = {fold(answer) for answer in fact.answers}
    for place in range(1, TRAPS + 1):
        says, why = (fields.get(f"trap{place}_{name}", "") for name in ("says", "why"))
        looked_at = fold(says) in right or ticked(form, f"trap{place}_holds")
        if not looked_at and names_old(f"{says} {why}", live, fact):
            yield place
