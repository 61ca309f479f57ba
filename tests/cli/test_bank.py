"""`quizapp bank`: check, load and show."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from fixtures.banks import kosovo

from quizapp.resources import folder

NAME = "kosovo-2023"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of the shipped bank, to be spoilt."""
    return Path(shutil.copytree(folder("questions") / NAME, tmp_path / NAME))


def spoil(bank: Path, file: str, old: str, new: str) -> None:
    path = bank / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_bank_is_clean(quizapp: Callable[..., Result]) -> None:
    result = quizapp("bank", "check", "--strict")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""


def test_faults_of_form_are_lines_with_a_place(quizapp: Callable[..., Result], bank: Path) -> None:
    spoil(bank, "facts.yaml", "facts:", "nonsense: 1\nfacts:")
    result = quizapp("bank", "check", bank)
    assert result.exit_code == 2
    line = result.stdout.splitlines()[0]
    assert line.startswith(f"{bank}/facts.yaml:")
    assert int(line.split(":")[1]) > 1
    assert "nonsense" in line


def test_only_strict_counts_warnings(
    quizapp: Callable[..., Result], bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizapp.core import lint

    finding = lint.Finding("W1", "warning", "some-fact", f"{bank}/facts.yaml", 7, "too long")
    waived = lint.Finding("W2", "warning", "some-fact", f"{bank}/facts.yaml", 7, "odd", waived=True)
    monkeypatch.setattr(lint, "check", lambda _bank: (finding, waived))
    relaxed, strict = quizapp("bank", "check", bank), quizapp("bank", "check", bank, "--strict")
    assert (relaxed.exit_code, strict.exit_code) == (0, 1)
    assert strict.stdout == f"{bank}/facts.yaml:7: some-fact: W1: too long\n"
    assert strict.stderr == "errors: 0, warnings: 1, waived: 1\n"
    monkeypatch.setattr(lint, "check", lambda _bank: (waived,))
    assert quizapp("bank", "check", bank, "--strict").exit_code == 0


def test_findings_come_as_json(quizapp: Callable[..., Result], bank: Path) -> None:
    (bank / "questions.yaml").unlink()
    result = quizapp("bank", "check", bank, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)[0]["file"] == f"{bank}/questions.yaml"


def test_loading_twice_changes_nothing(quizapp: Callable[..., Result]) -> None:
    first, second = quizapp("bank", "load"), quizapp("bank", "load")
    assert first.output == f"{NAME}: loaded as edition 1\n"
    assert second.output == f"{NAME}: unchanged\n"


def test_a_faulty_bank_is_not_loaded(quizapp: Callable[..., Result], bank: Path) -> None:
    faulty = bank.rename(bank.with_name("faulty"))
    spoil(faulty, "facts.yaml", "facts:", "nonsense: 1\nfacts:")
    result = quizapp("bank", "load", faulty)
    assert result.exit_code == 2
    assert "nonsense" in result.stderr
    assert quizapp("bank", "show", "faulty").exit_code == 2


def test_a_loaded_bank_is_shown(quizapp: Callable[..., Result]) -> None:
    quizapp("bank", "load")
    shown = json.loads(quizapp("bank", "show", NAME, "--json").stdout)
    assert len(shown["sentences"]) == 21
    assert len(shown["facts"]) >= 60
    assert len(shown["questions"]) >= 250
    assert {"id", "kind", "facts", "stem", "options", "key"} <= shown["questions"][0].keys()


def test_an_unknown_bank_is_told(quizapp: Callable[..., Result]) -> None:
    result = quizapp("bank", "show", "nowhere")
    assert (result.exit_code, result.stderr) == (2, "Error: There is no bank called nowhere. Loaded are: none.\n")


def test_no_two_facts_of_the_shipped_bank_say_the_same() -> None:
    said = Counter(fact.statement for fact in kosovo().facts)
    assert [statement for statement, count in said.items() if count > 1] == []
