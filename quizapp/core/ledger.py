"""The audit log as a ledger: what stands now is what its entries add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

State = dict[str, Any]
"""What stands, by subject; a subject of which nothing stands is absent."""


class Broken(ValueError):
    """An entry says that something else stood before it than the entries before it do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """That `subject` changed: JSON `before` and `after`, None where nothing stood or stands."""

    subject: str
    before: Any
    after: Any


def replay(entries: Iterable[Entry]) -> State:
    """What stands after all entries, in the order in which they were written. Raises Broken.

    The first entry about a subject opens it with what stood before: what came with the bank's files has no entry.
    """
    state: State = {}
    for number, entry in enumerate(entries, start=1):
        if state.setdefault(entry.subject, entry.before) != entry.before:
            raise Broken(f"entry {number} does not follow from what stood of {entry.subject}")
        state[entry.subject] = entry.after
    return {subject: stands for subject, stands in state.items() if stands is not None}
