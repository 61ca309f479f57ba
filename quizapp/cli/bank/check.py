"""`quizapp bank check`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from quizapp.cli.bank.checking import Line, checked
from quizapp.cli.bank.folders import shipped

CLEAN, WARNINGS, ERRORS = 0, 1, 2


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
    found = sorted(line for folder in folders or shipped() for line in checked(folder)[1])
    standing = [line for line in found if not line.waived]
    if as_json:
        click.echo(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=2))
    else:
        for line in standing:
            click.echo(str(line))
        click.echo(_count(standing, len(found) - len(standing)), err=True)
    ctx.exit(_exit_code(standing, strict))


def _count(standing: list[Line], waived: int) -> str:
    errors = sum(line.is_error for line in standing)
    return f"errors: {errors}, warnings: {len(standing) - errors}, waived: {waived}"


def _exit_code(standing: list[Line], strict: bool) -> int:
    if any(line.is_error for line in standing):
        return ERRORS
    return WARNINGS if strict and standing else CLEAN
