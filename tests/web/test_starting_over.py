"""Forgetting facts on purpose, and finding those that are due or will not stay."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fixtures.player import Player, text_of
from sqlalchemy import func, select, update

from quizapp.actions.forget import forget
from quizapp.actions.remember import rebuild
from quizapp.core.study_day import study_day
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.models import Fact, FactRevision, Memory, Review
from quizapp.storage.my_facts import LEECH
from quizapp.storage.remembered import count
from quizapp.web.database import db

NAME = re.compile(r'class="name" href="/bank/farhaven/fact/([^"]+)"')


@pytest.fixture
def met(player: Player) -> Player:
    """Somebody who has answered a quiz."""
    player.start(length="20")
    for position in player.positions():
        player.post(position, {**player.fields(position, right=position > 1), "confidence": "3"})
    return player


def found(player: Player, state: str) -> set[str]:
    """The facts that a filter leaves."""
    return set(NAME.findall(player.client.get(f"/facts?state={state}").text))


def slugs(*where: object) -> set[str]:
    """The facts whose memory is as wanted."""
    return set(db.session.scalars(select(Fact.slug).join(Memory, Memory.fact_id == Fact.id).where(*where)))  # type: ignore[arg-type]


def set_memory(player: Player, slug: str, **values: object) -> None:
    """Write into a fact's memory."""
    with player.app.app_context():
        fact = select(Fact.id).where(Fact.slug == slug).scalar_subquery()
        db.session.execute(update(Memory).where(Memory.fact_id == fact).values(**values))
        db.session.commit()


def test_leeches_are_found(met: Player) -> None:
    assert LEECH == 8
    assert found(met, "leech") == set()
    one, other, *_ = sorted(found(met, "learning"))
    set_memory(met, one, lapses=LEECH)
    set_memory(met, other, lapses=LEECH - 1)
    assert found(met, "leech") == {one}
    assert "· Leech" in met.client.get("/facts?state=leech").text


@pytest.mark.parametrize(
    ("due", "suspended", "buried", "state"),
    [
        (-3, False, None, "due"),
        (0, False, -3, "due"),
        (3, False, None, ""),
        (0, True, None, "suspended"),
        (-3, False, 2, "buried"),
    ],
)
def test_what_is_due_is_found_unless_it_sleeps(
    due: int, suspended: bool, buried: int | None, state: str, met: Player
) -> None:
    today, one = study_day(datetime.now(UTC), "UTC"), min(found(met, "learning"))
    until = None if buried is None else today + timedelta(buried)
    set_memory(met, one, due_day=today + timedelta(due), suspended=suspended, buried_until=until)
    for each in ("due", "suspended", "buried"):
        assert found(met, each) == ({one} if each == state else set())


def test_a_topic_is_forgotten_and_nothing_else(met: Player) -> None:
    with met.app.app_context():
        of_topic = {
            topic: slugs(
                FactRevision.fact_id == Memory.fact_id, FactRevision.topic == topic, Memory.stability.is_not(None)
            )
            for topic in db.session.scalars(select(FactRevision.topic).distinct())
        }
    topic, gone = next((topic, facts) for topic, facts in of_topic.items() if facts)
    before = found(met, "learning")
    page = met.client.get(f"/facts/reset?bank=farhaven&topic={topic}").text
    assert ("Forget one fact?" if len(gone) == 1 else f"Forget {len(gone)} facts?") in page
    assert ("Forget it" in page, "Forget them" in page) == (len(gone) == 1, len(gone) != 1)
    form = {"csrf_token": met.token(), "bank": "farhaven", "topic": topic, "sure": "y"}
    response = met.client.post("/facts/reset", data=form, follow_redirects=True)
    assert "Done. What you started over with counts as never asked." in response.text
    assert found(met, "learning") == before - gone != before
    assert "There is nothing to forget here" in met.client.get(f"/facts/reset?bank=farhaven&topic={topic}").text


def test_one_fact_is_it_and_is_confirmed(met: Player) -> None:
    one, *others = sorted(found(met, "learning"))
    for other in others:
        set_memory(met, other, stability=None, difficulty=None, last_study_day=None, due_day=None)
    page = met.client.get("/facts/reset").text
    assert "Forget one fact?" in page
    assert "It will count as never asked" in page
    assert "hem" not in text_of(page.partition("<main")[2].partition("</main")[0])
    address = f"/facts/farhaven/{one}/reset"
    unsure = met.client.post(address, data={"csrf_token": met.token()}, follow_redirects=True)
    assert "Done." not in unsure.text
    sure = met.client.post(address, data={"csrf_token": met.token(), "sure": "y"}, follow_redirects=True)
    assert "Done. It counts as never asked." in sure.text


def test_after_starting_over_with_everything_progress_says_so(met: Player) -> None:
    met.client.post("/facts/reset", data={"csrf_token": met.token(), "sure": "y"})
    page = met.client.get("/progress").text
    assert "count as never asked. What you answered stays" in page
    assert "I have studied elsewhere" not in page


def test_a_review_from_after_now_is_replayed(met: Player) -> None:
    """The clock went back: a reset of today lies before what is already there, and cannot undo it."""
    now = datetime.now(UTC)
    with met.app.app_context():
        session = db.session()
        learner_id = session.scalars(select(Memory.learner_id)).first() or 0
        who = learners.by_id(session, learner_id)
        first = session.scalars(select(Review).order_by(Review.id)).first()
        assert first
        fact_id, later = first.fact_id, now + timedelta(hours=5)
        before = session.get(Memory, (learner_id, fact_id))
        assert before
        stability, known = before.stability, count(session, learner_id)
        session.rollback()
        write(session, [learner_id])
        session.execute(update(Review).where(Review.fact_id == fact_id).values(given_at=later))
        session.execute(update(Memory).where(Memory.fact_id == fact_id).values(last_given_at=later))
        assert forget(session, who, now) == known
        session.commit()
        assert count(session, learner_id) == 1
        late = session.get(Memory, (learner_id, fact_id))
        assert late
        assert late.stability == stability
        resets = session.scalars(select(func.count()).where(Review.type == "reset")).one()
        assert resets == known
        rows = session.scalars(select(Memory).order_by(Memory.fact_id)).all()
        kept = [(row.fact_id, row.stability, row.reviews, row.last_given_at) for row in rows]
        write(session, [learner_id])
        rebuild(session, who, [row[0] for row in kept])
        rows = session.scalars(select(Memory).order_by(Memory.fact_id)).all()
        assert [(row.fact_id, row.stability, row.reviews, row.last_given_at) for row in rows] == kept
