"""Whatever is ruled, in whatever order: a preview tells what then happens, and a regrade is a grading afresh."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from actions.harbour import NOW
from actions.lesson import Lesson, lesson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.preview_ruling import preview, rule_of
from quizapp.actions.rule import begin, begin_overruling, lift, overrule, rule
from quizapp.core.ruling import DROPPED, KEY, Rule, Score, Touched, candidates
from quizapp.storage import asked, given, rulings
from quizapp.storage.models import Grading

PASS = 0.6
SAID = {1: ("", "Nobody of the builder"), 2: ("", "Nobody of the keeper"), 3: ("", "the Painter", "nobody at all")}
Scores = dict[int, Score]

each_seed = pytest.mark.parametrize("seed", range(6))


class Random:
    """Somebody who rules at random, a minute after the other."""

    def __init__(self, there: Lesson, seed: int) -> None:
        self.there, self.rng, self.minutes = there, random.Random(seed), 120

    def answers(self, pupils: int) -> dict[int, list[str]]:
        """Let new pupils answer; returns what each says, by learner id."""
        said = {pupil: [self.rng.choice(SAID[place]) for place in (1, 2, 3)] for pupil in self.there.begin(pupils)}
        for pupil, texts in said.items():
            self.give(pupil, texts)
        return said

    def give(self, pupil: int, texts: list[str]) -> None:
        for place, text in enumerate(texts, 1):
            self.there.give(pupil, place, text, minutes=place)

    def now(self) -> timedelta:
        self.minutes += 1
        return timedelta(minutes=self.minutes)

    def step(self) -> tuple[int, Rule]:
        """Rule on some question, or lift what stands; returns its revision and what stands then. First of all, look."""
        there, place = self.there, self.rng.randrange(3)
        revision = there.revisions[place]
        standing = [row for row in rulings.of_question(there.db, there.activity.id, revision) if not row.lifted_at]
        if standing and self.rng.random() < 0.4:
            row = self.rng.choice(standing)
            wanted = rule_of([each for each in standing if each.id != row.id])
            self.check(revision, wanted, lambda: self._lift(revision, row.id))
            return revision, wanted
        now = rule_of(standing)
        if self.rng.random() < 0.3:
            wanted, kind, right = Rule(True, now.right), DROPPED, ()
        else:
            right = self._right(revision)
            wanted, kind = Rule(now.dropped, right), KEY
        self.check(revision, wanted, lambda: self._rule(revision, kind, right))
        return revision, wanted

    def _right(self, revision: int) -> tuple[str, ...]:
        about = given.subject(self.there.db, revision)
        rows = given.given(self.there.db, self.there.activity.id, revision)
        found = candidates(about.question, [(row.response, row.bucket) for row in rows])
        chosen = self.rng.sample(found, self.rng.randint(1, min(2, len(found))))
        return tuple(sorted(name for each in chosen for name in each.names))

    def _rule(self, revision: int, kind: str, right: tuple[str, ...]) -> None:
        there = self.there
        begin(there.db, there.activity.id, revision)
        rule(there.db, there.teacher, there.activity.id, revision, kind, right, "So.", NOW + self.now())
        there.db.commit()

    def _lift(self, revision: int, ruling_id: int) -> None:
        there = self.there
        begin(there.db, there.activity.id, revision)
        lift(there.db, there.teacher, there.activity.id, ruling_id, "Not so.", NOW + self.now())
        there.db.commit()

    def overrule(self, pupil: int, place: int) -> None:
        """Grade one answer otherwise."""
        there, revision = self.there, self.there.revisions[place - 1]
        item = asked.item(there.db, there.attempt(pupil).id, place)
        assert item
        assert item.answer_id
        begin_overruling(there.db, there.activity.id, revision, item.answer_id)
        at = NOW + self.now()
        overrule(there.db, there.teacher, there.activity.id, revision, item.answer_id, 0.5, "Half.", at)
        there.db.commit()

    def check(self, revision: int, wanted: Rule, act: Callable[[], None]) -> None:
        """Preview, act, and compare with what became of everybody."""
        there = self.there
        told = preview(there.db, there.activity, revision, wanted, PASS)
        before, gradings = scores(there), count(there.db)
        act()
        after = scores(there)
        assert told.answers == count(there.db) - gradings
        assert {each.attempt_id: (each.before, each.after) for each in told.up} == changed(before, after, 1)
        assert {each.attempt_id: (each.before, each.after) for each in told.down} == changed(before, after, -1)
        assert ids(told.passes) == {each for each in after if passes(after[each]) and not passes(before[each])}
        assert ids(told.fails) == {each for each in after if passes(before[each]) and not passes(after[each])}


def scores(there: Lesson) -> Scores:
    """The points of every attempt as they stand, dropped questions left out."""
    dropped = rulings.dropped(there.db, there.activity.id)
    found: Scores = {}
    for each in given.points(there.db, there.activity.id, there.activity.class_id):
        counted = [score or 0.0 for revision, score in each.scores.items() if revision not in dropped]
        found[each.attempt_id] = Score(sum(counted), len(counted))
    return found


def changed(before: Scores, after: Scores, sign: int) -> dict[int, tuple[Score, Score]]:
    return {each: (before[each], after[each]) for each in after if sign * (after[each].share - before[each].share) > 0}


def passes(score: Score) -> bool:
    return score.share >= PASS - 1e-9


def ids(touched: tuple[Touched, ...]) -> set[int]:
    return {each.attempt_id for each in touched}


def count(db: Session) -> int:
    return db.scalar(select(func.count(Grading.id))) or 0


def state(there: Lesson, pupil: int) -> list[object]:
    """Latest score and memory of each question: what a pupil has of it in the end."""
    found: list[object] = []
    for place in (1, 2, 3):
        item = asked.item(there.db, there.attempt(pupil).id, place)
        assert item
        assert item.grade
        found.append((item.grade.score, there.memory(pupil, place)[:2]))
    return found


@each_seed
def test_a_preview_tells_what_then_happens(session: Session, seed: int) -> None:
    there = Random(lesson(session), seed)
    pupils = list(there.answers(4))
    for number in range(6):
        there.step()
        if number == 2:
            there.overrule(pupils[0], 1)
    assert there.there.sound() == []


@each_seed
def test_a_regrade_is_a_grading_afresh_under_the_ruled_key(session: Session, seed: int) -> None:
    there = Random(lesson(session), seed)
    said = there.answers(3)
    for _ in range(4):
        there.step()
    for pupil, texts in said.items():
        (fresh,) = there.there.begin()
        there.give(fresh, texts)
        assert state(there.there, fresh) == state(there.there, pupil)


@each_seed
def test_lifting_all_restores_all(session: Session, seed: int) -> None:
    there = Random(lesson(session), seed)
    pupils = list(there.answers(3))
    before = [state(there.there, pupil) for pupil in pupils]
    for _ in range(5):
        there.step()
    for revision in there.there.revisions:
        for row in rulings.of_question(session, there.there.activity.id, revision):
            if row.lifted_at is None:
                there._lift(revision, row.id)
    assert [state(there.there, pupil) for pupil in pupils] == before
    assert there.there.sound() == []
