"""Looking facts up, and a learner's own part of a fact's page."""

import re
from collections.abc import Callable

import pytest
from fixtures.player import Player
from sqlalchemy import func, select

from quizapp.actions.remember import Seen, note
from quizapp.core.memory import replay
from quizapp.storage import learners, memories, my_facts
from quizapp.storage.models import Answer, Fact, FactRevision, Learner, Memory, Review
from quizapp.storage.my_facts import Wanted
from quizapp.web.database import db
from quizapp.web.identity import now

NAME = re.compile(r'class="name" href="(/bank/[^"]+)"')


def names(player: Player, query: str = "") -> list[str]:
    response = player.client.get(f"/facts?{query}")
    assert response.status_code == 200, response.text
    return NAME.findall(response.text)


@pytest.fixture
def met(player: Player) -> Player:
    """Somebody who has answered a quiz."""
    player.start(length="20")
    for position in player.positions():
        player.post(position, {**player.fields(position, right=position > 1), "confidence": "3"})
    return player


def do(player: Player, path: str, what: str, **data: str) -> int:
    address = path.replace("/bank/", "/facts/").replace("/fact/", "/") + f"/{what}"
    return player.client.post(address, data={"csrf_token": player.token(), **data}).status_code


def test_a_stranger_searches_and_nothing_is_created(player: Player) -> None:
    found = names(player)
    assert found
    assert names(player, "state=known") == found
    assert "How you stand" not in player.client.get("/facts").text
    assert names(player, "in=farhaven") == found
    assert "No fact fits" in player.client.get("/facts?q=zzzz").text
    with player.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Learner)) == 0


def test_a_unit_that_stands_in_the_value_is_not_told_again(player: Player) -> None:
    page = player.client.get("/bank/farhaven/fact/height").text
    assert re.search(r'<dd>31 metres <span class="soft">exact</span></dd>', page)


def test_case_and_diacritics_do_not_matter(player: Player) -> None:
    with player.app.app_context():
        statement = db.session.scalars(select(FactRevision)).first().data["statement"]  # type: ignore[union-attr]
    assert names(player, f"q={statement.upper()}") == names(player, f"q={statement}") != []
    accented = statement.replace("a", "á").replace("e", "ë")
    assert names(player, f"q={accented}") == names(player, f"q={statement}")


@pytest.mark.parametrize("sign", ["_", "%25", "%5C"])
def test_wildcards_are_literal(player: Player, sign: str) -> None:
    assert names(player, f"q=x{sign}x{sign}x") == []


@pytest.mark.parametrize("query", ["after=x", "after=99999999999999999999", "in=no/no&kind=no&state=no", "q=%00"])
def test_any_address_is_answered(player: Player, query: str) -> None:
    names(player, query)


