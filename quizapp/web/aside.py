"""Work that would hold up everybody else: in gevent's worker, it is done in a thread of its own."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def aside(function: Callable[..., T], *args: object) -> T:
    """Return `function(*args)`; under gevent the other requests go on meanwhile. It must not touch the database."""
    try:
        from gevent.monkey import is_module_patched
    except ImportError:  # pragma: no cover - only where gevent has no wheel
        return function(*args)
    if not is_module_patched("socket"):
        return function(*args)
    from gevent import get_hub

    result: T = get_hub().threadpool.apply(function, args)
    return result
