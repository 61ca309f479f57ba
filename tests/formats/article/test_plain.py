"""Plain text: encodings, paragraphs, and signs that nobody sees."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.article import Article, Paragraph, read
from quizapp.formats.article.paragraphs import MAX_CHARACTERS, MAX_PARAGRAPHS

WORDS = st.lists(st.text("abcžш北é.,-", min_size=1, max_size=8), min_size=1, max_size=30)


def texts(data: bytes) -> list[str]:
    article = read("a.txt", data)
    assert isinstance(article, Article), article
    return [paragraph.text for paragraph in article.paragraphs]


def refused(data: bytes) -> str:
    article = read("a.txt", data)
    assert not isinstance(article, Article)
    return article.message


@given(
    WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from([" ", "\n", "\r\n", "\n\n", "\t", "\xa0"])
)
@settings(max_examples=60, deadline=None)
def test_every_word_comes_back(words: list[str], encoding: str, between: str) -> None:
    assert " ".join(texts(between.join(words).encode(encoding))).split() == words


@pytest.mark.parametrize(
    "data",
    [
        "Ana – “š”".encode(),
        codecs.BOM_UTF8 + "Ana – “š”".encode(),
        codecs.BOM_UTF16_BE + "Ana – “š”".encode("utf-16-be"),
        "Ana – “š”".encode("utf-16"),
        "Ana – “š”".encode("cp1252"),
    ],
)
def test_encodings_are_told_apart(data: bytes) -> None:
    assert texts(data) == ["Ana – “š”"]


@pytest.mark.parametrize(
    "data", [b"caf\xe9 \x81", b"caf\xe9 \x07", codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", b"\xff\xff\x00"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert refused(data) == "the characters of this file cannot be read; save it as UTF-8"


def test_a_zero_byte_is_refused() -> None:
    assert refused(b"a\0b").startswith("this is not a text: it holds a zero byte")


def test_wrapped_lines_are_joined_where_blank_lines_part_paragraphs() -> None:
    assert texts(b"One\r\ntwo.\r\n \r\nThree\r\nfour.\r\n\r\n\r\n") == ["One two.", "Three four."]


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert texts(b"\n\nOne\ntwo.\nThree.\n\n") == ["One", "two.", "Three."]


def test_long_lines_were_not_wrapped() -> None:
    long = "a" * 101
    assert texts(f"Head\n\n{long}\nb".encode()) == ["Head", long, "b"]


def test_headlines_are_short_lines_that_end_no_sentence() -> None:
    article = read("a.txt", b"A headline\n\nIt is said.\n\nA sub-heading\n\nMore is said.")
    assert isinstance(article, Article)
    assert article.title == "A headline"
    assert [paragraph.heading for paragraph in article.paragraphs] == [True, False, True, False]
    assert read("a.txt", b"Only words") == Article("", (Paragraph("Only words"),))


def test_signs_that_nobody_sees_are_dropped_and_blanks_are_spaces() -> None:
    assert texts("a\u202eb\u200bc\ufeffd\xade\x07f\ufffeg\x0ch\xa0i\u2028j".encode()) == ["abcdefg h i", "j"]


def test_a_line_of_100_000_characters_is_fine() -> None:
    assert len(texts(b"ab " * 33_000 + b"\n\nEnd.")[0]) == 98_999


def test_what_is_too_long_is_refused() -> None:
    assert refused(b"a" * (MAX_CHARACTERS + 1)).startswith("the text has more than 1,000,000 characters")
    assert refused(b"a\n" * (MAX_PARAGRAPHS + 1)).startswith("the text has more than 5,000 paragraphs")
