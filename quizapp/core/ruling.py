"""Rulings: a teacher's word on a question after it was answered, and what an answer is worth under it.

A question may be dropped, so that it counts for nobody, or its key corrected: then `right` names all the answers that
earn full marks. An answer goes by its bucket. A typed one whose bucket holds many texts goes by that and by what was
typed, as "other=admiral", so that one of them can be right and another not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.fact import VERDICTS
from quizapp.core.folding import fold
from quizapp.core.grade import is_right
from quizapp.core.kinds.verdict import LABELS
from quizapp.core.message import Message
from quizapp.core.one_right import OneRight
from quizapp.core.question import Grade, Question, Response, Text, all_parts

DROPPED, KEY = "dropped", "key"
KINDS = (DROPPED, KEY)
_MOST_SEEN = 40
"""Typed or composed answers to choose from; beyond the commonest nobody looks for a second key."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands about a question: whether it is dropped, and which answers are right, none for the key as it is.

    `by_id`, `why` and `at` tell who corrected the key, for grades that come in later.
    """

    dropped: bool = False
    right: tuple[str, ...] = ()
    by_id: int | None = None
    why: str = ""
    at: datetime | None = None


AS_IT_IS = Rule()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that could be right: its `names`, the words for it, whether it is the key, and how many gave it."""

    names: tuple[str, ...]
    text: tuple[Text, ...]
    is_key: bool
    count: int


def under(rule: Rule, question: Question, response: Response, grade: Grade) -> Grade:
    """What `response` is worth under `rule`, where `grade` is what it was worth by the question's own key.

    Beside the old key, a new one adds full marks. In place of it, it takes the old one's marks away, halves included.
    """
    if not rule.right or response.get("unknown"):
        return grade
    if name_of(question, response, grade.bucket) in rule.right:
        return grade if is_right(grade.score) else Grade(1.0, grade.bucket, all_parts(question, 1.0))
    if key_name(question) in rule.right:
        return grade
    return Grade(0.0, grade.bucket, all_parts(question, 0.0))


def name_of(question: Question, response: Response, bucket: str) -> str:
    """What a ruling calls an answer."""
    if question.options or bucket == "right":
        return bucket
    said = response.get("number") or response.get("date") or fold(str(response.get("text", "")))
    return f"{bucket}={said}"


def key_name(question: Question) -> str:
    """What a ruling calls the right answer."""
    return question.grade(_key(question)).bucket


def _key(question: Question) -> Response:
    return question.read(question.key(0), 0)


def candidates(question: Question, seen: Iterable[tuple[Response, str]]) -> list[Candidate]:
    """The answers that could be right: all there are where they are few, else the key and the commonest `seen`.

    `seen` are the answers given, each with its bucket.
    """
    given = [(name_of(question, response, bucket), response) for response, bucket in seen if "unknown" not in response]
    counts = Counter(name for name, _ in given)
    listed = _all(question) or _listed(question, dict(reversed(given)), counts)
    key = key_name(question)
    return [
        Candidate(names, text, key in names, sum(counts[name] for name in _counted(question, names)))
        for names, text in listed.items()
    ]


def is_listed(question: Question) -> bool:
    """Whether all the answers that there can be are candidates, given or not."""
    return bool(_all(question))


def _all(question: Question) -> dict[tuple[str, ...], tuple[Text, ...]]:
    if isinstance(question, OneRight):
        return {(str(place),): question.told({"chosen": place}) for place in range(len(question.choices))}
    match question.kind:
        case "truefalse":
            return {(word.lower(),): (Message(word),) for word in question.options}
        case "verdict":
            return {_both(question, label): (Message(LABELS[label]),) for label in VERDICTS}
    return {}


def _both(question: Question, label: str) -> tuple[str, ...]:
    """A label with its proof and without, where it is not the key; the key needs its proof."""
    with_proof = f"{label}+proof"
    return (with_proof,) if key_name(question) == with_proof else (label, with_proof)


def _counted(question: Question, names: Sequence[str]) -> set[str]:
    return {*names, *(name.removesuffix("+proof") for name in names if question.kind == "verdict")}


def _listed(
    question: Question, given: Mapping[str, Response], counts: Counter[str]
) -> dict[tuple[str, ...], tuple[Text, ...]]:
    key = key_name(question)
    common = [name for name, _ in counts.most_common(_MOST_SEEN) if name != key]
    return {(key,): question.keys, **{(name,): question.told(given[name]) for name in common}}


@dataclass(frozen=True, slots=True)
class Score:
    """The points of an attempt, out of how many."""

    points: float
    out_of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nothing counts."""
        return self.points / self.out_of if self.out_of else 0.0


@dataclass(frozen=True, slots=True)
class Touched:
    """One attempt that a ruling touches: the scores before and after."""

    attempt_id: int
    name: str
    before: Score
    after: Score


@dataclass(frozen=True, slots=True)
class Effect:
    """Whom a ruling touches. `passes` and `fails` hold those who do so only now, none without a pass mark."""

    answers: int
    up: tuple[Touched, ...]
    down: tuple[Touched, ...]
    passes: tuple[Touched, ...]
    fails: tuple[Touched, ...]


def effect(answers: int, attempts: Iterable[Touched], pass_mark: float | None) -> Effect:
    """What becomes of the scores of `attempts`; `pass_mark` is a share from 0 to 1. `answers` are those regraded."""
    changed = [each for each in attempts if abs(each.before.share - each.after.share) > 1e-9]
    passed = [(each, _passes(each.before, pass_mark), _passes(each.after, pass_mark)) for each in changed]
    return Effect(
        answers,
        tuple(each for each in changed if each.after.share > each.before.share),
        tuple(each for each in changed if each.after.share < each.before.share),
        tuple(each for each, before, after in passed if after and not before),
        tuple(each for each, before, after in passed if before and not after),
    )


def _passes(score: Score, pass_mark: float | None) -> bool:
    return pass_mark is not None and score.share >= pass_mark - 1e-9
