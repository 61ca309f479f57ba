"""Drafts, review and editions: what an editor writes reaches learners only through a second person's hands."""

import random
from dataclasses import replace

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import bank, changed, fact, loaded, questions, shown
from sqlalchemy.orm import Session

from quizapp.actions.desk.publish import NothingNew, NotPublishable, OwnText, publish
from quizapp.actions.desk.record import told
from quizapp.actions.desk.review import Moved, OwnWork, comment, settle_comment
from quizapp.actions.desk.save import Conflict, Taken
from quizapp.core.bank import Source
from quizapp.core.fact import Quote, TextValue
from quizapp.core.ledger import Broken, Entry, replay
from quizapp.core.lint import Finding
from quizapp.core.partial_date import PartialDate
from quizapp.storage import comments, desk, workspace


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom.over_the_harbour(session)


def statements(session: Session) -> dict[str, str]:
    return {each["id"]: each["statement"] for each in shown(session)["facts"]}


def test_a_draft_reaches_nobody_before_it_is_accepted_and_published(room: Newsroom, session: Session) -> None:
    before = shown(session)
    room.change("keeper", statement="Bo Lund kept the lamp for years.")
    assert shown(session) == before
    room.step("keeper", "ask", room.ann)
    room.step("keeper", "accept", room.ben)
    assert shown(session) == before
    done = room.publish()
    assert done.edition == 2
    assert statements(session)["keeper"] == "Bo Lund kept the lamp for years."
    assert room.work("keeper").draft is None


def test_publishing_leaves_out_what_nobody_accepted(room: Newsroom, session: Session) -> None:
    room.change("keeper", statement="Accepted.")
    room.change("pilot", statement="Not looked at.")
    room.step("keeper", "accept", room.ben)
    room.publish()
    assert statements(session)["keeper"] == "Accepted."
    assert statements(session)["pilot"] != "Not looked at."
    pilot = room.work("pilot").draft
    assert pilot
    assert pilot.state == "draft"


def test_nobody_accepts_their_own_work(room: Newsroom) -> None:
    room.change("keeper", statement="Mine.")
    with pytest.raises(OwnWork):
        room.step("keeper", "accept", room.ann)


def test_a_draft_that_changed_since_it_was_looked_at_is_not_accepted(room: Newsroom) -> None:
    from quizapp.actions.desk.review import FACT, Draft, step

    room.change("keeper", statement="First.")
    draft = room.work("keeper").draft
    assert draft
    room.change("keeper", statement="Second.")
    with pytest.raises(Moved):
        step(room.session, room.sign(room.ben), room.bank_id, Draft(FACT, "keeper", draft.number), "accept")


def test_of_two_editors_the_later_one_gets_what_the_other_wrote(room: Newsroom) -> None:
    live = room.work("keeper").live
    assert live
    room.save(replace(live.fact, statement="Ann's."), room.ann, base=live.id)
    with pytest.raises(Conflict) as caught:
        room.save(replace(live.fact, statement="Ben's."), room.ben, base=live.id)
    room.session.rollback()
    theirs = caught.value.theirs.draft
    assert theirs
    assert theirs.fact.statement == "Ann's."
    latest = room.work("keeper").latest
    assert latest
    assert latest.fact.statement == "Ann's."


def test_an_id_in_use_is_not_taken_again(room: Newsroom) -> None:
    with pytest.raises(Taken):
        room.save(fact("keeper", statement="Another."), base=None)


def test_a_new_fact_brings_its_questions(room: Newsroom, session: Session) -> None:
    quote = ((Quote("s01", "Ada Moen"),),)
    room.save(fact("smith", "Gus Dahl", "forged the anchor", evidence=quote), base=None)
    room.step("smith", "accept", room.ben)
    done = room.publish()
    assert done.facts.added == 1
    assert any(slug.startswith("smith.") for slug in questions(session))


def test_errors_of_the_linter_keep_a_bank_from_being_published(room: Newsroom) -> None:
    room.change("keeper", statement="Accepted.")
    room.step("keeper", "accept", room.ben)
    error = Finding("E4", "error", "keeper", "facts.yaml", 1, "The proof does not hold the value.")
    with pytest.raises(NotPublishable):
        publish(room.session, room.sign(room.ben), room.bank_id, [error])


def test_there_is_no_edition_without_a_change(room: Newsroom) -> None:
    with pytest.raises(NothingNew):
        room.publish()


def test_a_restart_or_an_upgrade_does_not_undo_what_was_published(room: Newsroom, session: Session) -> None:
    room.change("keeper", statement="Ours.")
    room.step("keeper", "accept", room.ben)
    room.publish()
    loaded(session, bank())
    assert statements(session)["keeper"] == "Ours."
    done = loaded(session, changed(keeper=fact("keeper", statement="Upstream's.")))
    assert done.facts.drafts == 1
    assert statements(session)["keeper"] == "Ours."
    upstream = room.work("keeper").upstream
    assert upstream
    assert upstream.fact.statement == "Upstream's."


