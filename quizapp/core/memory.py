"""How well a learner knows a fact: FSRS-6 on study days, fed with answers that may have been guessed.

A fact moves at most once a study day, by its first answer. FSRS knows four whole ratings; a right answer to a question
that can be guessed is less than one. With R the recall predicted for today (0.5 for a fact never seen) and g the
question's guess rate, the chance that a right answer was recalled is, by Bayes, c = R / (R + (1 - R) g). The new state
is c parts "Good" and 1 - c parts "Again": the difficulty is their mean, and the stability is the one that forecasts the
mean of their recalls on the day that "Good" would wait for. A part score s mixes that with "Again" in the same way. A
person's own grade of a turned card is taken as given.

Who was certain and wrong has the fact back the next day, until it was right on two days.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.core.grade import is_right
from quizapp.core.study_day import midnight

Parameters = tuple[float, ...]
"""The 21 of FSRS-6. The last one, the decay, is everybody's: a state means the same recall for all."""

DEFAULT: Parameters = tuple(DEFAULT_PARAMETERS)

RULE = "fsrs-6/matched"
"""How reviews are read; a state made by another rule is made anew."""

UNSEEN_RECALL = 0.5
RETENTION = 0.9
LONGEST = 36500
"""Days; no interval is longer."""
RIGHTS_WANTED = 2
"""Days on which a fact must be right again after its learner was certain and wrong."""

