"""A guest becomes somebody, comes back in other browsers to the same cards, and goes for good."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from fixtures.account import days_pass, held, is_stranger, log_in, log_out, read, sign_up
from fixtures.answers import Answers, right, wrong
from fixtures.learner import Learner, NewLearner
from fixtures.pages import card_by_keys
from playwright.sync_api import expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Answer, Asked, Attempt, Fact, Memory, Review
from quizapp.storage.models import Learner as LearnerRow

NUMBERS = ("/progress", "/facts", "/facts?state=learning", "/facts?state=wrong", "/cards")
"""Pages that tell a learner how they stand."""


def answer_some(learner: Learner, *plan: bool) -> None:
    """Answer a quiz, right or wrong as planned."""
    learner.start("choice", length=len(plan), confidence="y")
    for is_right in plan:
        learner.sure("Certain")
        learner.answer(right if is_right else wrong)
        learner.go_on()


def grade_some(learner: Learner, *keys: str) -> str:
    """Begin the day's cards and grade a few; returns the address of the session."""
    learner.open("/cards")
    learner.button("Show me the first card")
    for key in keys:
        card_by_keys(learner, key)
    return learner.page.url


def due(learner: Learner) -> list[str]:
    """The addresses of the facts that are due."""
    learner.open("/facts?state=due")
    return [str(link.get_attribute("href")) for link in learner.page.locator(".facts a").all()]


def session_facts(learner: Learner) -> set[str]:
    """The addresses of the facts in the card session that is open."""
    items = learner.answers.items(learner.page.url.rpartition("/")[2])
    with Session(learner.answers.engine) as db:
        met = {fact for item in items for fact in item.fact_ids}
        return {f"/bank/kosovo-2023/fact/{slug}" for slug in db.scalars(select(Fact.slug).where(Fact.id.in_(met)))}


def test_the_whole_way_of_an_account(learner: Learner, new_learner: NewLearner, answers: Answers) -> None:
    answer_some(learner, True, False, True, False)
    run = grade_some(learner, "3", "1", "4")
    before = {path: read(learner, path) for path in NUMBERS}
    sign_up_name = sign_up(learner)
    assert {path: read(learner, path) for path in NUMBERS} == before
    assert "Your cards are waiting" in before["/cards"]
    learner.button("Go on")
    assert learner.page.url == run

    days_pass(learner, answers, 3)
    told, facts = read(learner, "/cards"), due(learner)
    assert f"\n{len(facts)} cards are due\n" in told, told
    assert len(facts) >= 4
    assert "And 10 new facts." in told
    [copied] = [each for each in learner.page.context.cookies() if each["name"] == "quizapp"]
    log_out(learner)
    assert is_stranger(learner)
    thief = new_learner()
    thief.page.context.add_cookies([copied])  # type: ignore[list-item]
    assert is_stranger(thief)

    elsewhere = new_learner()
    log_in(elsewhere, sign_up_name)
    assert read(elsewhere, "/cards") == told
    assert due(elsewhere) == facts
    elsewhere.open("/cards")
    elsewhere.button("Show me the first card")
    assert set(facts) < session_facts(elsewhere)
    assert len(session_facts(elsewhere)) == len(facts) + 10

    log_in(learner, sign_up_name)
    learner.open("/cards")
    learner.button("Go on")
    assert learner.page.url == elsewhere.page.url
    assert read(learner, learner.page.url.removeprefix(learner.url)) == elsewhere.page.locator("main").inner_text()
    assert elsewhere.complaints == thief.complaints == []


