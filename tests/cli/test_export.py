"""`quizapp bank export`: what is written can be loaded anywhere, and is the same bank there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fixtures.readme import example_bank

from quizapp.formats.folder import FILES

NAME = "kosovo-2023"
Quizapp = Callable[..., Result]


def shown(quizapp: Quizapp, name: str = NAME, **environ: str) -> dict[str, Any]:
    result = quizapp("bank", "show", name, "--json", **environ)
    assert result.exit_code == 0, result.output
    bank: dict[str, Any] = json.loads(result.output)
    return bank


def test_the_shipped_bank_goes_out_and_comes_in_unchanged(quizapp: Quizapp, tmp_path: Path) -> None:
    before, folder = shown(quizapp), tmp_path / NAME
    assert quizapp("bank", "export", NAME, folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert quizapp("bank", "load", folder).output == f"{NAME}: unchanged\n"
    assert shown(quizapp) == before
    elsewhere = {"QUIZAPP_HOME": str(tmp_path / "elsewhere")}
    assert quizapp("bank", "load", folder, **elsewhere).exit_code == 0
    assert shown(quizapp, **elsewhere) | {"edition": 0} == before | {"edition": 0}


def test_files_that_are_there_are_written_over_only_when_told_so(quizapp: Quizapp, tmp_path: Path) -> None:
    example_bank(tmp_path)
    farhaven = tmp_path / "farhaven"
    quizapp("bank", "load", farhaven)
    by_hand = (farhaven / "facts.yaml").read_bytes()
    refused = quizapp("bank", "export", "farhaven", farhaven)
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    assert (farhaven / "facts.yaml").read_bytes() == by_hand
    assert quizapp("bank", "export", "farhaven", farhaven, "--replace").exit_code == 0
    assert quizapp("bank", "load", farhaven).output == "farhaven: unchanged\n"


@pytest.mark.parametrize("told", ["--replace", "brief.md", "Drafts are not written"])
def test_the_command_explains_itself(quizapp: Quizapp, told: str) -> None:
    assert told in " ".join(quizapp("bank", "export", "--help").output.split())


def test_an_unknown_bank_is_told_with_the_known_ones(quizapp: Quizapp, tmp_path: Path) -> None:
    result = quizapp("bank", "export", "nowhere", tmp_path / "out")
    assert result.exit_code == 2
    assert "Loaded are: none" in result.output
    assert not (tmp_path / "out").exists()
