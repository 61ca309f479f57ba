"""Configuration: one frozen dataclass from the environment. An unknown name or a bad value fails loudly."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PREFIX = "QUIZAPP_"
WEAK_SECRETS = frozenset(("secret", "changeme", "change-me", "dev", "test", "password", "quizapp"))
SECRET_LENGTH = 32


class ConfigError(ValueError):
    """A setting that cannot be used; the message names it and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set from outside."""

    home: Path
    """The data folder: database, secret, backups."""
    database_url: str
    secret_key: str
    hosts: tuple[str, ...] = ()
    """Names under which the app may be called, besides this machine's own."""
    proxies: int = 0
    """How many trusted proxies stand in front."""
    prefix: str = ""
    """The path under which a proxy serves the app, such as /quiz."""
    https: bool = False
    """Whether people reach the app by https; cookies are Secure then."""
    debug: bool = False

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None on PostgreSQL."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.database_url.startswith("sqlite:") else None
