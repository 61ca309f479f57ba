"""Loading a bank of 5,000 facts from its files: checked and loaded the first time, then unchanged, then by one fact."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import machine
from machine import BELOW

FACTS = 5000
SENTENCES = 500
TOPICS = 10
GROUPS = 25


def write(folder: Path, facts: int, odd: str = "") -> None:
    """The three files of a bank, whose facts are names, numbers and dates in turn; `odd` stands in the first prompt."""
    folder.mkdir(exist_ok=True)
    about = "{date: 2023-09-30, text: about 30 September 2023, inferred: true, why: the log gives days but no year}"
    head = f"title: Lights of the coast\nsummary: One log book, told one for one.\nlanguage: en\nas_of: {about}\n"
    told: dict[int, list[str]] = {sentence: [] for sentence in range(1, SENTENCES + 1)}
    for n in range(1, facts + 1):
        told[n % SENTENCES + 1].append(_name(n))
    lines = (f"[s{n:03}] The log book has {', '.join(names)}." for n, names in told.items())
    (folder / "brief.md").write_text(
        f"---\n{head}cited: A log book of lights, undated\n---\n" + "\n\n".join(lines) + "\n"
    )
    topics = "".join(f"  - {{id: t{n}, title: Topic {n}, about: lights}}\n" for n in range(TOPICS))
    top = f"topics:\n{topics}parties:\n  - {{id: article, name: the article}}\nfacts:\n"
    (folder / "facts.yaml").write_text(top + "".join(fact(n, odd if n == 1 else "") for n in range(1, facts + 1)))
    (folder / "questions.yaml").write_text("questions: []\n")


def fact(n: int, odd: str) -> str:
    """One fact in YAML."""
    name, value, traps = (_person, _number, _date)[n % 3](n)
    kind = ("person", "number", "date")[n % 3]
    return f"""\
  - id: f{n}
    statement: "At mark x{n} of the coast the log book has {name}."
    prompt: "What does the log book {odd}have at mark x{n} of the coast?"
    cloze: "At mark x{n} of the coast the log book has {{{name}}}."
    kind: {kind}
    value: {value}
    speaker: the article
    party: article
    stance: stated
    evidence:
      - {{s{n % SENTENCES + 1:03}: "{name}"}}
    topic: t{n % TOPICS}
    importance: should-know
    group: {kind}-{n % GROUPS}
    traps:
{traps}"""


def _name(n: int) -> str:
    return (_person, _number, _date)[n % 3](n)[0]


def _traps(*wrong: tuple[str, str]) -> str:
    return "".join(f'      - {{says: "{says}", why: "It stands at another mark."{more}}}\n' for says, more in wrong)


def _person(n: int) -> tuple[str, str, str]:
    return f"Warden Nr{n}a", f'{{text: "Warden Nr{n}a"}}', _traps((f"Pilot Nr{n}b", ""), (f"Keeper Nr{n}c", ""))


def _number(n: int) -> tuple[str, str, str]:
    traps = _traps(*((f"{wrong} lamps", f", number: {wrong}") for wrong in (n + 1, n + 2)))
    return f"{n} lamps", f'{{text: "{n} lamps", number: {n}, unit: lamps, precision: exact}}', traps


def _date(n: int) -> tuple[str, str, str]:
    days = [f"{1800 + n // 300}-{(n + k) % 12 + 1:02}-{n % 28 + 1:02}" for k in range(3)]
    said = [date.fromisoformat(day).strftime("%-d %B %Y") for day in days]
    traps = _traps(*((text, f", date: {day}") for text, day in zip(said[1:], days[1:], strict=True)))
    return said[0], f'{{text: "{said[0]}", date: {days[0]}}}', traps


def quizapp(home: Path, *words: str, allowed: Sequence[int] = (0,)) -> tuple[float, float, str]:
    """Run a command; returns wall and CPU seconds and what it said."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", *words],
        check=False, capture_output=True, text=True, env=environ | {"QUIZAPP_HOME": str(home)},
    )  # fmt: skip
    wall, after = time.perf_counter() - began, os.times()
    assert done.returncode in allowed, done.stdout[-2000:] + done.stderr[-2000:]
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return round(wall, 2), round(cpu, 2), done.stdout


def main() -> None:
    """Each step is a command of its own, start of Python and migration included."""
    figures: dict[str, object] = {"facts": FACTS}
    with tempfile.TemporaryDirectory() as folder:
        bank, home = Path(folder, "lights"), Path(folder, "home")
        write(bank, FACTS)
        quizapp(home, "migrate")
        load = ("bank", "load", str(bank))
        figures["first_seconds"], figures["first_cpu_seconds"], told = quizapp(home, *load)
        assert "loaded as edition 1" in told, told
        figures["unchanged_seconds"], figures["unchanged_cpu_seconds"], told = quizapp(home, *load)
        assert "unchanged" in told, told
        write(bank, FACTS, odd="really ")
        figures["one_fact_seconds"], figures["one_fact_cpu_seconds"], told = quizapp(home, *load)
        assert "loaded as edition 2" in told, told
        figures["check_seconds"], figures["check_cpu_seconds"], _ = quizapp(
            home, "bank", "check", str(bank), allowed=(0, 2)
        )
        figures["megabytes"] = round((bank / "facts.yaml").stat().st_size / 1e6, 2)
    targets = {
        "first_cpu_seconds": (BELOW, 20.0),
        "unchanged_cpu_seconds": (BELOW, 1.0),
        "check_cpu_seconds": (BELOW, 20.0),
    }
    machine.report("load", figures, targets)


if __name__ == "__main__":
    main()
