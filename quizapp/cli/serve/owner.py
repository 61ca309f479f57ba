"""The owner link: printed at each start until there is an administrator."""

from datetime import datetime

import click
from sqlalchemy.orm import Session

from quizapp.actions.owner import offer
from quizapp.actions.tokens import OWNER_LASTS
from quizapp.config import Config
from quizapp.storage.database import write


def path(db: Session, now: datetime) -> str | None:
    """The path of a new link, which ends the earlier one; None where there is an administrator. Commits."""
    write(db)
    secret = offer(db, now)
    db.commit()
    return f"/owner/{secret}" if secret else None


def addresses(config: Config, local: list[str]) -> list[str]:
    """Where the app may be reached: here, and by its public name. A wildcard among the hosts is no name."""
    return [*(f"{each}{config.prefix}" for each in local), *([config.address] if config.named else [])]


def show(bases: list[str], where: str) -> None:
    """Print the link below each of the addresses that people may have."""
    click.echo(
        f"There is no administrator yet. Whoever opens this link becomes it, once, within {OWNER_LASTS.days} days:"
    )
    for base in bases:
        click.echo(f"  {base}{where}")
