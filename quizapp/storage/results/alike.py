"""JSON of which many rows hold the same: each text is read once. What comes out is shared, so nobody changes it."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Text, cast
from sqlalchemy.orm import InstrumentedAttribute


def as_text(column: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """The column as both databases write it."""
    return cast(column, Text)


class Alike:
    """A reader of texts that remembers those it has read."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def read(self, text: str) -> Any:
        """What the text holds."""
        if text not in self._known:
            self._known[text] = json.loads(text)
        return self._known[text]
