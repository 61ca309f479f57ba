"""Forms that may be larger than others: an article is. Set before anything reads the form."""

from flask import Flask, request

ARTICLES = frozenset(("desk.open", "desk.save_text"))
LARGEST = 11 * 1024 * 1024
"""Bytes; what is longer than an article may be is told so by its reader, in words."""


def init_app(app: Flask) -> None:
    """Raise the limit for the pages that take an article."""
    app.before_request(allow)


def allow() -> None:
    """Let an article in."""
    if request.endpoint in ARTICLES:
        request.max_content_length = request.max_form_memory_size = LARGEST
