"""What a player's phone shows. Before a question closes, nothing here depends on its key."""

import json
from datetime import UTC, datetime

from flask import render_template

from quizapp.core.grade import is_right
from quizapp.core.points import ranks, team_totals
from quizapp.core.question import DONT_KNOW, ORDER_BITS
from quizapp.live.board import Board
from quizapp.storage import rooms, shelf
from quizapp.storage.rooms import Given, PlayerRow
from quizapp.storage.slots import Slot
from quizapp.web.language import gettext
from quizapp.web.rooms import access
from quizapp.web.rooms.fragment import Fragment, cut
from quizapp.web.rooms.told import proof_of

TOP = 3
"""Places that are told; others see their own points alone."""
LEFT, SENT, NAME = "@left@", "@sent@", "@name@"
"""Stand for the seconds left, for what was sent and for the player's name, which are put in when a view is sent."""


def key(room: Board, attempt_id: int) -> object:
    """What changes whenever the phone has to show something else."""
    player, state = room.players[attempt_id], room.state
    closes_at = state.closes_at if _is_asked(room, player) else ""
    return (state.phase, state.position, closes_at, player.state, player.name, player.team, state.rematch)


def view(room: Board, attempt_id: int, anew: bool) -> str:
    """What the phone shows, as JSON.

    Whoever connects `anew` may have answered before they were cut off: what they sent is looked up for them.
    """
    player = room.players[attempt_id]
    if player.state == "in" and _is_asked(room, player):
        return _question(room, player, anew)
    if player.state == "in" and room.state.phase == "reveal" and player.first_position <= room.state.position:
        return _reveal(room, player)
    return _json(room, player.name, _html(room, player))


def _is_asked(room: Board, player: PlayerRow) -> bool:
    return room.state.phase == "question" and player.first_position <= room.state.position


def _html(room: Board, player: PlayerRow) -> str:
    state = room.state
    if player.state != "in":
        return render_template("rooms/play/outside.html", room=room, player=player)
    if state.phase == "lobby" or (state.phase != "over" and player.first_position > state.position):
        return render_template("rooms/play/lobby.html", room=room, player=player)
    return _over(room, player)


def _json(room: Board, name: str, html: str) -> str:
    state = room.state
    shown = {"phase": state.phase, "position": state.position, "name": name, "html": html}
    return json.dumps(shown, ensure_ascii=False)


# -- a question ---------------------------------------------------------------------------------------------------


def _question(room: Board, player: PlayerRow, anew: bool) -> str:
    """The question with this player's own option ids."""
    slot, state = room.slots[room.state.position], room.state
    _, seed = room.asked[slot.position][player.attempt_id]
    order = seed % 2**ORDER_BITS if room.settings.own_order else slot.seed
    key = ("question", slot.position, order, state.closes_at)
    fragment = room.once(key, lambda: _cut(room, slot, order))
    text = fragment.filled(seed).replace(f'"{LEFT}"', f"{_left(room):.2f}", 1)
    return text.replace(f'"{SENT}"', _sent(room, player, seed) if anew else "null", 1)


def _cut(room: Board, slot: Slot, order: int) -> Fragment:
    with access.live().sessions() as db:
        brief = shelf.brief(db, slot.bank_id, slot.edition) if slot.question.shows_brief else []
    html = render_template(
        "rooms/play/question.html",
        room=room,
        slot=slot,
        question=slot.question,
        view=slot.question.ask(order),
        brief=brief,
    )
    shown = {
        "phase": "question",
        "position": slot.position,
        "left": LEFT,
        "seconds": room.settings.seconds,
        "html": html,
        "sent": SENT,
        "kind": slot.question.kind,
    }
    return cut(json.dumps(shown, ensure_ascii=False), order)


def _left(room: Board) -> float:
    closes_at = room.state.closes_at
    return max((closes_at - datetime.now(UTC)).total_seconds(), 0.0) if closes_at else 0.0


def _sent(room: Board, player: PlayerRow, seed: int) -> str:
    """The fields of an answer that is stored already, as JSON."""
    with access.live().sessions() as db:
        given = rooms.given_by(db, player.attempt_id, room.state.position)
    if given is None:
        return "null"
    if given.response.get("unknown"):
        return json.dumps({"unknown": ["1"]})
    question = room.slots[room.state.position].question
    return json.dumps(question.form_of(given.response, seed), ensure_ascii=False)


# -- results ------------------------------------------------------------------------------------------------------


def _reveal(room: Board, player: PlayerRow) -> str:
    slot = room.slots[room.state.position]
    given = room.given.get(slot.position, {}).get(player.attempt_id)
    worth = room.points_at(slot.position).get(player.attempt_id, 0)
    total = room.totals().get(player.attempt_id, 0)
    key = ("own json", slot.position, _answered(given))
    text = room.once(key, lambda: _json(room, NAME, _own(room, slot, given)))
    text = text.replace("@worth@", _signed(room, worth)).replace("@total@", _in_all(room, total))
    return text.replace(NAME, _inside(player.name), 1)  # Last: people choose names.


def _answered(given: Given | None) -> str | None:
    """Alike for all who answered alike."""
    return json.dumps(dict(given.response), sort_keys=True) if given else None


def _inside(words: str) -> str:
    """Words as they stand inside a text of JSON."""
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _signed(room: Board, worth: int) -> str:
    sign = f"{worth:+d}".replace("-", "\u2212")
    return room.once(("worth", worth), lambda: _inside(gettext("%(worth)s points,", worth=sign)))


def _in_all(room: Board, total: int) -> str:
    return room.once(("total", total), lambda: _inside(gettext("%(total)s in all", total=total)))


def _own(room: Board, slot: Slot, given: Given | None) -> str:
    """The player's own result and the proof, as drawn up for all who answered alike."""
    response = given.response if given else DONT_KNOW
    unknown = bool(response.get("unknown"))
    outcome = "open" if given is None else "unknown" if unknown else _outcome(given.score)
    answered = () if unknown else slot.question.told(response)
    refutations = () if unknown else slot.question.explain(response)
    parts = (
        render_template("rooms/play/own.html", room=room, slot=slot, outcome=outcome, answered=answered),
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


def _over(room: Board, player: PlayerRow) -> str:
    totals = room.totals()
    answers = [(position, room.given[position].get(player.attempt_id)) for position in room.state.closed_positions()]
    rows = [(room.slots[position], given) for position, given in answers if position >= player.first_position]
    missed = [slot for slot, given in rows if not (given and is_right(given.score))]
    return render_template(
        "rooms/play/over.html",
        room=room,
        player=player,
        total=totals.get(player.attempt_id, 0),
        rank=_ranks(room).get(player.attempt_id),
        top=TOP,
        players=len(totals),
        team_place=_team_place(room, player, totals),
        right=len(rows) - len(missed),
        rows=rows,
        missed=list(dict.fromkeys(fact.statement for slot in missed for fact in proof_of(room, slot).facts)),
    )


def _ranks(room: Board) -> dict[int, int]:
    return room.once("ranks", lambda: ranks(room.totals()))


def _team_place(room: Board, player: PlayerRow, totals: dict[int, int]) -> int | None:
    if player.team is None:
        return None

    def places() -> dict[int, int]:
        return ranks(team_totals(totals, {each.attempt_id: each.team for each in room.present}))

    return room.once("teams", places).get(player.team)
