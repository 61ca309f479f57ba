"""Card sessions over HTTP, on both databases."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from werkzeug.test import TestResponse

from quizapp.core.memory import DEFAULT
from quizapp.storage import asked, attempts, card_forms
from quizapp.storage.models import Attempt, Fit, Learner, Memory, Review
from quizapp.web.database import db

POSITION = re.compile(r'action="/cards/[^/]+/(\d+)"')


class Cards(Player):
    """A player with cards."""

    def begin(self) -> TestResponse:
        """Start or go on."""
        response = self.client.post("/cards", data={"csrf_token": self.token(), "zone": "Europe/Berlin"})
        assert response.status_code == 303
        self.attempt = response.location.rpartition("/")[2]
        return self.client.get(response.location)

    def page(self) -> str:
        """The present page of the session."""
        return self.client.get(f"/cards/{self.attempt}").text

    def position(self) -> int:
        """Of the card whose turn it is."""
        found = POSITION.search(self.page())
        assert found
        return int(found[1])

    def item(self, position: int) -> Any:
        with self.app.app_context():
            attempt = db.session.query(Attempt).filter_by(public_id=self.attempt).one()
            return asked.item(db.session(), attempt.id, position)

    def send_card(self, position: int, **fields: Any) -> TestResponse:
        data = {"csrf_token": self.token(), **fields}
        return self.client.post(f"/cards/{self.attempt}/{position}", data=data)

    def take(self, right: bool = True) -> TestResponse:
        """Take the present card."""
        position = self.position()
        item = self.item(position)
        if item.question.self_graded:
            return self.send_card(position, answer="3" if right else "1")
        return self.send_card(position, **(item.question.key(item.seed) if right else {"unknown": "1"}))

    def over(self) -> bool:
        """Whether the session is over."""
        return "data-grade" not in self.page() and "data-question" not in self.page()


def cards(player: Player, **preferences: Any) -> Cards:
    """The player's browser, with a session begun."""
    made = Cards(player.app)
    made.client = player.client
    if preferences:
        made.begin()
        with player.app.app_context():
            learner = db.session.query(Learner).order_by(Learner.id.desc()).first()
            assert learner
            learner.settings = preferences
            db.session.query(Attempt).delete()
            db.session.commit()
    made.begin()
    return made


def test_a_stranger_is_told_what_cards_are_and_nothing_is_stored(player: Player) -> None:
    page = player.client.get("/cards")
    assert "A card for every fact" in page.text
    assert player.client.get_cookie("quizapp") is None


def test_a_session_goes_to_its_end(player: Player) -> None:
    mine = cards(player)
    assert "Turn the card" in mine.page()
    for _ in range(100):
        if mine.over():
            break
        response = mine.take()
        assert response.status_code == 303
        assert player.client.get(response.location).status_code == 200
    assert "right once" in mine.page()
    assert "Undo the last one" in mine.page()


def test_each_grade_says_when_the_card_comes_back(player: Player) -> None:
    page = cards(player, forms="turned").page()
    assert "today" in page
    assert len(re.findall(r'class="when"><span class="in">in </span>(?:one day|\d+ days)', page)) == 3
    assert 'aria-label="Again, back today"' in page
    assert re.search(r'aria-label="Good, back in (?:one day|\d+ days)"', page)


def test_intervals_and_memory_go_by_parameters_of_ones_own(player: Player) -> None:
    mine = cards(player, forms="turned")
    own = [20.0 if number == 2 else value for number, value in enumerate(DEFAULT)]
    row = {"reviews": 500, "parameters": {"w": own}, "default_loss": 0.44, "fitted_loss": 0.43, "adopted": True}
    with player.app.app_context():
        learner = db.session.query(Learner).order_by(Learner.id.desc()).first()
        assert learner
        db.session.add(Fit(learner_id=learner.id, at=NOW, **row))
        db.session.commit()
    assert 'aria-label="Good, back in 20 days"' in mine.page()
    mine.send_card(mine.position(), answer="3")
    with player.app.app_context():
        memory = db.session.query(Memory).filter(Memory.stability.is_not(None)).one()
        assert memory.stability == 20.0
        assert memory.due_day
        assert memory.last_study_day
        assert (memory.due_day - memory.last_study_day).days == 20


def test_a_card_shows_its_proof_and_ends_with_what_is_true(player: Player) -> None:
    mine = cards(player, forms="turned")
    page = mine.page()
    item = mine.item(mine.position())
    assert page.index(item.question.stem) < page.index('class="evidence"') < page.index('class="true"')


