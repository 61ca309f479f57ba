"""What a player is told of an answer, also where the acknowledgement was lost and they send it again."""

from fixtures.game import Host, Pupil
from flask import Flask
from sqlalchemy import select

from quizapp.core.room import RoomSettings
from quizapp.live import Live
from quizapp.storage.models import Answer
from quizapp.web.database import db


def outcome(pupil: Pupil, fields: dict[str, object]) -> tuple[int, str]:
    response = pupil.answer(**fields)
    return response.status_code, response.json.get("outcome", "") if response.json else ""


def test_an_answer_that_is_stored_is_acknowledged_again_after_its_question(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(kinds=("choice",)), "Ada")
    bo = Pupil(loaded, host.room, "Bo")
    host.do("next")
    sent, late = ada.key(), bo.key()
    other = {"position": sent["position"], "unknown": "1"}
    assert outcome(ada, sent) == (200, "new")
    for name in ("close", "next"):
        host.do(name)
        assert outcome(ada, sent) == (200, "same")
        assert outcome(ada, other) == (409, "")
        assert outcome(bo, late) == (410, "")


def test_a_process_that_begins_during_the_result_acknowledges_what_is_stored(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(kinds=("choice",)), "Ada")
    host.do("next")
    sent = ada.key()
    ada.answer(**sent)
    host.do("close")
    old = loaded.extensions["live"]
    loaded.extensions["live"] = Live(old.sessions)
    assert outcome(ada, sent) == (200, "same")
    loaded.extensions["live"] = old


def test_who_has_left_since_is_not_told_that_their_answer_was_late(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(kinds=("choice",)), "Ada")
    host.do("next")
    sent = ada.key()
    ada.answer(**sent)
    ada.post(f"/play/{host.room}/leave")
    assert outcome(ada, sent) == (200, "same")


def test_a_question_that_there_never_was_takes_no_answer(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(kinds=("choice",)), "Ada")
    for position in ("", "x", "-1", "1", str(2**64)):
        assert outcome(ada, {"position": position, "unknown": "1"}) == (410, "")


def test_nobody_is_certain_of_not_knowing(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(RoomSettings(confidence=True)), "Ada")
    host.do("next")
    ada.answer(position=1, unknown="1", confidence="3")
    host.do("close")
    assert "+0 points" in ada.view()["html"]
    with loaded.app_context():
        assert db.session.scalars(select(Answer.confidence)).one() is None
