from dataclasses import replace
from decimal import Decimal

import pytest

from quizapp.core.bank import Bank
from quizapp.core.derive import derive
from quizapp.core.fact import DateValue, NumberValue, Quote, TextValue, Trap
from quizapp.core.kinds.asof import Asof
from quizapp.core.kinds.drift import Drift
from quizapp.core.kinds.number import Number
from quizapp.core.kinds.said import Said
from quizapp.core.kinds.spot import Spot
from quizapp.core.lint import check
from quizapp.core.option import Option
from quizapp.core.partial_date import PartialDate
from quizapp.core.passage import Line
from tests.core.lint.lighthouse import (
    FEET,
    bank,
    blame,
    built,
    choice,
    claim,
    fact,
    height,
    order,
    pairs,
    several,
    since,
    text,
    true_or_false,
)

RIGHT, WRONG = Option("Ada Moen", right=True), Option("Bo Lund", why="No.")
TENTH = replace(FEET, number=Decimal(41))
TOWERS = (
    height(),
    height(id="hut", value=replace(FEET, number=Decimal(20), text="about 20 metres")),
    height(id="cliff", value=replace(FEET, number=Decimal(60), text="about 60 metres")),
)
CONTRAST = "The lighthouse at Skerry Point was built by Ada Moen, not Bo Lund."
TRUE_CLOZE = "The lighthouse at Skerry Point was built by Ada Moen."
FALSE_CLOZE = "The lighthouse at Skerry Point was built by Bo Lund."

DATES = (Option("May 2002", right=True), Option("May 2003", why="No."), Option("May 2004", why="No."))
PASSAGE = (Line(TRUE_CLOZE, "builder", error=True, why="No."), Line(FALSE_CLOZE, "builder"))
KEPT = Drift.from_draft(
    "q", {"builder": fact()}, {"quote": TRUE_CLOZE, "paraphrase": FALSE_CLOZE, "label": "kept", "why": "So."}
)

