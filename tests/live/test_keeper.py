"""Time's commands: each happens once, however many processes keep a room, and memory follows at leisure."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from live.table import Table
from sqlalchemy import func, select, update

from quizapp.core.room import RoomSettings
from quizapp.live import Live
from quizapp.live.boards import LOOKS_EVERY_SECONDS
from quizapp.live.hub import HOSTS, PLAYERS, Watch
from quizapp.live.keeper import REMEMBERS
from quizapp.storage.models import Answer, Asked, Attempt, Memory, Review

NewTable = Callable[..., Table]
PATIENCE = 30


def count(there: Table, model: type) -> int:
    """How many rows of the room's players a table of reviews or memories has."""
    learners = select(Attempt.learner_id).where(Attempt.activity_id == there.room_id)
    with there.sessions() as db:
        return db.scalar(select(func.count()).select_from(model).where(model.learner_id.in_(learners))) or 0  # type: ignore[attr-defined]


def keep(there: Table, *lives: Live) -> None:
    """One tick of several processes, at the same moment."""
    barrier = threading.Barrier(len(lives), timeout=PATIENCE)

    def tick(live: Live) -> None:
        live.boards.read(there.room_id)
        barrier.wait()
        live.keeper.keep(there.room_id)

    threads = [threading.Thread(target=tick, args=(live,)) for live in lives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_countdown_that_several_keepers_see_end_closes_the_question_once(new_table: NewTable) -> None:
    there = new_table(2, RoomSettings(seconds=5))
    there.do("next", 0, later=timedelta(seconds=-6))
    keep(there, *(there.live() for _ in range(4)))
    assert [event for _, event in there.log()] == ["joined", "joined", "question", "closed"]
    keep(there, *(there.live() for _ in range(4)))
    assert [number for number, _ in there.log()] == [1, 2, 3, 4]


def test_a_countdown_that_has_not_ended_is_left_alone(new_table: NewTable) -> None:
    there = new_table(2, RoomSettings(seconds=60))
    there.do("next", 0)
    keep(there, there.live())
    there.do("extend", 1, 30)
    keep(there, there.live())
    assert there.log()[-1][1] == "extended"


def test_once_all_who_are_asked_have_answered_the_question_closes_whoever_took_the_answers(new_table: NewTable) -> None:
    there = new_table(3)
    there.do("next", 0)
    there.join("Late")  # Asked from the next question on, so that nobody waits for them.
    one, other = there.live(), there.live()
    first, second, third = there.sent(1)
    one.intake.take(there.room_id, first)
    other.intake.take(there.room_id, second)
    keep(there, one, other)
    assert there.log()[-1][1] == "joined"
    board = one.boards.fresh(there.room_id)
    assert board
    assert (board.answered, board.answering()) == (2, 3)
    other.intake.take(there.room_id, third)
    keep(there, one, other)
    assert [event for _, event in there.log()].count("closed") == 1


def test_an_automatic_room_goes_on_by_itself_and_never_twice(new_table: NewTable) -> None:
    there = new_table(1, RoomSettings(seconds=5, pace="automatic", reveal_seconds=3))
    there.do("next", 0, later=timedelta(seconds=-60))
    there.do("close", 1, later=timedelta(seconds=-30))
    keep(there, *(there.live() for _ in range(3)))
    assert [event for _, event in there.log()] == ["joined", "question", "closed", "question"]


def hears_of_the_question(live: Live, room_id: int, watch: Watch) -> bool:
    """Whether whoever watches is woken, and finds the question then."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if watch.wait(PATIENCE):
            board = live.boards.fresh(room_id)
            if board and board.state.phase == "question":
                return True
    return False


@pytest.mark.parametrize("read_meanwhile", [False, True])
def test_who_watches_hears_of_what_another_process_did_without_any_hint(
    new_table: NewTable, read_meanwhile: bool
) -> None:
    """Also where a request in this process has read it before."""
    there = new_table(1)
    live = there.live()
    with live.hub.watch(there.room_id, PLAYERS) as watch:
        while watch.wait(4 * LOOKS_EVERY_SECONDS):  # Whoever begins to watch is woken once.
            pass
        there.do("next", 0)
        if read_meanwhile:
            live.boards.read(there.room_id)
        assert hears_of_the_question(live, there.room_id, watch)
    live.close()


def test_players_are_not_woken_when_somebody_joins_and_hosts_are(new_table: NewTable) -> None:
    there = new_table(1)
    live = there.live()
    with live.hub.watch(there.room_id, PLAYERS) as player, live.hub.watch(there.room_id, HOSTS) as host:
        while player.wait(4 * LOOKS_EVERY_SECONDS):
            pass
        host.wait(0)
        there.join("Late")
        assert host.wait(PATIENCE)
        assert not player.wait(4 * LOOKS_EVERY_SECONDS)
    live.close()


def test_a_room_that_cannot_be_kept_keeps_no_other_from_being_kept(new_table: NewTable) -> None:
    one, other = new_table(1, RoomSettings(seconds=5)), new_table(1, RoomSettings(seconds=5))
    live = one.live()
    kept = live.keeper.keep

    def keep_or_fail(room_id: int) -> None:
        if room_id == min(one.room_id, other.room_id):
            raise OSError("this room is broken")
        kept(room_id)

    live.keeper.keep = keep_or_fail  # type: ignore[method-assign]
    whole = max((one, other), key=lambda each: each.room_id)
    whole.do("next", 0, later=timedelta(seconds=-6))
    with live.hub.watch(one.room_id, PLAYERS), live.hub.watch(other.room_id, PLAYERS) as watch:
        deadline = time.monotonic() + PATIENCE
        while whole.log()[-1][1] != "closed" and time.monotonic() < deadline:
            watch.wait(0.1)
    assert whole.log()[-1][1] == "closed"
    live.close()


def answered(new_table: NewTable, players: int) -> Table:
    """A room whose first question was answered by all and is closed."""
    there = new_table(players)
    there.do("next", 0)
    take = there.live().intake
    threads = [threading.Thread(target=take.take, args=(there.room_id, sent)) for sent in there.sent(1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(there.given(1)) == players
    return there


def test_memory_moves_after_the_close_few_players_at_a_time_and_goes_on_in_another_process(new_table: NewTable) -> None:
    players = 2 * REMEMBERS + 3
    assert REMEMBERS <= 100
    there = answered(new_table, players)
    keep(there, there.live())  # All have answered, so this closes the question and does nothing else.
    assert there.log()[-1][1] == "closed"
    assert count(there, Review) == 0
    seen = []
    for _ in range(4):
        keep(there, there.live())  # Each time a process that knows nothing of the one before.
        seen.append(count(there, Review))
    assert seen == [REMEMBERS, 2 * REMEMBERS, players, players]
    assert count(there, Memory) == players


def test_two_keepers_at_once_remember_each_answer_once(new_table: NewTable) -> None:
    there = answered(new_table, 6)
    there.do("close", 1)
    keep(there, there.live(), there.live())
    keep(there, there.live(), there.live())
    assert (count(there, Review), count(there, Memory)) == (6, 6)


def test_while_a_question_is_open_no_memory_moves(new_table: NewTable) -> None:
    there = answered(new_table, 2)
    there.do("close", 1)
    there.do("next", 1)
    keep(there, there.live())
    assert count(there, Review) == 0
    there.do("end", 2)
    keep(there, there.live())
    assert count(there, Review) == 2


def memories(there: Table, learner_id: int) -> list[tuple[object, ...]]:
    """What a learner knows how well."""
    with there.sessions() as db:
        rows = db.scalars(select(Memory).where(Memory.learner_id == learner_id).order_by(Memory.fact_id)).all()
        return [(row.fact_id, row.stability, row.difficulty, row.last_study_day, row.due_day) for row in rows]


def test_a_fact_moves_once_a_study_day_however_often_it_is_played(new_table: NewTable) -> None:
    """The same learner plays the same question again: it is logged, and moves nothing."""
    first = answered(new_table, 1)
    first.do("close", 1)
    keep(first, first.live())
    again = answered(new_table, 1)
    with first.sessions() as db:
        learner_id = db.scalar(select(Attempt.learner_id).where(Attempt.activity_id == first.room_id)) or 0
        # On the same study day, though a test may run at four in the morning.
        given = db.scalar(select(Answer.given_at).join(Asked).join(Attempt).where(Attempt.learner_id == learner_id))
        db.execute(update(Attempt).where(Attempt.activity_id == again.room_id).values(learner_id=learner_id))
        second = select(Asked.id).join(Attempt).where(Attempt.activity_id == again.room_id)
        db.execute(update(Answer).where(Answer.asked_id.in_(second)).values(given_at=given))
        db.commit()
    assert first.slot(1).fact_ids == again.slot(1).fact_ids
    before = memories(first, learner_id)
    again.do("close", 1)
    keep(again, again.live())
    assert count(first, Review) == 2
    assert memories(first, learner_id) == before


def test_a_skipped_question_and_a_rehearsal_move_nothing(new_table: NewTable) -> None:
    skipped = answered(new_table, 2)
    skipped.do("skip", 1)
    skipped.do("end", 2)
    keep(skipped, skipped.live())
    rehearsed = new_table(1, RoomSettings(rehearsal=True))
    rehearsed.do("next", 0)
    rehearsed.live().intake.take(rehearsed.room_id, rehearsed.sent(1)[0])
    rehearsed.do("close", 1)
    keep(rehearsed, rehearsed.live())
    assert [count(each, Review) for each in (skipped, rehearsed)] == [0, 0]
