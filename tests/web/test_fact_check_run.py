"""A fact-check run: claims beside the brief, against the clock if wished, and a report of how well one tells."""

from datetime import timedelta

from fixtures.cohort import leave_only_cards
from fixtures.player import Player

from quizapp.storage.models import Attempt
from quizapp.web.database import db


def run(player: Player, minutes: str = "") -> None:
    player.start(kinds="verdict", length="2", feedback="end", minutes=minutes)


def late(player: Player, minutes: int) -> None:
    """Let so many minutes pass."""
    with player.app.app_context():
        attempt = db.session.query(Attempt).filter_by(public_id=player.attempt).one()
        attempt.started_at -= timedelta(minutes=minutes)
        db.session.commit()


def test_the_report_tells_how_claims_were_judged(player: Player) -> None:
    run(player)
    for position in player.positions():
        player.post(position, player.fields(position))
    player.client.post(player.path("hand-in"), data={"csrf_token": player.token()})
    page = player.client.get(player.path()).text
    assert "How you judge claims" in page
    assert "With proof" in page


def test_a_quiz_without_verdicts_has_no_such_report(player: Player) -> None:
    player.start(kinds="truefalse", length="1")
    player.send(1, player.fields(1))
    assert "How you judge claims" not in player.client.get(player.path()).text


def test_the_clock_is_shown_and_no_answer_counts_after_it(player: Player) -> None:
    run(player, "15")
    assert "data-left" in player.client.get(player.path("1")).text
    player.post(1, player.fields(1))
    late(player, 16)
    response = player.post(2, player.fields(2))
    assert response.location.endswith("?late=1")
    page = player.client.get(response.location).text
    assert "One of two right" in page
    assert "came after you had handed in" in page
    with player.app.app_context():
        attempt = db.session.query(Attempt).filter_by(public_id=player.attempt).one()
        assert attempt.finished_at == attempt.started_at + timedelta(minutes=15)


def test_a_question_is_not_shown_once_time_is_over(player: Player) -> None:
    run(player, "15")
    late(player, 16)
    assert player.client.get(player.path("1")).status_code == 303


def test_the_clock_has_its_limits(player: Player) -> None:
    for minutes in ("0", "181", "1e9", "soon"):
        data = {"csrf_token": player.token(), "bank": "farhaven", "length": "2", "minutes": minutes}
        assert player.client.post("/quiz", data=data).status_code == 422, minutes


def test_a_run_tells_how_few_claims_there_are_and_is_not_offered_without_any(player: Player) -> None:
    told = player.client.get("/bank/farhaven").text
    player.start(kinds="verdict", length="10", feedback="end")
    assert f"up to {len(player.positions())} claims" in told
    with player.app.app_context():
        for slug in ("height", "keeper", "weak-light"):
            leave_only_cards(db.session(), slug)
    told = player.client.get("/bank/farhaven").text
    assert "Set up a quiz" in told
    assert "Start the run" not in told
