"""Parameters of FSRS-6 fitted to one learner, and whether they predict that learner better than the default.

Ten thousand reviews take half a second. Nothing is random: the same reviews give the same parameters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.forgetting import Formulas, State
from quizapp.core.likeliest import loss, search
from quizapp.core.memory import DEFAULT, UNSEEN_RECALL, Evidence, Parameters, Review

FEWEST = 400
"""Reviews that moved a known fact; with fewer nothing is fitted."""
HOLDOUT = 0.25


@dataclass(frozen=True, slots=True)
class Fitted:
    """What the search found. Losses are mean log losses in nats on the same held-out reviews, the latest ones."""

    parameters: Parameters
    default_loss: float
    fitted_loss: float
    reviews: int
    adopted: bool
    """Whether the fitted parameters predicted the held-out reviews better."""


@dataclass(frozen=True, slots=True)
class Step:
    """A review that moves a fact: `elapsed` days after the last one, None where the fact was new."""

    elapsed: int | None
    evidence: Evidence
    order: tuple[float, int]


def fit(histories: Iterable[Iterable[Review]], holdout: float = HOLDOUT) -> Fitted | None:
    """Fit the earlier reviews, one history a fact, and compare forecasts of the latest `holdout` (a share) of them.

    None where fewer than FEWEST reviews moved a fact that was known.
    """
    facts = [steps_of(history) for history in histories]
    orders = sorted(step.order for steps in facts for step in steps if step.elapsed is not None)
    if len(orders) < FEWEST:
        return None
    border = orders[min(len(orders) - 1, int(len(orders) * (1 - holdout)))]
    early = [[step for step in steps if step.order < border] for steps in facts]
    found = search(lambda w: forecasts(w, early), [step.evidence.right for step in _foreseen(early)])
    late = [step.order >= border for step in _foreseen(facts)]
    rights = [step.evidence.right for step in _foreseen(facts)]
    default_loss, fitted_loss = (_loss_where(late, forecasts(w, facts), rights) for w in (DEFAULT, found))
    return Fitted(found, default_loss, fitted_loss, len(orders), fitted_loss < default_loss)


def steps_of(history: Iterable[Review]) -> list[Step]:
    """The reviews of one fact that move it: in order of time, the first of each study day, anew after a reset."""
    steps: list[Step] = []
    last = None
    for review in sorted(history, key=lambda review: (review.given_at, review.id)):
        if review.evidence is None:
            last = None
        elif last is None or review.day > last:
            elapsed = (review.day - last).days if last else None
            steps.append(Step(elapsed, review.evidence, (review.given_at.timestamp(), review.id)))
            last = review.day
    return steps


def forecasts(w: Sequence[float], facts: Iterable[Iterable[Step]]) -> list[float]:
    """The chance of being right at every step but those that meet a new fact: R + (1 - R) g where one can guess."""
    formulas = Formulas(w)
    chances = []
    for steps in facts:
        state: State | None = None
        for step in steps:
            if state is None or step.elapsed is None:
                state, recall = None, UNSEEN_RECALL
            else:
                recall = formulas.recall(state[0], step.elapsed)
                guess = step.evidence.guess_rate if step.evidence.own_grade is None else 0.0
                chances.append(recall + (1 - recall) * guess)
            state = formulas.move(state, recall, step.evidence)
    return chances


def _foreseen(facts: Iterable[Iterable[Step]]) -> list[Step]:
    return [step for steps in facts for step in steps if step.elapsed is not None]


def _loss_where(kept: Sequence[bool], chances: Sequence[float], rights: Sequence[bool]) -> float:
    pairs = [(p, y) for keep, p, y in zip(kept, chances, rights, strict=True) if keep]
    return loss([p for p, _ in pairs], [y for _, y in pairs])
