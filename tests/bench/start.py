"""Seconds from the command to the first answer of /health: on an empty home, and on one that has been used."""

import tempfile
import time
from pathlib import Path

import machine
from machine import BELOW, percentile
from serving import serving

RUNS = 3


def seconds(home: Path) -> float:
    """Start, wait, stop."""
    began = time.perf_counter()
    with serving(home):
        return time.perf_counter() - began


def main() -> None:
    """Take the median of RUNS of each."""
    first, again = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            first.append(seconds(Path(folder)))
            again.append(seconds(Path(folder)))
    figures = {
        "first_seconds": percentile(first, 0.5),
        "again_seconds": percentile(again, 0.5),
        "first": [round(each, 2) for each in first],
        "again": [round(each, 2) for each in again],
    }
    machine.report("start", figures, {"first_seconds": (BELOW, 6), "again_seconds": (BELOW, 3)})


if __name__ == "__main__":
    main()
