"""What the files say since a bank was edited here waits until an editor takes it over or leaves it."""

from dataclasses import replace
from typing import Any

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import bank, by_hand, changed, edit, fact, loaded, shown
from sqlalchemy.orm import Session

from quizapp.actions.desk.review import FACT, QUESTION, Draft, Moved
from quizapp.actions.desk.text import Outdated, save_lists
from quizapp.actions.desk.upstream import about_names, leave, leave_part, take_over, take_part_over, waiting_parts
from quizapp.core.bank import Bank, Sentence, Topic
from quizapp.storage import desk, workspace

OURS, THEIRS = "Bo Lund kept the lamp here.", "Bo Lund kept the lamp in the files."


@pytest.fixture
def room(session: Session) -> Newsroom:
    """A fact was edited and published, and the files changed it since."""
    room = Newsroom.over_the_harbour(session)
    room.change("keeper", statement=OURS)
    room.step("keeper", "accept", room.ben)
    room.publish()
    loaded(session, changed(keeper=fact("keeper", statement=THEIRS)))
    return room


def seen(room: Newsroom) -> Draft:
    upstream = room.work("keeper").upstream
    assert upstream
    return Draft(FACT, "keeper", upstream.number)


def test_what_is_taken_over_is_a_draft_that_a_second_person_accepts(room: Newsroom, session: Session) -> None:
    take_over(session, room.sign(room.ann), room.bank_id, seen(room))
    session.commit()
    work = room.work("keeper")
    assert work.upstream is None
    assert work.draft
    assert (work.draft.fact.statement, work.draft.author_id) == (THEIRS, room.ann.user_id)
    room.step("keeper", "accept", room.ben)
    room.publish()
    assert {each["id"]: each["statement"] for each in shown(session)["facts"]}["keeper"] == THEIRS


def test_what_is_left_never_comes_back(room: Newsroom, session: Session) -> None:
    leave(session, room.sign(room.ann), room.bank_id, seen(room))
    session.commit()
    loaded(session, changed(keeper=fact("keeper", statement=THEIRS)))
    assert room.work("keeper").upstream is None
    assert room.work("keeper").draft is None
    live = room.work("keeper").live
    assert live
    assert live.fact.statement == OURS


@pytest.mark.parametrize("decide", [take_over, leave])
def test_nothing_is_decided_that_was_not_looked_at(room: Newsroom, session: Session, decide: Any) -> None:
    before = seen(room)
    loaded(session, changed(keeper=fact("keeper", statement="Yet another wording.")))
    with pytest.raises(Moved):
        decide(session, room.sign(room.ann), room.bank_id, before)


def test_a_question_waits_and_is_taken_over_likewise(session: Session) -> None:
    room = Newsroom.over_the_harbour(session)
    edit(session, "hand", stem="The tower was built here.")
    loaded(session, bank(questions=[by_hand(stem="The tower was built in the files.")]))
    upstream = desk.questions(session, room.bank_id, "hand")[0].upstream
    assert upstream
    take_over(session, room.sign(room.ann), room.bank_id, Draft(QUESTION, "hand", upstream.number))
    session.commit()
    draft = desk.questions(session, room.bank_id, "hand")[0].draft
    assert draft
    assert draft.question.stem == "The tower was built in the files."


# -- the parts that wait as a whole


def edited_brief(session: Session) -> Newsroom:
    """The title was edited here, and the files have another title, another topic and other sentences since."""
    room = Newsroom.over_the_harbour(session)
    sentences = [{**each, "text": each["text"] + " Here."} for each in shown(session)["sentences"]]
    changes = {"title": "Our harbour", "sentences": sentences}
    save_lists(session, room.sign(room.ann), room.bank_id, changes, 0)
    session.commit()
    room.publish(room.ben)
    loaded(session, files())
    return room


def files() -> Bank:
    sound = bank()
    text = sound.brief.sentences[0].text
    brief = replace(sound.brief, title="Their harbour", sentences=(Sentence("s01", 1, f"{text} There."),))
    return replace(sound, brief=brief, topics=(Topic("people", "People of the harbour"),))


def test_fields_are_taken_over_one_by_one_and_the_others_stay(session: Session) -> None:
    room = edited_brief(session)
    assert waiting_parts(session, room.bank_id).keys() == {"about", "sentences"}
    assert about_names(session, room.bank_id) == ["title", "topics"]
    version = workspace.version(session, room.bank_id)
    take_part_over(session, room.sign(room.ann), room.bank_id, "about", ["topics"], version)
    session.commit()
    data = workspace.data(session, room.bank_id)
    assert (data["title"], data["topics"][0]["title"]) == ("Our harbour", "People of the harbour")
    assert waiting_parts(session, room.bank_id).keys() == {"sentences"}


def test_sentences_are_taken_over_and_quotes_follow(session: Session) -> None:
    room = edited_brief(session)
    version = workspace.version(session, room.bank_id)
    lost = take_part_over(session, room.sign(room.ann), room.bank_id, "sentences", (), version)
    session.commit()
    assert lost == []
    assert workspace.data(session, room.bank_id)["sentences"][0]["text"].endswith(" There.")


def test_a_part_that_was_decided_on_waits_no_more(session: Session) -> None:
    room = edited_brief(session)
    for part in ("about", "sentences"):
        leave_part(session, room.sign(room.ann), room.bank_id, part)
        session.commit()
    assert waiting_parts(session, room.bank_id) == {}
    assert workspace.data(session, room.bank_id)["title"] == "Our harbour"
    with pytest.raises(Moved):
        leave_part(session, room.sign(room.ann), room.bank_id, "about")
    session.rollback()
    loaded(session, files())
    assert waiting_parts(session, room.bank_id) == {}


def test_a_part_is_not_taken_over_what_somebody_saved_meanwhile(session: Session) -> None:
    room = edited_brief(session)
    with pytest.raises(Outdated):
        take_part_over(session, room.sign(room.ann), room.bank_id, "about", ["title"], 0)


def test_the_log_replays_through_all_of_it(room: Newsroom, session: Session) -> None:
    take_over(session, room.sign(room.ann), room.bank_id, seen(room))
    session.commit()
    loaded(session, changed(keeper=fact("keeper", statement="A third wording.")))
    leave(session, room.sign(room.ann), room.bank_id, seen(room))
    session.commit()
    state = room.ledger()
    assert state["bank/harbour/fact/keeper"]["draft"]["data"]["statement"] == THEIRS
    assert not any(name.startswith("bank/harbour/upstream") for name in state)
