"""Order and match by dragging, with a mouse and with a finger."""

from collections.abc import Callable

import pytest
from fixtures.answers import Fields, right
from fixtures.learner import Learner, NewLearner
from playwright.sync_api import Locator, expect

TALL = {"width": 1280, "height": 1600}
STEPS = 12
Point = tuple[float, float]
Drag = Callable[[Point, Point], None]


def middle(target: Locator) -> Point:
    """The middle of an element, on the screen."""
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def with_mouse(learner: Learner) -> Drag:
    """Press, move, let go."""

    def drag(start: Point, end: Point) -> None:
        learner.page.mouse.move(*start)
        learner.page.mouse.down()
        learner.page.mouse.move(*end, steps=STEPS)
        learner.page.mouse.up()

    return drag


def with_finger(learner: Learner) -> Drag:
    """The same as touch events."""
    session = learner.page.context.new_cdp_session(learner.page)

    def touch(type: str, *points: Point) -> None:
        session.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    def drag(start: Point, end: Point) -> None:
        touch("touchStart", start)
        for step in range(1, STEPS + 1):
            part = step / STEPS
            touch("touchMove", (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        touch("touchEnd")

    return drag


def arrange(learner: Learner, wanted: Fields, drag: Drag) -> None:
    """Drag every item to its place, from the first to the last."""
    items = learner.page.locator(".order-item")
    for name, [place] in sorted(wanted.items(), key=lambda pair: pair[1]):
        item = learner.page.locator(f'.order-item:has([name="{name}"])')
        x, y = middle(item.locator(".ring"))
        drag((x, y), (x, middle(items.nth(int(place) - 1))[1] - 4))
        expect(item.locator("select")).to_have_value(place)
        expect(item.locator(".ring")).to_have_text(place)


def pair(learner: Learner, wanted: Fields, drag: Drag) -> None:
    """Drag every chip to its pair."""
    for name, [value] in wanted.items():
        target = learner.page.locator(f'.pair:has([name="{name}"])')
        chip = learner.page.locator(f'.chip[data-value="{value}"]')
        drag(middle(chip), middle(target))
        expect(target.locator("select")).to_have_value(value)
        expect(chip).to_have_class("chip is-used")
        expect(learner.page.locator(".is-over, .is-moving")).to_have_count(0)


@pytest.mark.parametrize(("kind", "move"), [("order", arrange), ("match", pair)])
@pytest.mark.parametrize("hand", [with_mouse, with_finger])
def test_dragging_answers(
    kind: str,
    move: Callable[[Learner, Fields, Drag], None],
    hand: Callable[[Learner], Drag],
    new_learner: NewLearner,
) -> None:
    learner = new_learner(viewport=TALL, has_touch=hand is with_finger)
    learner.start(kind, length=1)
    move(learner, right(learner.item), hand(learner))
    learner.touch = False  # Chromium takes a tap so soon after a flick for the end of that flick.
    learner.check()
    expect(learner.headline).to_contain_text("Right.")
    assert learner.scores == [1]
    assert learner.complaints == []


def test_a_chip_let_go_elsewhere_changes_nothing(new_learner: NewLearner) -> None:
    learner = new_learner(viewport=TALL)
    learner.start("match", length=1)
    with_mouse(learner)(middle(learner.page.locator(".chip").first), middle(learner.headline))
    expect(learner.page.locator(".is-used, .is-over, .is-moving")).to_have_count(0)
    values = learner.page.locator("select").evaluate_all("(all) => all.map((each) => each.value)")
    assert set(values) == {""}


def test_a_finger_on_the_words_of_an_item_scrolls_and_does_not_drag(new_learner: NewLearner) -> None:
    learner = new_learner(viewport={"width": 360, "height": 500}, has_touch=True, is_mobile=True)
    learner.start("order", length=1)
    items = learner.page.locator(".order-item .text")
    before = items.all_inner_texts()
    x, y = middle(items.first)
    with_finger(learner)((x, y), (x, y - 200))
    learner.page.wait_for_function("scrollY > 50")
    assert items.all_inner_texts() == before
