"""Fixtures for all tests; each subject has a file of its own in `fixtures/`."""

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
