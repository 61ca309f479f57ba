from quizapp.core.bank import Waiver
from quizapp.core.lint import RULES, VOID, Finding, check, summary
from tests.core.lint.lighthouse import bank, choice, fact, height

NEGATIVE = choice(stem="Which of these people did not build it?")
REASON = "the article itself says what did not happen"


def found(rule: str, *waivers: Waiver) -> list[Finding]:
    return [finding for finding in check(bank(NEGATIVE, waivers=waivers)) if finding.rule == rule]


def test_every_rule_of_the_list_is_registered() -> None:
    listed = {f"E{n}" for n in range(1, 14)} | {f"W{n}" for n in range(1, 17)} | {f"B{n}" for n in range(1, 8)}
    assert listed <= set(RULES)


def test_every_rule_has_a_level_and_a_line_about_it() -> None:
    assert all(rule.about and rule.id == id for id, rule in RULES.items())
    assert {id for id, rule in RULES.items() if rule.level == "error"} == {f"E{n}" for n in range(1, 14)}


def test_finding_stands_where_its_fact_was_read() -> None:
    flawed = bank(height(), fact(evidence=()), lines={"builder": ("facts.yaml", 7)})
    finding = next(finding for finding in check(flawed) if finding.rule == "E4")
    assert (finding.file, finding.line, finding.id) == ("facts.yaml", 7, "builder")
    assert str(finding).startswith("facts.yaml:7: error E4 builder: ")


def test_derived_question_stands_where_its_fact_was_read() -> None:
    flawed = bank(choice("Bo Lund", id="builder.choice.1"), lines={"builder": ("facts.yaml", 7)})
    assert next(finding.line for finding in check(flawed) if finding.rule == "W7") == 7


def test_waived_warning_stays_in_the_list_with_its_reason() -> None:
    assert [finding.waived for finding in found("W1")] == [False]
    waived = found("W1", Waiver("W1", "who", REASON))
    assert [(finding.waived, finding.reason) for finding in waived] == [(True, REASON)]


def test_waiver_of_an_error_is_void() -> None:
    flawed = bank(fact(evidence=()), waivers=(Waiver("E4", "builder", REASON),))
    found = {finding.rule: finding for finding in check(flawed)}
    assert not found["E4"].waived
    assert found[VOID].level == "warning"


def test_waiver_that_waives_nothing_is_void() -> None:
    assert [finding.id for finding in found(VOID, Waiver("W2", "who", REASON))] == ["who"]
    assert found(VOID, Waiver("W1", "who", REASON)) == []


def test_summary_counts_what_stands() -> None:
    flawed = bank(fact(evidence=()), NEGATIVE, waivers=(Waiver("W1", "who", REASON),))
    counted = summary(check(flawed))
    assert (counted.errors, counted.waived, counted.publishable) == (1, 1, False)
    assert counted.by_rule["E4"] == 1
    assert "W1" not in counted.by_rule
