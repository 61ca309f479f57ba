"""From an uploaded article to its sentences and proposals of facts, in a process of its own.

Whatever the file holds, no more than CPU_SECONDS of work and MOST_BYTES of memory are spent on it.
"""

import base64
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.core.bank import Sentence
from quizapp.core.drafting import drafts
from quizapp.core.plain import plain
from quizapp.core.requote import Text
from quizapp.core.sentences import number, split
from quizapp.formats.article import read
from quizapp.formats.problem import Problem

CPU_SECONDS = 4
PATIENCE = 30.0
"""Seconds by the clock; only a machine that does much else takes longer than CPU_SECONDS."""
MOST_BYTES = 1_000_000_000


class Unreadable(ValueError):
    """The article cannot be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article taken apart: its own title, its text, its sentences, and facts that it seems to hold, as JSON."""

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    proposals: Sequence[dict[str, Any]]


def extract(name: str, data: bytes, earlier: Sequence[Sentence] = ()) -> Extracted:
    """Read an article by its file's `name` and bytes; sentences that `earlier` had keep their ids.

    Raises Unreadable.
    """
    order = {"name": name, "data": base64.b64encode(data).decode(), "earlier": plain(tuple(earlier))}
    command = [sys.executable, "-m", "quizapp.actions.desk.extract"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=json.dumps(order).encode(), check=True, timeout=PATIENCE, capture_output=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Unreadable("This article took too long to read. Paste its text, or a part of it.") from error
    found = json.loads(done.stdout)
    if "problem" in found:
        raise Unreadable(found["problem"])
    return Extracted(found["title"], found["text"], _sentences(found["sentences"]), found["proposals"])


def _sentences(found: Sequence[dict[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(**each) for each in found)


def _read(order: dict[str, Any]) -> dict[str, Any]:
    article = read(order["name"], base64.b64decode(order["data"]))
    if isinstance(article, Problem):
        return {"problem": article.message}
    sentences = number(split(article.text), _sentences(order["earlier"]))
    if not sentences:
        return {"problem": "There is no sentence in it. Paste the text of the article."}
    text = Text.of(sentences)
    proposals = [
        {"selector": text.mark(each.sentence, each.start, each.end).to_json(), **plain(each)}
        for each in drafts(sentences)
    ]
    return {"title": article.title, "text": article.text, "sentences": plain(sentences), "proposals": proposals}


def main() -> None:
    """The other process: an order on standard input, what was found on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    json.dump(_read(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
