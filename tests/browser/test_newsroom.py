"""From a pasted article to a corrected certificate, as two editors, a learner and a stranger see it."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from fixtures.answers import Answers
from fixtures.inspection import accessibility
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner
from fixtures.report_pages import enter
from fixtures.server import Server
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from quizapp.storage.database import write

ARTICLE = """The ferry is back

The ferry carried 300 people to the island on 2 May 2026, its captain Ada Moen said. She did not say how many came back.
"""
TEST = re.compile(r"/(pretest|certification)/([^/?#]+)/(\d+)")
PATIENCE = 30_000
"""Milliseconds: the machine may do much else."""
Enter = Callable[..., Learner]


@pytest.fixture
def somebody(chromium: Browser, server: Server, answers: Answers) -> Iterator[Enter]:
    """A function that opens a browser for somebody with a role, or for a stranger."""
    contexts = []

    def open_for(role: str = "") -> Learner:
        context = chromium.new_context()
        contexts.append(context)
        learner = Learner(context.new_page(), server.url, answers)
        if role:
            with Session(answers.engine) as db:
                write(db)
                enter(db, learner, role)
                db.commit()
        return learner

    yield open_for
    for context in contexts:
        context.close()


def paste(ann: Learner, title: str) -> str:
    """Open a bank; returns the address of its desk."""
    ann.open("/desk/new")
    for label, words in (
        ("Title of the bank", title),
        ("What it is about", "How many crossed, and who said so."),
        ("The article", ARTICLE),
        ("Where it appeared", "Harbour Post, 3 May 2026"),
        ("As of", "2026-05-03"),
        ("Rights", "Ours."),
    ):
        ann.page.get_by_label(label, exact=True).fill(words)
    ann.page.get_by_label("Learners may read the article as it is").check()
    ann.button("Open the bank")
    expect(ann.page.get_by_text("its captain Ada Moen said").first).to_be_visible()
    return ann.page.url.removeprefix(ann.url)


def write_fact(ann: Learner) -> None:
    """Take the number that is offered, fill in the rest while it is checked, and ask for review."""
    ann.follow(ann.page.locator(".offered").get_by_role("link", name="300", exact=True))
    page = ann.page
    expect(page.get_by_label("In digits").first).to_have_value("300")
    page.get_by_label("Id").fill("passengers")
    page.get_by_label("Statement").fill("The ferry carried 300 people to the island on 2 May 2026.")
    page.get_by_label("Question", exact=True).fill("How many passengers did the ferry take out on 2 May 2026?")
    page.get_by_label("With a gap").fill("The ferry carried 300 people to the island on 2 May 2026.")
    expect(page.locator(".checks")).to_contain_text("must hold exactly one {span}", timeout=PATIENCE)  # As it is typed.
    page.get_by_label("With a gap").fill("The ferry carried {300} people to the island on 2 May 2026.")
    page.get_by_label("Importance").select_option("must-know")
    expect(page.locator(".follows")).to_contain_text("How many passengers did the ferry take", timeout=PATIENCE)
    ann.button("Save draft")
    ann.button("Ask for review")
    expect(page.get_by_text("waits for a second person")).to_be_visible()


def sit(learner: Learner) -> None:
    """Answer all of a pre-test or certification rightly, and hand it in."""
    while found := TEST.search(learner.page.url):
        item = learner.answers.item(found[2], int(found[3]))
        for name, values in item.question.key(item.seed).items():
            field = learner.page.locator(f'[name="{name}"]').first
            if field.get_attribute("type") == "text":
                field.fill(values[0])
            else:
                learner.page.locator(f'label:has([name="{name}"][value="{values[0]}"])').click()
        learner.follow(learner.page.locator("form[data-question] button[type=submit]").first)
        if "/hand-in" in learner.page.url:
            learner.button("Hand in")


def test_from_a_pasted_article_to_a_marked_certificate(somebody: Enter) -> None:
    ann, ben, learner, stranger = somebody("editor"), somebody("administrator"), somebody(), somebody()
    title = f"The ferry {uuid4().hex[:6]}"
    desk = paste(ann, title)
    bank = desk.rsplit("/", 1)[1]
    write_fact(ann)
    ann.open(f"{desk}/sharing")
    ann.page.locator("input[name=visibility][value=public]").check()
    ann.follow(ann.page.locator("form:has(input[name=visibility]) button").first)

    # A second person reads it, line by line, and publishes.
    ben.open("/desk")
    ben.link(title)
    ben.link("The ferry carried 300 people to the island on 2 May 2026.")
    ben.button("Accept")
    ben.link("Publish")
    ben.page.get_by_label("What is new in this edition").fill("The first fact")
    ben.button("Publish edition 1")
    expect(ben.page.get_by_text("Edition 1 is live.")).to_be_visible()

    # A programme on it: somebody learns it, and is certified.
    ben.open(f"/programmes/new?bank={bank}")
    ben.page.get_by_label("Title").fill("Ferry facts")
    ben.page.get_by_text("More settings").click()
    ben.page.get_by_label("The drill comes first").uncheck()
    ben.follow(ben.page.get_by_role("button", name="Make the programme").first)
    ben.page.get_by_label("Name of the cohort").fill("Spring")
    ben.page.get_by_label("Deadline").fill("2099-01-01T08:00")
    ben.button("Open the cohort")
    invitation = ben.page.locator(".address").inner_text().strip()
    cohort = ben.page.url.rsplit("/", 1)[1]
    learner.page.goto(invitation)
    learner.page.locator("input[name=name]").fill("Nora Quist")
    learner.follow(learner.page.locator("main form button[type=submit]").first)
    learner.open(f"/programme/{cohort}")
    learner.button("Start the pre-test")
    sit(learner)
    learner.open(f"/programme/{cohort}")
    learner.link("To the certification")
    learner.follow(learner.page.locator("main form button.button").first)
    sit(learner)
    learner.open(f"/programme/{cohort}")
    learner.link("Your certificate")
    certificate = learner.page.url.removeprefix(learner.url)
    stranger.open(certificate)
    expect(stranger.page.get_by_text("Nora Quist").first).to_be_visible()
    before = stranger.page.locator("main").inner_text()

    # The fact was wrong. What it touches is told first; then everybody hears of it.
    ben.open(f"{desk}/facts/passengers/correct")
    ben.page.locator("input[name=what][value=corrected]").check()
    for name, words in {
        "why": "The captain had counted twice.",
        "since": "3 May 2026",
        "statement": "The ferry carried 150 people to the island on 2 May 2026.",
        "cloze": "The ferry carried {150} people to the island on 2 May 2026.",
        "value_text": "150",
        "value_number": "150",
        "source_name": "Harbour office",
        "source_date": "2026-05-04",
        "as_of_date": "2026-05-02",
        "as_of_text": "2 May 2026",
        "evidence": "",
    }.items():
        ben.page.locator(f"[name={name}]").fill(words)
    ben.page.get_by_label("Where it comes from").select_option("new")
    ben.button("See what it touches")
    expect(ben.page.get_by_text("one remembers the fact")).to_be_visible()
    expect(ben.page.get_by_text("Nora Quist")).to_be_visible()
    ben.button("Correct now")

    stranger.open("/corrections")
    expect(stranger.page.locator("article.correction").first).to_contain_text("It is 150, not 300.")
    assert accessibility(stranger.page) == []
    feed = stranger.page.context.request.get(f"{stranger.url}/corrections/feed.xml").text()
    assert "“150”" in feed
    learner.open("/")
    expect(learner.page.get_by_text("A fact you learned has changed")).to_be_visible()
    learner.open("/cards")
    learner.follow(learner.page.locator("main form button[type=submit]").first)
    expect(learner.page.get_by_text("Harbour office").first).to_be_hidden()  # Not before it is turned.
    learner.page.keyboard.press("Space")
    expect(learner.page.get_by_text("Harbour office").first).to_be_visible()
    expect(learner.page.locator("main")).to_contain_text("300")
    stranger.open(certificate)
    expect(stranger.page.locator("main")).to_contain_text("150")
    assert stranger.page.locator("main").inner_text() != before
    for each in (ann, ben, learner, stranger):
        assert each.complaints == []


def test_words_that_are_selected_become_a_fact_and_keys_walk_through_the_text(somebody: Enter) -> None:
    ann = somebody("editor")
    paste(ann, f"The quay {uuid4().hex[:6]}")
    page = ann.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#s02 .mark-it")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#s01 .mark-it")).to_be_focused()
    page.evaluate(
        """() => {
            const words = document.querySelector("#s02 .words").firstChild;
            const start = words.textContent.indexOf("Ada Moen");
            getSelection().setBaseAndExtent(words, start, words, start + 8);
        }"""
    )
    expect(page.get_by_role("link", name="Make a fact of “Ada Moen”")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("f")
    expect(page.get_by_label("Value", exact=True)).to_have_value("Ada Moen")
    expect(page.get_by_label("Proof")).to_have_value("s02: Ada Moen")
    expect(page.get_by_label("With a gap")).to_have_value(re.compile("its captain {Ada Moen} said"))
    assert ann.complaints == []


def test_a_span_is_chosen_by_keyboard_alone_and_single_keys_can_be_switched_off(somebody: Enter) -> None:
    ann = somebody("editor")
    paste(ann, f"The pier {uuid4().hex[:6]}")
    page, keyboard = ann.page, Keyboard(ann)
    for key in "JF":
        expect(page.locator(".legend kbd", has_text=key)).to_be_visible()
    keyboard.press("j", "j")
    keyboard.follow()
    keyboard.tab_to(page.get_by_label("First word"))
    page.keyboard.type("4.")
    keyboard.press("Tab")
    expect(page.get_by_label("Last word")).to_be_focused()
    page.keyboard.type("5.")
    keyboard.press("Tab")
    keyboard.follow()
    expect(page.get_by_label("Value", exact=True)).to_have_value("300 people")
    expect(page.get_by_label("With a gap")).to_have_value(re.compile("carried {300 people} to"))
    assert accessibility(page) == []
    keyboard.tab_to(page.get_by_role("button", name="Turn single keys off"))
    keyboard.press("Enter", "j")
    expect(page.get_by_role("button", name="Turn single keys on")).to_be_focused()
    expect(page.locator(".legend kbd", has_text="J")).to_be_hidden()
    assert ann.complaints == []


def test_the_second_of_two_equal_words_is_the_one_selected_and_two_sentences_are_refused(somebody: Enter) -> None:
    ann = somebody("editor")
    paste(ann, f"The dock {uuid4().hex[:6]}")
    page = ann.page
    select = """([from, start, to, end]) => {
        const words = (id) => document.querySelector(`#${id} .words`).firstChild;
        getSelection().setBaseAndExtent(words(from), start, words(to), end);
    }"""
    sentence = page.locator("#s02 .words").inner_text()
    page.evaluate(select, ["s02", 4, "s03", 7])
    expect(page.get_by_role("status").filter(has_text="Select words within one sentence.")).to_be_visible()
    second = sentence.index("2026")
    page.evaluate(select, ["s02", second, "s02", second + 1])
    expect(page.get_by_role("link", name="Make a fact of “2”")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("f")
    expect(page.get_by_label("With a gap")).to_have_value(re.compile(r"on 2 May \{2\}026"))
    assert ann.complaints == []


def test_leaving_with_unsaved_text_asks_first_and_saving_does_not(somebody: Enter) -> None:
    ann = somebody("editor")
    desk = paste(ann, f"The lock {uuid4().hex[:6]}")
    page = ann.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ann.open(f"{desk}/new-fact?sentence=s02")
    page.get_by_label("Statement").click()
    ann.open(f"{desk}/new-fact?sentence=s02")
    assert asked == []
    page.get_by_label("Statement").click()
    page.keyboard.type("More. ")
    ann.open(f"{desk}/new-fact?sentence=s02")
    assert asked == ["beforeunload"]
    page.get_by_label("Statement").click()
    page.keyboard.type("More. ")
    ann.button("Save draft")
    assert asked == ["beforeunload"]
    page.get_by_label("Statement").click()
    ann.open(desk)  # It could not be saved as it was, so it is still to be lost.
    assert asked == ["beforeunload"] * 2