FLAWED = {
    "E1 two right": ("E1", bank(choice(choices=(RIGHT, replace(WRONG, right=True), Option("Cleo", why="No."))))),
    "E1 none right": ("E1", bank(choice(choices=(WRONG, Option("Cleo", why="No."))))),
    "E1 several, all right": ("E1", bank(several(RIGHT, Option("Bo", right=True)))),
    "E2 but for case and article": ("E2", bank(choice("the Bo Lund", "bo lund"))),
    "E3 a trap": ("E3", bank(choice("Ada Moen", "Cleo Rask", key="Bo Lund"))),
    "E3 out of the blue": ("E3", bank(choice(key="Seventeen sailors"))),
    "E3 number near by": (
        "E3",
        bank(height(), Number("n", ("height",), "About how high is it then?", TENTH, why="So.")),
    ),
    "E3 typed": ("E3", bank(text("Who built the tower there?", "Bo Lund"))),
    "E3 typed, a trap too": ("E3", bank(text("Who built the tower there?", "Ada Moen", "Bo Lund"))),
    "E3 said by another": ("E3", bank(blame(), Said("q", ("blame",), "Who blames the ferry company for it?", DATES))),
    "E3 as of another day": ("E3", bank(height(), Asof("q", ("height",), "As of when is it 40 metres high?", DATES))),
    "E3 kept, but false": ("E3", bank(KEPT)),
    "E3 altered, but true": ("E3", bank(Spot("q", ("builder",), "Which of these were altered?", PASSAGE))),
    "E3 order": ("E3", bank(*TOWERS, order("height", "hut", "cliff"))),
    "E3 match": ("E3", bank(fact(), fact("lamp", value=TextValue("Dag Lie")), pairs(turned=True))),
    "E3 a number unlike its text": ("E3", bank(height(value=replace(FEET, text="fifty metres")))),
    "E3 a date unlike its text": ("E3", bank(built("1903", value=DateValue(PartialDate(1904), "1903")))),
    "E3 a trap unlike its text": ("E3", bank(height(traps=(Trap("90 metres", "No.", number=Decimal(80)),)))),
    "E3 called true": ("E3", bank(true_or_false(FALSE_CLOZE, True))),
    "E4 no evidence": ("E4", bank(fact(evidence=()))),
    "E4 no such sentence": ("E4", bank(fact(evidence=((Quote("s77", "Ada Moen"),),)))),
    "E4 misquoted": ("E4", bank(fact(evidence=((Quote("s01", "Ada Noem"),),)))),
    "E4 another sentence": ("E4", bank(fact(evidence=((Quote("s02", "broken lamp"),),)))),
    "E4 unknown source": ("E4", bank(fact(evidence=(), source="rumour", as_of=since(2002)))),
    "E4 source without its date": ("E4", bank(fact(evidence=(), source="almanac"))),
    "E5 within tolerance": ("E5", bank(height(traps=(Trap("about 44 metres", "No.", number=Decimal(44)),)))),
    "E5 a fact of its subject": (
        "E5",
        bank(fact(subject="b"), fact("b2", subject="b", prompt="Who was it?", aliases=("Bo Lund",))),
    ),
    "E5 a fact of its prompt": ("E5", bank(fact(), fact("second", aliases=("Cleo Rask",)))),
    "E5 by hand": ("E5", bank(fact(aliases=("Ms Moen",)), choice("Ms Moen", "Bo Lund"))),
    "E5 a fact's statement": ("E5", bank(fact(), height(), choice(height().statement, "Bo Lund"))),
    "E5 less exact date": ("E5", bank(built("1903-05", traps=(Trap("1903", "No.", date=PartialDate(1903)),)))),
    "E5 false claim is true": ("E5", bank(true_or_false(fact().statement, False))),
    "E5 extra of a match": ("E5", bank(pairs("Ms Moen"), fact(aliases=("Ms Moen",)))),
    "E5 true contrast called false": ("E5", bank(true_or_false(CONTRAST, False))),
    "E6": ("E6", bank(choice("Bo Lund", "None of the above"))),
    "E7 no unit": ("E7", bank(height(value=replace(FEET, unit=" ")))),
    "E7 no step": ("E7", bank(height(value=replace(FEET, step=None)))),
    "E7 about, yet exact": ("E7", bank(height(value=NumberValue(Decimal(40), "metres", "exact", "about 40")))),
    "E8 prompt": ("E8", bank(fact(prompt="Did Ada Moen’s men build it?"))),
    "E8 cloze": ("E8", bank(fact(cloze="Ada Moen’s tower was built by {Ada Moen}."))),
    "E8 typed": ("E8", bank(text("By Ada Moen was it built, by ____."))),
    "E8 two blanks": ("E8", bank(text("The ____ was built by ____ at Skerry Point."))),
    "E9 unknown": ("E9", bank(choice(facts=("gone",)))),
    "E10 statement": ("E10", bank(blame(statement="The ferry company broke the lamp."))),
    "E10 prompt": ("E10", bank(blame(prompt="Who broke the lamp of the lighthouse?"))),
    "E10 named, but says nothing": ("E10", bank(blame(prompt="Who broke the lamp of the harbour?"))),
    "E10 stem": ("E10", bank(blame(), true_or_false("The ferry company broke it.", True, "blame"))),
    "E10 claim": ("E10", bank(blame(), claim("The ferry broke the lamp.", "claimed", "s02", tests="blame"))),
    "E11 prompt": ("E11", bank(fact(time_bound=True))),
    "E11 stem": ("E11", bank(fact(time_bound=True), true_or_false("Ada Moen built it.", True))),
    "E12 true, but contradicted": ("E12", bank(claim(fact().statement, "contradicted", "s01"))),
    "E12 false, but supported": ("E12", bank(claim(FALSE_CLOZE, "supported", "s01"))),
    "E12 claimed by nobody": ("E12", bank(claim("Ada Moen was paid for it.", "claimed", "s01"))),
    "E12 claimed, but supported": ("E12", bank(blame(), claim("The ferry did it.", "supported", "s02", tests="blame"))),
    "E12 not stated, yet shown": ("E12", bank(claim("Ada Moen was paid for it.", "not-stated", "s01"))),
    "E12 without evidence": ("E12", bank(claim("Bo Lund was the first.", "contradicted"))),
    "E12 no such sentence": ("E12", bank(claim("Bo Lund was the first.", "contradicted", "s77"))),
    "E13 option": ("E13", bank(choice(choices=(RIGHT, WRONG, Option("Cleo Rask"))))),
    "E13 trap": ("E13", bank(fact(traps=(Trap("Bo Lund", " "),)))),
    "E13 claim": ("E13", bank(claim("Ada Moen was paid for it.", "not-stated", why=""))),
}