def test_a_draft_begun_before_something_else_went_live_has_to_be_merged(room: Newsroom, session: Session) -> None:
    room.change("keeper", statement="Slow.")
    loaded(session, changed(keeper=fact("keeper", statement="Quick.")))
    room.step("keeper", "accept", room.ben)
    assert room.work("keeper").outdated
    with pytest.raises(NothingNew):
        room.publish()
    assert statements(session)["keeper"] == "Quick."


def test_questions_follow_the_fact_that_was_published(room: Newsroom, session: Session) -> None:
    room.change("keeper", value=TextValue("Bo Berg"), cloze="It was {Bo Berg} who kept the lamp.")
    room.step("keeper", "accept", room.ben)
    before = questions(session)
    room.publish()
    after = questions(session)
    assert after["keeper.text.1"]["key"][0] == "Bo Berg"
    assert {slug: q for slug, q in after.items() if slug.startswith("mayor.text")} == {
        slug: q for slug, q in before.items() if slug.startswith("mayor.text")
    }


def test_the_log_replays_to_what_stands(room: Newsroom) -> None:
    room.change("keeper", statement="One.")
    room.change("keeper", statement="Two.")
    room.step("keeper", "ask", room.ann)
    room.step("keeper", "return", room.ben)
    room.change("pilot", statement="Three.")
    room.step("keeper", "accept", room.ben)
    room.step("pilot", "drop", room.ann)
    room.publish()
    state = room.ledger()
    for slug in ("keeper", "pilot"):
        assert state[f"bank/harbour/fact/{slug}"] == told(desk.facts(room.session, room.bank_id, slug)[0])


def test_a_log_with_a_gap_is_broken() -> None:
    with pytest.raises(Broken):
        replay([Entry("a", None, {"x": 1}), Entry("a", {"x": 2}, {"x": 3})])


def _brief(room: Newsroom, slug: str, turn: int) -> None:
    room.say_of_it(summary=f"Summary {turn}.", terms=[{"term": f"word {turn}", "instead": slug, "why": "So."}])


def _correction(room: Newsroom, slug: str, turn: int) -> None:
    if room.work(slug).live:
        room.correct(slug, f"Somebody {turn}", Source(f"source-{turn}", f"Source {turn}", PartialDate(2003), ""))


def _comment(room: Newsroom, slug: str, turn: int) -> None:
    comment(room.session, room.sign(room.ben), room.bank_id, slug, "statement", f"Remark {turn}.")
    room.session.commit()


def _settle(room: Newsroom, slug: str, turn: int) -> None:
    remarks = comments.of(room.session, room.bank_id, slug).get("statement", [])
    for remark in remarks[: 1 + turn % 2]:
        settle_comment(room.session, room.sign(room.ann), room.bank_id, remark.id)
        room.session.commit()


def _save(room: Newsroom, slug: str, turn: int) -> None:
    room.change(slug, statement=f"Statement {turn} of {slug}.")


def _publish(room: Newsroom, slug: str, turn: int) -> None:
    room.publish()


def _load(room: Newsroom, slug: str, turn: int) -> None:
    loaded(room.session, changed(pilot=fact("pilot", statement=f"The files say {turn}.")))


OTHERS = {
    "save": _save,
    "brief": _brief,
    "correction": _correction,
    "comment": _comment,
    "settle": _settle,
    "publish": _publish,
    "load": _load,
}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_the_log_replays_to_the_present_state(room: Newsroom, seed: int) -> None:
    """A random walk of two editors over three facts: what cannot be done leaves no entry."""
    rng = random.Random(seed)
    steps = {"ask": room.ann, "accept": room.ben, "return": room.ben, "drop": room.ann}
    for turn in range(25):
        slug = rng.choice(["keeper", "pilot", "mayor"])
        what = rng.choice(["save", *steps, *OTHERS])
        try:
            if what in OTHERS:
                OTHERS[what](room, slug, turn)
            elif room.work(slug).draft:
                room.step(slug, what, steps[what])
        except (Moved, NothingNew, OwnText):
            room.session.rollback()
    state = room.ledger()
    brief = "bank/harbour/brief"
    assert brief not in state or state[brief] == workspace.data(room.session, room.bank_id)
    for work in desk.facts(room.session, room.bank_id):
        subject = f"bank/harbour/fact/{work.slug}"
        assert subject not in state or state[subject] == told(work)
    assert any(subject in state for subject in ("bank/harbour/fact/keeper", "bank/harbour/fact/pilot"))
