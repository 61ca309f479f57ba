"""What a player's phone shows. Before a question closes, nothing here depends on its key."""

from flask import render_template

from quizapp.live.board import Board
from quizapp.storage.rooms import PlayerRow
from quizapp.web.rooms import question_view, result_view


def key(room: Board, attempt_id: int) -> object:
    """What changes whenever the phone has to show something else."""
    player, state = room.players[attempt_id], room.state
    # A question that is open stays as it is; elsewhere the phone says whether another comes.
    moves = state.closes_at if _is_asked(room, player) else state.left_out
    return (state.phase, state.position, moves, player.state, player.name, player.team, state.rematch, room.ruled)


def view(room: Board, attempt_id: int, anew: bool) -> bytes:
    """What the phone shows, as JSON; `anew` for a phone that has just connected."""
    player = room.players[attempt_id]
    if player.state == "in" and _is_asked(room, player):
        return question_view.asked(room, player, anew)
    if player.state == "in" and room.state.phase == "reveal" and player.first_position <= room.state.position:
        return result_view.reveal(room, player)
    return result_view.page(room, player.name, _html(room, player)).encode()


def _is_asked(room: Board, player: PlayerRow) -> bool:
    return room.state.phase == "question" and player.first_position <= room.state.position


def _html(room: Board, player: PlayerRow) -> str:
    state = room.state
    if player.state != "in":
        return render_template("rooms/play/outside.html", room=room, player=player)
    if state.phase == "lobby" or (state.phase != "over" and player.first_position > state.position):
        return render_template("rooms/play/lobby.html", room=room, player=player)
    return result_view.over(room, player)