SOUND = {
    "E1 several": ("E1", bank(several(RIGHT, WRONG))),
    "E3 another word for it": ("E3", bank(text("Who built the tower there?", "Moen", "Ada Moen"))),
    "E3 in the words of the statement": ("E3", bank(choice(key="A lighthouse on a point"))),
    "E3 order": ("E3", bank(*TOWERS, order("cliff", "height", "hut"))),
    "E3 match": ("E3", bank(fact(), fact("lamp", value=TextValue("Dag Lie")), pairs())),
    "E4 an absence needs none": ("E4", bank(fact(absence=True, evidence=()))),
    "E4 from elsewhere": ("E4", bank(fact(evidence=(), source="almanac", as_of=since(2002)))),
    "E4 other quotation marks": ("E4", bank(fact(evidence=((Quote("s01", "Ada  Moen"),),)))),
    "E5 out of tolerance": ("E5", bank(height(traps=(Trap("about 46 metres", "No.", number=Decimal(46)),)))),
    "E5 of another date": (
        "E5",
        bank(
            fact(time_bound=True, cloze="In 2001 it was {Ada Moen}.", subject="b"),
            fact("b2", subject="b", cloze="Later {Bo Lund} had it.", aliases=("Bo Lund",), as_of=since(2009), traps=()),
        ),
    ),
    "E5 asks for something else": ("E5", bank(choice("Ada Moen", "Bo Lund", key="The lighthouse"))),
    "E6 both in a name": ("E6", bank(choice("Both Sisters Ltd", "Bo Lund"))),
    "E5 match": ("E5", bank(pairs("Bo Lund"))),
    "E8": ("E8", bank(text("The tower was built by ____."))),
    "E10 the key names the speaker": ("E10", bank(blame(), choice(key="The harbour council", stem="Who blames it?"))),
    "E10 a claim with its speaker": (
        "E10",
        bank(blame(), claim("The ferry broke it.", "claimed", "s02", tests="blame", speaker="the council")),
    ),
    "E11 at the time": (
        "E11",
        bank(fact(time_bound=True, prompt="Who kept it at the time?", cloze="In May 2001 {Ada Moen} kept it.")),
    ),
    "E12 a reported claim is supported": (
        "E12",
        bank(blame(), claim(blame().statement, "supported", "s02", tests="blame")),
    ),
    "E12 a trap as it is": ("E12", bank(claim(FALSE_CLOZE, "contradicted", "s01"))),
}


def rules(bank: Bank) -> set[str]:
    return {finding.rule for finding in check(bank)}


@pytest.mark.parametrize(("rule", "flawed"), FLAWED.values(), ids=FLAWED)
def test_flaw_is_found(rule: str, flawed: Bank) -> None:
    assert rule in rules(flawed)


@pytest.mark.parametrize(("rule", "sound"), SOUND.values(), ids=SOUND)
def test_what_is_sound_passes(rule: str, sound: Bank) -> None:
    assert rule not in rules(sound)


def test_sound_bank_has_no_error() -> None:
    facts = (fact(), height(), blame(), built("1903"))
    whole = bank(*facts, *derive(facts), choice("Bo Lund", "Cleo Rask"))
    assert [str(finding) for finding in check(whole) if finding.level == "error"] == []


def test_question_on_a_withdrawn_fact_is_an_error() -> None:
    live = bank(choice())
    assert "E9" not in rules(live)
    assert "E9" in {finding.rule for finding in check(live, withdrawn=frozenset({"builder"}))}
