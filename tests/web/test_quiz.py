"""A quiz in the browser, as requests: started, answered, resumed, handed in, and never counted twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from flask import Flask
from sqlalchemy import func, select

from quizapp.storage import database
from quizapp.storage.models import Answer, Asked, Attempt, Grading, Learner, Memory, Review, Session
from quizapp.web.database import db


def rows(app: Flask, *tables: type) -> list[int]:
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_the_first_page_creates_nothing(loaded: Flask) -> None:
    page = loaded.test_client().get("/")
    assert page.status_code == 200
    assert "Ask me ten questions" in page.text
    assert rows(loaded, Learner, Session) == [0, 0]


def test_one_tap_leads_to_the_first_question(app: Flask, player: Player) -> None:
    page = player.start()
    assert page.status_code == 200
    assert "Question 1 of" in page.text
    assert rows(app, Learner, Session, Attempt) == [1, 1, 1]


def test_a_right_answer_is_proved_and_remembered(app: Flask, player: Player) -> None:
    player.start()
    page = player.answer(1)
    assert "Right." in page.text
    assert 'class="evidence"' in page.text
    assert "Says so" in page.text
    answers, gradings, reviews = rows(app, Answer, Grading, Review)
    assert (answers, gradings) == (1, 1)
    assert reviews == len(player.item(1).fact_ids)
    with app.app_context():
        memory = db.session.scalars(select(Memory)).first()
        assert memory
        assert memory.due_day
        assert memory.last_study_day
        assert memory.due_day > memory.last_study_day


def test_a_wrong_answer_says_why_and_ends_with_the_truth(player: Player) -> None:
    player.start(kinds=["choice"])
    page = player.answer(1, right=False)
    assert "Not so" in page.text
    assert "You may think" in page.text
    assert page.text.index("You may think") < page.text.index('class="true"')


def test_i_do_not_know_costs_nothing_and_counts_as_again(app: Flask, player: Player) -> None:
    player.start()
    page = player.send(1, {"unknown": "1"})
    assert "You said that you did not know" in page.text
    with app.app_context():
        assert db.session.scalar(select(Grading.score)) == 0.0
        assert db.session.scalar(select(Grading.bucket)) == "unknown"


def test_the_same_answer_twice_gets_the_same_receipt(app: Flask, player: Player) -> None:
    player.start()
    fields = player.fields(1)
    first, second = (player.post(1, fields) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert rows(app, Answer, Grading) == [1, 1]


def test_another_second_answer_is_refused_with_the_stored_one(app: Flask, player: Player) -> None:
    player.start(kinds=["choice"])
    player.answer(1)
    page = player.post(1, player.fields(1, right=False))
    assert page.status_code == 409
    assert "Your first answer counts" in page.text
    assert "Right." in page.text
    assert rows(app, Answer, Grading) == [1, 1]


def test_an_unreadable_answer_is_asked_again_and_stores_nothing(app: Flask, player: Player) -> None:
    player.start()
    page = player.post(1, {})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert rows(app, Answer) == [0]


def test_coming_back_goes_on_where_it_was_left(player: Player) -> None:
    player.start()
    player.answer(1)
    page = player.client.get(player.path(), follow_redirects=True)
    assert "Question 2 of" in page.text
    assert "Go on: question 2 of" in player.client.get("/").text


def test_a_skipped_question_comes_back(player: Player) -> None:
    player.start()
    player.answer(2)
    page = player.client.get(player.path(), follow_redirects=True)
    assert "Question 1 of" in page.text


def test_the_result_lists_every_answer_with_its_proof(player: Player) -> None:
    player.start()
    for position in player.positions():
        player.answer(position, right=position != 1)
    page = player.client.get(player.path(), follow_redirects=True)
    assert page.text.count('class="true"') >= len(player.positions())
    assert "Ask me the ones I missed" in page.text


def test_the_ones_i_missed_are_asked_in_one_tap(player: Player) -> None:
    player.start(kinds=["choice"])
    for position in player.positions():
        player.answer(position, right=position != 1)
    missed = player.item(1).fact_ids
    player.follow(player.client.post(player.path("missed"), data={"csrf_token": player.token()}))
    assert player.positions() == [1]
    assert player.item(1).fact_ids == missed


def test_a_double_click_on_start_starts_one_quiz(app: Flask, player: Player) -> None:
    player.start()
    first = player.attempt
    player.start()
    assert player.attempt == first
    assert rows(app, Attempt) == [1]


def test_somebody_elses_quiz_does_not_exist(app: Flask, player: Player, new_player: Callable[[], Player]) -> None:
    player.start()
    other = new_player()
    other.start()
    for method, path in (
        ("get", player.path()),
        ("get", player.path("1")),
        ("get", player.path("hand-in")),
        ("post", player.path("1")),
        ("post", player.path("hand-in")),
        ("post", player.path("missed")),
    ):
        answer = getattr(other.client, method)(
            path, **({"data": {"csrf_token": other.token()}} if method == "post" else {})
        )
        assert answer.status_code == 404, path
    assert app.test_client().get(player.path("1")).status_code == 404


class TestFeedbackAtTheEnd:
    """Nothing tells who was right before the end."""

    def test_an_answer_gets_a_receipt_without_a_score(self, app: Flask, player: Player) -> None:
        player.start(feedback="end")
        page = player.answer(1)
        assert "Question 2 of" in page.text
        assert "Right" not in page.text
        assert rows(app, Answer, Grading, Review, Memory) == [1, 0, 0, 0]

    def test_an_answer_can_be_changed_until_it_is_handed_in(self, app: Flask, player: Player) -> None:
        player.start(feedback="end", kinds=["choice"])
        player.answer(1, right=False)
        player.answer(1, right=True)
        assert rows(app, Answer) == [1]
        player.hand_in()
        assert player.item(1).grade is not None
        assert player.item(1).grade.score == 1
        refused = player.post(1, player.fields(1, right=False))
        assert refused.status_code == 409

    def test_right_and_wrong_send_the_same_bytes_until_the_end(
        self, player: Player, frozen: Callable[..., None]
    ) -> None:
        frozen()
        player.start(feedback="end", kinds=["choice"])
        player.answer(1, right=True)
        paths = ["/", player.path(), player.path("hand-in"), player.path("2")]
        before = [player.client.get(path, follow_redirects=True).text for path in paths]
        player.answer(1, right=False)
        after = [player.client.get(path, follow_redirects=True).text for path in paths]
        told = [player.said(1, right) for right in (True, False)]
        assert [text.replace(told[0], "…") for text in before] == [text.replace(told[1], "…") for text in after]

    def test_handing_in_releases_all_dated_when_given(self, app: Flask, player: Player) -> None:
        player.start(feedback="end")
        player.answer(1)
        player.hand_in()
        with app.app_context():
            review = db.session.scalars(select(Review)).first()
            answer = db.session.scalars(select(Answer)).one()
            assert review
            assert review.given_at == answer.given_at
        assert rows(app, Grading) == [1]

    def test_handing_in_twice_does_it_once(self, app: Flask, player: Player) -> None:
        player.start(feedback="end")
        player.answer(1)
        player.hand_in()
        before = rows(app, Grading, Review)
        player.hand_in()
        assert rows(app, Grading, Review) == before


def test_fifty_parallel_posts_leave_one_answer_and_fifty_same_replies(app: Flask, player: Player) -> None:
    player.start()
    fields, cookies = player.fields(1), player.cookies()

    def post(_: int) -> tuple[int, str | None]:
        reply = app.test_client(use_cookies=False).post(player.path("1"), data=fields, headers={"Cookie": cookies})
        return reply.status_code, reply.location

    with ThreadPoolExecutor(16) as pool:
        replies = set(pool.map(post, range(50)))
    assert replies == {(303, player.path("1"))}
    assert rows(app, Answer, Grading) == [1, 1]
    assert rows(app, Review) == [len(player.item(1).fact_ids)]


def test_an_abandoned_quiz_is_closed_after_a_day(app: Flask, player: Player) -> None:
    from quizapp.actions.run_jobs import run_due
    from quizapp.web.identity import now

    player.start(feedback="end")
    player.answer(1)
    with app.test_request_context():
        later = now() + timedelta(hours=25)
        ran = run_due(db.session(), later, "test")
    assert "abandoned attempts" in ran
    assert rows(app, Grading) == [1]
    with app.app_context():
        assert db.session.scalar(select(Attempt.finished_at)) is not None
        assert db.session.scalar(select(func.count()).select_from(Asked).where(Asked.released_at.is_not(None))) == 1


def test_two_answers_to_one_fact_on_one_day_move_memory_once(app: Flask, player: Player) -> None:
    player.start(kinds=["choice"])
    player.answer(1, right=False)
    (fact_id,) = player.item(1).fact_ids
    player.hand_in()

    def state() -> tuple[float | None, int]:
        with app.app_context():
            memory = db.session.scalars(select(Memory).where(Memory.fact_id == fact_id)).one()
            return memory.stability, memory.reviews

    before = state()
    player.follow(player.client.post(player.path("missed"), data={"csrf_token": player.token()}))
    position = next(each for each in player.positions() if fact_id in player.item(each).fact_ids)
    player.answer(position)
    assert state() == (before[0], before[1] + 1)


@pytest.mark.parametrize(
    "bad", [{"length": "0"}, {"length": "many"}, {"length": "1000"}, {"feedback": "never"}, {"kinds": ["nonsense"]}]
)
def test_a_bad_choice_is_explained(player: Player, bad: dict[str, object]) -> None:
    page = player.client.post(
        "/quiz", data={"csrf_token": player.token(), "bank": "farhaven", "length": "3", "feedback": "each", **bad}
    )
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_a_quiz_shorter_than_wished_says_so(player: Player) -> None:
    assert "fits what you chose" in player.start(kinds=["number"]).text
    assert player.positions() == [1]


def test_topics_and_kinds_are_kept_to(player: Player) -> None:
    player.start(kinds=["verdict"], bank="farhaven")
    assert {player.item(position).question.kind for position in player.positions()} == {"verdict"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_database_too_busy_costs_an_answer_nothing(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    player.start()
    fields = player.fields(1)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    with player.app.app_context():
        db.engine.dispose()
        with db.engine.connect() as other:
            other.exec_driver_sql("ROLLBACK")
            other.exec_driver_sql("BEGIN IMMEDIATE")
            assert player.client.get(player.path("2")).status_code == 200
            page = player.post(1, fields)
            other.exec_driver_sql("ROLLBACK")
            other.exec_driver_sql("BEGIN")
    assert page.status_code == 503
    assert "Nothing was lost" in page.text
    assert player.send(1, fields).status_code == 200


def test_whoever_comes_back_is_remembered_from_then_on(player: Player, frozen: Callable[..., None]) -> None:
    for months in (0, 11, 22):
        frozen(NOW + timedelta(days=30 * months))
        player.tokens.forget()
        player.start()
        for position in player.positions():
            player.answer(position)
    assert rows(player.app, Learner, Session) == [1, 1]


def test_a_claim_stands_in_quotation_marks_while_it_is_asked_and_afterwards(loaded: Flask) -> None:
    player = Player(loaded)
    player.start(bank="farhaven", kinds="truefalse", length="1", confidence="")
    with loaded.app_context():
        claim = f"“{player.items()[0].question.stem}”"
    assert claim in unescape(player.client.get(player.path("1")).text)
    assert claim in unescape(player.answer(1).text)
    assert claim in unescape(player.client.get(player.path()).text)
