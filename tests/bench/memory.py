"""Memory of the worker process after its first requests: a whole quiz and every page for reading."""

import tempfile
import time
from pathlib import Path

import machine
from machine import BELOW
from serving import Browser, serving

PAGES = ("/", "/how-it-grades", "/bank/kosovo-2023", "/bank/kosovo-2023/brief", "/bank/kosovo-2023/quiz", "/nothing")
IDLE_SECONDS = 3


def main() -> None:
    """Ask for pages, take a quiz of fifty without knowing anything, rest, and look."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        before = machine.resident_mib(served.worker)
        browser = Browser(served.address)
        for path in PAGES:
            browser.request("GET", path)
        browser.greet("/")
        _, place, _ = browser.request("POST", "/quiz", {"length": 50, "feedback": "each", "confidence": "y"})
        for position in range(1, 51):
            address = f"{place.rpartition('/')[0]}/{position}"
            assert browser.request("GET", address)[0] == 200
            assert browser.request("POST", address, {"unknown": "1"})[0] == 303
            assert browser.request("GET", address)[0] == 200
        assert browser.request("GET", place.rpartition("/")[0])[0] == 200
        time.sleep(IDLE_SECONDS)
        figures = {"rss_mib": round(machine.resident_mib(served.worker), 1), "rss_before_mib": round(before, 1)}
    machine.report("memory", figures, {"rss_mib": (BELOW, 150)})


if __name__ == "__main__":
    main()
