"""Core objects as plain data: what JSON can say."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from quizapp.core.partial_date import PartialDate


def plain(thing: Any) -> Any:
    """Return `thing` as dicts, lists and scalars; decimals and dates become their texts, so that nothing is lost."""
    if isinstance(thing, Decimal | PartialDate):
        return str(thing)
    if is_dataclass(thing):
        return {each.name: plain(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(name): plain(value) for name, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [plain(value) for value in thing]
    return thing
