"""The register of kinds. A new kind is its file here, its template, and one line below."""

from quizapp.core.kinds.choice import Choice
from quizapp.core.question import Question

KINDS: dict[str, type[Question]] = {kind.kind: kind for kind in (Choice,)}
