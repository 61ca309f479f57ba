"""The server as people start it: first start, restarts, several at once, and mistakes."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from click.testing import Result
from fixtures.server import Starter, free_port, running

from quizapp.cli.failure import Failure
from quizapp.cli.serve import address, owner


def serve(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a server that is expected to give up at once."""
    command = [sys.executable, "-m", "quizapp", "serve", *options]
    environ = os.environ | {"QUIZAPP_HOME": str(home)}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)


def status(url: str, host: str) -> int:
    request = urllib.request.Request(f"{url}/health", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_first_start_sets_everything_up(start_server: Starter, stop: signal.Signals) -> None:
    server = start_server()
    with urllib.request.urlopen(f"{server.url}/health") as answer:
        assert json.load(answer) == {"status": "ok", "database": "answers"}
    with urllib.request.urlopen(server.url) as page:
        assert b"Kosovo" in page.read()
    server.process.send_signal(stop)
    assert server.process.wait(timeout=30) == 0
    assert server.log.read_text().splitlines()[0] == f"Quizapp is at {server.url}/ — press Ctrl+C to stop"
    assert "Warning" not in server.log.read_text()
    assert "Traceback" not in server.log.read_text()
    assert not (server.home / "backups").exists()


def owner_link(log: str, url: str) -> str:
    """The link under the address, in the server's latest output."""
    found = re.findall(rf"^  ({re.escape(url)}\S*/owner/[\w-]{{22}})$", log, re.M)
    assert found, log
    return str(found[-1])


def opens(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_each_start_prints_an_owner_link_until_there_is_an_administrator(
    start_server: Starter, quizapp: Callable[..., Result]
) -> None:
    server = start_server("--workers", "2")
    first = owner_link(server.log.read_text(), server.url)
    assert server.log.read_text().count("/owner/") == 1
    assert "within 7 days" in server.log.read_text()
    assert opens(first) == 200
    assert first.rpartition("/")[2].encode() not in (server.home / "quizapp.db").read_bytes()
    server.stop()
    again = start_server(home=server.home)
    second = owner_link(again.log.read_text(), again.url)
    assert opens(second) == 200
    assert opens(second.replace(second.rpartition("/")[2], first.rpartition("/")[2])) == 404
    assert quizapp("user", "add", "Ada Lund", "--role", "administrator").exit_code == 0
    assert opens(second) == 404
    again.stop()
    told = len(again.log.read_text())
    assert "/owner/" not in start_server(home=server.home).log.read_text()[told:]


def test_the_owner_link_holds_the_prefix_and_the_public_name(start_server: Starter) -> None:
    server = start_server(QUIZAPP_PREFIX="/quiz", QUIZAPP_HOSTS="quiz.example.org", QUIZAPP_HTTPS="1")
    log = server.log.read_text()
    local = owner_link(log, f"{server.url}/quiz")
    assert opens(local) == 200
    assert owner_link(log, "https://quiz.example.org/quiz").rpartition("/")[2] == local.rpartition("/")[2]


def test_the_owner_link_is_shown_for_each_address(capsys: pytest.CaptureFixture[str]) -> None:
    owner.show(["http://127.0.0.1:8000", "http://192.168.1.20:8000"], "/owner/x")
    shown = capsys.readouterr().out.splitlines()[1:]
    assert shown == ["  http://127.0.0.1:8000/owner/x", "  http://192.168.1.20:8000/owner/x"]


def test_servers_that_start_at_once_share_one_new_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        starts = [pool.submit(stack.enter_context, running(home, "--workers", "2")) for _ in range(3)]
        for start in starts:
            with urllib.request.urlopen(start.result().url) as page:
                assert page.status == 200
    with closing(sqlite3.connect(home / "quizapp.db")) as database:
        assert database.execute("SELECT slug, edition FROM bank").fetchall() == [("kosovo-2023", 1)]


def test_a_killed_server_starts_again(start_server: Starter, tmp_path: Path) -> None:
    first = start_server()
    first.kill()
    assert start_server(home=first.home).stop() == 0


def test_strangers_names_are_refused(start_server: Starter) -> None:
    server = start_server(QUIZAPP_HOSTS="quiz.example.org")
    port = server.url.rpartition(":")[2]
    assert status(server.url, "quiz.example.org") == 200
    assert status(server.url, f"localhost:{port}") == 200
    assert status(server.url, "evil.example.net") == 400


def test_a_busy_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = serve(tmp_path, "--port", str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "is taken by another program" in result.stderr
    assert not (tmp_path / "quizapp.db").exists()


def test_without_a_port_the_next_free_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    monkeypatch.setattr(address, "PORT", port)
    with address.listen("127.0.0.1", None) as first, address.listen("127.0.0.1", None) as second:
        assert first.getsockname()[1] == port
        assert second.getsockname()[1] > port
    assert f"Port {port} is taken" in capsys.readouterr().out


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(Failure, match=r"Cannot listen on 192\.0\.2\.77"):
        address.listen("192.0.2.77", 8000)


def test_lan_shows_the_address_as_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    address.show_code("http://192.168.1.20:8000/")
    shown = capsys.readouterr().out
    assert "http://192.168.1.20:8000/" in shown
    assert "█" in shown


def test_a_newer_database_is_told(start_server: Starter) -> None:
    server = start_server()
    server.stop()
    with closing(sqlite3.connect(server.home / "quizapp.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    result = serve(server.home, "--port", str(free_port()))
    assert result.returncode == 2
    assert "made by a newer quizapp" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_data_folder_is_in_use_while_it_serves(start_server: Starter, quizapp: Callable[..., Result]) -> None:
    server = start_server()
    copy = server.home / "copy.db"
    assert quizapp("backup", copy, QUIZAPP_HOME=str(server.home)).exit_code == 0
    assert quizapp("restore", copy, QUIZAPP_HOME=str(server.home)).exit_code == 2
    server.kill()
    deadline = time.monotonic() + 30
    while quizapp("restore", copy, QUIZAPP_HOME=str(server.home)).exit_code:
        assert time.monotonic() < deadline
        time.sleep(0.1)
