"""How much of what an editor would want the offline drafts offer: precision and recall by kind.

Five invented articles were annotated by somebody who had not seen the extractor (drafting/README.md). The article of
the shipped bank is not in this project: give its path, or it is looked for next to it; its digest is checked.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import machine
from machine import ABOVE, ROOT

from quizapp.core.drafting import Proposal, drafts
from quizapp.core.fact import DateValue, NumberValue
from quizapp.core.folding import fold
from quizapp.core.sentences import Part, number, split
from quizapp.formats.folder import read_folder

FOLDER = Path(__file__).parent / "drafting"
KINDS = ("number", "date", "person", "place", "quotation", "attribution", "absence")
FLOORS = {"number": 0.9, "date": 0.9, "quotation": 0.85, "attribution": 0.7}
SAME_UNIT = {"€": "euros", "£": "pounds", "$": "dollars", "%": "percent", "per cent": "percent"}
PRONOUNS = {"he", "she", "they", "it", "who"}

Draft = dict[str, Any]
Tally = dict[str, int]


class Text:
    """An article, its sentences and proposals; places of proposals are turned into places of the raw text."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.parts = split(raw)
        sentences = number(self.parts)
        self.by_id = {sentence.id: part for sentence, part in zip(sentences, self.parts, strict=True)}
        self.proposals = drafts(sentences)

    def span(self, proposal: Proposal) -> tuple[int, int]:
        """The place of a proposal in the raw text."""
        part = self.by_id[proposal.sentence]
        raw = self.raw[part.start : part.end]
        if raw == part.text:
            return part.start + proposal.start, part.start + proposal.end
        places = list(_shown(raw, part))
        return places[proposal.start], places[proposal.end - 1] + 1


def _shown(raw: str, part: Part) -> Iterator[int]:
    """For each character of a sentence's text its place in the raw text."""
    at = 0
    for sign in part.text:
        while raw[at] != sign and not (sign == " " and raw[at].isspace()):
            at += 1
        yield part.start + at
        at += 1


def alike(one: str, other: str) -> bool:
    """Whether one name holds the other, or they share the last word."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return first == second
    return first in second or second in first or first.split()[-1] == second.split()[-1]


def same_speaker(one: str, other: str) -> bool:
    """A pronoun and the name that it stands for are both right."""
    return alike(one, other) or ({fold(one), fold(other)} & PRONOUNS != set() and bool(one) and bool(other))


def same_unit(one: str, other: str) -> bool:
    """Lenient: in singular or plural, by sign or by name."""
    first, second = (SAME_UNIT.get(each, each).casefold().rstrip("s") for each in (one, other))
    return first == second or (bool(first and second) and (first.endswith(second) or second.endswith(first)))


def covers(text: Text, proposal: Proposal, draft: Draft) -> bool:
    """Whether the places fit: half of the shorter one; for clauses, anything in the same sentence."""
    start, end = text.span(proposal)
    shared = min(end, draft["end"]) - max(start, draft["start"])
    if proposal.kind in ("attribution", "absence"):
        return shared > 0
    return shared * 2 >= min(end - start, draft["end"] - draft["start"]) and shared > 0


def fits(text: Text, proposal: Proposal, draft: Draft) -> bool:
    """Whether a proposal is the draft that the editor wanted."""
    if proposal.kind != draft["kind"]:
        return False
    value = proposal.value
    if proposal.kind in ("person", "place"):
        return alike(value.text, draft["name"])
    if not covers(text, proposal, draft):
        return False
    if isinstance(value, NumberValue):
        return value.number == value.number.__class__(str(draft["number"])) and value.precision == draft["precision"]
    if isinstance(value, DateValue):
        return str(value.date) == draft["date"]
    if proposal.kind == "quotation":
        part = text.by_id[proposal.sentence]  # A quotation of several sentences is offered sentence by sentence.
        wanted = text.raw[max(draft["start"], part.start) : min(draft["end"], part.end)]
        return fold(wanted) == fold(value.text) and (not draft["speaker"] or bool(proposal.speaker))
    return True


def field_right(proposal: Proposal, draft: Draft) -> dict[str, bool]:
    """The fields that are reported apart."""
    right = {}
    if isinstance(proposal.value, NumberValue):
        right["unit"] = same_unit(proposal.value.unit, draft.get("unit") or "")
    if proposal.kind == "person":
        right["office"] = alike(proposal.office, draft.get("office") or "")
    if proposal.kind in ("quotation", "attribution"):
        right[f"{proposal.kind}_speaker"] = same_speaker(proposal.speaker, draft.get("speaker") or "")
    if proposal.kind == "attribution":
        right["verb"] = alike(proposal.verb.split()[0], (draft.get("verb") or "-").split()[0])
    return right


def judge(text: Text, gold: list[Draft]) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Counts by kind (wanted, found, offered, right), and by field (right, of)."""
    kinds = {kind: dict.fromkeys(("wanted", "found", "offered", "right"), 0) for kind in KINDS}
    fields: dict[str, Tally] = {}
    gold = [draft for draft in gold if draft["kind"] != "date" or draft["date"]]
    for draft in gold:
        kinds[draft["kind"]]["wanted"] += 1
        kinds[draft["kind"]]["found"] += any(fits(text, each, draft) for each in text.proposals)
    for proposal in text.proposals:
        match = [draft for draft in gold if fits(text, proposal, draft)]
        kinds[proposal.kind]["offered"] += 1
        kinds[proposal.kind]["right"] += bool(match)
        for name, right in field_right(proposal, match[0]).items() if match else ():
            tally = fields.setdefault(name, {"right": 0, "of": 0})
            tally["right"] += right
            tally["of"] += 1
    return kinds, fields


