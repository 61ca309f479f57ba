"""The command line, one file a command. A command is imported when it runs or when its help is asked for."""

import importlib

import click

from quizapp import __version__
from quizapp.cli.failure import told_plainly

COMMANDS = {
    "serve": "quizapp.cli.serve",
    "backup": "quizapp.cli.backup",
    "bank": "quizapp.cli.bank",
    "migrate": "quizapp.cli.migrate",
    "restore": "quizapp.cli.restore",
    "user": "quizapp.cli.user",
}


class Commands(click.Group):
    """A group that imports its commands late, and tells expected errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order shown."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what can be expected to go wrong becomes one clear line and exit code 2."""
        with told_plainly():
            return super().invoke(ctx)


@click.command(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Quiz people on the facts of news articles, and show the proof of every answer.

    Without a command, it serves: `quizapp` is `quizapp serve`.

    \b
    Settings come from the environment:
      QUIZAPP_HOME          where data is kept (default: your user data folder)
      QUIZAPP_DATABASE_URL  postgresql+psycopg://user@host/name (default: SQLite there)
      QUIZAPP_SECRET_KEY    signs cookies (default: generated once and kept there)
      QUIZAPP_HOSTS         names under which people reach it: quiz.example.org,…
      QUIZAPP_PROXIES       how many trusted proxies stand in front (default: 0)
      QUIZAPP_PREFIX        the path under which a proxy serves it, such as /quiz
      QUIZAPP_HTTPS         1 when people reach it by https
      QUIZAPP_REDIS_URL     redis://…, by which several workers hear of changes at once
      QUIZAPP_SMTP_URL      smtp://user:password@host:587, to mail links for passwords
      QUIZAPP_MAIL_FROM     whom mail comes from, such as quiz@example.org
      QUIZAPP_DEBUG         1 while developing; never where others can reach it
    """  # noqa: D301 - click wants the backspace sign itself
    if ctx.invoked_subcommand is None:
        from quizapp.cli.serve import command as serve

        ctx.invoke(serve)
