"""Texts for people, spoken by core and translated by web.

A message id *is* the English sentence, with `%(name)s` places for its parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def mark(text: str) -> str:
    """Return `text` unchanged; its only use is that the extractor of translatable strings sees it."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be translated: `text` is the message id, `params` fill its places."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence."""
        return self.text % self.params if self.params else self.text