def shares(kinds: dict[str, Tally]) -> dict[str, dict[str, float]]:
    """Precision, recall, and how many were wanted, of each kind that occurs."""
    return {
        kind: {
            "precision": round(tally["right"] / tally["offered"], 3) if tally["offered"] else 0.0,
            "recall": round(tally["found"] / tally["wanted"], 3) if tally["wanted"] else 0.0,
            "n": tally["wanted"],
            "offered": tally["offered"],
        }
        for kind, tally in kinds.items()
        if tally["wanted"] or tally["offered"]
    }


def added(tallies: list[dict[str, Tally]]) -> dict[str, Tally]:
    """Counts of several articles in one."""
    total: dict[str, Tally] = {}
    for each in tallies:
        for name, tally in each.items():
            into = total.setdefault(name, dict.fromkeys(tally, 0))
            for key, count in tally.items():
                into[key] += count
    return total


def load(name: str) -> dict[str, Any]:
    """One gold file."""
    told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return told


def brief() -> str:
    """The sentences of the shipped brief, a line each."""
    bank, _ = read_folder(ROOT / "questions" / "kosovo-2023")
    assert bank
    return "\n".join(sentence.text for sentence in bank.brief.sentences)


def article(argument: list[str]) -> str | None:
    """The article that the bank cites, if it is there and is the one that was annotated."""
    places = [Path(each) for each in argument] or sorted((ROOT.parent / "shared" / "article").glob("*.txt"))
    wanted = load("kosovo")["sha256"]
    for place in places:
        content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() == wanted:
            return content.decode("utf-8")
    return None


def main() -> None:
    """Each article, the five together, and the two that the rules were written with in sight."""
    names = sorted(path.stem for path in FOLDER.glob("*.txt"))
    began = time.process_time()
    texts = {name: Text((FOLDER / f"{name}.txt").read_bytes().decode("utf-8")) for name in names}
    cpu = time.process_time() - began
    judged = {name: judge(text, load(name)["drafts"]) for name, text in texts.items()}
    pooled = shares(added([kinds for kinds, _ in judged.values()]))
    figures: dict[str, Any] = {
        f"{kind}_{side}": pooled[kind][side] for kind in FLOORS for side in ("precision", "recall")
    }
    figures["pooled"] = pooled
    told = added([fields for _, fields in judged.values()])
    figures["fields_right"] = {name: round(each["right"] / each["of"], 3) for name, each in told.items()}
    figures["articles"] = {name: shares(kinds) for name, (kinds, _) in judged.items()}
    figures["cpu_ms_an_article"] = round(cpu * 1000 / max(1, len(names)), 1)
    notes = [f"{len(names)} articles that the rules were not written on"]
    seen = {"kosovo": article(sys.argv[1:]), "kosovo-brief": brief()}
    for name, raw in seen.items():
        if raw is None:
            notes.append(f"{name}: the article is not here, or is not the one annotated; give its path to measure it")
        else:
            figures[name] = shares(judge(Text(raw), load(name)["drafts"])[0])
    targets = {f"{kind}_{side}": (ABOVE, floor) for kind, floor in FLOORS.items() for side in ("precision", "recall")}
    machine.report("drafts", figures, targets, notes)


if __name__ == "__main__":
    main()
