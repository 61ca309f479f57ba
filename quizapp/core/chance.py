"""What a seed decides of an asked question: in which order its options stand, and the ids by which they are known."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import count, islice

ORDER_BITS = 31
"""Of a seed: these, the lower ones, decide the order."""


def option_ids(seed: int) -> Iterator[str]:
    """Option ids that tell nothing: eight hexadecimal digits each, from a hash of the seed. They never end."""
    return _digits("id", seed)


def _digits(purpose: str, seed: int) -> Iterator[str]:
    """Eight hexadecimal digits again and again. A hash, as seeding `random.Random` costs ten times as much."""
    for block in count():
        digits = blake2b(f"{purpose} {seed} {block}".encode()).hexdigest()
        yield from (digits[at : at + 8] for at in range(0, len(digits), 8))


class Chance:
    """What the seed of an asked question decides: the lower bits the order of its options, all of them their ids.

    So all players of a room may see one order, the projector's, while no two know an option by the same id.
    """

    def __init__(self, seed: int) -> None:
        self._keys = _digits("order", seed % 2**ORDER_BITS)
        self.ids = option_ids(seed)

    def order(self, places: int) -> list[int]:
        """The numbers below `places`, shuffled; another time they are shuffled anew."""
        keys = list(islice(self._keys, places))
        return sorted(range(places), key=keys.__getitem__)


def shown(places: int, chance: Chance, *, fixed: bool = False) -> dict[str, int]:
    """Option ids in the order shown, each with its stored place; `fixed` keeps the stored order."""
    order = range(places) if fixed else chance.order(places)
    return {name: place for place, name in zip(order, chance.ids, strict=False)}
