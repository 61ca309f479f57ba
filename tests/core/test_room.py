"""A live room as a state machine: whatever is commanded, in whatever order and at whatever time."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from quizapp.core.room import GRACE, Event, RoomSettings, RoomState, opening, settings_from, state_from
from quizapp.core.room_commands import COMMANDS, MOST_EXTRA, Command, Refused, decide, due, next_change, withdrawal
from quizapp.core.room_events import apply, replay

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SETTINGS = st.builds(
    RoomSettings,
    seconds=st.integers(5, 60),
    pace=st.sampled_from(["host", "automatic"]),
    reveal_seconds=st.integers(1, 30),
    approve=st.booleans(),
)
COMMAND = st.builds(
    Command,
    name=st.sampled_from(sorted(COMMANDS)),
    position=st.none() | st.integers(0, 6),
    seconds=st.integers(-1, MOST_EXTRA + 1),
)
STEPS = st.lists(
    st.tuples(COMMAND | st.none() | st.frozensets(st.integers(1, 5), min_size=1, max_size=3), st.integers(0, 90_000)),
    max_size=25,
)
"""What is commanded, or which positions are withdrawn (None: whatever time brings), and milliseconds until then."""

Log = list[tuple[Event, datetime]]
Step = Command | frozenset[int] | None

patient = examples(suppress_health_check=[HealthCheck.too_slow], deadline=None)
"""On a machine that others load, drawing a whole game may take long."""


class Game:
    """A room in which things happen."""

    def __init__(self, settings: RoomSettings, length: int) -> None:
        self.settings, self.start = settings, opening(settings, length)
        self.state, self.now = self.start, START
        self.log: Log = []
        self.states = [self.start]

    def events(self, step: Step) -> tuple[Event, ...]:
        """What a step brings now."""
        if isinstance(step, frozenset):
            return withdrawal(self.state, {each for each in step if each <= self.state.length})
        command = step or due(self.state, self.settings, self.now)
        try:
            return decide(self.state, self.settings, command, self.now) if command else ()
        except Refused:
            return ()

    def do(self, step: Step, after: int) -> tuple[Event, ...]:
        """Let time pass and carry out a step."""
        self.now += timedelta(milliseconds=after)
        events = self.events(step)
        for event in events:
            self.log.append((event, self.now))
            self.state = apply(self.state, event, self.now)
            self.states.append(self.state)
        return events


def played(settings: RoomSettings, length: int, steps: list[tuple[Step, int]]) -> Game:
    game = Game(settings, length)
    for command, after in steps:
        game.do(command, after)
    return game


@patient
@given(SETTINGS, st.integers(1, 5), STEPS)
def test_the_state_is_what_the_events_add_up_to_from_any_moment_on(
    settings: RoomSettings, length: int, steps: list[tuple[Step, int]]
) -> None:
    game = played(settings, length, steps)
    for number, state in enumerate(game.states):
        assert replay(game.start, game.log[:number]) == state
        assert replay(state, game.log[number:]) == game.state


@patient
@given(SETTINGS, st.integers(1, 5), STEPS)
def test_nothing_goes_back_and_nothing_comes_after_the_end(
    settings: RoomSettings, length: int, steps: list[tuple[Step, int]]
) -> None:
    game = played(settings, length, steps)
    order = ["lobby", "question", "reveal", "over"]
    for before, after in zip(game.states, game.states[1:], strict=False):
        assert before.phase != "over"
        assert after.position in (before.position, before.following)
        if after.position == before.position:
            assert order.index(after.phase) >= order.index(before.phase)
        else:
            assert after.phase == "question"
        assert set(before.skipped) <= set(after.skipped)
    asked = [event.data["position"] for event, _ in game.log if event.type == "question"]
    left_out = game.state.left_out
    assert asked == [each for each in range(1, game.state.position + 1) if each not in left_out]
    assert (game.state.number, game.state.count) == (len(asked), length - len(left_out))
    assert not {*left_out} & {*game.state.closed_positions(), *game.state.corrected}


@patient
@given(SETTINGS, st.integers(1, 5), STEPS, st.integers(0, 6), st.integers(-1000, 400_000))
def test_an_answer_counts_only_to_the_question_that_is_open_and_until_its_time_is_over(
    settings: RoomSettings, length: int, steps: list[tuple[Step, int]], position: int, after: int
) -> None:
    game = played(settings, length, steps)
    at = game.now + timedelta(milliseconds=after)
    opened = [moment for event, moment in game.log if event.type in ("question", "extended")]
    taken = game.state.takes_answers(position, at)
    if game.state.phase != "question" or position != game.state.position:
        assert not taken
    else:
        limit = max(opened) + timedelta(seconds=settings.seconds + MOST_EXTRA * len(opened)) + GRACE
        assert taken == (at <= (game.state.closes_at or START) + GRACE)
        assert not taken or at <= limit
    if taken:
        assert position not in game.state.closed_positions()


@patient
@given(SETTINGS, st.integers(1, 5), STEPS, COMMAND, st.integers(0, 90_000))
def test_a_command_for_a_question_that_is_not_the_present_one_does_nothing(
    settings: RoomSettings, length: int, steps: list[tuple[Step, int]], command: Command, after: int
) -> None:
    game = played(settings, length, steps)
    stale = replace(command, position=game.state.position + (command.seconds % 3) - 3)
    assert game.do(stale, after) == ()
    over = replace(game.state, phase="over")
    assert decide(over, settings, replace(command, position=None), game.now) == ()


@patient
@given(SETTINGS, st.integers(1, 5), STEPS, st.sampled_from(["next", "close", "skip", "end"]))
def test_a_command_that_arrives_twice_happens_once(
    settings: RoomSettings, length: int, steps: list[tuple[Step, int]], name: str
) -> None:
    """Two clicks, or two hosts, or two processes that both saw the countdown end."""
    game = played(settings, length, steps)
    seen = Command(name, game.state.position)
    first = game.do(seen, 0)
    again = game.do(seen, 1)
    # A first "next" in the lobby or at a result opens a question; of it the second one knows nothing.
    assert not (first and again)


@patient
@given(SETTINGS, st.integers(1, 5), STEPS)
def test_settings_and_state_come_back_from_json(
    settings: RoomSettings, length: int, steps: list[tuple[Step, int]]
) -> None:
    game = played(settings, length, steps)
    assert settings_from({**json.loads(json.dumps(settings.data())), "other": 1}) == settings
    assert all(state_from(json.loads(json.dumps(state.data()))) == state for state in game.states)
    assert replay(game.start, [(Event(e.type, json.loads(json.dumps(e.data))), at) for e, at in game.log]) == game.state


@given(SETTINGS, st.integers(1, 5))
def test_time_alone_plays_an_automatic_room_to_its_end_and_closes_each_question_once(
    settings: RoomSettings, length: int
) -> None:
    game = Game(replace(settings, pace="automatic"), length)
    assert next_change(game.state, game.settings) is None
    game.do(Command("next", 0), 0)
    while moment := next_change(game.state, game.settings):
        game.now = moment
        assert due(game.state, game.settings, game.now) is None
        assert game.do(None, 1)
    assert game.state.phase == "over"
    closed = [event.data["position"] for event, _ in game.log if event.type == "closed"]
    assert closed == list(range(1, length + 1)) == list(game.state.closed_positions())


def test_a_room_that_waits_for_its_host_waits() -> None:
    game = Game(RoomSettings(seconds=10), 2)
    game.do(Command("next", 0), 0)
    assert game.do(None, 10_500) == ()
    assert [event.type for event in game.do(None, 1)] == ["closed"]
    assert game.do(None, 86_400_000) == ()
    assert game.state.phase == "reveal"


def test_more_time_is_added_to_what_is_left_or_to_now_and_only_within_reason() -> None:
    game = Game(RoomSettings(seconds=10), 2)
    game.do(Command("next", 0), 0)
    game.do(Command("extend", 1, 15), 2000)
    assert game.state.closes_at == START + timedelta(seconds=25)
    game.do(Command("extend", 1, 15), 23_300)
    assert game.state.closes_at == START + timedelta(seconds=25.3 + 15)
    for seconds in (0, -5, MOST_EXTRA + 1):
        with pytest.raises(Refused):
            decide(game.state, game.settings, Command("extend", 1, seconds), game.now)


def test_a_skipped_question_is_never_told_of() -> None:
    game = Game(RoomSettings(), 3)
    for name in ("next", "skip", "close", "next", "skip"):
        game.do(Command(name), 100)
    assert (game.state.phase, game.state.skipped, game.state.closed_positions()) == ("over", (1, 3), (2,))


def test_what_is_withdrawn_before_its_turn_is_passed_over_and_the_last_one_is_known() -> None:
    game = Game(RoomSettings(), 5)
    game.do(frozenset({1, 3}), 0)
    assert (game.state.count, game.state.following) == (3, 2)
    game.do(Command("next"), 100)
    assert (game.state.position, game.state.number, game.state.is_last) == (2, 1, False)
    game.do(Command("skip"), 100)
    assert (game.state.position, game.state.number) == (4, 2)
    [told] = game.do(frozenset({2, 3, 4, 5}), 100)
    assert told == Event("withdrawn", {"positions": [4, 5]})
    assert (game.state.phase, game.state.corrected, game.state.left_out) == ("question", (4,), (1, 3, 5))
    assert game.do(frozenset({2, 3, 4, 5}), 100) == ()
    assert (game.state.number, game.state.count, game.state.is_last) == (2, 2, True)
    game.do(Command("close"), 100)
    assert game.state.closed_positions() == (4,)
    assert [event.type for event in game.do(Command("next"), 100)] == ["ended"]
    assert game.do(frozenset({1}), 100) == ()


def test_a_room_of_nothing_but_withdrawn_questions_is_over_when_it_starts() -> None:
    game = Game(RoomSettings(), 2)
    game.do(frozenset({1, 2}), 0)
    assert [event.type for event in game.do(Command("next"), 0)] == ["ended"]
    assert (game.state.number, game.state.count, game.state.closed_positions()) == (0, 0, ())


def test_events_about_people_change_nothing_and_an_unknown_command_is_refused() -> None:
    state = RoomState(3)
    assert apply(state, Event("joined", {"attempt": 1}), START) is apply(state, Event("player", {"attempt": 1}), START)
    with pytest.raises(Refused):
        decide(state, RoomSettings(), Command("explode"), START)
