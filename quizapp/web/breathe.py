"""Long work in slices: between two of them the other requests get their turn."""


def breathe() -> None:
    """Wait, in gevent's worker, until nobody else wants anything; elsewhere others have threads of their own.

    Not sleep(0): gevent runs up to 50 of those in a row before it looks whether a request came in.
    """
    try:
        from gevent import idle, monkey
    except ImportError:  # pragma: no cover - only where gevent has no wheel
        return
    if monkey.is_module_patched("socket"):
        idle()
