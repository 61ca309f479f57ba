"""Configuration: one frozen dataclass from the environment. An unknown name or a bad value fails loudly."""

import difflib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from quizapp.config.error import ConfigError
from quizapp.config.mail import Mail, read_mail

__all__ = ["Config", "ConfigError", "Mail", "load"]

PREFIX = "QUIZAPP_"
NAMES = (
    *("HOME", "DATABASE_URL", "SECRET_KEY", "HOSTS", "PROXIES", "PREFIX", "HTTPS", "DEBUG"),
    *("SMTP_URL", "MAIL_FROM", "REDIS_URL"),
)
SECRET_LENGTH = 32
SECRET_VARIETY = 8
"""Fewest different signs in a secret: "aaaa…" and "change-me-change-me-…" are long, too."""
WEAK_WORDS = ("secret", "changeme", "change-me", "password", "quizapp", "default", "example")
SERVER = re.compile(r"([^:\[\]]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
"""A host or an IPv6 address in brackets, with a port or without."""
PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set from outside."""

    home: Path
    """The data folder: database, secret, backups."""
    database_url: str
    secret_key: str
    hosts: tuple[str, ...] = ()
    """Names under which the app may be called, besides this machine's own."""
    local: tuple[str, ...] = ()
    """This machine's own names, where `hosts` or they alone are let in; with neither, any name is."""
    proxies: int = 0
    """How many trusted proxies stand in front."""
    prefix: str = ""
    """The path under which a proxy serves the app, such as /quiz."""
    https: bool = False
    """Whether people reach the app by https; cookies are Secure then."""
    debug: bool = False
    mail: Mail | None = None
    """How to send mail; None where none is sent."""
    redis_url: str = ""
    """Where processes tell each other that something changed in a live room; "" where one process is all there is."""

    @property
    def address(self) -> str:
        """Where people reach the app, as links outside of it begin: by the first of `hosts`, never by a request's."""
        return f"{'https' if self.https else 'http'}://{self.hosts[0] if self.hosts else 'HOST'}{self.prefix}"

    @property
    def named(self) -> bool:
        """Whether `address` was configured: a wildcard among the hosts is no name."""
        return bool(self.hosts) and not self.hosts[0].startswith(".")

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None on PostgreSQL."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.database_url.startswith("sqlite:") else None

    @property
    def backups(self) -> Path:
        """The folder of the copies that are made before each migration and each restore."""
        return self.home / "backups"


def load(environ: Mapping[str, str], home: Path | None = None) -> Config:
    """Read the configuration, and make the data folder and its secret where they are missing.

    `home` stands over QUIZAPP_HOME. Raises ConfigError.
    """
    settings = _settings(environ)
    folder = _home(home or Path(settings.get("HOME") or platformdirs.user_data_dir("quizapp", appauthor=False)))
    debug = _flag(settings, "DEBUG")
    hosts = tuple(host.strip().lower() for host in settings.get("HOSTS", "").split(",") if host.strip())
    return Config(
        home=folder,
        database_url=_database_url(settings.get("DATABASE_URL") or f"sqlite:///{folder / 'quizapp.db'}"),
        secret_key=_checked_secret(settings["SECRET_KEY"], debug) if "SECRET_KEY" in settings else _own_secret(folder),
        hosts=hosts,
        proxies=_proxies(settings.get("PROXIES", "0")),
        prefix=_prefix(settings.get("PREFIX", "")),
        https=_flag(settings, "HTTPS"),
        debug=debug,
        redis_url=_redis_url(settings.get("REDIS_URL", "").strip()),
        mail=read_mail(settings.get("SMTP_URL", "").strip(), settings.get("MAIL_FROM", "").strip(), hosts),
    )


def _settings(environ: Mapping[str, str]) -> dict[str, str]:
    found = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in found:
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            hint = f"did you mean {PREFIX}{near[0]}?" if near else f"known are: {', '.join(PREFIX + n for n in NAMES)}."
            raise ConfigError(f"{PREFIX}{name} is not a setting; {hint}")
    return found


def _home(path: Path) -> Path:
    path = path.expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"The data folder {path} cannot be made ({error.strerror}). Set QUIZAPP_HOME.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigError(f"The data folder {path} cannot be written to. Make it writable, or set QUIZAPP_HOME.")
    return path


def _database_url(url: str) -> str:
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            url = "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError("QUIZAPP_DATABASE_URL must begin with postgresql+psycopg:// or sqlite:///")
    if url.removeprefix("sqlite:///") in ("", ":memory:"):
        raise ConfigError("QUIZAPP_DATABASE_URL must name a file: several processes cannot share a database in memory.")
    server = re.split("[/?]", url.partition("://")[2].rpartition("@")[2])[0]
    if url.startswith("postgresql") and not SERVER.fullmatch(server):
        raise ConfigError("QUIZAPP_DATABASE_URL has no server that can be read; write it as host or host:5432.")
    return url


def _checked_secret(secret: str, debug: bool) -> str:
    varied = len(secret) >= SECRET_LENGTH and len(set(secret)) >= SECRET_VARIETY
    if not debug and (not varied or any(word in secret.lower() for word in WEAK_WORDS)):
        raise ConfigError(
            f"QUIZAPP_SECRET_KEY is too easy to guess: it needs at least {SECRET_LENGTH} random signs. Leave it "
            'unset to have one generated, or run: python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return secret


def _own_secret(home: Path) -> str:
    """Return the secret kept in the data folder. Of two processes that generate it at once, the first one's stays."""
    path = home / "secret"
    if not path.exists():
        draft = home / f".secret.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(SECRET_LENGTH))
        try:
            path.hardlink_to(draft)  # Unlike a rename, fails where the name is taken.
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        return _checked_secret(path.read_text().strip(), debug=False)
    except (OSError, ConfigError) as error:
        raise ConfigError(f"The secret in {path} cannot be used; remove the file to have a new one made.") from error


def _redis_url(url: str) -> str:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ConfigError("QUIZAPP_REDIS_URL must begin with redis://, rediss:// or unix://, as in redis://localhost.")
    return url


def _flag(settings: Mapping[str, str], name: str) -> bool:
    value = settings.get(name, "0").strip().lower() or "0"
    if value not in FLAGS:
        raise ConfigError(f"{PREFIX}{name} is {value!r}; it must be one of {', '.join(FLAGS)}.")
    return FLAGS[value]


def _proxies(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) == 1):
        raise ConfigError(f"QUIZAPP_PROXIES is {value!r}; it must be the number of proxies in front, 0 to 9.")
    return int(value)


def _prefix(value: str) -> str:
    prefix = value.rstrip("/")
    if not PATH.fullmatch(prefix):
        raise ConfigError(f"QUIZAPP_PREFIX is {value!r}; it must be a path that begins with a slash, such as /quiz.")
    return prefix
