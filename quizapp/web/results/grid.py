"""The grid of results: a row for each person, a square for each question, topic by topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from quizapp.core.results import Points
from quizapp.storage.results.people import Person
from quizapp.web.results.report import Place, Report

FIRST = " first"
NAME, POINTS = "name", "points"
ORDERS = (POINTS, NAME)


@dataclass(frozen=True, slots=True)
class Row:
    """One person: an outcome for each column, empty where they were not asked, with FIRST where a topic begins."""

    person: Person
    cells: Sequence[str]
    points: Points


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring columns of one topic."""

    topic: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` holds who took part, `away` everybody else; `outcomes` are those that occur."""

    groups: Sequence[Group]
    rows: Sequence[Row]
    away: Sequence[Person]
    outcomes: frozenset[str]

    @property
    def places(self) -> list[Place]:
        """All columns."""
        return [place for group in self.groups for place in group.places]

    @property
    def firsts(self) -> frozenset[int]:
        """The positions with which a topic begins, but for the first one."""
        return frozenset(group.places[0].position for group in self.groups[1:])


def grid(report: Report, order: str = POINTS) -> Grid:
    """The grid of a report."""
    seen = list(dict.fromkeys(place.topic for place in report.places))
    columns = sorted(report.places, key=lambda place: (seen.index(place.topic), place.position))
    groups = [Group(topic, list(found)) for topic, found in groupby(columns, key=lambda place: place.topic)]
    outcomes: dict[int, dict[int, str]] = {}
    for each in report.given:
        outcome = "dropped" if each.question in report.dropped else each.outcome
        outcomes.setdefault(each.person, {})[each.position] = outcome
    firsts = {group.places[0].position for group in groups[1:]}
    places = [(place.position, FIRST if place.position in firsts else "") for place in columns]
    rows = [
        Row(
            person,
            [outcomes[person.id].get(position, "") + mark for position, mark in places],
            report.points.get(person.id, Points(0.0, 0, 0, 0)),
        )
        for person in report.people
        if person.id in outcomes
    ]
    if order == POINTS:
        rows.sort(key=lambda row: (-row.points.share, -row.points.of))
    away = [person for person in report.people if person.id not in outcomes]
    return Grid(groups, rows, away, frozenset(each for mine in outcomes.values() for each in mine.values()))
