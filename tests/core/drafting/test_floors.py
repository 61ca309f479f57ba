"""How good the drafts are on articles that the rules were not written on: the floors hold, and the README tells why."""

import re
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def pooled() -> dict[str, dict[str, float]]:
    """Precision and recall by kind over the five articles, as the bench measures them."""
    sys.path.insert(0, str(BENCH))
    try:
        import drafts
    finally:
        sys.path.remove(str(BENCH))
    names = sorted(path.stem for path in drafts.FOLDER.glob("*.txt"))
    assert len(names) == 5
    texts = {name: drafts.Text((drafts.FOLDER / f"{name}.txt").read_bytes().decode("utf-8")) for name in names}
    return drafts.shares(
        drafts.added([drafts.judge(text, drafts.load(name)["drafts"])[0] for name, text in texts.items()])
    )


@pytest.mark.parametrize(("kind", "floor"), [("number", 0.9), ("date", 0.9), ("quotation", 0.85), ("attribution", 0.7)])
def test_the_floors_hold(pooled: dict[str, dict[str, float]], kind: str, floor: float) -> None:
    assert pooled[kind]["precision"] >= floor
    assert pooled[kind]["recall"] >= floor


def test_the_table_beside_the_articles_is_what_is_measured(pooled: dict[str, dict[str, float]]) -> None:
    table = (BENCH / "drafting" / "README.md").read_text("utf-8")
    told = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\d\.\d\d) \| (\d\.\d\d) \|", table, re.MULTILINE)
    measured = [
        (kind, str(each["n"]), str(each["offered"]), f"{each['precision']:.2f}", f"{each['recall']:.2f}")
        for kind, each in pooled.items()
    ]
    assert told == measured
