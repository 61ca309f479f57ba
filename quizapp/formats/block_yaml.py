"""YAML as people write it here: nested things in blocks, flat ones on a line, texts in double quotes."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_WORD = re.compile(r"[a-z][a-z0-9_-]*")
_TYPED = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
"""Words that other readers of YAML take for something else than a text."""
_HIDDEN = re.compile(r"[\x7f-\xa0\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
"""Signs that nobody sees, or that turn the text around; three of them end a line in YAML, and one a file."""


def dump(data: Mapping[str, Any]) -> str:
    """The document that `strict_yaml.parse` reads as `data`, of maps, lists, texts, flags, decimals and dates."""
    return "".join(f"{line}\n" for line in _block(data))


def _block(node: Any) -> Iterator[str]:
    """The lines of a map or a list, not indented."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            if _is_flat(value):
                yield f"{_scalar(name)}: {_flow(value)}"
            else:
                yield f"{_scalar(name)}:"
                yield from (f"  {line}" for line in _block(value))
    else:
        for value in node:
            lines = iter([_flow(value)] if _is_flat(value) else _block(value))
            yield f"- {next(lines)}"
            yield from (f"  {line}" for line in lines)


def _is_flat(node: Any) -> bool:
    """Whether it fits on a line: a scalar, or what holds nothing but scalars."""
    return not any(isinstance(each, Mapping | list | tuple) for each in _members(node))


def _members(node: Any) -> tuple[Any, ...]:
    if isinstance(node, Mapping):
        return tuple(node.values())
    return tuple(node) if isinstance(node, list | tuple) else ()


def _flow(node: Any) -> str:
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{_scalar(name)}: {_scalar(value)}" for name, value in node.items()) + "}"
    if isinstance(node, list | tuple):
        return "[" + ", ".join(map(_scalar, node)) + "]"
    return _scalar(node)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return str(value)
    if _WORD.fullmatch(value) and value not in _TYPED:
        return value
    return _HIDDEN.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04X}"