def test_a_second_grade_from_another_device_is_refused_and_shown(player: Player) -> None:
    mine = cards(player, forms="turned")
    position = mine.position()
    assert mine.send_card(position, answer="4").status_code == 303
    second = mine.send_card(position, answer="1")
    assert second.status_code == 409
    assert "Your first answer counts" in second.text
    assert mine.send_card(position, answer="4").status_code == 303


def test_a_card_put_aside_elsewhere_is_said_to_be_and_the_next_one_shown(player: Player) -> None:
    mine = cards(player, forms="turned")
    for how in ("bury", "suspend"):
        position = mine.position()
        mine.send_card(position, aside=how)
        late = mine.send_card(position, answer="3")
        assert late.status_code == 409
        assert "put aside on another page" in late.text
        assert f"/{mine.position()}" in late.text


def test_later_moves_a_card_to_the_end_and_undo_brings_it_back(player: Player) -> None:
    mine = cards(player, forms="turned")
    position = mine.position()
    assert mine.send_card(position, aside="later").status_code == 303
    assert mine.position() != position
    assert "disabled" not in mine.page()
    mine.client.post(f"/cards/{mine.attempt}/undo", data={"csrf_token": mine.token()})
    assert mine.position() == position
    assert mine.send_card(77, aside="later").status_code == 404
    with player.app.app_context():
        assert db.session.query(Review).count() == 0


def typed_address(mine: Cards) -> str:
    """Leave cards for later until one can be typed; the address of its form."""
    for _ in range(20):
        found = re.search(r'href="(/cards/[^"]+/type)"', mine.page())
        if found:
            return found[1]
        mine.send_card(mine.position(), aside="later")
    raise AssertionError("no card can be typed")


def test_the_answer_of_a_card_can_be_typed_instead(player: Player) -> None:
    mine = cards(player, forms="turned")
    address = typed_address(mine)
    position = mine.position()
    back = mine.item(position).question.back
    page = mine.client.get(address).text
    assert back not in page
    assert "Turn the card" in page
    wanted = re.search(r'name="typed" value="(\d+)"', page)
    assert wanted
    empty = mine.send_card(position, typed=wanted[1], answer="")
    assert empty.status_code == 422
    assert f'name="typed" value="{wanted[1]}"' in empty.text
    assert mine.item(position).question.self_graded, "what could not be read changes nothing"
    answered = mine.send_card(position, typed=wanted[1], unknown="1")
    assert answered.location.endswith(f"/{position}")
    told = mine.client.get(answered.location).text
    assert "Not known yet." in told
    assert mine.client.get(address).status_code == 303
    assert mine.send_card(position, answer="3").status_code == 409
    with player.app.app_context():
        assert [review.type for review in db.session.query(Review)] == ["answer"]


def test_a_typed_form_of_another_fact_does_not_exist(player: Player) -> None:
    mine = cards(player, forms="turned")
    assert mine.send_card(mine.position(), typed="999999", answer="x").status_code == 404


def sure_and_wrong(player: Player) -> tuple[Cards, int]:
    """A learner who was certain and wrong about a fact in a quiz; its internal id."""
    player.start(kinds="choice", length="1")
    player.send(1, {**player.fields(1, right=False), "confidence": "3"})
    fact_id = player.item(1).fact_ids[0]
    made = Cards(player.app)
    made.client = player.client
    return made, fact_id


def test_what_one_was_sure_of_is_at_hand_and_practised(player: Player) -> None:
    mine, _ = sure_and_wrong(player)
    page = mine.client.get("/cards").text
    assert "the one fact that you were sure of but got wrong" in page
    response = mine.client.post("/progress/sure-but-wrong", data={"csrf_token": mine.token()})
    assert response.location.startswith("/quiz/")


@pytest.mark.parametrize("forms", ["turned", "typed"])
def test_an_error_one_was_sure_of_is_refuted_after_every_form_and_never_before(
    player: Player, frozen: Any, forms: str
) -> None:
    frozen(NOW)
    mine, fact_id = sure_and_wrong(player)
    with player.app.app_context():
        db.session.query(Learner).order_by(Learner.id.desc()).first().settings = {"forms": forms}  # type: ignore[union-attr]
        db.session.commit()
    frozen(NOW + timedelta(days=1))
    mine.begin()
    page, position = mine.page(), mine.position()
    item = mine.item(position)
    assert item.fact_ids == (fact_id,), "it comes first"
    if item.question.self_graded:
        assert "Last time you were certain of" in page[page.index("data-back") :]
        return
    assert "certain of" not in page
    told = mine.client.get(mine.send_card(position, **item.question.key(item.seed)).location).text
    assert "Last time you were certain of" in told


