"""Streams of a real server: how they begin, that they are whole, and that they end when the server is told to."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from fixtures.crowd import Crowd, Desk
from fixtures.room_record import Opened, open_on
from fixtures.server import Server, Starter
from fixtures.wire import Loop, Wire, request

PATIENCE = 60


class Room:
    """A game on a server."""

    def __init__(self, server: Server) -> None:
        self.opened: Opened = open_on(server.home, "", 3)
        parts = urlsplit(server.url)
        self.loop = Loop((str(parts.hostname), int(parts.port or 0)))
        self.crowd = Crowd(self.loop, self.opened.public_id, 0.1, seed=1)
        self.desk = Desk(self.loop, self.opened.public_id, self.opened.secret)
        self.desk.open()

    def close(self) -> None:
        """End all connections, with the server's and with its database."""
        self.loop.close()
        self.opened.close()


class Raw:
    """A player's stream as bytes."""

    def __init__(self, room: Room) -> None:
        phone = room.crowd.phones[0]
        self.bytes, self.ended = b"", False
        self.wire = Wire(room.loop, self._received, self._end)
        path = f"{room.crowd.path}/stream"
        self.wire.send(request(room.loop.address, "GET", path, phone.caller.cookies))

    def _received(self, data: bytes) -> None:
        self.bytes += data

    def _end(self) -> None:
        self.ended = True


@pytest.fixture
def begin(start_server: Starter) -> Iterator[Callable[..., tuple[Server, Room]]]:
    """A function that starts a server with a room and players in it."""
    rooms: list[Room] = []

    def begin(players: int, *options: str) -> tuple[Server, Room]:
        server = start_server(*options)
        rooms.append(Room(server))
        rooms[-1].crowd.join(players)
        return server, rooms[-1]

    yield begin
    for room in rooms:
        room.close()


def test_a_stream_begins_with_a_whole_view_and_ends_properly_when_the_server_is_told_to_end(
    begin: Callable[..., tuple[Server, Room]],
) -> None:
    server, room = begin(2)
    raw = Raw(room)
    room.loop.run(lambda: b"event: view" in raw.bytes, PATIENCE)
    head, _, body = raw.bytes.partition(b"\r\n\r\n")
    assert b"Content-Type: text/event-stream" in head
    assert b"X-Accel-Buffering: no" in head
    assert b"Cache-Control: no-store" in head
    [retry] = re.findall(rb"retry: (\d+)", body)
    assert 0 < int(retry) <= 1000
    streams = [phone.stream for phone in room.crowd.phones if phone.stream]
    assert {stream.retry for stream in streams} != {1.0}
    server.process.terminate()
    # A stream that is cut has no last chunk: this one was ended by the app.
    room.loop.run(lambda: raw.bytes.endswith(b"\r\n0\r\n\r\n"), PATIENCE, "the end of the stream")
    room.close()
    assert server.process.wait(timeout=PATIENCE) == 0


def test_open_streams_hold_no_connection_to_the_database(begin: Callable[..., tuple[Server, Room]]) -> None:
    """A pool has five and ten more; with as many streams as that, nobody would be answered."""
    _, room = begin(40)
    room.desk.do("next")
    room.loop.run(lambda: room.crowd.count() == {200: 40}, PATIENCE, "forty answers")
    assert room.crowd.odd() == []


def test_two_workers_without_redis_look_for_themselves(begin: Callable[..., tuple[Server, Room]]) -> None:
    _, room = begin(12, "--workers", "2")
    for position in (1, 2, 3):
        room.desk.do("next")
        room.loop.run(lambda at=position: all(at in phone.told for phone in room.crowd.phones), PATIENCE)  # type: ignore[misc]
        # The host is told by another worker, perhaps later; to press "next" on an older screen asks for nothing new.
        room.loop.run(lambda at=position: (room.desk.phase, room.desk.position) == ("reveal", at), PATIENCE)  # type: ignore[misc]
    room.desk.do("next")
    room.loop.run(lambda: all(phone.phase == "over" for phone in room.crowd.phones), PATIENCE)
    assert room.crowd.count() == {200: 36}


def test_in_silence_a_heart_beats_so_that_no_proxy_takes_the_stream_for_dead(
    begin: Callable[..., tuple[Server, Room]],
) -> None:
    _, room = begin(1)
    raw = Raw(room)
    room.loop.run(lambda: b"event: beat" in raw.bytes, PATIENCE)
    assert raw.bytes.count(b"event: view") == 1
