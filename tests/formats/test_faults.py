"""Every mutation of a good folder is told at its line, in words that say how to mend it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from quizapp.formats.folder import FILES, read
from quizapp.formats.problem import Problem

LIGHTHOUSE = Path(__file__).parent / "banks" / "lighthouse"
GOOD = {name: (LIGHTHOUSE / name).read_bytes() for name in FILES}
BRIEF, FACTS, QUESTIONS = FILES


@dataclass(frozen=True)
class Fault:
    """`old` becomes `new` in `file`; the one problem stands in the line of `at`, at `path`, and says `message`."""

    file: str
    old: str
    new: str
    path: str
    message: str
    at: str | int = ""

    def files(self) -> dict[str, bytes]:
        text = GOOD[self.file].decode()
        assert text.count(self.old) >= 1, self.old
        return {**GOOD, self.file: text.replace(self.old, self.new, 1).encode()}

    def line(self) -> int:
        if isinstance(self.at, int):
            return self.at
        lines = self.files()[self.file].decode().split("\n")
        needle = self.at or self.new.split("\n")[0]
        return next(place for place, line in enumerate(lines, 1) if needle in line)


MAYOR_IS_PERSON = "    kind: person\n    value: {text: Ada Holm}"
FAULTS = {
    "malformed": Fault(FACTS, "title: People}", "title: a: b}", "", "this is not YAML: "),
    "unclosed": Fault(QUESTIONS, "[[s04]]", "[[s04]", "", "while parsing a flow sequence in line 48", 49),
    "alias": Fault(FACTS, "value: {text: Ada Holm}", "value: *mayor", "", 'alias "*mayor" is not allowed'),
    "anchor": Fault(FACTS, "{text: Ada Holm}", "&mayor {text: Ada Holm}", "", 'anchor "&mayor" is not allowed'),
    "tag": Fault(FACTS, "{text: Ada Holm}", "{text: !!str Ada Holm}", "", "tag"),
    "merge key": Fault(FACTS, "{text: Ada Holm}", "{<<: x, text: Ada Holm}", "", "merge key"),
    "duplicate key": Fault(FACTS, "    topic: people", "    topic: dates\n    topic: people", "",
                           "there twice; the first is in line 26", 27),
    "two documents": Fault(FACTS, "terms:", "---\nterms:", "", "a second document begins here"),
    "unknown key": Fault(FACTS, "    stance: stated", "    stanse: x\n    stance: stated", "facts[mayor].stanse",
                         'unknown field "stanse"; did you mean "stance"?'),
    "unknown key within": Fault(FACTS, "step: 100000", "stepp: 1, step: 100000", "facts[cost].value.stepp",
                                'did you mean "step"?'),
    "unknown section": Fault(FACTS, "terms:", "words: []\nterms:", "words", 'unknown field "words"'),
    "missing field": Fault(FACTS, "    stance: stated\n    time_bound", "    time_bound", "facts[mayor].stance",
                           'the field "stance" is missing; add it', "- id: mayor"),
    "missing section": Fault(FACTS, "parties:", "sources2:", "sources2", 'did you mean "sources"?'),
    "no value": Fault(FACTS, "speaker: the article", "speaker:", "facts[mayor].speaker", "is empty; write something"),
    "base sixty": Fault(FACTS, "number: 1800000,", "number: 1:30,", "facts[cost].value.number",
                        '"1:30" is not a number; write plain digits'),
    "leading zero": Fault(FACTS, "step: 100000", "step: 010", "facts[cost].value.step", '"010" begins with a zero'),
    "many": Fault(FACTS, "number: 1800000,", "number: many,", "facts[cost].value.number", '"many" is not a number'),
    "exponent": Fault(FACTS, "number: 1800000,", "number: 1e99999999,", "facts[cost].value.number", "not a number"),
    "huge number": Fault(FACTS, "number: 1800000,", f"number: {'9' * 16},", "facts[cost].value.number", "too long"),
    "yes": Fault(FACTS, "contested: true", "contested: yes", "facts[asked-for].contested",
                 '"yes" is not true or false'),
    "impossible day": Fault(FACTS, "2027-01-31", "2027-02-31", "facts[mayor].review_by", "month 2 has no day 31"),
    "no such month": Fault(FACTS, "date: --06-12", "date: --13-12", "facts[reopened].value.date", "no month 13"),
    "not a date": Fault(FACTS, "date: 2022-01,", "date: last winter,", "sources[almanac].date", "is not a date like"),
    "not in plain digits": Fault(FACTS, "date: 2022-01,", "date: ٢٠٢٢,", "sources[almanac].date", "is not a date like"),
    "a map for a text": Fault(FACTS, "speaker: the article", "speaker: {a: b}", "facts[mayor].speaker", "not a map"),
    "a text for a map": Fault(FACTS, "value: {text: Ada Holm}", "value: Ada Holm", "facts[mayor].value",
                              'must be a map of fields (name: value), not the text "Ada Holm"'),
    "a text for a list": Fault(FACTS, "aliases: [Holm]", "aliases: Holm", "facts[mayor].aliases", "must be a list"),
    "an empty set": Fault(FACTS, "- {s02: Ada Holm}", "- {}", "facts[mayor].evidence[0]", "not empty"),
    "a text too long": Fault(
        FACTS, "speaker: the article", f"speaker: {'x' * 5001}", "facts[mayor].speaker", "at most 5,000"
    ),
    "an empty quote": Fault(FACTS, "- {s02: Ada Holm}", '- {s02: " "}', "facts[mayor].evidence[0].s02", "is empty"),
    "a control character": Fault(FACTS, "{text: Ada Holm}", '{text: "Ada\\aHolm"}', "facts[mayor].value.text",
                                 "control character U+0007; delete it"),
    "not one of": Fault(FACTS, "importance: must-know", "importance: vital", "facts[mayor].importance",
                        '"vital" is not one of must-know, should-know or nice'),
    "duplicate fact": Fault(FACTS, "- id: cost", "- id: mayor", "facts[mayor].id",
                            'the id "mayor" is already used at facts.yaml:12; take another', 32),
    "id of a fact": Fault(QUESTIONS, "id: crowns", "id: cost", "questions[cost].id",
                         'the id "cost" is already used at facts.yaml:32'),
    "id of a sentence": Fault(QUESTIONS, "id: crowns", "id: s03", "questions[s03].id", "already used at brief.md:10"),
    "duplicate topic": Fault(FACTS, "{id: dates,", "{id: people,", "topics[people].id", "used at facts.yaml:2;", 3),
    "not an id": Fault(FACTS, "- id: mayor", "- id: The Mayor", "facts[0].id", '"The Mayor" is not an id'),
    "unknown topic": Fault(FACTS, "topic: people", "topic: peopel", "facts[mayor].topic", 'did you mean "people"?'),
    "unknown party": Fault(FACTS, "party: article", "party: x9", "facts[mayor].party", "known are article, harbour"),
    "unknown source": Fault(FACTS, "source: almanac", "source: almanack", "facts[visitors].source", 'mean "almanac"?'),
    "unknown link": Fault(FACTS, "to: visitors", "to: visitor", "facts[asked-for].links[0].to", 'mean "visitors"?'),
    "unknown sentence": Fault(FACTS, "- {s02: Ada Holm}", "- {s77: Ada Holm}", "facts[mayor].evidence[0].s77",
                              'unknown sentence "s77"'),
    "unknown praised": Fault(FACTS, "[harbour]", "[harbor]", "facts[asked-for].critical_of[0]", 'mean "harbour"?'),
    "unknown skip": Fault(FACTS, "skip: [verdict]", "skip: [verdikt]", "facts[asked-for].skip[0]", 'mean "verdict"?'),
    "no span": Fault(FACTS, "{Ada Holm}.", "Ada Holm.", "facts[mayor].cloze", "exactly one {span}", "In June 2021 the"),
    "two spans": Fault(FACTS, "{about 1.8 million} crowns.", "{about 1.8 million} {crowns}.", "facts[cost].cloze",
                       "exactly one {span}", "{crowns}"),
    "no step": Fault(FACTS, " step: 100000,", "", "facts[cost].value", 'needs the field "step"', "precision: about"),
    "step of zero": Fault(FACTS, "step: 100000", "step: 0", "facts[cost].value.step", "must be above 0"),
    "a text for a number": Fault(FACTS, "{date: --06-12, text: 12 June}", "{text: 12 June}", "facts[reopened].value",
                                 'kind date needs the field "date"'),
    "a date for a person": Fault(FACTS, "{text: Ada Holm}", "{text: Ada Holm, date: 2021}", "facts[mayor].value.date",
                                 "not for a fact of kind person"),
    "a trap's number": Fault(FACTS, "says: Nils Berg,", "says: Nils Berg, number: 3,", "facts[mayor].traps[0].number",
                             "not for a fact of kind person"),
    "source and evidence": Fault(FACTS, "    source: almanac", "    source: almanac\n    evidence: [{s02: x}]",
                                 "facts[visitors].evidence", "delete one of them", "evidence: [{s02: x}]"),
    "source without date": Fault(FACTS, "    as_of: {date: 2021-12-31, text: the end of 2021}\n", "",
                                 "facts[visitors].source", 'add "as_of"', "source: almanac"),
    "no proof": Fault(FACTS, "    source: almanac\n", "", "facts[visitors]", 'add "evidence"', "id: visitors"),
    "unknown kind": Fault(QUESTIONS, "kind: choice", "kind: chioce", "questions[who-confirms].kind", 'mean "choice"?'),
    "no kind": Fault(QUESTIONS, "kind: order\n    ", "", "questions[in-time].kind", "missing", "id: in-time"),
    "another kind's field": Fault(QUESTIONS, "right: false}", "right: false, claim: x}", "questions[not-1999].claim",
                                  'unknown field "claim"'),
    "unknown fact": Fault(QUESTIONS, "facts: [cost]", "facts: [coast]", "questions[crowns].facts[0]", 'mean "cost"?'),
    "no facts": Fault(QUESTIONS, "facts: [cost]", "facts: []", "questions[crowns].facts", "with something in it"),
    "a fact twice": Fault(QUESTIONS, "facts: [cost]", "facts: [cost, cost]", "questions[crowns].facts", "there twice"),
    "an option's fact": Fault(QUESTIONS, "fact: mayor}", "fact: major}", "questions[who-confirms].options[1].fact",
                              'mean "mayor"?'),
    "evidence of a verdict": Fault(QUESTIONS, "[[s04]]", "[[s44]]", "questions[guild].evidence[0][0]", "sentence"),
    "no right option": Fault(QUESTIONS, "{text: The fishermen’s guild, right: true}", "{text: The guild, why: x}",
                             "questions[who-confirms]", "mark exactly one option", "- id: who-confirms"),
    "a waiver without reason": Fault(QUESTIONS, ", reason: the long option is a name", "",
                                     "waivers[who-confirms].reason",
                                     "missing", "rule: W5"),
    "no front matter": Fault(BRIEF, "---\ntitle", "title", "", "must begin with front matter", "title:"),
    "front matter field": Fault(BRIEF, "language: en", "language: English!", "language", "not a language tag"),
    "front matter line": Fault(BRIEF, "inferred: true", "inferred: maybe", "as_of.inferred", "not true or false"),
    "no sentence id": Fault(BRIEF, "[s07] The", "The", "", "begins with a sentence id", "The lighthouse was built"),
    "empty sentence": Fault(BRIEF, "[s08] It went dark in 1999.", "[s08]", "s08", "the sentence is empty"),
    "sentence twice": Fault(BRIEF, "[s08] It", "[s05] It", "s05", "already used in line 13", "It went dark"),
}  # fmt: skip
CASCADES = {"merge key", "missing section", "duplicate fact", "duplicate topic", "not an id", "no sentence id"}
"""Faults that are several in truth: what was there before is gone, too."""


def told(files: dict[str, bytes]) -> list[Problem]:
    bank, problems = read(files, "lighthouse")
    assert (bank is None) == bool(problems)
    return problems


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_one_problem_at_its_line(name: str) -> None:
    fault = FAULTS[name]
    found = [each for each in told(fault.files()) if fault.message in each.message]
    assert [(each.file, each.line, each.path) for each in found] == [(fault.file, fault.line(), fault.path)]


@pytest.mark.parametrize("name", sorted(set(FAULTS) - CASCADES))
def test_one_fault_is_not_told_as_many(name: str) -> None:
    assert len(told(FAULTS[name].files())) == 1