@pytest.mark.parametrize(("choice", "added"), [("Add them to my account", True), ("Leave them", False)])
def test_a_shared_computer_asks_whose_answers_they_are(
    choice: str, added: bool, new_learner: NewLearner, answers: Answers
) -> None:
    owner, shared = new_learner(), new_learner()
    answer_some(owner, True, True, False)
    name = sign_up(owner)
    own = held(owner)
    answer_some(shared, False, True)
    guest = held(shared)
    log_in(shared, name)
    expect(shared.headline).to_have_text("Are these answers yours?")
    expect(shared.page.locator(".lead")).to_contain_text("This browser has 2 answers of a guest.")
    assert len(held(owner)["answers"]) == 3, "nothing happens before the choice"
    shared.button(choice)
    expect(shared.headline).to_have_text(name)

    now, facts = held(shared), {row["fact"] for row in own["memory"]}
    assert now["learner"][0]["public_id"] == own["learner"][0]["public_id"]
    if added:
        facts |= {row["fact"] for row in guest["memory"]}
    for section in ("attempts", "answers", "gradings", "reviews"):
        assert len(now[section]) == len(own[section]) + added * len(guest[section]), section
    assert {row["fact"] for row in now["memory"]} == facts
    assert held(owner)["reviews"] == now["reviews"]
    log_out(shared)
    assert is_stranger(shared)
    assert owner.complaints == shared.complaints == []


def test_delete_me(learner: Learner, new_learner: NewLearner) -> None:
    answer_some(learner, True, False)
    quiz, run = learner.page.url, grade_some(learner, "3")
    name, elsewhere = sign_up(learner), new_learner()
    log_in(elsewhere, name)
    learner.link("Delete me")
    learner.button("Delete everything")
    expect(learner.page.get_by_role("alert")).to_have_text("Tick the box if you are sure. Nothing was deleted.")
    learner.page.get_by_label("Yes, delete everything for good").check()
    learner.page.get_by_label("Your password").fill("not this one")
    learner.button("Delete everything")
    expect(learner.page.get_by_role("alert")).to_have_text("That is not your password. Nothing was deleted.")
    assert len(held(learner)["answers"]) == 3
    learner.page.get_by_label("Yes, delete everything for good").check()
    learner.page.get_by_label("Your password").fill("tall ships 1900")
    learner.button("Delete everything")
    expect(learner.headline).to_have_text("Everything about you is deleted")

    assert "quizapp" not in {each["name"] for each in learner.page.context.cookies()}
    for someone in (learner, elsewhere):
        assert is_stranger(someone)
        for address in (quiz, run, f"{learner.url}/facts/reset", f"{learner.url}/account/delete"):
            answer = someone.page.goto(address)
            assert answer
            assert answer.status == 404, address
    learner.open("/progress")
    expect(learner.page.locator(".topic")).to_have_count(0)
    log_in(elsewhere, name)
    expect(elsewhere.page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    assert elsewhere.complaints == []


def test_the_download_holds_all_rows_of_ones_own(learner: Learner, answers: Answers, tmp_path: Path) -> None:
    answer_some(learner, True, False)
    grade_some(learner, "3", "1")
    name = sign_up(learner)
    with learner.page.expect_download() as download:
        learner.press(learner.page.get_by_role("link", name="Download all of it"))
    assert download.value.suggested_filename == "quizapp-data.zip"
    download.value.save_as(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        assert archive.testzip() is None
        data = json.loads(archive.read("data.json"))
        tables = {each: io.StringIO(archive.read(f"{each}.csv").decode("utf-8-sig")) for each in ("answers", "reviews")}
    assert [row["shown_name"] for row in data["account"]] == [name]
    assert data == held(learner)
    public_id = data["learner"][0]["public_id"]
    with Session(answers.engine) as db:
        own = db.scalars(select(LearnerRow.id).where(LearnerRow.public_id == public_id)).one()
        asked = select(Asked.id).join(Attempt).where(Attempt.learner_id == own)
        stored = {
            "attempts": select(func.count(Attempt.id)).where(Attempt.learner_id == own),
            "questions": select(func.count()).select_from(asked.subquery()),
            "answers": select(func.count(Answer.id)).where(Answer.asked_id.in_(asked)),
            "reviews": select(func.count(Review.id)).where(Review.learner_id == own),
            "memory": select(func.count(Memory.fact_id)).where(Memory.learner_id == own),
        }
        counts = {section: db.scalar(count) for section, count in stored.items()}
    assert {section: len(data[section]) for section in counts} == counts
    assert counts["answers"] == 4
    for section, lines in tables.items():
        assert len(lines.getvalue().splitlines()) == 1 + (counts[section] or 0)
