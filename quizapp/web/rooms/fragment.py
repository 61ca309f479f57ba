"""A question drawn up once for a whole class: what differs between phones is put in by cutting, not by rendering.

The page is rendered with the option ids of one made-up player; it is cut wherever such an id stands, and each phone's
own ids are put in between. No two players know an option by the same id, and a thousand phones cost one rendering.
"""

import random
import re
from dataclasses import dataclass

from quizapp.core.question import token

MOST_TOKENS = 40
SIGN = re.compile(r"(\b[0-9a-f]{8}\b)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text with gaps: `pieces` with, between each two, the id of which `places` tells the number."""

    pieces: tuple[str, ...]
    places: tuple[int, ...]

    def filled(self, seed: int) -> str:
        """The text with the ids that belong to `seed`."""
        ids = tokens(seed, max(self.places, default=-1) + 1)
        parts = [self.pieces[0]]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            parts += (ids[place], piece)
        return "".join(parts)


def cut(text: str, seed: int) -> Fragment:
    """Cut a text that was rendered for `seed`."""
    known = {each: place for place, each in enumerate(tokens(seed, MOST_TOKENS))}
    pieces, places = [""], []
    for at, part in enumerate(SIGN.split(text)):
        if at % 2 and part in known:
            places.append(known[part])
            pieces.append("")
        else:
            pieces[-1] += part
    return Fragment(tuple(pieces), tuple(places))


def tokens(seed: int, count: int) -> list[str]:
    """The first `count` option ids that a seed gives, in the order in which a kind hands them out."""
    ids = random.Random(seed)  # As Chance does it, without the order.
    return [token(ids) for _ in range(count)]
