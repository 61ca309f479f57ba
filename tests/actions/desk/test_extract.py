"""Articles as they come, friendly and hostile: read, or refused in words, in a process that cannot run away."""

import io
import zipfile

import pytest

from quizapp.actions.desk import extract as extracting
from quizapp.actions.desk.extract import Unreadable, extract

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(document: str, *, head: str = "") -> bytes:
    """A Word file with such a document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", head + f'<w:document xmlns:w="{W}"><w:body>{document}</w:body></w:document>'
        )
    return packed.getvalue()


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
BOMB = word("<w:p><w:r><w:t>" + "a" * 200_000_000 + "</w:t></w:r></w:p>")


def test_sentences_get_ids_and_what_they_may_hold_is_anchored() -> None:
    found = extract("article.txt", b"Report\n\nThe ferry carried 300 people on 2 May 2026. Nobody was hurt.")
    assert [each.id for each in found.sentences] == ["s01", "s02", "s03"]
    number = next(each for each in found.proposals if each["kind"] == "number")
    assert number["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "300",
        "prefix": "Report\nThe ferry carried ",
        "suffix": " people on 2 May 2026.\nNobody was"[:32],
    }


def test_sentences_that_stay_keep_their_ids() -> None:
    before = extract("a.txt", b"One stands here. Two stands there.").sentences
    after = extract("a.txt", b"A new one begins. Two stands there.", before).sentences
    assert {each.text: each.id for each in after}["Two stands there."] == "s02"
    assert len({each.id for each in (*before, *after)}) == 3


def test_a_script_is_not_part_of_an_article() -> None:
    page = b"<title>News</title><article><script>alert(1)</script><p>The ferry &lt;b&gt; is back.</p></article>"
    found = extract("a.html", page)
    assert "The ferry <b> is back." in found.text
    assert "alert" not in found.text


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    found = extract("a.txt", "The fer\u200bry \u202ecarried 300 people\u202c.".encode())
    assert found.sentences[0].text == "The ferry carried 300 people."


def test_a_sentence_of_a_hundred_thousand_signs_is_one_sentence() -> None:
    found = extract("a.txt", ("It went on and " * 7000 + "on.").encode())
    assert len(found.sentences) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", BOMB),
        ("a.docx", word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", head=LAUGHS)),
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("a.txt", b"word " * 2_000_000),
        ("a.txt", b"x" * 10_000_000),
        ("a.txt", b"A. " * 333_000),
        ("a.pdf", b"%PDF-1.7"),
        ("a.md", b"[" * 1_000_000),
        ("a.html", b"<div>" * 400_000),
        ("a.txt", b" \n\n \t"),
        ("a.txt", b"\xff\xfe\x00\xd8"),
    ],
    ids=[
        "zip-bomb",
        "billion-laughs",
        "no-zip",
        "10MB",
        "10MB-word",
        "sentences",
        "pdf",
        "md",
        "deep",
        "empty",
        "utf16",
    ],
)
def test_what_cannot_be_an_article_is_refused_in_words(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        extract(name, data)
    assert len(str(refused.value)) > 20
    assert "Traceback" not in str(refused.value)


def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "PATIENCE", 0.001)
    with pytest.raises(Unreadable, match="took too long"):
        extract("a.txt", b"The ferry is back.")
