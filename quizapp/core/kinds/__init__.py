"""The register of kinds. A new kind is its file here, its template, and one line below."""

from quizapp.core.kinds.choice import Choice
from quizapp.core.kinds.date import Date
from quizapp.core.kinds.match import Match
from quizapp.core.kinds.number import Number
from quizapp.core.kinds.order import Order
from quizapp.core.kinds.several import Several
from quizapp.core.kinds.text import TypedText
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.question import Question

_ALL: tuple[type[Question], ...] = (
    Choice,
    Truefalse,
    Verdict,
    Number,
    Date,
    TypedText,
    Several,
    Order,
    Match,
)

KINDS: dict[str, type[Question]] = {kind.kind: kind for kind in _ALL}
