"""What a draw of 20 questions costs with 1,000 banks of 500 facts, inside one bank and across all, against one bank.

So does the first page, which lists but some of the banks. Each fact has two questions, choice and typed; the shipped
bank has six, but a draw looks at a pool of bounded size.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import machine
import seed
from machine import BELOW, percentile
from serving import Browser, serving
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from quizapp.actions.start import Settings, choose
from quizapp.storage import learners
from quizapp.storage.database import engine_options, prepare

BANKS, FACTS, QUESTIONS = 1000, 500, 2
KNOWN = 400
"""Facts that the learner knows, all in the first bank."""
DRAWS = 40
HOME_PAGES = 30
DRAW_OF = {
    "stranger_one_bank": (False, "bank-1"),
    "stranger_all": (False, None),
    "learner_one_bank": (True, "bank-1"),
    "learner_all": (True, None),
}


def fill(home: Path, banks: int) -> None:
    """Seed `banks` banks, and a learner who has answered questions of the first one."""
    with seed.database(home) as db:
        seed.banks(db, banks, FACTS, QUESTIONS)
        seed.past(db, FACTS, 1, KNOWN, KNOWN, QUESTIONS)


def cpu_ms(run: Callable[[int], object], times: int) -> float:
    """The median of `times` runs, after two to warm up."""
    run(-1), run(-2)
    found = []
    for number in range(times):
        began = time.process_time()
        run(number)
        found.append((time.process_time() - began) * 1000)
    return percentile(found, 0.5)


def draws(home: Path) -> dict[str, float]:
    """CPU milliseconds of each sort of draw, reading the database included."""
    url = f"sqlite:///{home / 'quizapp.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    with Session(engine) as db:
        who = learners.by_secret(db, seed.SECRET, seed.NOW)
        assert who
        now = seed.NOW + timedelta(days=1)

        def draw(number: int, known: bool, bank: str | None) -> None:
            drawn = choose(db, who if known else None, Settings(length=20, bank=bank), now, f"seed {number}")
            db.rollback()
            assert len(drawn) == 20

        return {name: cpu_ms(lambda number: draw(number, *how), DRAWS) for name, how in DRAW_OF.items()}  # noqa: B023


def first_page(home: Path) -> dict[str, float]:
    """Server-side milliseconds and CPU milliseconds of the first page, for a stranger; and how large it is."""
    with serving(home) as served:
        began = time.perf_counter()
        browser = Browser(served.address)
        browser.request("GET", "/")
        first = time.perf_counter() - began
        before = machine.cpu_seconds(served.worker)
        sizes = [len(browser.request("GET", "/")[2]) for _ in range(HOME_PAGES)]
        used = machine.cpu_seconds(served.worker) - before
        return {
            "cold_ms": round(first * 1000, 1),
            "p95_ms": percentile(served.log()["GET /"][1:], 0.95),
            "cpu_ms": round(used / HOME_PAGES * 1000, 1),
            "kilobytes": round(sizes[0] / 1000, 1),
        }


def main() -> None:
    """Both databases, and the ratios."""
    told: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for banks in (1, BANKS):
            home = Path(folder, str(banks))
            fill(home, banks)
            told[banks] = {"cpu_ms": draws(home), "first_page": first_page(home)}
    many, one = told[BANKS], told[1]
    ratios = {name: round(many["cpu_ms"][name] / one["cpu_ms"][name], 2) for name in DRAW_OF}
    figures = {
        **{f"{name}_ratio": ratio for name, ratio in ratios.items()},
        "first_page_cpu_ms": many["first_page"]["cpu_ms"],
        "with_1_bank": one,
        f"with_{BANKS}_banks": many,
    }
    targets = {f"{name}_ratio": (BELOW, 2.0) for name in DRAW_OF} | {"first_page_cpu_ms": (BELOW, 50.0)}
    machine.report("draw", figures, targets, [f"{BANKS} banks of {FACTS} facts, {QUESTIONS} questions a fact"])


if __name__ == "__main__":
    main()
