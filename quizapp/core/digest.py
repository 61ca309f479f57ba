"""Digests: whether a thing is still the one that was loaded, asked or signed."""

import hashlib
import json
from typing import Any

from quizapp.core.plain import plain


def digest(thing: Any) -> str:
    """SHA-256 of the canonical JSON of `thing`: a core dataclass, or a mapping or sequence of such and of scalars.

    Equal contents have equal digests whatever the order of their names. The class is not part of it: a question is
    digested together with its kind, `digest({"kind": question.kind, **question.data()})`.
    """
    text = json.dumps(plain(thing), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
