"""Slips of paper with personal codes: shown where they were made, and nowhere again."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from markupsafe import Markup

from quizapp.core.code import grouped
from quizapp.storage.classes import ClassRow
from quizapp.web.aside import aside
from quizapp.web.qr import qr


def sheet(group: ClassRow, slips: Sequence[tuple[str, str]]) -> str:
    """The page with a slip for each name and personal code; commit before. Its QR codes take 10 ms each."""
    addresses = [url_for("join.again_with", secret=code, _external=True) for _, code in slips]
    drawn = aside(_draw, addresses)
    shown = [(name, grouped(code), picture) for (name, code), picture in zip(slips, drawn, strict=True)]
    place = f"{request.host}{url_for('join.enter')}"
    return render_template("classes/slips.html", group=group, slips=shown, place=place)


def _draw(addresses: list[str]) -> list[Markup]:
    return [qr(address) for address in addresses]
