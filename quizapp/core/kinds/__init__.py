"""The register of kinds. A new kind is its file here, its template, and one line below."""

from importlib import import_module

from quizapp.core.question import Question

_NAMES = (
    "choice",
    "truefalse",
    "verdict",
    "number",
    "date",
    "text",
    "several",
    "order",
    "match",
    "spot",
    "said",
    "direction",
    "drift",
    "asof",
    "term",
    "card",
)


def _kind(name: str) -> type[Question]:
    """The class in the file `name` whose `kind` is that name."""
    members = vars(import_module(f"{__name__}.{name}")).values()
    return next(each for each in members if isinstance(each, type) and vars(each).get("kind") == name)


KINDS: dict[str, type[Question]] = {name: _kind(name) for name in _NAMES}

QUIZZED = tuple(name for name, kind in KINDS.items() if not kind.self_graded)
"""The kinds that a quiz may ask: those that we grade."""
