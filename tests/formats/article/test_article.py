"""An article in any format becomes plain paragraphs, or a problem that tells how to mend it, whatever the bytes."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.article import MAX_BYTES, Article, Paragraph, read
from quizapp.formats.decoding import UNPRINTABLE
from quizapp.formats.problem import Problem

NAMES = ("a.txt", "a.md", "a.html", "a.docx", "")
HOSTILE = st.binary(max_size=300) | st.text("<>!-?/[]()*_`\"'&#;x3=a \n\0\u202e", max_size=120).map(str.encode)


def told(name: str, data: bytes) -> str:
    """What is wrong with a file."""
    problem = read(name, data)
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line, problem.path) == (name, 0, "")
    return problem.message


@given(st.sampled_from(NAMES), HOSTILE)
@settings(max_examples=300, deadline=None)
def test_whatever_the_bytes_there_is_clean_text_or_a_problem(name: str, data: bytes) -> None:
    article = read(name, data)
    if isinstance(article, Article):
        assert article.paragraphs
        assert not UNPRINTABLE.search(article.title + article.text)
        assert all(each.text == " ".join(each.text.split()) != "" for each in article.paragraphs)
    else:
        assert article.message


def test_the_text_parts_paragraphs_by_blank_lines() -> None:
    assert Article("", (Paragraph("One.", heading=True), Paragraph("Two."))).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF-1.7", "PDF and RTF files are not read; save the article as .txt, .md, .html or .docx"),
        ("a.txt", b"{\\rtf1 a}", "PDF and RTF files are not read; save the article as .txt, .md, .html or .docx"),
        ("a.odt", b"x", "files of this kind are not read; save the article as .txt, .md, .html or .docx"),
        ("a.docx", b"x", "this is not a Word file; save the article as .txt, .md, .html or .docx"),
        ("a.txt", b"", "there is no text in it; paste the article's text instead"),
        ("a.md", b"<div>\n</div>", "there is no text in it; paste the article's text instead"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "the file has more than 10,000,000 bytes, the most that is read; paste the"),
    ],
)
def test_what_is_not_read_is_told_with_a_way_out(name: str, data: bytes, message: str) -> None:
    assert told(name, data).startswith(message)


@pytest.mark.parametrize("name", ["", "a.txt", "a.md"])
def test_a_web_page_is_one_by_whatever_name(name: str) -> None:
    article = read(name, b"\xef\xbb\xbf\n<!DOCTYPE html><p>One.")
    assert article == Article("", (Paragraph("One."),))


def test_a_word_file_is_one_by_whatever_name() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    assert told("a.odt", packed.getvalue()).startswith("this is not a Word file")
