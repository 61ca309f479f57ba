"""Loading by command refuses what the checks call an error, and the README's example passes them all."""

import json
from pathlib import Path

from click.testing import CliRunner
from fixtures.readme import example_bank

from quizapp.app import create_app
from quizapp.cli import command


def run(home: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, arguments, obj=create_app, env={"QUIZAPP_HOME": str(home)})
    return result.exit_code, result.output


def test_the_example_of_the_readme_has_no_errors(tmp_path: Path) -> None:
    example_bank(tmp_path)
    code, output = run(tmp_path / "home", "bank", "check", str(tmp_path / "farhaven"))
    assert code == 0, output
    assert "errors: 0" in output


def test_the_example_loads_once(tmp_path: Path) -> None:
    example_bank(tmp_path)
    told = [run(tmp_path / "home", "bank", "load", str(tmp_path / "farhaven")) for _ in range(2)]
    assert told == [(0, "farhaven: loaded as edition 1\n"), (0, "farhaven: unchanged\n")]


def test_an_error_of_the_rules_keeps_a_bank_out(tmp_path: Path) -> None:
    example_bank(tmp_path)
    facts = tmp_path / "farhaven" / "facts.yaml"
    facts.write_text(facts.read_text().replace("evidence: [{s03: Ada Lund}]", "evidence: [{s03: Ada Lunde}]"))
    code, output = run(tmp_path / "home", "bank", "load", str(tmp_path / "farhaven"))
    assert code == 2
    assert "keeper: E4:" in output
    assert "was not loaded" in output
    code, output = run(tmp_path / "home", "bank", "show", "farhaven", "--json")
    assert code == 2


def test_a_shipped_bank_can_be_shown_before_anything_was_served(tmp_path: Path) -> None:
    code, output = run(tmp_path / "home", "bank", "show", "kosovo-2023", "--json")
    assert code == 0
    bank = json.loads(output)
    assert len(bank["sentences"]) == 21
    assert len(bank["facts"]) >= 60
    assert len(bank["questions"]) >= 250
    assert all({"id", "kind", "facts", "stem", "options", "key"} <= question.keys() for question in bank["questions"])


def test_an_unknown_bank_is_told_with_the_known_ones(tmp_path: Path) -> None:
    code, output = run(tmp_path / "home", "bank", "show", "nowhere")
    assert code == 2
    assert "Loaded are: none" in output
