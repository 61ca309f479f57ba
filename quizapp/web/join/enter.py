"""One field for all codes: of a class, of a live room, or one's own."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.code import read_code, read_personal_code
from quizapp.core.message import Message, mark
from quizapp.web.account import budget
from quizapp.web.join import again, gate

UNKNOWN = mark("No class and no room has this code. Look again: there are six letters, and no digits.")
OFTEN = mark("Too many wrong codes were tried. Try again in a minute, or scan the QR code, which always works.")


def show() -> str:
    """The field."""
    return page("", None)


def post() -> ResponseReturnValue:
    """Go where the code leads."""
    typed = request.form.get("code", "")
    if personal := read_personal_code(typed):
        return again.come_back(personal)
    code = read_code(typed)
    try:
        place = gate.find(code)
    except gate.Refused:
        return refused(typed)
    if place is None or code is None:
        return page(typed, Message(UNKNOWN)), 422
    if place.kind == "room":
        return redirect(url_for("rooms.play", room_id=place.public_id), 303)
    return redirect(url_for("join.code", code=code, k=gate.key(code)), 303)


def page(typed: str, problem: Message | None) -> str:
    """The field, with what was typed and what is wrong with it."""
    return render_template("join/enter.html", typed=typed[:100], problem=problem)


def refused(typed: str) -> tuple[str, int, dict[str, str]]:
    """Codes are not looked at for the rest of the minute."""
    return page(typed, Message(OFTEN)), 429, {"Retry-After": str(budget.wait())}
