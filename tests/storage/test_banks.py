"""A whole bank as plain data."""

import json

from actions.harbour import bank, changed, fact, loaded, shown
from sqlalchemy.orm import Session

from quizapp.storage.banks import show, slugs


def test_there_is_no_bank_yet(session: Session) -> None:
    assert show(session, "harbour") is None
    assert slugs(session) == []


def test_everything_is_shown_as_json(session: Session) -> None:
    loaded(session, bank())
    found = shown(session)
    assert json.loads(json.dumps(found)) == found
    assert "loaded" not in found
    assert found["topics"] == [{"id": "people", "title": "People", "about": ""}]
    assert slugs(session) == ["harbour"]


def test_a_question_is_shown_with_its_facts_options_and_key(session: Session) -> None:
    loaded(session, bank())
    choice = next(each for each in shown(session)["questions"] if each["id"] == "builder.choice.1")
    assert (choice["kind"], choice["origin"], choice["facts"]) == ("choice", "derived", ["builder"])
    assert (choice["stem"], choice["key"]) == ("Who built the tower?", ["Ada Moen"])
    assert len(choice["options"]) == 3
    hand = next(each for each in shown(session)["questions"] if each["id"] == "hand")
    assert hand["origin"] == "hand"


def test_the_order_is_stable(session: Session) -> None:
    loaded(session, bank())
    loaded(session, changed(builder=fact("builder", importance="must-know")))
    found = shown(session)
    assert [each["id"] for each in found["facts"]] == ["builder", "keeper", "painter", "pilot", "mayor"]
    ids = [each["id"] for each in found["questions"]]
    assert ids == sorted(ids)
