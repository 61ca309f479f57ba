"""What a class reads from the back of a room is on the projector all at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from fixtures.answers import Answers
from fixtures.gamers import Host
from fixtures.server import Server
from playwright.sync_api import Browser

LONG = ("several", "match", "spot", "order", "choice", "verdict")
HIDDEN = """() => {
  const desk = document.querySelector(".pult, .go").getBoundingClientRect();
  const seen = [...document.querySelectorAll(".posters > li, .phone-does, .bars, .so, .podium")];
  return seen.filter((each) => each.getBoundingClientRect().bottom > desk.top).map((each) => each.innerText);
}"""


@pytest.fixture
def host(chromium: Browser, server: Server, answers: Answers) -> Iterator[Host]:
    """Whoever hosts, with a small projector."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    someone = Host(context.new_page(), server.url, answers)
    yield someone
    context.close()
    assert someone.complaints == []


def step(host: Host) -> Any:
    """Where the screen is drawn smaller, by how many steps."""
    return host.page.locator(".screen").evaluate("(screen) => screen.className.match(/tight-(\\d)/)?.[1] ?? ''")


def test_no_option_and_no_true_statement_lies_under_the_desk(host: Host) -> None:
    host.opens(*LONG)
    host.key("Enter", "lobby/0")
    steps = set()
    for position in range(1, len(LONG) + 1):
        for phase in ("question", "reveal"):
            host.key("Shift", f"{phase}/{position}")
            assert host.page.evaluate(HIDDEN) == [], (LONG[position - 1], phase)
            steps.add(step(host))
            host.key("Enter")
    host.key("Shift", f"over/{len(LONG)}")
    assert host.page.evaluate(HIDDEN) == []
    assert "" in steps, "what fits is drawn at its full size"
    assert len(steps) > 1, "what does not fit is drawn smaller"
