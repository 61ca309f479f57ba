"""How commands fail: one clear line on stderr and exit code 2, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from quizapp.config import ConfigError


class Failure(click.ClickException):
    """Something that the person at the keyboard can mend."""

    exit_code = 2


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn the errors that can be expected into a Failure. Anything else is our fault and keeps its traceback."""
    try:
        yield
    except ConfigError as error:
        raise Failure(str(error)) from error
    except BrokenPipeError:
        raise  # Whoever read us has had enough; click ends quietly.
    except (RuntimeError, OSError) as error:
        # Imported only now: a command that goes well need not pay for it.
        from quizapp.storage.backup import BackupError
        from quizapp.storage.migrate import MigrationError

        if isinstance(error, BackupError | MigrationError | OSError):
            raise Failure(str(error)) from error
        raise
    except Exception as error:
        from sqlalchemy.exc import DatabaseError, OperationalError

        if isinstance(error, OperationalError):
            raise Failure(f"The database does not answer: {str(error.orig).strip()}") from error
        if type(error) is DatabaseError:  # Its subclasses are faults of ours.
            what = str(error.orig).strip()
            raise Failure(f"The database is damaged: {what}. Put a copy back with quizapp restore.") from error
        raise
