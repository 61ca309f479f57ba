"""Who watches is woken, in this process and in others; without Redis nothing is lost and nobody waits."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from fixtures.redis import PATIENCE, Redis

from quizapp.live.hub import EVERYBODY, HEARTBEAT_SECONDS, HOSTS, PLAYERS, Hub, Watch
from quizapp.live.local import LocalHub
from quizapp.live.redis import RedisHub


@pytest.fixture
def hubs(redis_server: Redis) -> Iterator[list[RedisHub]]:
    """Two processes' hubs: each knows its own hints only by the name that it signs them with."""
    made = [RedisHub(redis_server.url), RedisHub(redis_server.url)]
    yield made
    for hub in made:
        hub.close()


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.01)


def reaches(publisher: Hub, watch: Watch, room_id: int = 7) -> bool:
    """Whether a hint reaches a watcher."""
    publisher.publish(room_id, EVERYBODY)
    return watch.wait(0.05)


def test_a_hint_wakes_those_it_is_for_and_nobody_else() -> None:
    hub = LocalHub()
    with hub.watch(1, HOSTS) as host, hub.watch(1, PLAYERS) as player, hub.watch(2, PLAYERS) as stranger:
        hub.publish(1, (PLAYERS,))
        assert [each.wait(0) for each in (host, player, stranger)] == [False, True, False]
        hub.publish(1, EVERYBODY)
        assert [each.wait(0) for each in (host, player, stranger)] == [True, True, False]
        assert hub.watched() == {1, 2}
    assert hub.watched() == set()


def test_however_much_happens_meanwhile_wakes_once() -> None:
    hub = LocalHub()
    with hub.watch(1, HOSTS) as watch:
        for _ in range(50):
            hub.publish(1, (HOSTS,))
        assert watch.wait(0)
        assert not watch.wait(0)


def test_who_has_waited_long_is_woken_without_news_and_nobody_else() -> None:
    hub, told = LocalHub(), []

    def waiting(watch: Watch) -> None:
        told.append((watch, watch.wait(PATIENCE)))

    with hub.watch(1, PLAYERS) as long, hub.watch(1, PLAYERS) as short:
        threads = [threading.Thread(target=waiting, args=(watch,)) for watch in (long, short)]
        for thread in threads:
            thread.start()

        def beats() -> object:
            long.began -= HEARTBEAT_SECONDS + 1
            hub.beat()
            return told

        until(beats)
        assert told == [(long, False)]
        short.wake()
        for thread in threads:
            thread.join()
        assert told == [(long, False), (short, True)]


def test_what_is_known_is_stale_before_anybody_is_woken() -> None:
    hub, seen = LocalHub(), []
    with hub.watch(1, HOSTS) as watch:
        hub.on_change = lambda room_id, channels: seen.append((room_id, channels, watch.wait(0)))
        hub.publish(1, (HOSTS,))
    assert seen == [(1, (HOSTS,), False)]


def test_closing_ends_all_watching_and_whatever_begins_later() -> None:
    hub, ended = LocalHub(), threading.Event()

    def watching() -> None:
        with hub.watch(1, PLAYERS) as watch:
            while not watch.closed:
                watch.wait(PATIENCE)
            ended.set()

    threading.Thread(target=watching, daemon=True).start()
    until(hub.watched)
    hub.close()
    assert ended.wait(PATIENCE)
    with hub.watch(1, PLAYERS) as late:
        assert late.closed


def test_redis_carries_hints_between_processes_even_to_one_that_never_said_anything(hubs: list[RedisHub]) -> None:
    one, other = hubs
    with other.watch(7, PLAYERS) as watch, other.watch(8, PLAYERS) as elsewhere:
        until(lambda: reaches(one, watch))
        assert not elsewhere.wait(0)


def test_a_hint_of_ones_own_does_not_come_back(hubs: list[RedisHub]) -> None:
    one, other = hubs
    heard: dict[RedisHub, list[int]] = {one: [], other: []}
    with one.watch(7, PLAYERS), other.watch(7, PLAYERS) as watch:
        until(lambda: reaches(one, watch))
        for hub in hubs:
            hub.on_change = lambda room_id, _, hears=heard[hub]: hears.append(room_id)  # type: ignore[misc]
        one.publish(8, (PLAYERS,))
        until(lambda: 8 in heard[other])
        other.publish(9, (PLAYERS,))
        until(lambda: 9 in heard[one])
    assert heard[one].count(8) == 1


def test_without_redis_the_watchers_here_are_woken_at_once_and_it_comes_back(
    hubs: list[RedisHub], redis_server: Redis
) -> None:
    one, other = hubs
    with one.watch(7, PLAYERS) as here, other.watch(7, PLAYERS) as there:
        until(lambda: reaches(one, there))
        redis_server.kill()
        here.wait(0)
        one.publish(7, (PLAYERS,))
        assert here.wait(0)
        redis_server.start()
        until(lambda: reaches(one, there))
        until(lambda: reaches(other, here))


def test_a_redis_that_is_not_there_from_the_start_is_found_later(redis_server: Redis) -> None:
    redis_server.kill()
    one, other = RedisHub(redis_server.url), RedisHub(redis_server.url)
    with other.watch(7, PLAYERS) as watch:
        assert not reaches(one, watch)
        redis_server.start()
        until(lambda: reaches(one, watch))
    one.close()
    other.close()


def test_what_cannot_be_read_is_dropped(hubs: list[RedisHub], redis_server: Redis) -> None:
    from redis import Redis as Client

    one, other = hubs
    with other.watch(7, PLAYERS) as watch:
        until(lambda: reaches(one, watch))
        client = Client.from_url(redis_server.url)
        for nonsense in ("", "{}", "[1]", '["x", "room", 3]', "null"):
            client.publish("quizapp:room", nonsense)
        client.close()
        until(lambda: reaches(one, watch))
