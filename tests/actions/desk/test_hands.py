"""Whose hands the questions and facts of an edition went through: withdrawn, replaced, published alone."""

from dataclasses import replace

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import by_hand, questions
from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.desk import replacing, reviewed
from quizapp.actions.desk.review import FACT, QUESTION, Draft, Moved, OwnWork, step
from quizapp.actions.desk.save import save_question
from quizapp.actions.desk.withdraw import NoReason, withdraw
from quizapp.storage import desk
from quizapp.storage.models import Bank
from quizapp.storage.users import Account


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom.over_the_harbour(session)


def question(room: Newsroom, slug: str = "hand") -> desk.Work:
    return desk.questions(room.session, room.bank_id, slug)[0]


def accept(room: Newsroom, slug: str, by: Account) -> None:
    draft = question(room, slug).draft
    assert draft
    step(room.session, room.sign(by), room.bank_id, Draft(QUESTION, slug, draft.number), "accept")
    room.session.commit()


def withdrawn(room: Newsroom, why: str = "It is beside the point.") -> None:
    live = question(room).live
    assert live
    withdraw(room.session, room.sign(room.ann, why), room.bank_id, Draft(QUESTION, "hand", live.number))
    room.session.commit()


def data(room: Newsroom) -> dict[str, object]:
    return desk.bank_row(room.session, room.bank_id).data


def private(room: Newsroom) -> None:
    """The bank is Ann's alone."""
    room.session.execute(update(Bank).values(owner_id=room.ann.user_id, visibility="private"))
    room.session.commit()


def test_a_question_is_withdrawn_by_two_and_with_the_next_edition(room: Newsroom) -> None:
    withdrawn(room)
    assert "hand" in questions(room.session)
    with pytest.raises(OwnWork):
        accept(room, "hand", room.ann)
    room.session.rollback()
    accept(room, "hand", room.ben)
    assert "hand" in questions(room.session)
    done = room.publish()
    assert done.questions.retired == 1
    assert "hand" not in questions(room.session)
    assert desk.questions(room.session, room.bank_id) == []
    assert "bank/harbour/question/hand" not in room.ledger()


def test_a_question_is_not_withdrawn_without_a_reason_or_beside_a_draft(room: Newsroom) -> None:
    with pytest.raises(NoReason):
        withdrawn(room, "")
    room.session.rollback()
    withdrawn(room)
    with pytest.raises(Moved):
        withdrawn(room)


def test_to_save_it_again_keeps_it(room: Newsroom) -> None:
    withdrawn(room)
    draft = question(room).draft
    assert draft
    assert save_question(room.session, room.sign(room.ben), room.bank_id, draft.question, draft.id)
    assert question(room).draft
    assert not question(room).draft.withdrawn  # type: ignore[union-attr] # asserted above


def test_a_derived_question_goes_only_when_the_one_in_its_place_is_published(room: Newsroom) -> None:
    room.say_of_it(title="The harbour")
    own = replace(by_hand("own", "keeper"), stem="Bo Lund kept the lamp, and nobody else did.")
    save_question(room.session, room.sign(room.ann), room.bank_id, own, None)
    replacing.promise(room.session, room.bank_id, "own", "keeper.card.1")
    room.session.commit()
    room.publish()  # The title alone.
    assert "keeper.card.1" in questions(room.session)
    accept(room, "own", room.ben)
    room.publish()
    assert "own" in questions(room.session)
    assert "keeper.card.1" not in questions(room.session)
    room.say_of_it(title="The old harbour")
    room.publish()
    assert "keeper.card.1" not in questions(room.session)
    room.ledger()


def test_what_was_published_alone_is_unreviewed_until_somebody_else_has_read_it(room: Newsroom) -> None:
    private(room)
    room.change("keeper", statement="Mine.")
    room.publish(room.ann)
    assert data(room)["reviewed"] is False
    room.session.execute(update(Bank).values(visibility="shared"))
    room.session.commit()
    room.change("pilot", statement="Read by two.")
    room.step("pilot", "accept", room.ben)
    room.publish()
    assert reviewed.unreviewed(room.session, room.bank_id) == {"fact/keeper"}
    assert data(room)["reviewed"] is False
    live = room.work("keeper").live
    assert live
    with pytest.raises(OwnWork):
        reviewed.vouch(room.session, room.sign(room.ann), room.bank_id, Draft(FACT, "keeper", live.number))
    room.session.rollback()
    reviewed.vouch(room.session, room.sign(room.ben), room.bank_id, Draft(FACT, "keeper", live.number))
    room.session.commit()
    assert data(room)["reviewed"] is True
    room.ledger()


def test_a_later_wording_that_somebody_accepted_is_reviewed(room: Newsroom) -> None:
    private(room)
    room.change("keeper", statement="Mine.")
    room.publish(room.ann)
    room.session.execute(update(Bank).values(visibility="shared"))
    room.session.commit()
    room.change("keeper", statement="Ours.")
    room.step("keeper", "accept", room.ben)
    room.publish()
    assert data(room)["reviewed"] is True
