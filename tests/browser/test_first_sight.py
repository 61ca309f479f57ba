"""What a page costs and how calmly it comes: bytes over the wire, strict CSP, nothing that jumps or moves."""

import pytest
from fixtures.answers import right, wrong
from fixtures.learner import Learner, NewLearner
from fixtures.pages import result
from playwright.sync_api import expect

from quizapp.core.kinds import QUIZZED

MOST_BYTES = 40_000
WATCH_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifts += each.value; })
    .observe({ type: "layout-shift", buffered: true });
"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shifts), 0)))"
MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
  return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
}).map((each) => each.outerHTML.slice(0, 90))"""
BESIDE = """() => [...document.querySelectorAll(".review .option")].filter(each => {
  const [ring, text] = [".ring", ".text"].map(part => each.querySelector(part).getBoundingClientRect());
  return text.left < ring.right || text.top >= ring.bottom;
}).map(each => each.textContent)"""
"""Options of a review whose text is not beside its letter."""


def style(learner: Learner, selector: str, name: str) -> str:
    """A computed style of the first element that matches."""
    return str(learner.page.locator(selector).first.evaluate(f"(each) => getComputedStyle(each).{name}"))


def test_the_first_page_is_light(learner: Learner, capsys: pytest.CaptureFixture[str]) -> None:
    sizes: list[int] = []
    session = learner.page.context.new_cdp_session(learner.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    learner.open()
    learner.page.wait_for_load_state("networkidle")
    # Chromium without a window asks for no icon, so it is added by hand, with a guess at its headers.
    icon = learner.page.locator("link[rel=icon]").get_attribute("href")
    sizes.append(len(learner.page.request.get(f"{learner.url}{icon}").body()) + 500)
    with capsys.disabled():
        print(f"\nfirst page: {sum(sizes) / 1000:.1f} kB over the wire in {len(sizes)} responses")
    assert len(sizes) >= 5
    assert sum(sizes) <= MOST_BYTES


@pytest.mark.parametrize("scheme", ["no scripts in the page", "no styles in the page"])
def test_the_policy_is_in_force(scheme: str, new_learner: NewLearner) -> None:
    """That no page complains is only worth something where a breach would be noticed."""
    learner = new_learner()
    learner.open()
    breach = "script" if "scripts" in scheme else "style"
    learner.page.evaluate(f"""() => {{
      const breach = document.createElement("{breach}");
      breach.textContent = "window.broken = 1";
      document.head.append(breach);
    }}""")
    assert any("Content Security Policy" in each for each in learner.complaints)
    assert learner.page.evaluate("window.broken") is None


def test_nothing_jumps_while_the_first_page_loads(learner: Learner) -> None:
    learner.page.add_init_script(WATCH_SHIFTS)
    learner.open()
    assert learner.page.evaluate(SETTLED) == 0


@pytest.mark.parametrize("kind", QUIZZED)
def test_nothing_jumps_while_a_question_loads(kind: str, learner: Learner) -> None:
    learner.page.add_init_script(WATCH_SHIFTS)
    learner.start(kind, length=1, confidence="y")
    for width in (1280, 360):
        learner.page.set_viewport_size({"width": width, "height": 900})
        learner.page.reload()
        assert learner.page.evaluate(SETTLED) == 0, width


def test_a_problem_does_not_push_the_buttons_away_from_the_verdicts(learner: Learner) -> None:
    learner.start("verdict", confidence="y")
    for _ in ("asked", "asked again, with a problem"):
        verdicts, answering = (learner.page.locator(each).bounding_box() for each in (".verdicts", ".answering"))
        assert verdicts
        assert answering
        assert answering["y"] - (verdicts["y"] + verdicts["height"]) < 40
        learner.check()


def test_nothing_moves_for_people_who_asked_for_that(new_learner: NewLearner) -> None:
    learner = new_learner(reduced_motion="reduce")
    learner.open()
    assert learner.page.evaluate(MOVING) == []
    learner.start("order")
    assert learner.page.evaluate(MOVING) == []
    learner.answer(wrong)
    assert learner.page.evaluate(MOVING) == []


def test_forced_colours_still_tell_what_is_chosen_and_what_proves_it(new_learner: NewLearner) -> None:
    learner = new_learner(forced_colors="active")
    learner.start("choice", confidence="y")
    learner.give(right)
    learner.page.get_by_role("button", name="Check my answer").focus()
    assert style(learner, ".option:has(:checked)", "outlineStyle") == "solid"
    assert style(learner, ".option:not(:has(:checked))", "outlineStyle") == "none"
    learner.sure("Certain")
    learner.check()
    expect(learner.page.locator("mark.evidence").first).to_be_visible()
    marked = [style(learner, "mark.evidence", name) for name in ("backgroundColor", "color")]
    assert marked[0] != marked[1]
    assert marked[0] != style(learner, "body", "backgroundColor")


def test_a_printed_result_is_all_proof_and_no_buttons(learner: Learner) -> None:
    result(learner)
    page = learner.page
    page.emulate_media(media="print")
    for selector in (".top", ".bottom", ".actions", ".skip"):
        for each in page.locator(selector).all():
            expect(each).to_be_hidden()
    expect(learner.headline).to_be_visible()
    folded = page.locator("details:not([open]):has(mark.evidence)")
    expect(folded).to_have_count(1)
    expect(folded.locator("mark.evidence").first).to_be_visible()
    assert style(learner, "mark.evidence", "printColorAdjust") == "exact"
    page.emulate_media(media="screen")
    expect(folded.locator("mark.evidence").first).to_be_hidden()


def test_on_a_phone_an_answer_stands_beside_its_letter_when_it_is_told(new_learner: NewLearner) -> None:
    learner = new_learner(viewport={"width": 360, "height": 740})
    learner.start("several", length=1)
    learner.answer(wrong)
    assert learner.page.evaluate(BESIDE) == []