def test_ones_own_note_stands_on_the_back(player: Player) -> None:
    mine = cards(player, forms="turned")
    item = mine.item(mine.position())
    path = f"/facts/{item.bank_slug}/{item.question.facts[0]}/note"
    mine.client.post(path, data={"csrf_token": mine.token(), "text": "Like <my> aunt."})
    page = mine.page()
    assert page.index("data-back") < page.index("Like &lt;my&gt; aunt.") < page.index("data-grade")


def test_what_slips_again_and_again_is_said_after_every_form(player: Player) -> None:
    mine = cards(player)
    seen = set()
    for _ in range(60):
        if mine.over():
            break
        position = mine.position()
        item = mine.item(position)
        response = mine.take(right=False)
        with player.app.app_context():
            db.session.query(Memory).update({"lapses": 8})
            db.session.commit()
        if not item.question.self_graded:
            assert "This fact slipped" in mine.client.get(response.location).text
            seen.add("told")
        elif not mine.over() and "data-grade" in mine.page() and "This fact slipped" in mine.page():
            seen.add("card")
    assert seen == {"told", "card"}


def test_undo_bury_and_suspend(player: Player) -> None:
    mine = cards(player, forms="turned")
    first = mine.item(mine.position()).fact_ids
    mine.take()
    second = mine.item(mine.position()).fact_ids
    assert first != second
    mine.client.post(f"/cards/{mine.attempt}/undo", data={"csrf_token": mine.token()})
    assert mine.item(mine.position()).fact_ids == first
    assert mine.send_card(mine.position(), aside="bury").status_code == 303
    assert mine.item(mine.position()).fact_ids == second
    assert mine.send_card(mine.position(), aside="suspend").status_code == 303
    assert mine.item(mine.position()).fact_ids not in (first, second)
    with player.app.app_context():
        types = [row.type for row in db.session.query(Review).order_by(Review.id)]
    assert types == ["card", "undo", "bury", "suspend"]


def test_the_end_of_a_session_promises_what_the_overview_holds(player: Player) -> None:
    mine = cards(player, forms="turned", new_a_day=1)
    buried = mine.item(mine.position()).fact_ids
    mine.send_card(mine.position(), aside="bury")
    assert "One more card waits today." in mine.page()
    assert "One new card today" in mine.client.get("/cards").text
    mine.begin()
    assert mine.item(mine.position()).fact_ids != buried
    mine.take()
    assert "New facts come tomorrow." in mine.page()
    overview = mine.client.get("/cards").text
    assert "No card is due today" in overview
    assert "new facts are done; more come tomorrow." in overview


def test_what_cannot_be_read_is_told_and_nothing_is_lost(player: Player) -> None:
    mine = cards(player, forms="turned")
    position = mine.position()
    for answer in ("", "5", "x", "-1"):
        response = mine.send_card(position, answer=answer)
        assert response.status_code == 422
        assert 'role="alert"' in response.text
    assert mine.position() == position


def test_the_next_cards_come_with_both_sides(player: Player) -> None:
    mine = cards(player)
    ahead = mine.client.get(f"/cards/{mine.attempt}/ahead").get_json()["cards"]
    assert ahead
    assert len({card["fact"] for card in ahead}) == len(ahead) <= 20
    for card in ahead:
        assert "Turn the card" in card["html"]
        assert all(mine.item(position).question.self_graded for position in card["positions"])


def test_only_the_sheets_that_are_asked_for_are_made(player: Player) -> None:
    mine = cards(player, forms="turned")
    found = re.search(r"data-ahead='([^']+)'", mine.page())
    assert found
    ahead = json.loads(found[1])
    wanted = [positions[0] for _, _, positions in ahead][1:3]
    response = mine.client.get(f"/cards/{mine.attempt}/ahead?of={wanted[0]},{wanted[1]},77,x").get_json()["cards"]
    assert [card["positions"][0] for card in response] == wanted
    every = mine.client.get(f"/cards/{mine.attempt}/ahead").get_json()["cards"]
    assert [[card["fact"], card["returns"], card["positions"]] for card in every] == ahead
    assert mine.client.get(f"/cards/{mine.attempt}/ahead?of=").get_json() == {"cards": []}


