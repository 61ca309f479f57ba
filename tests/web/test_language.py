"""Every string passes gettext; numbers and dates follow the locale."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.message import Message
from quizapp.core.partial_date import PartialDate
from quizapp.resources import folder
from quizapp.web.language import count, day, number, partial, said

TEMPLATES = sorted(folder("templates").rglob("*.html"))
# What is the same in every language: our name, and the names of keys as they stand on keyboards.
UNTRANSLATED = {"Quizapp", "Enter"}
SETTINGS = re.compile(r"\{% block (?:robots|width) %\}.*?\{% endblock %\}")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<(?:\"[^\"]*\"|[^>\"])*>")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_a_word_that_gettext_does_not_see(template: Path) -> None:
    text = TAG.sub(" ", JINJA.sub(" ", SETTINGS.sub(" ", template.read_text(encoding="utf-8"))))
    words = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", text)))
    assert words <= UNTRANSLATED


@pytest.fixture
def english(app: Flask) -> Flask:
    with app.test_request_context():
        yield app


def test_numbers_and_dates_are_told_as_readers_of_english_write_them(english: Flask) -> None:
    assert number(1586659) == "1,586,659"
    assert number(Decimal("0.5")) == "0.5"
    assert day(date(2026, 11, 24)) == "24 November 2026"
    assert partial(PartialDate(2024, 12, 19)) == "19 December 2024"
    assert partial(PartialDate(2024, 9)) == "September 2024"
    assert partial(PartialDate(None, 9, 24)) == "24 September"
    assert partial(PartialDate(2010)) == "2010"


def test_small_counts_are_words(english: Flask) -> None:
    assert [count(each) for each in (0, 1, 14, 20, 21, 1200)] == ["none", "one", "fourteen", "twenty", "21", "1,200"]


def test_messages_of_core_may_hold_messages(english: Flask) -> None:
    inner = Message("Supported")
    assert said(Message("Nearly. It is written %(right)s.", {"right": inner})) == "Nearly. It is written Supported."
    assert said("plain words of a bank, 100 % as they are") == "plain words of a bank, 100 % as they are"
