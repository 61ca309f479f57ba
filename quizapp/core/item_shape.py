"""A question and what was answered to it, in the shape that item analysis reads.

An answer goes by its bucket; a verdict by its label, whether or not the proof was there; whatever has no options to
choose one of by the name that rulings know it by, so that equal answers are counted together.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from quizapp.core.fact import VERDICTS
from quizapp.core.items import UNKNOWN, Item
from quizapp.core.items import Response as Scored
from quizapp.core.kinds.verdict import LABELS
from quizapp.core.message import Message, mark
from quizapp.core.one_right import OneRight
from quizapp.core.question import Question, Response, Text
from quizapp.core.ruling import AS_IT_IS, Rule, key_name, name_of

PROOF = "+proof"
DONT_KNOW = mark("I don’t know")


@dataclass(frozen=True, slots=True)
class Reply:
    """One person's first answer: what they said, which bucket it fell into, and its latest score, 0 to 1."""

    person: Hashable
    response: Response
    bucket: str
    score: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """The item, and the words for each of its buckets, a line a part."""

    item: Item
    words: Mapping[str, tuple[Text, ...]]


def options_of(question: Question) -> dict[str, tuple[Text, ...]]:
    """The answers one of which is chosen, by bucket; empty where answers are typed or put together."""
    if isinstance(question, OneRight):
        return {str(place): question.told({"chosen": place}) for place in range(len(question.choices))}
    match question.kind:
        case "truefalse":
            return {word.lower(): (Message(word),) for word in question.options}
        case "verdict":
            return {label: (Message(LABELS[label]),) for label in VERDICTS}
    return {}


def shape(question: Question, replies: Iterable[Reply], rule: Rule = AS_IT_IS) -> Shaped:
    """The item of a question, by the key that stands: a corrected one makes other buckets right."""
    words = options_of(question)
    options = {bucket: str(lines[0]) for bucket, lines in words.items()}
    keys = frozenset(name.removesuffix(PROOF) for name in rule.right or (key_name(question),))
    scored = []
    for each in replies:
        bucket = _bucket(question, each, chosen=bool(options))
        scored.append(Scored(each.person, bucket, each.score))
        if bucket not in words:
            words[bucket] = (Message(DONT_KNOW),) if bucket == UNKNOWN else question.told(each.response)
    for key in keys - words.keys():
        words[key] = tuple(question.keys)
    return Shaped(Item(options, keys, question.guess_rate, scored), words)


def _bucket(question: Question, reply: Reply, *, chosen: bool) -> str:
    if reply.bucket == UNKNOWN:
        return UNKNOWN
    if chosen:
        return reply.bucket.removesuffix(PROOF)
    return name_of(question, reply.response, reply.bucket)