def test_the_last_time_that_a_card_comes_back_again_is_tomorrow(player: Player) -> None:
    mine = cards(player, forms="turned", new_a_day=1)
    for returns in range(3):
        page = mine.page()
        assert ('aria-label="Again, back today"' in page) == (returns < 2)
        assert ('aria-label="Again, back in one day"' in page) == (returns == 2)
        assert returns == 0 or 'aria-label="Easy, back in one day"' in page
        mine.send_card(mine.position(), answer="1")
    assert mine.over()


def test_from_the_page_of_a_fact_a_link_leads_back_to_the_cards(player: Player, new_player: Any) -> None:
    mine = cards(player, forms="turned")
    found = re.search(r'class="true"><a href="([^"]+)"', mine.page())
    assert found
    link = f'href="/cards/{mine.attempt}"'
    assert link in mine.client.get(found[1]).text
    assert link not in mine.client.get(found[1].partition("?")[0]).text
    assert link not in new_player().client.get(found[1]).text


def test_many_cards_have_one_bar_and_few_a_segment_each(player: Player) -> None:
    mine = cards(player, forms="turned")
    assert mine.page().count('class="left"') > 1
    with player.app.app_context():
        attempt = db.session.query(Attempt).filter_by(public_id=mine.attempt).one()
        attempt.settings = {**attempt.settings, "facts": [*attempt.settings["facts"], *range(90_000, 90_040)]}
        db.session.commit()
    assert '<svg class="bar whole"' in mine.page()
    assert 'class="left"' not in mine.page()


def deliver(mine: Cards, answers: list[dict[str, Any]]) -> TestResponse:
    return mine.client.post(
        f"/cards/{mine.attempt}/deliver",
        data=json.dumps({"answers": answers}),
        headers={"Content-Type": "application/json", "X-CSRFToken": mine.token()},
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "7",
        "true",
        '"answers"',
        '{"answers": {}}',
        '{"answers": [[]]}',
        '{"answers": [{"position": "x", "grade": 3, "given_at": 1}]}',
        '{"answers": [{"position": 1, "grade": 3, "given_at": NaN}]}',
        '{"answers": [{"position": 1, "grade": 3, "given_at": 1e999}]}',
        "[" * 100_000,
        '{"answers": ' + "[" * 100_000,
    ],
    ids=range(12),
)
def test_what_no_browser_would_deliver_is_a_bad_request(player: Player, body: str) -> None:
    mine = cards(player)
    headers = {"Content-Type": "application/json", "X-CSRFToken": mine.token()}
    assert mine.client.post(f"/cards/{mine.attempt}/deliver", data=body, headers=headers).status_code == 400


def test_positions_that_are_none_are_refused(player: Player) -> None:
    mine = cards(player, forms="turned")
    wrong = [{"position": position, "grade": 3, "given_at": 1.0} for position in (0, -1, 10**30, -(10**30))]
    assert [each["outcome"] for each in deliver(mine, wrong).get_json()["results"]] == ["refused"] * 4


def test_a_card_session_is_no_quiz_and_a_quiz_no_card_session(player: Player) -> None:
    mine = cards(player, forms="turned")
    run, position = mine.attempt, mine.position()
    mine.send_card(position, answer="3")
    token = {"csrf_token": mine.token()}
    for path in ("", "/hand-in", f"/{position}", "/missed"):
        assert mine.client.get(f"/quiz/{run}{path}").status_code in (404, 405), path
        assert mine.client.post(f"/quiz/{run}{path}", data=token).status_code in (404, 405), path
    player.start()
    for path in ("", "/1", "/ahead"):
        assert player.client.get(f"/cards/{player.attempt}{path}").status_code == 404, path


def test_delivered_answers_count_once_however_often_they_are_sent(player: Player) -> None:
    mine = cards(player, forms="turned")
    ahead = mine.client.get(f"/cards/{mine.attempt}/ahead").get_json()["cards"]
    answers = [{"position": card["positions"][0], "grade": 3, "given_at": 1.0} for card in ahead]
    first = deliver(mine, answers).get_json()["results"]
    again = deliver(mine, answers).get_json()["results"]
    assert {result["outcome"] for result in first} == {"new"}
    assert {result["outcome"] for result in again} == {"same"}
    with player.app.app_context():
        assert db.session.query(Review).count() == len(answers)
        started = db.session.query(Attempt).filter_by(public_id=mine.attempt).one().started_at
        assert {review.given_at for review in db.session.query(Review)} == {started}


