"""The register of kinds. A new kind is its file here, its template, and one line below."""

from quizapp.core.kinds.choice import Choice
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.question import Question

_ALL: tuple[type[Question], ...] = (
    Choice,
    Truefalse,
    Verdict,
)

KINDS: dict[str, type[Question]] = {kind.kind: kind for kind in _ALL}
