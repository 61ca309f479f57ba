"""Item analysis of one quiz; of a large one in a process of its own, so that no request waits for it."""

import pickle
import subprocess
import sys
from collections.abc import Hashable, Mapping

from quizapp.core.items import Item, ItemReport, analyse

LARGE = 1500
"""Answers from which on the analysis takes longer than a page may hold up the others."""
LONGEST = 60
"""Seconds after which the process is stopped."""


def analyse_items(items: Mapping[Hashable, Item]) -> dict[Hashable, ItemReport]:
    """The report on every item, wherever it is reckoned. Raises subprocess.SubprocessError if that fails."""
    if sum(len(item.responses) for item in items.values()) < LARGE:
        return analyse(items)
    command = [sys.executable, "-m", "quizapp.actions.analyse_items"]
    order = pickle.dumps(dict(items))
    done = subprocess.run(command, input=order, capture_output=True, check=True, timeout=LONGEST)  # noqa: S603 - our own
    found: dict[Hashable, ItemReport] = pickle.loads(done.stdout)  # noqa: S301 - our own process wrote it
    return found


def main() -> None:
    """What the process does: read items, write reports."""
    items = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process wrote it
    sys.stdout.buffer.write(pickle.dumps(analyse(items)))


if __name__ == "__main__":
    main()
