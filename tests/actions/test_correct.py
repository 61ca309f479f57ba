"""Corrections: what is wrong goes at once, who knew it hears of it, and nothing of the past is rewritten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import NOW, bank, by_hand, changed, fact, loaded, questions, shown
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.correct import NoReason, correct, damp_left, second, see
from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.review import OwnWork
from quizapp.actions.desk.save import Conflict
from quizapp.actions.desk.text import Outdated, save_lists
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.remember import Seen, remember
from quizapp.core.bank import Source
from quizapp.core.correction import Change
from quizapp.core.fact import TextValue
from quizapp.core.partial_date import PartialDate
from quizapp.storage import card_stock, learners, memories, notices, workspace
from quizapp.storage.database import write
from quizapp.storage.models import Audit, Correction, Notice, Review

ALMANAC = Source("yearbook", "The harbour's yearbook", PartialDate(2003), "")


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom.over_the_harbour(session)


def change_of(room: Newsroom, slug: str, kind: Any = "corrected", **values: Any) -> Change:
    """The keeper was somebody else, as a yearbook says."""
    live = room.work(slug).live
    assert live
    new = replace(
        live.fact,
        statement="Bo Berg kept the lamp.",
        cloze="It was {Bo Berg} who kept the lamp.",
        value=TextValue("Bo Berg"),
        traps=(),
        evidence=(),
        source="yearbook",
    )
    return Change(kind, slug, None if kind == "retracted" else new, "2003", "The harbour's yearbook", ALMANAC, **values)


def made(room: Newsroom, change: Change, stale: tuple[str, ...] = (), why: str = "We misread it.") -> str:
    """Make it, a day after all else, by Ann."""
    work = room.work(change.slug)
    assert work.live
    write(room.session)
    sign = Signature(room.ann, why, NOW + timedelta(days=1))
    public_id = correct(room.session, sign, room.bank_id, change, work.live.id, stale)
    room.session.commit()
    return public_id


def knows(room: Newsroom, slug: str, days: int = 0) -> int:
    """A guest who turned the card of a fact and knew it; returns their id."""
    write(room.session)
    learner_id, _ = enrol_guest(room.session, NOW, "UTC")
    who = learners.by_id(room.session, learner_id)
    remember(room.session, who, Seen(NOW - timedelta(days=days), own_grade=3), {room.work(slug).id: 1.0}, 0.0)
    room.session.commit()
    return learner_id


def damped(session: Session) -> int:
    """Run the job to its end; returns its steps."""
    for step in range(1, 10):
        write(session)
        done = damp_left(session)
        session.commit()
        if done:
            return step
    raise AssertionError("it never ends")


def memory(room: Newsroom, learner_id: int, slug: str) -> Any:
    return memories.memory_rows(room.session, learner_id, (room.work(slug).id,))[room.work(slug).id]


def test_stale_questions_go_and_new_ones_come_at_once(room: Newsroom, session: Session) -> None:
    made(room, change_of(room, "keeper"))
    found = questions(session)
    assert found["keeper.text.1"]["key"][0] == "Bo Berg"
    assert not any("Bo Lund" in each["key"] for slug, each in found.items() if slug.startswith("keeper."))


def test_a_question_by_hand_about_the_fact_goes_and_stays_away(room: Newsroom, session: Session) -> None:
    made(room, change_of(room, "builder"))
    assert "hand" not in questions(session)
    loaded(session, bank(questions=(by_hand(stem="The files changed it, not the truth of it."),)))
    assert "hand" not in questions(session)


def test_a_question_that_the_new_value_makes_doubtful_goes_too(room: Newsroom, session: Session) -> None:
    made(room, change_of(room, "keeper"), stale=("hand",))
    assert "hand" not in questions(session)


def test_who_knew_the_old_value_is_told_once_and_others_are_not(room: Newsroom, session: Session) -> None:
    knew, other = knows(room, "keeper"), knows(room, "pilot")
    made(room, change_of(room, "keeper"))
    (told,) = notices.unseen(session, knew)
    assert (told.before, told.after, told.since, told.source) == (
        "Bo Lund",
        "Bo Berg",
        "2003",
        "The harbour's yearbook",
    )
    assert notices.unseen(session, other) == []
    write(session, [knew])
    see(session, knew, room.work("keeper").id, NOW + timedelta(days=2))
    session.commit()
    assert notices.unseen(session, knew) == []


def test_memory_is_damped_not_erased(room: Newsroom, session: Session) -> None:
    learner = knows(room, "keeper")
    before = memory(room, learner, "keeper")
    made(room, change_of(room, "keeper"))
    assert memory(room, learner, "keeper").stability == before.stability
    damped(session)
    after = memory(room, learner, "keeper")
    assert 0 < after.stability < before.stability
    assert (after.difficulty, after.lapses, after.last_study_day) == (
        before.difficulty,
        before.lapses,
        before.last_study_day,
    )


def test_the_corrected_fact_is_the_first_card(room: Newsroom, session: Session) -> None:
    learner = knows(room, "keeper")
    made(room, change_of(room, "keeper"))
    due = card_stock.due(session, learner, NOW.date() + timedelta(days=1))
    assert [each.fact for each in due if each.first] == [room.work("keeper").id]


def test_many_learners_are_damped_by_and_by_each_once(
    room: Newsroom, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.actions.correct.BATCH", 2)
    everybody = [knows(room, "keeper") for _ in range(5)]
    made(room, change_of(room, "keeper"))
    assert session.query(Review).filter_by(type="damp").count() == 0
    assert damped(session) == 4
    assert sorted(session.scalars(select(Review.learner_id).where(Review.type == "damp"))) == sorted(everybody)
    assert session.query(Notice).count() == 5


def test_a_retracted_fact_is_gone_with_its_questions_and_no_upgrade_brings_it_back(
    room: Newsroom, session: Session
) -> None:
    made(room, change_of(room, "keeper", "retracted"))
    assert "keeper" not in {each["id"] for each in shown(session)["facts"]}
    assert not any(slug.startswith("keeper.") for slug in questions(session))
    loaded(session, changed(pilot=fact("pilot", importance="must-know")))
    assert "keeper" not in {each["id"] for each in shown(session)["facts"]}
    row = session.scalars(select(Correction)).one()
    assert (row.after, row.to_revision_id) == ("", None)


def test_a_superseded_fact_leaves_its_former_value_with_a_date(room: Newsroom, session: Session) -> None:
    made(room, change_of(room, "keeper", "superseded", keeps_former=True))
    found = {each["id"]: each for each in shown(session)["facts"]}
    assert found["keeper"]["value"]["text"] == "Bo Berg"
    assert found["keeper-2001-05"]["value"]["text"] == "Bo Lund"
    assert found["keeper-2001-05"]["prompt"].startswith("As of May 2001")
    asked = {slug: each for slug, each in questions(session).items() if slug.startswith("keeper-2001-05.text")}
    assert asked["keeper-2001-05.text.1"]["key"][0] == "Bo Lund"


def test_neither_value_is_a_wrong_option_of_the_other(room: Newsroom, session: Session) -> None:
    made(room, change_of(room, "keeper", "superseded", keeps_former=True))
    for slug, each in questions(session).items():
        if slug.startswith(("keeper.choice", "keeper-2001-05.choice")):
            assert not {"Bo Lund", "Bo Berg"} <= set(each["options"])


def test_a_correction_needs_a_reason(room: Newsroom) -> None:
    with pytest.raises(NoReason):
        made(room, change_of(room, "keeper"), why=" ")


def test_what_somebody_else_corrected_meanwhile_is_not_corrected_again(room: Newsroom, session: Session) -> None:
    base = room.work("keeper").live
    made(room, change_of(room, "keeper"))
    assert base
    write(session)
    with pytest.raises(Conflict):
        correct(session, room.sign(room.ben, "Late."), room.bank_id, change_of(room, "keeper"), base.id)


def test_a_draft_begun_before_has_to_be_merged(room: Newsroom) -> None:
    room.change("keeper", statement="Begun before.")
    made(room, change_of(room, "keeper"))
    assert room.work("keeper").outdated


def test_a_second_person_reads_it_afterwards(room: Newsroom, session: Session) -> None:
    made(room, change_of(room, "keeper"))
    row = session.scalars(select(Correction)).one()
    with pytest.raises(OwnWork):
        second(session, room.sign(room.ann), row.id)
    second(session, room.sign(room.ben), row.id)
    session.commit()
    assert session.scalars(select(Correction)).one().read_by_id == room.ben.user_id
    entry = session.scalars(select(Audit).where(Audit.action == "read correction")).one()
    assert entry.who == room.ben.public_id
    assert entry.after == {**entry.before, "read": True}
    room.ledger()


def test_a_new_source_is_told_to_the_log_where_lists_wait_at_the_desk(room: Newsroom, session: Session) -> None:
    room.say_of_it(title="The harbour")
    made(room, change_of(room, "keeper"))
    saved = workspace.data(session, room.bank_id)
    assert [each["id"] for each in saved["sources"]] == ["almanac", "yearbook"]
    assert room.ledger()["bank/harbour/brief"] == saved
    with pytest.raises(Outdated):  # Whoever had the lists open would drop the source by saving them.
        save_lists(session, room.sign(room.ben), room.bank_id, {"sources": []}, 1)


def test_the_log_tells_it_all(room: Newsroom) -> None:
    room.change("pilot", statement="Also changed.")
    public_id = made(room, change_of(room, "keeper"))
    state = room.ledger()
    assert state[f"bank/harbour/correction/{public_id}"]["after"] == "Bo Berg"
    assert state["bank/harbour/fact/keeper"]["live"]["data"]["value"]["text"] == "Bo Berg"
