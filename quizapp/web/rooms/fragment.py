"""A view drawn up once for a whole class: what differs between phones is put in by cutting, not by rendering.

A question's page is rendered with the option ids of one made-up player, and any page with a sign for every other thing
of a player's own. It is cut wherever such an id or sign stands, and each phone's own is put in between. No two players
know an option by the same id, and a thousand phones cost one rendering.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from secrets import token_hex

from quizapp.core.chance import option_ids

MOST_IDS = 40
SHAPE_OF_ID = r"\b[0-9a-f]{8}\b"


@dataclass(frozen=True, slots=True)
class Fragment:
    """JSON with gaps: the parts in order, those empty at which `ids` and `signs` tell what belongs there."""

    parts: tuple[bytes, ...]
    ids: tuple[tuple[int, int], ...]
    """Where an option id belongs, and the how manyth."""
    signs: tuple[tuple[int, str], ...]
    most: int
    """How many ids are needed."""

    def filled(self, seed: int, own: Mapping[str, str]) -> bytes:
        """The text with the ids that belong to `seed`, and for each sign what is the player's `own`, as JSON."""
        parts = list(self.parts)
        if self.ids:
            ids = "".join(islice(option_ids(seed), self.most)).encode()
            for at, number in self.ids:
                parts[at] = ids[8 * number : 8 * number + 8]
        for at, sign in self.signs:
            parts[at] = own[sign].encode()
        return b"".join(parts)


def sign(name: str) -> str:
    """A sign for something of a player's own, which nobody can have typed."""
    return f"@{name}-{token_hex(8)}@"


def cut(text: str, signs: Collection[str], seed: int | None = None) -> Fragment:
    """Cut JSON that was rendered with `signs` and, where it shows options, for `seed`."""
    ids = [] if seed is None else list(islice(option_ids(seed), MOST_IDS))
    gaps = {each: number for number, each in enumerate(ids)}
    parts = re.split("(" + "|".join([*map(re.escape, signs), SHAPE_OF_ID]) + ")", text)
    return Fragment(
        tuple(b"" if part in gaps or part in signs else part.encode() for part in parts),
        tuple((at, gaps[part]) for at, part in enumerate(parts) if part in gaps),
        tuple((at, part) for at, part in enumerate(parts) if part in signs),
        max((gaps[part] + 1 for part in parts if part in gaps), default=0),
    )


def inside(words: str) -> str:
    """Words as they stand inside a text of JSON."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
