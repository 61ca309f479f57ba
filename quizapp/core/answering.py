"""Whether two questions answer each other: the stem of one gives the key of the other away.

Both texts come folded, since the draw asks this of the same stems and keys again and again.
"""

from collections.abc import Iterable

from quizapp.core.folding import holds


def answer_each_other(stem_a: str, keys_a: Iterable[str], stem_b: str, keys_b: Iterable[str]) -> bool:
    """Whether either folded stem holds a folded key of the other question on word boundaries."""
    return gives_away(stem_a, keys_b) or gives_away(stem_b, keys_a)


def gives_away(stem: str, keys: Iterable[str]) -> bool:
    """Whether the folded `stem` holds one of the folded `keys` on word boundaries."""
    return any(holds(stem, key) for key in keys)
