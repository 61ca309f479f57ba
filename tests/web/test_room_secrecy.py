"""Nothing that a room sends before a question closes depends on its key, and nobody sees ahead."""

import html
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from fixtures.banks import NOW, kosovo, load_into
from fixtures.game import Host, Pupil
from flask import Flask
from sqlalchemy import select, update

from quizapp.actions.open_room import open_room
from quizapp.core.kinds import KINDS
from quizapp.core.room import RoomSettings
from quizapp.live import Live, keeper
from quizapp.storage import rooms
from quizapp.storage.database import write
from quizapp.storage.models import Fact, Question, QuestionRevision, QuestionRevisionFact
from quizapp.storage.slots import slots_of
from quizapp.web.database import db
from quizapp.web.rooms import answer, host_view, question_view, stream

# What is sent is made from the question alone, so one database stands for both.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

Sent = dict[str, bytes]
SIGNED = re.compile(rb'(name=\\?"csrf_token"[^>]* value=\\?")[^"\\]+')
OF_EACH = 3
"""Questions of each kind."""


class Still(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return NOW


@pytest.fixture
def kosovo_app(app: Flask, frozen: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Flask:
    load_into(app, kosovo())
    frozen()
    for module in (answer, host_view, question_view, keeper):
        monkeypatch.setattr(module, "datetime", Still)
    monkeypatch.setattr(stream.random, "randint", lambda *_: 500)
    return app


def some_of_each_kind(app: Flask, host: Host, settings: RoomSettings) -> list[int]:
    """Open a room that asks some questions of every kind; returns internal ids of their revisions, in order."""
    with app.app_context():
        session = db.session()
        rows = session.execute(
            select(QuestionRevision.id, Question.kind)
            .join(Question, Question.id == QuestionRevision.question_id)
            .where(Question.kind != "card")
            .order_by(QuestionRevision.id)
        ).all()
        kinds = {kind: [each.id for each in rows if each.kind == kind][:OF_EACH] for _, kind in rows}
        ids = [each for every in kinds.values() for each in every]
        write(session)
        host.room = open_room(session, host.user_id, "Kosovo", settings, ids, NOW).public_id
        session.commit()
    return ids


def rekey(app: Flask, revision_id: int) -> None:
    """Make another answer the right one."""
    with app.app_context():
        row = db.session.execute(
            select(QuestionRevision.data, Question.kind, Question.slug)
            .join(Question, Question.id == QuestionRevision.question_id)
            .where(QuestionRevision.id == revision_id)
        ).one()
        facts = db.session.scalars(
            select(Fact.slug)
            .join(QuestionRevisionFact, QuestionRevisionFact.fact_id == Fact.id)
            .where(QuestionRevisionFact.question_revision_id == revision_id, QuestionRevisionFact.role == "tested")
            .order_by(QuestionRevisionFact.part)
        )
        data = KINDS[row.kind].load(row.slug, tuple(facts), row.data).rekeyed().data()
        assert data != row.data
        db.session.execute(update(QuestionRevision).where(QuestionRevision.id == revision_id).values(data=data))
        db.session.commit()


def forget(app: Flask) -> Live:
    """A process that knows nothing yet."""
    old: Live = app.extensions["live"]
    old.close()
    made = app.extensions["live"] = Live(old.sessions)
    return made


def said(app: Flask, host: Host, pupil: Pupil, position: int) -> Sent:
    """All that is sent while a question is open: pages, views, the first message of each stream, refused answers."""
    live = forget(app)
    sent: Sent = {}
    for name, browser, path in (("host", host, f"/rooms/{host.room}"), ("player", pupil, f"/play/{host.room}")):
        sent[name] = browser.client.get(path).data
        sent[f"{name} view"] = browser.client.get(f"{path}/view").data
        reply = browser.client.get(f"{path}/stream")
        parts = iter(reply.response)
        sent[f"{name} stream"] = b"".join(bytes(next(parts)) for _ in range(2))
        live.close()
        reply.close()
        live = forget(app)
    sent["refused"] = pupil.post(f"/play/{host.room}/answer", confidence="2", position=str(position)).data
    # Tokens are signed anew for each page; they hold nothing of a question.
    return {
        name: re.sub(rb'(name=\\?"csrf_token"[^>]* value=\\?")[^"\\]+', rb"\1", data) for name, data in sent.items()
    }


@pytest.mark.parametrize("own_order", [False, True])
def test_no_byte_before_the_close_depends_on_the_key(kosovo_app: Flask, own_order: bool) -> None:
    host = Host(kosovo_app)
    ids = some_of_each_kind(kosovo_app, host, RoomSettings(own_order=own_order, confidence=True))
    assert len(ids) > 2 * OF_EACH
    pupil = Pupil(kosovo_app, host.room, "Ada")
    for position, revision_id in enumerate(ids, 1):
        forget(kosovo_app)
        host.do("next", position=position - 1)
        before = said(kosovo_app, host, pupil, position)
        rekey(kosovo_app, revision_id)
        after = said(kosovo_app, host, pupil, position)
        assert [name for name in before if before[name] != after[name]] == []
        assert b"event: view" in before["player stream"]
        host.do("skip" if position < len(ids) else "close", position=position)


def test_after_the_close_it_does(kosovo_app: Flask) -> None:
    """Or the test above would prove nothing."""
    host = Host(kosovo_app)
    [first, *_] = some_of_each_kind(kosovo_app, host, RoomSettings())
    pupil = Pupil(kosovo_app, host.room, "Ada")
    host.do("next", position=0)
    host.do("close", position=1)
    before = said(kosovo_app, host, pupil, 1)
    rekey(kosovo_app, first)
    after = said(kosovo_app, host, pupil, 1)
    assert before["host view"] != after["host view"]


def test_questions_to_come_are_nowhere(kosovo_app: Flask) -> None:
    host = Host(kosovo_app)
    ids = some_of_each_kind(kosovo_app, host, RoomSettings())
    pupil = Pupil(kosovo_app, host.room, "Ada")
    with kosovo_app.app_context():
        row = rooms.room(db.session(), host.room)
        assert row
        stems = {position: slot.question.stem for position, slot in slots_of(db.session(), row.id).items()}
    unique = {position: stem for position, stem in stems.items() if list(stems.values()).count(stem) == 1}
    for position in range(len(ids)):
        if position:
            host.do("next", position=position - 1)
        everything = html.unescape(b"".join(said(kosovo_app, host, pupil, position).values()).decode())
        seen = [each for each, stem in unique.items() if stem in everything or json.dumps(stem)[1:-1] in everything]
        assert seen == ([position] if position in unique else [])
        for ahead in (position + 1, position + 2):
            assert pupil.post(f"/play/{host.room}/answer", position=str(ahead), unknown="1").status_code == 410
        if position:
            host.do("skip" if position < 1 else "close", position=position)


@pytest.mark.parametrize("own_order", [False, True])
def test_no_two_players_know_an_option_by_the_same_id_and_what_each_is_shown_is_what_each_is_asked(
    kosovo_app: Flask, own_order: bool
) -> None:
    host = Host(kosovo_app)
    ids = some_of_each_kind(kosovo_app, host, RoomSettings(own_order=own_order))
    pupils = [Pupil(kosovo_app, host.room, name) for name in ("Ada", "Bo", "Cy")]
    orders = set()
    for position in range(1, len(ids) + 1):
        host.do("next", position=position - 1)
        known: list[set[str]] = []
        for pupil in pupils:
            asked = view_of(kosovo_app, pupil, position)
            shown = pupil.view()["html"]
            own = [each["id"] for name in ("options", "labels", "items", "sides") for each in asked.get(name, [])]
            assert [each for each in own if shown.count(each) == 0] == []
            known.append(set(re.findall(r"\b[0-9a-f]{8}\b", shown)))
            orders.add((position, tuple(each.get("text", "") for each in asked.get("options", []))))
        assert all(not one & other for at, one in enumerate(known) for other in known[:at])
        assert all(pupil.answer().status_code == 200 for pupil in pupils)
        host.do("close", position=position)
    with_options = {position for position, options in orders if options}
    several = {position for position in with_options if sum(at == position and bool(o) for at, o in orders) > 1}
    assert bool(several) == own_order


def view_of(app: Flask, pupil: Pupil, position: int) -> dict[str, Any]:
    """What a kind says that a pupil may see."""
    with app.app_context():
        row = rooms.room(db.session(), pupil.room)
        assert row
        player = next(each for each in rooms.players(db.session(), row.id) if each.name == pupil.name)
        _, seed = rooms.asked(db.session(), row.id, position)[player.attempt_id]
        return dict(slots_of(db.session(), row.id)[position].question.ask(seed))
