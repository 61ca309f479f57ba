"""How the tests call commands."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import command

Quizapp = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "home"


@pytest.fixture
def quizapp(home: Path, monkeypatch: pytest.MonkeyPatch) -> Quizapp:
    """A function that runs a command in this process: quizapp("backup", path, QUIZAPP_DATABASE_URL=url)."""
    for name in os.environ:
        if name.startswith("QUIZAPP_"):
            monkeypatch.delenv(name)

    def run(*arguments: object, **environ: str) -> Result:
        return CliRunner().invoke(command, list(map(str, arguments)), env={"QUIZAPP_HOME": str(home)} | environ)

    return run
