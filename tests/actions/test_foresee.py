"""What a correction would do to the questions of a bank, told before it is made."""

from dataclasses import replace
from typing import Any

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import bank, by_hand, fact, loaded, questions
from sqlalchemy.orm import Session

from quizapp.actions.correct import correct
from quizapp.actions.foresee import foresee, told
from quizapp.core.bank import Source
from quizapp.core.correction import Change
from quizapp.core.fact import Fact, TextValue
from quizapp.core.kinds.choice import Choice
from quizapp.core.option import Option
from quizapp.core.partial_date import PartialDate
from quizapp.storage import affected, workspace
from quizapp.storage.database import write

ALMANAC = Source("yearbook", "The harbour's yearbook", PartialDate(2003), "")


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom.over_the_harbour(session)


def other(live: Fact, who: str, **changes: Any) -> Fact:
    """The same, done by somebody else, as a yearbook says."""
    values = {"statement": f"{who} did it.", "cloze": f"It was {{{who}}} who did it.", "value": TextValue(who)}
    return replace(live, **{**values, "traps": (), "evidence": (), "source": "yearbook", **changes})


def keeper_was(who: str, kind: Any = "corrected", **values: Any) -> Change:
    return Change(kind, "keeper", other(fact("keeper"), who), "2003", "The yearbook", ALMANAC, **values)


def asks(wrong: str) -> Choice:
    """A question by hand about the pilot, one of whose wrong options is `wrong`."""
    options = (Option("Dag Lie", True), Option(wrong, why="No."), Option("Nobody", why="No."))
    return Choice("who-kept", ("pilot",), "Who kept the lamp?", options)


def test_questions_about_the_fact_go_derived_or_by_hand(session: Session) -> None:
    room = Newsroom.over_the_harbour(session)
    loaded(session, bank(questions=(by_hand(), by_hand("of-keeper", "keeper", stem="One kept the lamp, not two."))))
    found = foresee(session, room.bank_id, keeper_was("Bo Berg"))
    assert "of-keeper" in found.stale
    assert "keeper.text.1" in found.stale
    assert "hand" not in found.stale
    assert found.doubtful == ()


def test_a_question_by_hand_of_which_a_wrong_option_becomes_true_goes(room: Newsroom, session: Session) -> None:
    live = replace(workspace.bank(session, room.bank_id, "live"), questions=(asks("Bo Berg kept the lamp."),))
    keeper = replace(keeper_was("Bo Berg"), fact=other(fact("keeper"), "Bo Berg", statement="Bo Berg kept the lamp."))
    before = {each.id for each in told(live, (), keeper_was("Cleo Rask")).errors}
    found = told(live, (), keeper)
    assert "who-kept" not in before
    assert found.doubtful == ("who-kept",)
    assert "who-kept" in found.stale


def test_a_derived_question_on_another_fact_goes_where_it_is_overtaken(session: Session) -> None:
    twins = (fact("keeper"), fact("helper", "Bo Lind", "kept the lamp", prompt="Who kept the lamp?"))
    room = Newsroom.over_the_harbour(session)
    loaded(session, bank((*twins, fact("pilot"), fact("mayor"), fact("painter")), questions=()))
    new = "Nobody of the helper"
    found = foresee(session, room.bank_id, keeper_was(new))
    assert "helper.choice.1" in found.stale


def test_what_is_foreseen_is_what_happens(room: Newsroom, session: Session) -> None:
    change = keeper_was("Dag Lie", "superseded", keeps_former=True)
    found = foresee(session, room.bank_id, change)
    before = {slug: each for slug, each in questions(session).items()}
    work = room.work("keeper")
    assert work.live
    write(session)
    correct(session, room.sign(room.ann, "So."), room.bank_id, change, work.live.id, found.doubtful)
    session.commit()
    after = questions(session)
    assert {slug for slug in before if before[slug] != after.get(slug)} <= set(found.stale)


def test_faults_of_the_new_fact_are_told_from_those_elsewhere(room: Newsroom, session: Session) -> None:
    live = workspace.bank(session, room.bank_id, "live")
    unproved = replace(keeper_was("Bo Berg"), fact=replace(other(fact("keeper"), "Bo Berg"), source="nowhere"))
    found = told(live, affected.derived(session, room.bank_id), unproved)
    assert found.errors
    assert {each.id.partition(".")[0] for each in found.errors} == {"keeper"}
