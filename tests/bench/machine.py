"""What every bench prints: one JSON object with its figures, their targets, and the machine they were measured on."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "tests"):  # A bench is run as a file, from anywhere.
    sys.path.insert(0, str(folder))
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)

PACKAGES = ("flask", "gevent", "gunicorn", "sqlalchemy", "werkzeug")
BELOW, ABOVE = "at most", "at least"
BEGAN = os.getloadavg()


def report(
    bench: str,
    figures: Mapping[str, Any],
    targets: Mapping[str, tuple[str, float]],
    notes: Sequence[str] = (),
) -> None:
    """Print the figures and judge them: a target is `BELOW` or `ABOVE` with a bound, by the name of its figure.

    Exits with 1 where one is missed.
    """
    met = {name: _met(float(figures[name]), *target) for name, target in targets.items()}
    print(
        json.dumps(
            {
                "bench": bench,
                "ok": all(met.values()),
                "figures": figures,
                "targets": {name: f"{how} {bound:g}" for name, (how, bound) in targets.items()},
                "missed": [name for name, good in met.items() if not good],
                "notes": list(notes),
                "machine": machine(),
            },
            indent=2,
        )
    )
    sys.exit(0 if all(met.values()) else 1)


def machine() -> dict[str, Any]:
    """Load at the beginning and the end, and versions: a figure without them says little."""
    return {
        "load_before": [round(each, 2) for each in BEGAN],
        "load_after": [round(each, 2) for each in os.getloadavg()],
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in PACKAGES},
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ranked = sorted(values)
    return round(ranked[min(len(ranked) - 1, int(share * len(ranked)))], 3) if ranked else float("nan")


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    """Memory of a process, in MiB."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def median_of(times: int, run: Callable[[], float]) -> float:
    """The median of several runs."""
    return percentile([run() for _ in range(times)], 0.5)


def _met(value: float, how: str, bound: float) -> bool:
    return value <= bound if how == BELOW else value >= bound
