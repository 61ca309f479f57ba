"""Everything that pages and files tell of one activity, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.orm import Session

from quizapp.core import results
from quizapp.core.mean import Mean, mean
from quizapp.core.results import Given, Points, Reach, Tally
from quizapp.core.ruling import AS_IT_IS, Rule
from quizapp.core.wilson import Share
from quizapp.storage.activities import ActivityRow
from quizapp.storage.results import people as people_rows
from quizapp.storage.results import questions as question_rows
from quizapp.storage.results.answers import answers
from quizapp.storage.results.people import Person
from quizapp.storage.results.questions import AskedFact, AskedQuestion
from quizapp.storage.results.rules import standing
from quizapp.storage.results.told import Told, told
from quizapp.web import language


@dataclass(frozen=True, slots=True)
class Place:
    """A column: the question at `position`. In an individual draw it stands for others like it (`own`)."""

    position: int
    asked: AskedQuestion
    topic: str
    rule: Rule
    own: bool


@dataclass(frozen=True)
class Report:
    """The answers of an activity, as far as they are told, and what they come to."""

    activity: ActivityRow
    told: Told
    people: Sequence[Person]
    all: Sequence[Given]
    """With those of later attempts."""
    places: Sequence[Place]
    questions: Mapping[int, AskedQuestion]
    facts: Mapping[int, AskedFact]
    rules: Mapping[int, Rule]

    @cached_property
    def given(self) -> list[Given]:
        """The first answers."""
        return results.first(self.all)

    @cached_property
    def dropped(self) -> frozenset[int]:
        """The question revisions that count for nobody."""
        return frozenset(revision for revision, rule in self.rules.items() if rule.dropped)

    @cached_property
    def counted(self) -> list[Given]:
        """The answers that count."""
        return results.counted(self.given, self.dropped)

    @cached_property
    def points(self) -> dict[int, Points]:
        """By person."""
        return results.points(self.counted)

    @cached_property
    def by_question(self) -> dict[int, Share]:
        """By position, dropped ones included."""
        return results.by_question(self.given)

    @cached_property
    def by_fact(self) -> dict[int, Tally]:
        """By fact."""
        return results.by_fact(self.counted)

    @cached_property
    def by_topic(self) -> dict[str, Tally]:
        """By title of the topic, the least known first."""
        found = results.by_topic(self.counted, {fact_id: fact.topic for fact_id, fact in self.facts.items()})
        return dict(sorted(found.items(), key=lambda each: each[1].share.value))

    @cached_property
    def again(self) -> list[int]:
        """Facts that fewer than half have, the least known first."""
        return results.again(self.by_fact)

    @cached_property
    def most(self) -> int:
        """The most points that somebody could have."""
        return max((each.of for each in self.points.values()), default=0)

    @cached_property
    def mean(self) -> Mean | None:
        """The mean points of who took part."""
        return mean([each.points for each in self.points.values()], self.most)

    @cached_property
    def possible(self) -> int:
        """How many answers there could be: who works or has not begun may answer everything, who is absent nothing."""
        there = [person for person in self.people if person.state != "absent"]
        return sum(self._asked(person) for person in there)

    def _asked(self, person: Person) -> int:
        done = person.state == "done" and person.id in self.points
        return self.points[person.id].of if done else self.most

    @property
    def answers(self) -> int:
        """How many answers there are that count."""
        return sum(each.answers for each in self.points.values())

    @property
    def reach(self) -> Reach:
        """How far they speak for everybody."""
        return results.reach(self.answers, self.possible)

    @property
    def all_dropped(self) -> bool:
        """Whether there are answers, and none of them counts."""
        return not self.counted and any(each.score is not None for each in self.given)

    @property
    def answered(self) -> int:
        """How many have answered anything."""
        return sum(each.answers > 0 for each in self.points.values())


def report(db: Session, activity: ActivityRow) -> Report:
    """Read it."""
    what = told(db, activity)
    people = [
        each if each.name else replace(each, name=language.gettext("somebody who left"))
        for each in people_rows.people(db, activity)
    ]
    given = answers(db, activity, people, what)
    pattern = {at: revision for at, revision in question_rows.in_order(db, activity.id).items() if at in what.positions}
    revisions = {*pattern.values(), *(each.question for each in given)}
    questions = question_rows.questions(db, revisions)
    facts = question_rows.facts(db, revisions)
    rules = standing(db, activity.id)
    own = activity.settings.get("draw") == "individual"
    places = [
        Place(at, questions[revision], _topic(questions[revision], facts), rules.get(revision, AS_IT_IS), own)
        for at, revision in pattern.items()
    ]
    return Report(activity, what, people, given, places, questions, facts, rules)


def _topic(asked: AskedQuestion, facts: Mapping[int, AskedFact]) -> str:
    return next((facts[fact_id].topic for fact_id in asked.fact_ids if fact_id in facts), "")