DECAY = -DEFAULT[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
"""Of the forgetting curve, see `Memory.recall`."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of one fact in one mind. `stability` is in days: after so long, recall has fallen to 90 %."""

    stability: float
    difficulty: float
    last_day: date
    lapses: int = 0
    wanted: int = 0
    """Right answers still wanted after one that was certain and wrong; while there are, it is due every day."""

    def recall(self, day: date) -> float:
        """The forecast chance, 0 to 1, of recalling the fact on `day`: at the earliest, the day after its last review.

        FSRS-6: R(t) = (1 + F t / S) ** D with D = -w20 and F = 0.9 ** (1 / D) - 1. R(0) would be 1 even after a wrong
        answer: that somebody has just read what is right tells nothing about what they know.
        """
        elapsed = max(1, (day - self.last_day).days)
        return float((1 + FACTOR * elapsed / self.stability) ** DECAY)

    def due(self, retention: float = RETENTION) -> date:
        """The study day on which recall has fallen to `retention`; at least one day after the last."""
        if self.wanted:
            return self.last_day + timedelta(days=1)
        days = round(self.stability / FACTOR * (retention ** (1 / DECAY) - 1))
        return self.last_day + timedelta(days=min(max(1, days), LONGEST))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one review tells: a `score` of 0 to 1, guessable at `guess_rate`, or a learner's `own_grade` of 1 to 4.

    `certain` is whether the learner said so.
    """

    score: float = 0.0
    guess_rate: float = 0.0
    own_grade: int | None = None
    certain: bool = False

    @property
    def right(self) -> bool:
        """Whether it shows the fact as known: in full, or by the learner's own word."""
        return self.own_grade > 1 if self.own_grade is not None else is_right(self.score)


@dataclass(frozen=True, slots=True)
class Review:
    """One review as replay needs it. `id` breaks ties between equal times; a reset has no evidence.

    Nor has one that is `damped`: the word that the fact was corrected.
    """

    id: int
    given_at: datetime
    day: date
    evidence: Evidence | None
    damped: bool = False


def algorithm(parameters: Parameters) -> str:
    """Rule and parameters, as they are stored beside every state."""
    if parameters == DEFAULT:
        return f"{RULE}/default"
    return f"{RULE}/{sha256(repr(parameters).encode()).hexdigest()[:12]}"


def recall(memory: Memory | None, day: date) -> float:
    """The forecast for a fact that may never have been seen."""
    return memory.recall(day) if memory else UNSEEN_RECALL


def move(memory: Memory | None, evidence: Evidence, day: date, parameters: Parameters = DEFAULT) -> Memory:
    """The state after a review on `day`: the first of a day moves it, a later one can only show a sure error."""
    wrong_though_certain = evidence.certain and evidence.score <= 0 and evidence.own_grade is None
    if memory and day <= memory.last_day:
        late = wrong_though_certain and day == memory.last_day and memory.wanted != RIGHTS_WANTED
        return replace(memory, wanted=RIGHTS_WANTED) if late else memory
    before = memory.wanted if memory else 0
    wanted = RIGHTS_WANTED if wrong_though_certain else max(0, before - evidence.right)
    return replace(_moved(memory, evidence, day, parameters), wanted=wanted)


def _moved(memory: Memory | None, evidence: Evidence, day: date, parameters: Parameters) -> Memory:
    scheduler = _scheduler(parameters)
    if evidence.own_grade is not None:
        return _rated(scheduler, memory, Rating(evidence.own_grade), day)
    again = _rated(scheduler, memory, Rating.Again, day)
    share = evidence.score * _recalled(recall(memory, day), evidence.guess_rate)
    if share <= 0:
        return again
    good = _rated(scheduler, memory, Rating.Good, day)
    return Memory(
        matched(share, good.stability, again.stability),
        share * good.difficulty + (1 - share) * again.difficulty,
        day,
        good.lapses if evidence.score >= 0.5 else again.lapses,
    )


def replay(reviews: Iterable[Review], parameters: Parameters = DEFAULT) -> Memory | None:
    """The state after all reviews that still count: in order of time, the first one of each day moves it."""
    memory: Memory | None = None
    for review in sorted(reviews, key=lambda review: (review.given_at, review.id)):
        if review.damped:
            memory = damp(memory, review.day, parameters)
        else:
            memory = move(memory, review.evidence, review.day, parameters) if review.evidence else None
    return memory


def damp(memory: Memory | None, day: date, parameters: Parameters = DEFAULT) -> Memory | None:
    """What is left of the memory of a fact that was corrected on `day`: as after a lapse, which is not the learner's.

    The stability is what FSRS leaves after forgetting; difficulty, lapses and the last study day stay. An answer on the
    same day moves it.
    """
    if memory is None:
        return None
    lapsed = _rated(_scheduler(parameters), memory, Rating.Again, max(day, memory.last_day))
    return replace(memory, stability=min(memory.stability, lapsed.stability))


def _recalled(recall: float, guess_rate: float) -> float:
    """The chance that a right answer was recalled and not guessed."""
    return recall / (recall + (1 - recall) * guess_rate)


def matched(share: float, good: float, again: float) -> float:
    """The stability, in days, that forecasts for the day of recall 0.9 after "Good" what the mix of both cases recalls.

    `share` is the chance of the stability `good`, otherwise it is `again`. Their mean would promise more than the two
    keep, because recall bends downwards in stability. With D and F as in `Memory.recall`:
    r = 0.9 share + (1 - share) R(good; again), S = F good / (r ** (1 / D) - 1).
    """
    recalled = 0.9 * share + (1 - share) * (1 + FACTOR * good / again) ** DECAY
    return float(FACTOR * good / (recalled ** (1 / DECAY) - 1))


@lru_cache(maxsize=64)
def _scheduler(parameters: Parameters) -> Scheduler:
    return Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _rated(scheduler: Scheduler, memory: Memory | None, rating: Rating, day: date) -> Memory:
    """One step of FSRS. The card id is given because the package otherwise waits for a new millisecond to make one."""
    if memory is None:
        card = Card(card_id=1)
    else:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            last_review=midnight(memory.last_day),
        )
    card, _ = scheduler.review_card(card, rating, midnight(day))
    lapses = (memory.lapses if memory else 0) + (rating == Rating.Again and memory is not None)
    if card.stability is None or card.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    return Memory(card.stability, card.difficulty, day, lapses)
