"""What the progress page reads, on both databases, against small cases worked out by hand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from fixtures.banks import NOW, kosovo
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.answer import answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.load_bank import load
from quizapp.actions.start import Settings, choose, start
from quizapp.core.memory import Memory as CoreMemory
from quizapp.storage import asked as asked_rows
from quizapp.storage import attempts, learners, memories
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Bank, Fact, LearnerBank, Memory, Review
from quizapp.storage.progress import days, facts, latest, quizzes, recall, retention
from quizapp.storage.progress.grounds import grounds
from quizapp.storage.progress.latest import Given

TODAY = NOW.date()


@pytest.fixture
def learner(session: Session) -> Who:
    write(session)
    load(session, kosovo(), NOW)
    learner_id, _ = enrol_guest(session, NOW, "Europe/Belgrade")
    session.commit()
    return learners.by_id(session, learner_id)


@pytest.fixture
def fact_ids(session: Session, learner: Who) -> list[int]:
    return list(session.scalars(select(Fact.id).order_by(Fact.id)))


def banks(session: Session) -> list[int]:
    return list(session.scalars(select(Bank.id)))


def remember(session: Session, learner: Who, fact_id: int, **values: Any) -> None:
    known = {"stability": 10.0, "difficulty": 5.0, "last_study_day": TODAY, "due_day": TODAY, "algorithm": "fsrs-6"}
    session.add(Memory(learner_id=learner.id, fact_id=fact_id, reviews=1, lapses=0, **{**known, **values}))
    session.flush()


def review(session: Session, learner: Who, fact_id: int, ago: int, sequence: int, **values: Any) -> Review:
    given: dict[str, Any] = {"type": "card", "own_grade": 3, "given_at": NOW - timedelta(days=ago), "guess_rate": 0.0}
    row = Review(
        learner_id=learner.id,
        fact_id=fact_id,
        sequence=sequence,
        study_day=TODAY - timedelta(days=ago),
        zone="UTC",
        **{**given, **values},
    )
    session.add(row)
    session.flush()
    return row


@pytest.mark.parametrize(
    ("stability", "ago"), [(1.0, 0), (0.5, 3), (2.0, 40), (0.1, 900), (12.0, 12), (900.0, 1), (0.01, 36000), (3.0, -1)]
)
def test_the_database_reckons_recall_as_core_does(
    session: Session, learner: Who, fact_ids: list[int], stability: float, ago: int
) -> None:
    last = TODAY - timedelta(days=ago)
    remember(session, learner, fact_ids[0], stability=stability, last_study_day=last)
    expected = CoreMemory(stability, 5.0, last).recall(TODAY)
    [asked] = recall.by_topic(session, learner.id, banks(session), TODAY).values()
    assert asked.recalled == pytest.approx(expected, abs=1e-9)
    [known] = recall.by_bank(session, learner.id, TODAY).values()
    assert (known.count, known.recalled) == (1, pytest.approx(expected, abs=1e-9))
    assert asked.steps.index(1) == min(int(expected * 5), 4)


def test_sums_and_squares_tell_the_same(session: Session, learner: Who, fact_ids: list[int]) -> None:
    for place, fact_id in enumerate(fact_ids[:40]):
        last = TODAY - timedelta(days=place * 3)
        remember(session, learner, fact_id, stability=0.5 + place, last_study_day=last, wanted=place % 7 == 0)
    asked = recall.by_topic(session, learner.id, banks(session), TODAY)
    bank_id = session.scalars(select(Bank.id)).one()
    squares = recall.squares(session, learner.id, [bank_id], TODAY)
    known = [square for square in squares if square.recall is not None]
    assert len(squares) == len(fact_ids)
    assert len(known) == sum(each.count for each in asked.values()) == 40
    assert sum(each.recalled for each in asked.values()) == pytest.approx(sum(each.recall or 0 for each in known))
    assert sum(square.sure_wrong for square in squares) == 6
    for (_, topic), each in asked.items():
        steps = [min(int((square.recall or 0) * 5), 4) for square in known if square.topic == topic]
        assert each.steps == [steps.count(step) for step in range(5)]


def test_banks_are_those_met_or_fed_and_not_paused(session: Session, learner: Who, fact_ids: list[int]) -> None:
    bank_id = session.scalars(select(Bank.id)).one()
    assert grounds(session, learner.id, []) == []
    assert sum(ground.facts for ground in grounds(session, learner.id, [bank_id])) == len(fact_ids)
    session.add(LearnerBank(learner_id=learner.id, bank_id=bank_id, since=NOW, paused=False))
    session.flush()
    assert len(grounds(session, learner.id, [])) == 7
    session.get_one(LearnerBank, (learner.id, bank_id)).paused = True
    session.flush()
    assert grounds(session, learner.id, [bank_id]) == []


def test_what_comes_due(session: Session, learner: Who, fact_ids: list[int]) -> None:
    def on(place: int, ahead: int, **values: Any) -> None:
        remember(session, learner, fact_ids[place], due_day=TODAY + timedelta(days=ahead), **values)

    on(0, -30)
    on(1, 0)
    on(2, 3)
    on(3, 3, suspended=True)
    on(4, 0, buried_until=TODAY + timedelta(days=1))
    on(5, 13)
    on(6, 14)
    assert days.due(session, learner.id, TODAY, 14) == [2, 1, 0, 1, *[0] * 9, 1]
    assert memories.next_due(session, learner.id, TODAY) == (TODAY + timedelta(days=1), 1)
    assert memories.next_due(session, learner.id, TODAY + timedelta(days=1)) == (TODAY + timedelta(days=3), 1)
    assert sum(memories.due_by_topic(session, learner.id, TODAY).values()) == 2
    # A bank that rests sends no cards.
    session.add(LearnerBank(learner_id=learner.id, bank_id=banks(session)[0], since=NOW, paused=True))
    session.flush()
    assert days.due(session, learner.id, TODAY, 14) == [0] * 14
    assert memories.next_due(session, learner.id, TODAY) is None
    assert memories.due_by_topic(session, learner.id, TODAY) == {}


def test_what_was_done_leaves_out_what_was_undone(session: Session, learner: Who, fact_ids: list[int]) -> None:
    answers = Answers(session, learner)
    answers.give(NOW - timedelta(days=2), ["choice"], 3)
    answers.give(NOW, ["choice"], 1)
    found = days.answers(session, learner.id, TODAY - timedelta(days=10))
    assert found == {TODAY - timedelta(days=2): 3, TODAY: 1}
    assert days.answers(session, learner.id, TODAY) == {TODAY: 1}
    for row in session.scalars(select(Review).where(Review.study_day == TODAY)).all():  # One for each fact tested.
        review(session, learner, row.fact_id, 0, 9, type="undo", own_grade=None, voids_id=row.id)
    assert days.answers(session, learner.id, TODAY) == {}


def test_true_retention(session: Session, learner: Who, fact_ids: list[int]) -> None:
    since = TODAY - timedelta(days=29)
    assert retention.retention(session, learner.id, since) is None
    # Seen long ago, right ten days ago; that day's second answer does not count.
    review(session, learner, fact_ids[0], 60, 1)
    review(session, learner, fact_ids[0], 10, 2, given_at=NOW - timedelta(days=10, minutes=5))
    review(session, learner, fact_ids[0], 10, 3, own_grade=1)
    # A first meeting does not count, nor what came on the same day; the next day's does.
    review(session, learner, fact_ids[1], 6, 1)
    review(session, learner, fact_ids[1], 6, 2, own_grade=1)
    review(session, learner, fact_ids[1], 5, 3, own_grade=1)
    # Undone, so not counted.
    review(session, learner, fact_ids[2], 20, 1)
    undone = review(session, learner, fact_ids[2], 4, 2, own_grade=1)
    review(session, learner, fact_ids[2], 4, 3, type="undo", own_grade=None, voids_id=undone.id)
    # Right by choosing, which chance does, too: it tells nothing, nor does what is typed after it that day.
    review(session, learner, fact_ids[3], 20, 1)
    review(session, learner, fact_ids[3], 3, 2, guess_rate=1 / 3, given_at=NOW - timedelta(days=3, minutes=5))
    review(session, learner, fact_ids[3], 3, 3)
    share = retention.retention(session, learner.id, since)
    assert share is not None
    assert (share.right, share.of) == (1, 2)


class Answers:
    """Gives answers as the app does."""

    def __init__(self, session: Session, learner: Who) -> None:
        self.session, self.learner = session, learner

    def give(
        self,
        at: datetime,
        kinds: list[str],
        count: int,
        confidence: str = "2",
        fields: Callable[..., Any] | None = None,
    ) -> str:
        """Start a quiz and answer all of it, right unless `fields` makes another form; returns its public id."""
        settings = Settings(length=count, bank="kosovo-2023", kinds=tuple(kinds))
        seed = f"{at}"
        drawn = choose(self.session, self.learner, settings, at, seed)
        write(self.session, [self.learner.id])
        attempt_id = start(self.session, self.learner, settings, drawn, seed, at)
        attempt = attempts.attempt(self.session, attempt_id, self.learner.id)
        assert attempt
        for item in asked_rows.items(self.session, attempt.id):
            form = (fields or (lambda each: each.question.key(each.seed)))(item)
            answer(self.session, self.learner, attempt_id, item.position, {**form, "confidence": [confidence]}, at)
        self.session.commit()
        return attempt_id


def other_label(item: Any) -> dict[str, list[str]]:
    label = "supported" if item.question.label != "supported" else "contradicted"
    return {"answer": [label], "evidence": []}


def test_verdicts_are_judged(session: Session, learner: Who) -> None:
    answers = Answers(session, learner)
    answers.give(NOW - timedelta(days=1), ["verdict"], 3)
    answers.give(NOW, ["verdict"], 2, "3", other_label)
    given = latest.latest(session, learner.id)
    assert [each.confidence for each in given] == [3, 3, 2, 2, 2]
    judged = latest.judged(session, given)
    assert [each.is_ == each.said for each in judged] == [False, False, True, True, True]
    assert [each.score for each in judged] == [0, 0, 1, 1, 1]


def test_i_dont_know_is_no_verdict(session: Session, learner: Who) -> None:
    Answers(session, learner).give(NOW, ["verdict"], 2, fields=lambda _: {"unknown": ["1"]})
    given = latest.latest(session, learner.id)
    assert len(given) == 2
    assert latest.judged(session, given) == []


def test_sure_but_wrong_tells_what_was_believed(session: Session, learner: Who) -> None:
    assert facts.sure_wrong(session, learner.id) == []
    Answers(session, learner).give(NOW, ["number"], 1, "3", lambda _: {"answer": ["9999"]})
    found, *_ = facts.sure_wrong(session, learner.id)
    assert found.told == ("9999",)
    assert (found.fact.bank, found.claim) == ("kosovo-2023", "")
    assert found.fact.prompt
    assert found.fact.value


def test_a_judged_claim_is_told_with_the_verdict(session: Session, learner: Who) -> None:
    Answers(session, learner).give(NOW, ["verdict"], 1, "3", other_label)
    for found in facts.sure_wrong(session, learner.id):
        assert found.claim
        assert found.told


def test_recognised_and_not_recalled() -> None:
    def given(guess_rate: float, **parts: float) -> Given:
        scores = {name.removeprefix("f"): score for name, score in parts.items()}
        return Given("choice", 1, guess_rate, 2, 1.0, scores, None)

    newest_first = [
        given(0.0, f1=0.0, f2=1.0, f3=0.0),
        given(0.33, f1=1.0, f2=1.0, f3=0.0, f4=1.0, f5=1.0),
        given(0.33, f3=1.0),
        given(0.0, f2=0.0, f4=0.0),
    ]
    assert facts.recognised_only(newest_first) == [1, 4]


def test_what_was_undone_is_no_answer_to_tell_from(session: Session, learner: Who) -> None:
    Answers(session, learner).give(NOW, ["choice"], 3, "3")
    given = latest.latest(session, learner.id)
    assert len(given) == 3
    first = session.scalars(select(Review).where(Review.answer_id.is_not(None)).order_by(Review.id)).first()
    assert first
    review(session, learner, first.fact_id, 0, 9, type="undo", own_grade=None, voids_id=first.id)
    assert len(latest.latest(session, learner.id)) == 2


def test_quizzes_come_in_pages(session: Session, learner: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quizzes, "PAGE", 2)
    answers = Answers(session, learner)
    ids = [answers.give(NOW + timedelta(hours=hour), ["choice"], 2) for hour in range(3)]
    first, older = quizzes.quizzes(session, learner.id, 1)
    assert [quiz.public_id for quiz in first] == ids[:0:-1]
    assert older
    assert {(quiz.points, quiz.questions) for quiz in first} == {(2.0, 2)}
    last, older = quizzes.quizzes(session, learner.id, 2)
    assert [quiz.public_id for quiz in last] == ids[:1]
    assert not older
    assert quizzes.quizzes(session, learner.id, 10**12) == ([], False)


def test_nobody_elses_answers_are_read(session: Session, learner: Who) -> None:
    Answers(session, learner).give(NOW, ["choice"], 3, "3")
    write(session)
    other, _ = enrol_guest(session, NOW)
    session.commit()
    assert recall.by_bank(session, other, TODAY) == {}
    assert latest.latest(session, other) == []
    assert quizzes.quizzes(session, other, 1) == ([], False)
    assert days.due(session, other, TODAY, 2) == [0, 0]
    assert days.answers(session, other, date(2020, 1, 1)) == {}
