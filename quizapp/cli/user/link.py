"""A one-time link to set a password."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from quizapp.config import Config

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def print_link(db: "Session", config: Config, public_id: str, lasts: timedelta, now: datetime) -> None:
    """Issue a link for a user and print it; the caller commits. Earlier links for the same user are dead."""
    from quizapp.actions import tokens

    secret = tokens.issue(db, tokens.RENEWAL, public_id, now + lasts, now)
    scheme, host = "https" if config.https else "http", config.hosts[0] if config.hosts else "HOST"
    click.echo(f"{scheme}://{host}{config.prefix}/account/reset/{secret}")
    days, hours = lasts.days, int(lasts.total_seconds()) // 3600
    told = f"{days} days" if days else "one hour" if hours == 1 else f"{hours} hours"
    click.echo(f"Whoever opens it sets the password. It works once, for {told}.")
