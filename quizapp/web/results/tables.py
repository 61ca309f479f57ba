"""The results of an activity as tables for files: points, answers, facts, topics and questions."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from quizapp.core.calibration import LEVELS
from quizapp.core.message import mark
from quizapp.core.results import Given
from quizapp.core.wilson import Share
from quizapp.formats.sheet import Cell, Sheet
from quizapp.storage.results.said import Said, said
from quizapp.web import language
from quizapp.web.breathe import breathe
from quizapp.web.results.items import Row, item_rows
from quizapp.web.results.report import Place, Report

gettext: Callable[..., str] = language.gettext

SLICE = 500
"""Answers put into rows between two breaths."""
OUTCOMES = {
    "right": mark("right"),
    "partly": mark("partly right"),
    "wrong": mark("wrong"),
    "unknown": mark("did not know"),
    "open": mark("not answered"),
}


def points(report: Report) -> Sheet:
    """A row for each person, a column for each question: the score, empty where there is none."""
    scores = {(each.person, each.position): each.score for each in report.given}
    head = [gettext("Pupil"), *(_column(place) for place in report.places)]
    rows: list[list[Cell]] = []
    for person in report.people:
        found = report.points.get(person.id)
        told: list[Cell] = [plain(scores.get((person.id, place.position))) for place in report.places]
        sums: list[Cell] = [plain(found.points), found.of, found.sure_wrong] if found else [None, None, None]
        rows.append([person.name, *told, *sums])
    return Sheet(gettext("Points"), [*head, gettext("Points"), gettext("of"), gettext("Sure but wrong")], rows)


def _column(place: Place) -> str:
    if place.rule.dropped:
        return str(gettext("%(number)s (dropped)", number=place.position))
    return str(place.position)


def answers(session: Session, report: Report) -> Sheet:
    """A row for each answer, later attempts included."""
    words = said(session, report.activity.id)
    names = {person.id: person.name for person in report.people}
    numbers = {attempt: number for person in report.people for number, attempt in enumerate(person.attempts, 1)}
    outcomes = {outcome: gettext(text) for outcome, text in OUTCOMES.items()}
    levels = {level: language.said(text) for level, text in LEVELS.items()}
    in_words = _Words(report)
    head = ("Pupil", "Attempt", "No.", "Question", "Answer", "Result", "Score", "How sure", "Seconds", "Ruling")
    rows: list[list[Cell]] = []
    for place, each in enumerate(report.all):
        found = words.get((each.attempt, each.position))
        if place % SLICE == SLICE - 1:
            breathe()
        rows.append(
            [
                *(names[each.person], numbers[each.attempt], each.position),
                report.questions[each.question].question.stem,
                in_words.of(each, found),
                outcomes[each.outcome],
                plain(each.score),
                levels.get(each.confidence or 0),
                round(found.seconds, 1) if found and found.seconds is not None else None,
                _ruled(report, each, found),
            ]
        )
    rows.sort(key=lambda row: (str(row[0]).casefold(), row[1], row[2]))
    return Sheet(gettext("Answers"), [gettext(name) for name in head], rows)


def _ruled(report: Report, given: Given, found: Said | None) -> str | None:
    """That an answer does not count, or why it was graded anew."""
    if given.question in report.dropped:
        return str(gettext("dropped"))
    return found.why if found and found.regraded else None


class _Words:
    """Answers in words: each that was given is put into words once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._known: dict[tuple[int, str], str] = {}

    def of(self, given: Given, found: Said | None) -> str | None:
        """What was answered; nothing for "I don't know"."""
        if found is None or given.outcome == "unknown":
            return None
        key = (given.question, repr(found.response))
        if key not in self._known:
            lines = self._report.questions[given.question].question.told(found.response)
            self._known[key] = "; ".join(language.said(line) for line in lines)
        return self._known[key]


def facts(report: Report) -> Sheet:
    """A row for each fact, the least known first."""
    known = sorted(report.by_fact.items(), key=lambda each: each[1].share.value)
    names = {person.id: person.name for person in report.people}
    rows: list[list[Cell]] = [
        [
            *(report.facts[fact_id].fact.statement, report.facts[fact_id].topic),
            *share(tally.share),
            ", ".join(names[person] for person in tally.missed),
        ]
        for fact_id, tally in known
    ]
    return Sheet(gettext("Facts"), named("Fact", "Topic", *SHARE, "Still to learn it"), rows)


def topics(report: Report) -> Sheet:
    """A row for each topic."""
    rows: list[list[Cell]] = [[topic, *share(tally.share)] for topic, tally in report.by_topic.items()]
    return Sheet(gettext("Topics"), named("Topic", *SHARE), rows)


def questions(session: Session, report: Report) -> Sheet:
    """A row for each question: item analysis."""
    more = ("Fits the rest", "low", "high", "Key may be wrong: rather", "Dropped")
    rows = [_question(row) for row in sorted(item_rows(session, report), key=lambda row: row.number)]
    return Sheet(gettext("Questions"), named("No.", "Question", "Key", *SHARE, *more), rows)


SHARE = ("Score", "from", "to", "Answers")


def _question(row: Row) -> list[Cell]:
    found = row.report
    fits: list[Cell] = [None, None, None]
    if found.correlation:
        fits = [round(each, 3) for each in (found.correlation.value, found.correlation.low, found.correlation.high)]
    key = "; ".join(option.text for option in row.options if option.choice.key)
    facility: list[Cell] = share(found.facility) if found.facility else [None, None, None, 0]
    dropped = gettext("yes") if row.rule.dropped else None
    return [row.number or None, row.asked.question.stem, key, *facility, *fits, row.suspect or None, dropped]


def share(found: Share) -> list[Cell]:
    """The cells below `SHARE`."""
    return [round(found.value, 4), round(found.low, 4), round(found.high, 4), found.of]


def named(*names: str) -> list[str]:
    """The heads of columns in the reader's language."""
    return [gettext(name) for name in names]


def plain(score: float | None) -> float | int | None:
    """A score as people write it: 1 and not 1.0."""
    return score if score is None or score % 1 else int(score)
