"""A Word file becomes plain text; bombs and what no Word program writes become problems."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.article import Article, Paragraph, read
from quizapp.formats.article.word import MAX_DEPTH, MAX_ELEMENTS
from quizapp.formats.article.word_package import MAX_ATTRIBUTES, MAX_MEMBERS, OLE

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MORE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def packed(xml: str, method: int = zipfile.ZIP_DEFLATED, **others: str) -> bytes:
    """A file with a document and other members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("word/document.xml", xml)
        for name, content in others.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{SPACE}" xmlns:mc="{MORE}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def article(body: str) -> Article:
    found = read("a.docx", packed(document(body)))
    assert isinstance(found, Article), found
    return found


def texts(body: str) -> list[str]:
    return [each.text for each in article(body).paragraphs]


def refused(data: bytes) -> str:
    found = read("a.docx", data)
    assert not isinstance(found, Article)
    return found.message


def test_styles_tell_the_title_and_headings() -> None:
    body = paragraph("A light", "Title") + paragraph("It &lt;opens&gt;.") + paragraph("Old", "Heading2")
    assert article(body) == Article(
        "A light", (Paragraph("A light", heading=True), Paragraph("It <opens>."), Paragraph("Old", heading=True))
    )


def test_an_outline_level_makes_a_heading_too() -> None:
    body = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Old</w:t></w:r></w:p>'
    assert article(body).paragraphs == (Paragraph("Old", heading=True),)


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_kept() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('One')}<w:del><w:r><w:delText>no</w:delText><w:t>no</w:t></w:r></w:del>"
        f"<w:ins>{run.format(' two')}</w:ins><w:moveFrom>{run.format('no')}</w:moveFrom>"
        f"<w:moveTo>{run.format(' three')}</w:moveTo></w:p>"
    )
    assert texts(body) == ["One two three"]


def test_tabs_and_breaks_part_words() -> None:
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
    assert texts(body) == ["a b c-d"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>around</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body) == ["box", "around"]


def test_instructions_of_fields_are_no_text() -> None:
    assert texts('<w:p><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>link</w:t></w:r></w:p>') == ["link"]


# -- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (OLE + b"\0" * 600, "this is an old Word file (.doc); save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "this file is protected by a password; save it without one"),
        (packed("<a/>", **{"word/vbaProject.bin": "x"}), "this Word file holds macros; save it as .docx without them"),
        (packed("<a>"), "this Word file is damaged; open it in Word and save it again as .docx"),
        (packed(document(""))[:-30], "this Word file is damaged; open it in Word and save it again as .docx"),
        (packed("<a/>", zipfile.ZIP_BZIP2), "this Word file is damaged; open it in Word and save it again as .docx"),
        (packed("x" * 20_000_001), "this Word file is too large once it is unpacked; paste its text instead"),
        (packed("x" * 2_000_000), "this Word file is too large once it is unpacked; paste its text instead"),
        (packed("<a" + " a=''" * (MAX_ATTRIBUTES + 1), zipfile.ZIP_STORED), "this Word file is too large once it is"),
        (b"PK\x03\x04" + b"PK\x01\x02" * (MAX_MEMBERS + 1), "this Word file holds more than 5,000 parts; paste its"),
        (packed("<a>" * (MAX_DEPTH + 1)), "this Word file is too large, or too deeply nested; paste its text instead"),
        (packed(f"<a>{'<b/>' * MAX_ELEMENTS}</a>", zipfile.ZIP_STORED), "this Word file is too large, or too deeply"),
    ],
    ids=["doc", "protected", "macros", "xml", "cut", "bzip2", "size", "ratio", "attributes", "members", "deep", "many"],
)
def test_what_is_no_word_document_is_told(data: bytes, message: str) -> None:
    assert refused(data).startswith(message)


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">', "<!ELEMENT a ANY>"],
)
def test_entities_are_refused(declared: str) -> None:
    assert refused(packed(f"<!DOCTYPE a [{declared}]><a>&b;</a>")).startswith("this Word file defines entities")


def test_a_member_that_asks_for_a_password_is_refused() -> None:
    data = bytearray(packed(document(""), zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert refused(bytes(data)) == "this file is protected by a password; save it without one"


WHOLE = packed(document(paragraph("One.", "Title") * 3), zipfile.ZIP_STORED)


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_damage_raises(start: int, length: int, patch: bytes) -> None:
    found = read("a.docx", WHOLE[:start] + patch + WHOLE[start + length :])
    assert isinstance(found, Article) or found.message
