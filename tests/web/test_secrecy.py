"""Nothing sent before an answer depends on its key: for every question of the shipped bank."""

from collections.abc import Callable

import pytest
from fixtures.banks import NOW, kosovo, load_into
from fixtures.player import Player
from fixtures.rekeying import rekey
from flask import Flask
from sqlalchemy import insert, select

from quizapp.core.fact import VERDICTS
from quizapp.storage.models import Asked, Attempt, Edition, QuestionRevision
from quizapp.web.database import db

# What is sent is made from the question alone, so one database stands for both.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def kosovo_player(app: Flask) -> Player:
    load_into(app, kosovo())
    return Player(app)


def issue_everything(app: Flask, public_id: str) -> int:
    """Add every live question of the bank to an attempt, as if it had been drawn; returns how many there are then."""
    with app.app_context():
        attempt_id = db.session.scalar(select(Attempt.id).where(Attempt.public_id == public_id))
        edition_id = db.session.scalar(select(Edition.id))
        start = 100
        revisions = db.session.scalars(select(QuestionRevision.id).order_by(QuestionRevision.id)).all()
        db.session.execute(
            insert(Asked),
            [
                {
                    "attempt_id": attempt_id,
                    "position": start + place,
                    "question_revision_id": revision_id,
                    "edition_id": edition_id,
                    "seed": str(7_000_000 + place),
                    "shown_at": NOW,
                }
                for place, revision_id in enumerate(revisions)
            ],
        )
        db.session.commit()
        return start + len(revisions)


def pages(player: Player, first: int, end: int) -> dict[int, tuple[bytes, list[tuple[str, str]]]]:
    replies = {position: player.client.get(player.path(str(position))) for position in range(first, end)}
    assert all(reply.status_code == 200 for reply in replies.values())
    return {position: (reply.data, sorted(reply.headers)) for position, reply in replies.items()}


def surroundings(player: Player, first: int, end: int) -> list[bytes]:
    """What else the attempt sends before an answer: where it goes on, its overview, pages of refused answers."""
    token = player.token()
    replies = [player.client.get(player.path(rest)) for rest in ("", "hand-in")]
    replies += [
        player.client.post(player.path(str(position)), data={"csrf_token": token, "confidence": "2"})
        for position in range(first, end, 10)
    ]
    assert {reply.status_code for reply in replies[2:]} == {422}
    return [reply.data + str(sorted(reply.headers)).encode() for reply in replies]


def test_no_byte_before_the_answer_depends_on_the_key(kosovo_player: Player, frozen: Callable[..., None]) -> None:
    frozen()
    player = kosovo_player
    player.start(bank="kosovo-2023")
    end = issue_everything(player.app, player.attempt)
    before, around = pages(player, 100, end), surroundings(player, 100, end)
    rekey(player.app)
    after = pages(player, 100, end)
    assert surroundings(player, 100, end) == around
    assert len(before) >= 250
    assert [position for position in before if before[position] != after[position]] == []


def test_no_page_names_its_question_and_ids_differ_by_asking(
    kosovo_player: Player, frozen: Callable[..., None]
) -> None:
    frozen()
    player = kosovo_player
    player.start(bank="kosovo-2023")
    end = issue_everything(player.app, player.attempt)
    items = {item.position: item for item in player.items()}
    with player.app.app_context():
        digests = dict(db.session.execute(select(QuestionRevision.id, QuestionRevision.digest)).all())
    ids: list[str] = []
    for position in range(100, end):
        item, text = items[position], player.client.get(player.path(str(position))).text
        assert item.question.id not in text or item.question.id in item.question.stem, item.question.id
        assert digests[item.question_revision_id][:12] not in text
        assert not any(f'value="{verdict}" checked' in text for verdict in VERDICTS)
        ids += [option["id"] for option in item.question.ask(item.seed).get("options", [])]
    assert len(ids) == len(set(ids))
