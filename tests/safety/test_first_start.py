"""Two servers that are started at once on nothing at all."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from fixtures.server import Server, running
from safety.consistency import faults
from safety.guest import Guest
from safety.parallel import PATIENCE, connected
from sqlalchemy import func, select

from quizapp.storage.models import Bank, Edition


def page(server: Server) -> str:
    with urllib.request.urlopen(server.url, timeout=PATIENCE) as reply:
        return str(reply.read().decode())


def test_both_answer_and_share_one_bank_and_one_secret(tmp_path: Path, empty_database: str) -> None:
    def start(_: int) -> Server:
        return stack.enter_context(running(tmp_path / "home", QUIZAPP_DATABASE_URL=empty_database))

    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        one, other = pool.map(start, range(2))
        assert "Kosovo" in page(one)
        assert "Kosovo" in page(other)
        guest = Guest(one)
        guest.move_to(other)
        path = f"/quiz/{guest.attempt}/1"
        assert guest.send(path, guest.form(unknown=["1"])) == (303, path)
    with connected(empty_database) as db:
        assert db.execute(select(Bank.slug, Bank.edition)).all() == [("kosovo-2023", 1)]
        assert db.scalar(select(func.count()).select_from(Edition)) == 1
        assert faults(db) == []
