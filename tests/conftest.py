"""Fixtures for all tests; each subject has a file of its own in `fixtures/`."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes tells about the machine, not about the code.
settings.register_profile("quizapp", deadline=None)
settings.load_profile("quizapp")

pytest_plugins = [
    "fixtures.databases",
    "fixtures.app",
    "fixtures.banks",
    "fixtures.server",
    "fixtures.browser",
    "fixtures.budget",
    "fixtures.mail",
    "fixtures.redis",
]

MOST_WORKERS = 4
"""Each has a PostgreSQL and a Chromium of its own."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each core where whole folders are tested; single files are done before a second one has begun."""
    whole = all(Path(each).is_dir() for each in config.args)
    return min(MOST_WORKERS, os.cpu_count() or 1) if whole else 0
