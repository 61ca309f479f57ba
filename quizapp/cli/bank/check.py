"""`quizapp bank check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from quizapp.cli.bank.folders import shipped

CLEAN, WARNINGS, ERRORS = 0, 1, 2


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One thing to print, whether a fault of form or a finding of a rule."""

    file: str
    line: int
    id: str
    rule: str
    message: str
    level: str
    waived: bool = False

    def __str__(self) -> str:
        """As compilers print it: `file:line: id: rule: message`."""
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.id, self.rule, self.message) if part)


@click.command()
@click.argument("folders", nargs=-1, metavar="[FOLDER]...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 when warnings remain that are not waived.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of lines, waived findings included.")
@click.pass_context
def command(ctx: click.Context, folders: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Check banks against the form of their files and the rules of good items.

    Without FOLDER, checks the banks that come with the app. Prints every problem as `file:line: id: rule: message`.

    \b
    Exit code: 0  nothing wrong (without --strict: no errors)
               1  with --strict: only warnings remain
               2  errors
    """  # noqa: D301 - click wants the backspace sign itself
    found = sorted(line for folder in folders or shipped() for line in _check(folder))
    standing = [line for line in found if not line.waived]
    if as_json:
        click.echo(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=2))
    else:
        for line in standing:
            click.echo(str(line))
        click.echo(_count(standing, len(found) - len(standing)), err=True)
    ctx.exit(_exit_code(standing, strict))


def _check(folder: Path) -> Iterator[Line]:
    from quizapp.core.lint import check
    from quizapp.formats.folder import read_folder

    bank, problems = read_folder(folder)
    for problem in problems:
        yield Line(problem.file, problem.line, problem.path, "form", problem.message, "error")
    for finding in check(bank) if bank else ():
        yield Line(finding.file, finding.line, finding.id, finding.rule, finding.message, finding.level, finding.waived)


def _count(standing: list[Line], waived: int) -> str:
    errors = sum(line.level == "error" for line in standing)
    return f"errors: {errors}, warnings: {len(standing) - errors}, waived: {waived}"


def _exit_code(standing: list[Line], strict: bool) -> int:
    if any(line.level == "error" for line in standing):
        return ERRORS
    return WARNINGS if strict and standing else CLEAN