def test_pages_show_each_fact_once(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    every = names(player)
    monkeypatch.setattr(my_facts, "PAGE", 2)
    seen, after = [], "0"
    while after:
        text = player.client.get(f"/facts?after={after}").text
        seen += NAME.findall(text)
        link = re.search(r"after=(\d+)", text)
        after = link.group(1) if link else ""
    assert seen == every


def test_states_divide_the_facts(met: Player) -> None:
    parts = [names(met, f"state={state}") for state in ("new", "learning", "known")]
    assert sorted(path for part in parts for path in part) == sorted(names(met))
    assert parts[1]


def test_a_note_is_kept_escaped_and_ones_own(met: Player, new_player: Callable[[], Player]) -> None:
    path = names(met)[0]
    assert do(met, path, "note", text="<b>mine</b>\r\nsecond") == 303
    assert "&lt;b&gt;mine&lt;/b&gt;\nsecond" in met.client.get(path).text
    assert do(met, path, "note", text="x" * 2001) == 400
    other = new_player()
    assert do(other, path, "note", text="no") == 404
    other.start()
    assert "mine&lt;" not in other.client.get(path).text


def test_a_fact_is_found_by_ones_own_note_on_it(met: Player, new_player: Callable[[], Player]) -> None:
    path = names(met, "state=learning")[0]
    assert names(met, "q=Zebrafinken") == []
    do(met, path, "note", text="Zebrafinken brüten hier; siehe Skizze.")
    assert names(met, "q=zebrafinken") == names(met, "q=SKIZZE+bruten") == [path]
    assert names(met, "q=zebrafinken&state=new") == []
    assert names(new_player(), "q=zebrafinken") == []


def test_a_fact_never_met_is_marked_suspended_and_resumed(player: Player) -> None:
    player.start()
    path = names(player)[0]
    for what, state in (("mark", "marked"), ("suspend", "suspended"), ("bury", "buried")):
        assert do(player, path, what, marked="y") == 303
        assert names(player, f"state={state}") == [path]
    do(player, path, "mark")
    do(player, path, "resume")
    assert names(player, "state=marked") == names(player, "state=suspended") == []
    assert path in names(player, "state=new")


def test_the_history_tells_each_answer(met: Player) -> None:
    text = met.client.get(names(met, "state=learning")[0]).text
    assert "Your history with it" in text
    assert re.search(r": (Right|Wrong|Partly right)<", text)


def test_an_answer_withheld_is_not_told(player: Player) -> None:
    player.start(length="3", feedback="end")
    player.post(1, {**player.fields(1), "confidence": "2"})
    for path in names(player):
        assert 'class="list past"' not in player.client.get(path).text


def test_everything_is_forgotten_only_when_ticked(met: Player) -> None:
    learned = names(met, "state=learning")
    assert str(len(learned)) in met.client.get("/facts/reset").text
    post = {"csrf_token": met.token(), "bank": "", "topic": ""}
    assert met.client.post("/facts/reset", data=post).status_code == 422
    assert names(met, "state=learning") == learned
    for bad in ({"bank": "no"}, {"topic": "no"}, {"bank": "farhaven", "topic": "no"}):
        assert met.client.post("/facts/reset", data={**post, **bad, "sure": "y"}).status_code == 404
    assert met.client.post("/facts/reset", data={**post, "sure": "y"}).status_code == 303
    assert names(met, "state=learning") == []
    assert "Reset" in met.client.get(learned[0]).text
    with met.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Answer)) == len(met.positions())
        for row in db.session.scalars(select(Memory)):
            history = memories.histories(db.session(), row.learner_id, [row.fact_id])[row.fact_id]
            assert row.stability is replay(history.moving) is None
            assert (row.reviews, row.last_given_at) == (history.reviews, history.last_given_at)


def test_an_undone_reset_gives_the_memory_back(met: Player) -> None:
    path = names(met, "state=learning")[0]
    slug = path.rpartition("/")[2]

    def stability() -> float | None:
        return db.session.scalar(
            select(Memory.stability).join(Fact, Fact.id == Memory.fact_id).where(Fact.slug == slug)
        )

    with met.app.app_context():
        before = stability()
    do(met, path, "reset")
    assert path in names(met, "state=learning")
    do(met, path, "reset", sure="y")
    with met.app.app_context():
        assert stability() is None
        review = db.session.scalars(select(Review).where(Review.type == "reset")).one()
        note(
            db.session(),
            learners.by_id(db.session(), review.learner_id),
            review.fact_id,
            "undo",
            Seen(now()),
            review.id,
        )
        db.session.commit()
        assert stability() == before
    assert "<s>" in met.client.get(path).text


def test_a_topic_of_a_bank_narrows(player: Player) -> None:
    with player.app.app_context():
        topic = db.session.scalars(select(FactRevision.topic)).first()
        rows, _ = my_facts.search(db.session(), None, Wanted(topic=topic or ""), now().date())
    assert len(names(player, f"in=farhaven/{topic}")) == len(rows) > 0
