"""What a card session costs with 100,000 facts in memory and a million reviews in the database.

One browser takes sessions one after another: it looks at the due queue some times, grades each card and looks at the
next one, and asks for the sheets ahead that it does not have yet, as static/cards/ahead.js does. The very first look,
in a worker that has done nothing yet, is told by itself.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import machine
import seed
from answer import LARGE
from machine import BELOW, percentile
from serving import Browser, Serving, serving

QUESTIONS_EACH = 4
CARDS = 600
AT_ONCE = 8
"""Sheets in one request, as in static/cards/ahead.js."""
LOOKS = 10
"""At the due queue before each session."""
GRADES = ("3", "3", "1", "4", "2")
QUEUE, START = "GET /cards", "POST /cards"
SHOWN, GRADED, AHEAD = (
    "GET /cards/<attempt_id>",
    "POST /cards/<attempt_id>/<int:position>",
    "GET /cards/<attempt_id>/ahead",
)
FIRST, NEXT, END = "first", "next", "end"
"""Pages of a session: only the middle ones are what a grade leads to while there are cards."""
ACTION = re.compile(rb'action="(/cards/[^/"]+/\d+)" data-grade')
AHEADS = re.compile(rb"data-ahead='([^']+)'")


def fill(home: Path) -> None:
    """Seed the database; learner 1 turns all their cards."""
    with seed.database(home) as db:
        seed.banks(db, LARGE.banks, 500, QUESTIONS_EACH)
        seed.past(db, LARGE.facts, LARGE.learners, LARGE.own, LARGE.answers, QUESTIONS_EACH)
        db.execute("""UPDATE learner SET settings = '{"forms": "turned"}' WHERE id = 1""")


def study(served: Serving, cards: int) -> list[str]:
    """Take sessions until `cards` cards were graded.

    Returns what each page of a session was, in order: its first card, the next one after a grade, or its end.
    """
    browser = Browser(served.address, seed.SECRET)
    browser.greet()
    graded, pages = 0, []
    while graded < cards:
        for _ in range(LOOKS):
            assert browser.request("GET", "/cards")[0] == 200
        status, run, _ = browser.request("POST", "/cards", {"zone": ""})
        assert (status, run) != (303, "/cards"), "nothing is due"
        page, known = browser.request("GET", run)[2], set[int]()
        pages.append(FIRST)
        while found := ACTION.search(page):
            look_ahead(browser, run, page, known)
            status, location, _ = browser.request("POST", found[1].decode(), {"answer": GRADES[graded % len(GRADES)]})
            assert status == 303, status
            graded += 1
            page = browser.request("GET", location)[2]
            pages.append(NEXT if ACTION.search(page) else END)
    return pages


def look_ahead(browser: Browser, run: str, page: bytes, known: set[int]) -> None:
    """Ask for the sheets that the page tells of and that are not `known`; then they are."""
    told, front = AHEADS.search(page), ACTION.search(page)
    assert told
    assert front
    known.add(int(front[1].rpartition(b"/")[2]))
    wanted = [positions[0] for _, _, positions in json.loads(told[1]) if positions[0] not in known]
    for some in (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)):
        status, _, body = browser.request("GET", f"{run}/ahead?of={','.join(map(str, some))}")
        assert status == 200
        known.update(card["positions"][0] for card in json.loads(body)["cards"])


def main() -> None:
    """Run it, and print the figures."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home)
        with serving(home) as served:
            before = machine.cpu_seconds(served.worker)
            pages = study(served, CARDS)
            figures["cards"] = len(pages) - pages.count(FIRST)
            used = machine.cpu_seconds(served.worker) - before
            figures["cpu_ms_a_card"] = round(used / figures["cards"] * 1000, 2)
            log = served.log()
    figures["first_queue_ms"] = log[QUEUE].pop(0)
    shown = list(zip(pages, log[SHOWN], strict=True))
    after_grades = [each for each in shown if each[0] != FIRST]
    to_next = [grade + ms for grade, (page, ms) in zip(log[GRADED], after_grades, strict=True) if page == NEXT]
    told = {"queue": log[QUEUE], "start": log[START], "graded": log[GRADED], "ahead": log[AHEAD], "to_next": to_next}
    told |= {name: [ms for page, ms in shown if page == name] for name in (FIRST, NEXT, END)}
    for name, times in told.items():
        figures[name] = {f"p{share}_ms": percentile(times, share / 100) for share in (50, 95, 99)}
    figures["due_queue_p95_ms"] = figures["queue"]["p95_ms"]
    figures["grade_p95_ms"] = figures["graded"]["p95_ms"]
    figures["grade_to_next_p95_ms"] = figures["to_next"]["p95_ms"]
    targets = {"due_queue_p95_ms": (BELOW, 50), "grade_p95_ms": (BELOW, 10), "grade_to_next_p95_ms": (BELOW, 10)}
    machine.report("cards", figures, targets, [f"{LARGE}"])


if __name__ == "__main__":
    main()
