"""A player's own result of a question that is closed, with its proof, and of the whole room."""

import json

from flask import render_template

from quizapp.core.grade import is_right
from quizapp.core.points import ranks, team_totals
from quizapp.core.question import DONT_KNOW
from quizapp.live.board import Board
from quizapp.storage.rooms import Given, PlayerRow
from quizapp.storage.slots import Slot
from quizapp.web.language import gettext
from quizapp.web.rooms.fragment import Fragment, cut, inside, sign
from quizapp.web.rooms.told import proof_of

MINUS = "\u2212"
TOP = 3
"""Places that are told; others see their own points alone."""
NAME, WORTH, TOTAL = sign("name"), sign("worth"), sign("total")
"""Stand for a player's name, for the points of a question and for those of all."""


def reveal(room: Board, player: PlayerRow) -> bytes:
    """The player's own result of the question that was closed last, as JSON."""
    slot = room.slots[room.state.position]
    given = room.given.get(slot.position, {}).get(player.attempt_id)
    worth = room.points_at(slot.position).get(player.attempt_id, 0)
    total = room.totals().get(player.attempt_id, 0)
    key = ("own json", slot.position, _answered(given))
    fragment = room.once(key, lambda: _cut(room, slot, given))
    own = {NAME: inside(player.name), WORTH: _signed(room, worth), TOTAL: _in_all(room, total)}
    return fragment.filled(0, own)


def page(room: Board, name: str, html: str) -> str:
    """What a phone shows while nothing is asked, as JSON."""
    state = room.state
    shown = {"phase": state.phase, "position": state.position, "name": name, "html": html}
    return json.dumps(shown, ensure_ascii=False)


def _cut(room: Board, slot: Slot, given: Given | None) -> Fragment:
    return cut(page(room, NAME, _own(room, slot, given)), (NAME, WORTH, TOTAL))


def _answered(given: Given | None) -> str | None:
    """Alike for all who answered alike."""
    return json.dumps(dict(given.response), sort_keys=True) if given else None


def _signed(room: Board, worth: int) -> str:
    sign = f"{worth:+d}".replace("-", MINUS)
    return room.once(("worth", worth), lambda: inside(gettext("%(worth)s points,", worth=sign)))


def _in_all(room: Board, total: int) -> str:
    return room.once(("total", total), lambda: inside(gettext("%(total)s in all", total=_plain(total))))


def _plain(total: int) -> str:
    return str(total).replace("-", MINUS)


def _own(room: Board, slot: Slot, given: Given | None) -> str:
    """The player's own result and the proof, as drawn up for all who answered alike."""
    response = given.response if given else DONT_KNOW
    unknown = bool(response.get("unknown"))
    outcome = "open" if given is None else "unknown" if unknown else _outcome(given.score)
    answered = () if unknown else slot.question.told(response)
    refutations = () if unknown else slot.question.explain(response)
    parts = (
        render_template(
            "rooms/play/own.html",
            room=room,
            slot=slot,
            outcome=outcome,
            answered=answered,
            worth=WORTH,
            total=TOTAL,
        ),
        _shared(room, slot, "proof"),
        render_template("rooms/play/reasons.html", refutations=refutations, why=slot.question.why),
        _shared(room, slot, "so"),
    )
    return "".join(parts)


def _shared(room: Board, slot: Slot, name: str) -> str:
    """What is told to everybody after a question."""

    def draw() -> str:
        return render_template(f"rooms/play/{name}.html", room=room, slot=slot, feedback=proof_of(room, slot))

    return room.once((name, "html", slot.position), draw)


def _outcome(score: float) -> str:
    return "right" if is_right(score) else "partly" if score > 0 else "wrong"


def over(room: Board, player: PlayerRow) -> str:
    """How the room ended for a player, as HTML."""
    totals = room.totals()
    answers = [(position, room.given[position].get(player.attempt_id)) for position in room.counting()]
    rows = [(room.slots[position], given) for position, given in answers if position >= player.first_position]
    missed = [slot for slot, given in rows if not (given and is_right(given.score))]
    return render_template(
        "rooms/play/over.html",
        room=room,
        player=player,
        points=_in_words(totals.get(player.attempt_id, 0)),
        rank=_ranks(room).get(player.attempt_id) if totals.get(player.attempt_id, 0) > 0 else None,
        top=TOP,
        players=len(totals),
        team_place=_team_place(room, player, totals),
        right=len(rows) - len(missed),
        rows=rows,
        missed=list(dict.fromkeys(fact.statement for slot in missed for fact in proof_of(room, slot).facts)),
    )


def _in_words(total: int) -> str:
    told: str = gettext("One point.") if total == 1 else gettext("%(total)s points.", total=_plain(total))
    return told


def _ranks(room: Board) -> dict[int, int]:
    return room.once("ranks", lambda: ranks(room.totals()))


def _team_place(room: Board, player: PlayerRow, totals: dict[int, int]) -> int | None:
    if player.team is None:
        return None

    def places() -> dict[int, int]:
        teams = team_totals(totals, {each.attempt_id: each.team for each in room.counted})
        return {team: place for team, place in ranks(teams).items() if teams[team] > 0}

    return room.once("teams", places).get(player.team)
