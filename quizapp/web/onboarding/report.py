"""What a cohort has learned: its gain from pre-test to certification, its calibration, and what it missed most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from flask import render_template

from quizapp.core.brier import STATED, brier
from quizapp.core.calibration import LEVELS
from quizapp.core.gain import ENOUGH, Scores, differences, gain
from quizapp.core.grade import is_right
from quizapp.core.item_shape import DONT_KNOW
from quizapp.core.message import Message
from quizapp.core.results import Given, by_fact
from quizapp.core.wilson import Share
from quizapp.storage import activities
from quizapp.storage.cohort_answers import CohortAnswers, cohort_answers
from quizapp.storage.programmes import CohortRow
from quizapp.storage.progress.facts import JUDGING
from quizapp.storage.results.questions import AskedFact, AskedQuestion, facts, questions
from quizapp.storage.results.said import said
from quizapp.web import language, roles
from quizapp.web.database import db
from quizapp.web.onboarding import access

MOST, CHOSEN = 10, 4
"""Facts listed, and wrong answers to each."""


@dataclass(frozen=True, slots=True)
class Level:
    """One choice of how sure: its name, the chance it is taken to state, and what came of the answers."""

    title: str
    stated: float
    share: Share


@dataclass(frozen=True, slots=True)
class Missed:
    """A fact, how it was answered over participants, and the wrong answers with their counts, of `claim` if any."""

    fact: AskedFact
    share: Share
    chosen: Sequence[tuple[str, str, int]]


def show(cohort_id: str) -> str:
    """The page."""
    cohort = access.cohort(cohort_id)
    given = cohort_answers(db.session(), cohort)
    asked = questions(db.session(), {each.question for each in given.all})
    before, after = _scores(given.pretest, asked), _scores(given.certification, asked)
    sure = _sure(given.all)
    return render_template(
        "onboarding/report.html",
        cohort=cohort,
        gain=gain(before, after),
        pairs=len(differences(before, after)),
        enough=ENOUGH,
        tests=[_test(given.pretest), _test(given.certification)],
        levels=_levels(sure),
        brier=brier(sure),
        missed=_missed(cohort, given, asked),
        ruled=_ruled(cohort),
    )


def _ruled(cohort: CohortRow) -> list[str]:
    """The public ids of pre-test and certification, for whoever may rule on their questions; empty for others."""
    found = [activities.by_id(db.session(), each) for each in (cohort.pretest, cohort.certification)]
    user_id = roles.holder("editor").user_id
    runs = [each and activities.run(db.session(), user_id, each.public_id, (each.kind,)) for each in found]
    return [each.public_id for each in runs if each]


def _scores(given: Iterable[Given], asked: Mapping[int, AskedQuestion]) -> Scores:
    """By person and fact; what was asked and not answered is worth nothing."""
    found: dict[int, dict[int, float]] = {}
    for each in given:
        parts = each.parts if each.score is not None else dict.fromkeys(asked[each.question].fact_ids, 0.0)
        found.setdefault(each.person, {}).update(parts)
    return found


def _test(given: Sequence[Given]) -> tuple[int, float | None]:
    """How many have done a test, and the mean share of its points."""
    people: dict[int, list[float]] = {}
    for each in given:
        people.setdefault(each.person, []).append(each.score or 0.0)
    return len(people), fmean(map(fmean, people.values())) if people else None


def _sure(given: Iterable[Given]) -> list[tuple[int, bool]]:
    return [(each.confidence, is_right(each.score)) for each in given if each.confidence and each.score is not None]


def _levels(sure: Sequence[tuple[int, bool]]) -> list[Level]:
    found = []
    for level, title in LEVELS.items():
        right = [is_it for confidence, is_it in sure if confidence == level]
        if right:
            found.append(Level(title, STATED[level], Share(sum(right), len(right))))
    return found


def _missed(cohort: CohortRow, given: CohortAnswers, asked: Mapping[int, AskedQuestion]) -> list[Missed]:
    """The facts that most got wrong, the worst first."""
    told = facts(db.session(), asked)
    known = {fact: tally.share for fact, tally in by_fact(given.all).items() if fact in told}
    worst = sorted((fact for fact in known if known[fact].value < 1), key=lambda fact: (known[fact].value, fact))[:MOST]
    chosen = _chosen(cohort, given, asked, worst)
    return [Missed(told[fact], known[fact], _commonest(chosen[fact])) for fact in worst]


def _commonest(found: Counter[tuple[str, str]]) -> list[tuple[str, str, int]]:
    return [(text, claim, count) for (text, claim), count in found.most_common(CHOSEN)]


def _chosen(
    cohort: CohortRow, given: CohortAnswers, asked: Mapping[int, AskedQuestion], wanted: Sequence[int]
) -> dict[int, Counter[tuple[str, str]]]:
    """The wrong answers to each fact, in words."""
    session, about = db.session(), {each.question for each in given.all if set(wanted) & set(each.parts)}
    words = {**said(session, cohort.pretest, about), **said(session, cohort.certification, about)}
    found: dict[int, Counter[tuple[str, str]]] = {fact: Counter() for fact in wanted}
    for each in given.all:
        reply = words.get((each.attempt, each.position))
        if reply is None:
            continue
        question = asked[each.question].question
        lines = (Message(DONT_KNOW),) if reply.response.get("unknown") else question.told(reply.response)
        text = "; ".join(map(language.said, lines))
        claim = question.stem if question.kind in JUDGING else ""
        for fact in set(wanted) & set(each.parts):
            found[fact][text, claim] += 1
    return found
