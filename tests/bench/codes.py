"""200 pupils join with a typed code from one address, while 5,000 wrong codes are tried from others at the same time.

Against a real server: pupils share the address in which the teacher has shown the code, guessers come from `PLACES`
others of the loopback network (which Linux has). Once refused, each guesser tries the right code, too.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import machine
from answer import session_on
from fixtures.classroom import classroom
from machine import ABOVE, BELOW, percentile
from serving import Browser, serving
from sqlalchemy import func, select, update

from quizapp.storage.database import write
from quizapp.storage.models import Member, SchoolClass
from quizapp.web.join.gate import OVERALL, PER_ADDRESS

JOINS, WRONG, PLACES = 200, 5000, 20
CODE = "BCDFGH"
LETTERS = "ABCDEFGHJK"
Address = tuple[str, int]


@dataclass
class Guesses:
    """How wrong codes were answered, by status, and how often the right one led somewhere."""

    statuses: dict[int, int] = field(default_factory=dict)
    right_led: int = 0

    def count(self, status: int) -> None:
        """One more."""
        self.statuses[status] = self.statuses.get(status, 0) + 1


def guess(address: Address, place: int) -> Guesses:
    """Try this place's part of the wrong codes, and after each hundred refusals the right one."""
    browser, found = Browser(address, source=f"127.0.1.{place + 1}"), Guesses()
    browser.greet("/join")
    for number in range(place, WRONG, PLACES):
        code = "".join(LETTERS[int(digit)] for digit in f"{number:06d}")
        status = browser.request("POST", "/join", {"code": code})[0]
        found.count(status)
        if status == 429 and found.statuses[429] % 100 == 0:
            found.right_led += browser.request("POST", "/join", {"code": CODE})[0] == 303
    return found


def join(address: Address) -> tuple[bool, float]:
    """A new browser types the code and joins without a name of its own: whether it is in, and the seconds it took."""
    began = time.perf_counter()
    browser = Browser(address)
    browser.greet("/join")
    status, place, _ = browser.request("POST", "/join", {"code": CODE})
    if status != 303:
        return False, time.perf_counter() - began
    path = place if place.startswith("/") else "/" + place.split("/", 3)[3]
    browser.greet(path)
    status = browser.request("POST", path.partition("?")[0], {"name": "", "k": path.partition("k=")[2]})[0]
    return status == 200, time.perf_counter() - began


def open_class(home: Path, address: Address) -> int:
    """A class with CODE, which its teacher has shown in the network of this machine; returns its internal id."""
    with session_on(home) as db:
        room = classroom(db, 0)
        write(db)
        db.execute(update(SchoolClass).where(SchoolClass.id == room.id).values(code=CODE, open=True))
        db.commit()
    shown = Browser(address, room.teacher.secret).request("GET", f"/classes/{room.public_id}/poster")
    assert shown[0] == 200
    return room.id


def members_of(home: Path, class_id: int) -> int:
    """How many are in the class."""
    with session_on(home) as db:
        return db.scalar(select(func.count()).select_from(Member).where(Member.class_id == class_id)) or 0


def main() -> None:
    """Both at once, and what is in the class afterwards."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        class_id = open_class(Path(folder), served.address)
        began = time.perf_counter()
        with ThreadPoolExecutor(PLACES) as pool:
            guessing = [pool.submit(guess, served.address, place) for place in range(PLACES)]
            joined = [join(served.address) for _ in range(JOINS)]
            guesses = [each.result() for each in guessing]
        seconds = time.perf_counter() - began
        members = members_of(Path(folder), class_id)
    told = {status: sum(each.statuses.get(status, 0) for each in guesses) for status in (303, 422, 429)}
    minutes = int(seconds // 60) + 2  # Begun ones, at most.
    figures = {
        "joined": sum(good for good, _ in joined),
        "members": members,
        "join_p95_seconds": percentile([took for _, took in joined], 0.95),
        "wrong": sum(told.values()),
        "wrong_that_led_somewhere": told[303] + sum(each.right_led for each in guesses),
        "wrong_looked_at": told[422],
        "wrong_looked_at_less_the_limit": told[422] - min(OVERALL, PLACES * PER_ADDRESS) * minutes,
        "wrong_refused": told[429],
        "seconds": round(seconds, 1),
    }
    targets = {
        "joined": (ABOVE, JOINS),
        "members": (ABOVE, JOINS),
        "wrong": (ABOVE, WRONG),
        "wrong_that_led_somewhere": (BELOW, 0),
        "wrong_looked_at_less_the_limit": (BELOW, 0),
    }
    notes = [f"wrong codes from {PLACES} addresses; a minute has {PER_ADDRESS} from each and {OVERALL} from all"]
    machine.report("codes", figures, targets, notes)


if __name__ == "__main__":
    main()
