"""A room with players, on both databases."""

from collections.abc import Callable

import pytest
from flask import Flask
from live.table import Table, table


@pytest.fixture
def new_table(loaded: Flask) -> Callable[..., Table]:
    """A function that opens rooms: new_table(players=3, settings=None, length=3)."""
    return lambda *given, **named: table(loaded, *given, **named)
