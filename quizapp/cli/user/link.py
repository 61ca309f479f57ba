"""A one-time link to set a password."""

from datetime import timedelta

import click

from quizapp.config import Config


def print_link(config: Config, secret: str, lasts: timedelta) -> None:
    """Print the link of a token for a password that was issued just now; commit before."""
    click.echo(f"{config.address}/account/reset/{secret}")
    days, hours = lasts.days, int(lasts.total_seconds()) // 3600
    told = f"{days} days" if days else "one hour" if hours == 1 else f"{hours} hours"
    click.echo(f"Whoever opens it sets the password. It works once, for {told}.")
    if not config.hosts:
        click.echo("Write the name that your server is reached by in place of HOST, or set QUIZAPP_HOSTS.", err=True)