def test_what_was_left_for_later_without_a_connection_is_delivered_too(player: Player) -> None:
    mine = cards(player, forms="turned")
    first = mine.position()
    for _ in range(2):
        sent = [{"position": first, "later": True, "given_at": 1.0}]
        assert deliver(mine, sent).get_json()["results"] == [{"position": first, "outcome": "later"}]
    ahead = mine.client.get(f"/cards/{mine.attempt}/ahead").get_json()["cards"]
    assert ahead[-1]["positions"][0] == first
    assert mine.position() == ahead[0]["positions"][0]


def test_a_delivery_that_cannot_be_read_changes_nothing(player: Player) -> None:
    mine = cards(player, forms="turned")
    good = {"position": mine.position(), "grade": 3, "given_at": 1.0}
    for bad in (
        {},
        {"position": 1},
        {**good, "given_at": "soon"},
        {**good, "given_at": 1e300},
        {**good, "grade": None},
    ):
        assert deliver(mine, [good, bad]).status_code == 400
    assert mine.client.post(f"/cards/{mine.attempt}/deliver", data="x").status_code == 400
    with player.app.app_context():
        assert db.session.query(Review).count() == 0
    refused = deliver(mine, [{**good, "position": 77}, {**good, "grade": 9}]).get_json()["results"]
    assert [result["outcome"] for result in refused] == ["refused", "refused"]


def test_somebody_elses_session_does_not_exist(player: Player, new_player: Any) -> None:
    mine = cards(player)
    other = new_player()
    for path in ("", "/10000", "/ahead"):
        assert other.client.get(f"/cards/{mine.attempt}{path}").status_code == 404
    for path in ("/10000", "/undo", "/deliver"):
        response = other.client.post(
            f"/cards/{mine.attempt}{path}", json={"answers": []}, headers={"X-CSRFToken": other.token()}
        )
        assert response.status_code == 404
    with player.app.app_context():
        assert attempts.attempt(db.session(), mine.attempt, 10_000, "card") is None


def test_a_quiz_never_asks_a_card(player: Player) -> None:
    player.start(length="50")
    assert not any(item.question.self_graded for item in player.items())
    assert "Flashcard" not in player.client.get("/bank/farhaven/quiz").text


def test_a_session_can_be_ended_and_the_next_follows_the_settings(player: Player) -> None:
    mine = cards(player, forms="turned")
    mine.take()
    old = mine.attempt
    assert "End this session" in mine.client.get("/cards").text
    token = {"csrf_token": mine.token()}
    assert mine.client.post(f"/cards/{old}/end", data=token).location == "/cards"
    assert mine.client.post(f"/cards/{old}/end", data=token).status_code == 303
    assert "End this session" not in mine.client.get("/cards").text
    assert "This session was ended" in mine.client.get(f"/cards/{old}").text
    mine.begin()
    assert mine.attempt != old
    player.start()
    assert mine.client.post(f"/cards/{player.attempt}/end", data=token).status_code == 404


def test_without_new_facts_the_reason_is_told(player: Player) -> None:
    mine = cards(player)
    with player.app.app_context():
        db.session.query(Attempt).delete()
        learner = db.session.query(Learner).order_by(Learner.id.desc()).first()
        assert learner
        learner.settings = {"new_a_day": 0}
        db.session.commit()
    assert "New facts are set to none a day" in mine.client.get("/cards").text
    assert "nothing left to learn" not in mine.client.get("/cards").text


def test_what_was_wrong_comes_back_in_this_session_and_what_was_right_on_a_day(player: Player) -> None:
    mine = cards(player, forms="turned")
    for fields, said, unsaid in (
        ({"unknown": "1"}, "Comes back in this session.", "Comes back on"),
        (None, "Comes back on", "Comes back in this session."),
    ):
        position = mine.position()
        with player.app.app_context():
            who = db.session.query(Learner).order_by(Learner.id.desc()).first()
            assert who
            item = mine.item(position)
            form = card_forms.typed(db.session(), who.id, item.fact_ids[0])
            assert form
            other = card_forms.in_form(db.session(), item, form)
        sent = fields or other.question.key(item.seed)
        response = mine.send_card(position, typed=str(form.question_revision_id), **sent)
        page = mine.client.get(response.location).text
        assert said in page
        assert unsaid not in page
