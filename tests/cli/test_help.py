"""Help reads well, and mistakes are told in one line."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import Result
from fixtures.readme import README

from quizapp.cli import COMMANDS
from quizapp.config import NAMES, PREFIX


@pytest.mark.parametrize("name", ["", *COMMANDS, "bank check", "bank load", "bank show", "bank export"])
def test_every_command_explains_itself(quizapp: Callable[..., Result], name: str) -> None:
    told = quizapp(*name.split(), "--help")
    assert told.exit_code == 0
    assert len(told.output.splitlines()) > 5
    assert max(map(len, told.output.splitlines())) <= 90


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_told_in_the_help_and_in_the_readme(quizapp: Callable[..., Result], name: str) -> None:
    assert f"  {PREFIX}{name} " in quizapp("--help").output
    assert f"| `{PREFIX}{name}` |" in README.read_text(encoding="utf-8")


def test_help_is_quick_to_come() -> None:
    """What makes it quick: nothing heavy is imported for it."""
    heavy = ["flask", "sqlalchemy", "gevent", "gunicorn", "pydantic", "alembic", "yaml"]
    code = f"import sys, quizapp.cli; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "environ", "told"),
    [
        (["backup", "copy"], {"QUIZAPP_DATABSE_URL": "x"}, "did you mean QUIZAPP_DATABASE_URL"),
        (["backup", "copy"], {"QUIZAPP_SECRET_KEY": "changeme"}, "too easy to guess"),
        (["backup", "copy"], {"QUIZAPP_HOME": "/proc/none"}, "cannot be made"),
        (["migrate"], {"QUIZAPP_DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "does not answer"),
        (["migrate"], {"QUIZAPP_DATABASE_URL": "sqlite:////none/at/all.db"}, "unable to open database file"),
        (["nonsense"], {}, "No such command"),
    ],
)
def test_mistakes_are_one_line(
    quizapp: Callable[..., Result], arguments: list[str], environ: dict[str, str], told: str
) -> None:
    result = quizapp(*arguments, **environ)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
