"""Markdown becomes plain text, and hostile Markdown a problem, in bounded time."""

import pytest

from quizapp.formats.article import Article, Paragraph, read
from quizapp.formats.article.markdown import MAX_LINES, MAX_PARSED, MAX_SIGNS


def article(text: str) -> Article:
    found = read("a.md", text.encode())
    assert isinstance(found, Article), found
    return found


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in article(text).paragraphs]


def refused(text: str) -> str:
    found = read("a.md", text.encode())
    assert not isinstance(found, Article)
    return found.message


def test_headings_are_headings_and_the_first_is_the_title() -> None:
    assert article("# The *light*house\n\nIt opens.\n\nOld\n---\n\nIt is old.") == Article(
        "The lighthouse",
        (
            Paragraph("The lighthouse", heading=True),
            Paragraph("It opens."),
            Paragraph("Old", heading=True),
            Paragraph("It is old."),
        ),
    )


def test_front_matter_is_skipped_but_for_its_title() -> None:
    assert article("---\nlayout: x\ntitle: 'A light'\n---\n\nIt opens.") == Article(
        "A light", (Paragraph("It opens."),)
    )
    assert texts("---\n\nIt opens.") == ["It opens."]


def test_only_the_text_of_links_and_no_html_is_kept() -> None:
    assert texts("A [link](http://a.b 'c'), ![seen](x.png) **bold** `<b>` <i>x</i> &amp;lt; a\\*b\nnext  \nlast") == [
        "A link, bold <b> x &lt; a*b next last"
    ]
    assert texts("<div>\n<script>x</script>\n</div>\n\nOne.") == ["One."]


def test_list_items_quotes_and_code_are_paragraphs() -> None:
    assert texts("- one\n- two\n  - three\n\n> four\n\n```py\n*five*\n```\n\n    six *s*\n") == [
        "one",
        "two",
        "three",
        "four",
        "*five*",
        "six *s*",
    ]


@pytest.mark.parametrize("text", [">" * 100_000, "+ " * 50_000, "> - " * 9_000 + "a"])
def test_deep_nesting_is_refused(text: str) -> None:
    assert refused(text) == "lists and quotes are nested too deep here; save the article as plain text (.txt)"


@pytest.mark.parametrize("text", ["[" * (MAX_SIGNS + 1), "x\n" * (MAX_LINES + 1)])
def test_what_would_take_long_is_refused(text: str) -> None:
    assert refused(text).startswith("this Markdown has more than 10,000 lines, or more than 5,000 signs")


def test_what_is_nested_less_deep_is_kept() -> None:
    assert texts("- > - > - > - > - > a") == ["a"]
    assert texts(">" * 17 + "a") == ["a"]


def test_links_are_not_looked_for_in_endless_paragraphs() -> None:
    long = "[a](b) *c* <i> `d` \\e & " + "x" * MAX_PARSED
    assert texts(long) == [long]
