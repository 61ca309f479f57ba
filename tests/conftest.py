"""Fixtures for all tests; each subject has a file of its own in `fixtures/`."""

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
