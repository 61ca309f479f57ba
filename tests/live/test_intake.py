"""Answers that arrive together are stored together: each once, each acknowledged after its commit."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from live.table import Table
from sqlalchemy.exc import OperationalError

from quizapp.actions.answer_room import Outcome, Sent
from quizapp.actions.join_room import Change, change_player
from quizapp.core.question import DONT_KNOW
from quizapp.core.room import GRACE, RoomSettings
from quizapp.live import intake
from quizapp.live.intake import Busy, Intake
from quizapp.storage import rooms
from quizapp.storage.database import write

NewTable = Callable[..., Table]


def all_at_once(there: Table, takes: list[Intake], every: list[Sent]) -> list[Outcome]:
    """Send in as many threads as there are answers, in turn to these processes; outcomes in order."""
    barrier = threading.Barrier(len(every), timeout=60)

    def send(number: int) -> Outcome:
        barrier.wait()
        return takes[number % len(takes)].take(there.room_id, every[number])

    with ThreadPoolExecutor(len(every)) as pool:
        return list(pool.map(send, range(len(every))))


def test_a_whole_class_answers_at_once(new_table: NewTable) -> None:
    there = new_table(25)
    there.do("next", 0)
    assert all_at_once(there, [there.live().intake], there.sent(1)) == ["new"] * 25
    assert sorted(there.given(1)) == sorted(there.players)
    assert {each.score for each in there.given(1).values()} == {1.0}


def test_the_same_answer_again_and_again_is_stored_once_whichever_process_takes_it(new_table: NewTable) -> None:
    there = new_table(3)
    there.do("next", 0)
    outcomes = all_at_once(there, [there.live().intake, there.live().intake], there.sent(1) * 6)
    assert Counter(outcomes) == {"new": 3, "same": 15}
    assert sorted(there.given(1)) == sorted(there.players)


def test_of_two_different_answers_at_once_one_counts_and_the_other_hears_so(new_table: NewTable) -> None:
    there = new_table(6)
    there.do("next", 0)
    right, wrong = there.sent(1), there.sent(1, right=False)
    takes = [there.live().intake, there.live().intake]
    outcomes = all_at_once(there, takes, [each for pair in zip(right, wrong, strict=True) for each in pair])
    assert [sorted(outcomes[at : at + 2]) for at in range(0, 12, 2)] == [["new", "other"]] * 6
    stored = there.given(1)
    for number, attempt_id in enumerate(there.players):
        assert (stored[attempt_id].response == DONT_KNOW) == (outcomes[2 * number + 1] == "new")


def test_an_answer_counts_by_when_it_was_received_not_by_when_it_is_stored(new_table: NewTable) -> None:
    there = new_table(3, RoomSettings(seconds=5))
    there.do("next", 0, later=timedelta(seconds=-10))  # The countdown ended five seconds ago; nobody has closed it.
    take = there.live().intake.take
    began = datetime.now(UTC) - timedelta(seconds=10)
    in_time, late, last = there.sent(1)
    assert take(there.room_id, replace_at(in_time, began + timedelta(seconds=5))) == "new"
    assert take(there.room_id, replace_at(last, began + timedelta(seconds=4.9) + GRACE)) == "new"
    assert take(there.room_id, replace_at(late, began + timedelta(seconds=5.3) + GRACE)) == "closed"
    assert len(there.given(1)) == 2


def replace_at(sent: Sent, at: datetime) -> Sent:
    return Sent(sent.asked_id, sent.slot, sent.response, sent.confidence, at)


def test_after_the_close_a_new_answer_is_refused_and_a_stored_one_is_still_known(new_table: NewTable) -> None:
    there = new_table(2)
    there.do("next", 0)
    first, second = there.sent(1)
    take = there.live().intake.take
    assert take(there.room_id, first) == "new"
    there.do("close", 1)
    assert take(there.room_id, second) == "closed"
    assert take(there.room_id, first) == "same"
    assert list(there.given(1)) == there.players[:1]


def test_a_question_that_has_not_been_asked_takes_no_answer(new_table: NewTable) -> None:
    there = new_table(2)
    take = there.live().intake.take
    assert [take(there.room_id, sent) for sent in there.sent(1)] == ["closed", "closed"]
    there.do("next", 0)
    assert [take(there.room_id, sent) for sent in there.sent(2)] == ["closed", "closed"]
    there.do("skip", 1)
    assert [take(there.room_id, sent) for sent in there.sent(1)] == ["closed", "closed"]
    assert [take(there.room_id, sent) for sent in there.sent(2)] == ["new", "new"]


def test_an_answer_to_a_question_of_another_room_is_refused(new_table: NewTable) -> None:
    one, other = new_table(1), new_table(1)
    one.do("next", 0)
    other.do("next", 0)
    assert one.live().intake.take(one.room_id, other.sent(1)[0]) == "closed"
    assert other.given(1) == {}


def test_who_was_taken_out_answers_no_more(new_table: NewTable) -> None:
    there = new_table(2)
    there.do("next", 0)
    sent = there.sent(1)
    with there.sessions() as db:
        out = rooms.players(db, there.room_id)[0]
        write(db)
        change_player(db, there.room_id, out.public_id, Change(state="out"), datetime.now(UTC))
        db.commit()
    take = there.live().intake.take
    assert [take(there.room_id, each) for each in sent] == ["closed", "new"]


class Fails:
    """Sessions of which the first ones fail."""

    def __init__(self, there: Table, times: int) -> None:
        self.there, self.left = there, times

    def __call__(self) -> Any:
        if self.left:
            self.left -= 1
            raise OperationalError("BEGIN", {}, Exception("database is locked"))
        return self.there.sessions()


def test_a_database_that_is_busy_for_a_moment_is_tried_again(new_table: NewTable) -> None:
    there = new_table(8)
    there.do("next", 0)
    taking = Intake(Fails(there, intake.TRIES - 1))
    assert all_at_once(there, [taking], there.sent(1)) == ["new"] * 8


def test_where_nothing_can_be_stored_everybody_hears_so_and_sending_again_works(new_table: NewTable) -> None:
    there = new_table(4)
    there.do("next", 0)
    broken = Fails(there, 10_000)
    taking = Intake(broken)

    def refused(sent: Sent) -> bool:
        with pytest.raises(Busy):
            taking.take(there.room_id, sent)
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(refused, there.sent(1)))
    assert there.given(1) == {}
    broken.left = 0
    assert all_at_once(there, [taking], there.sent(1)) == ["new"] * 4


def test_whoever_hears_that_an_answer_is_stored_finds_it_stored(new_table: NewTable) -> None:
    there = new_table(12)
    there.do("next", 0)
    taking = there.live().intake

    def send(number: int) -> bool:
        taking.take(there.room_id, every[number])
        return there.players[number] in there.given(1)

    every = there.sent(1)
    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(send, range(12)))
