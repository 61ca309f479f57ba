"""A web page becomes the plain text of its article; broken and hostile pages are read in linear time."""

import pytest

from quizapp.formats.article import Article, Paragraph, read
from quizapp.formats.article.html import MAX_TAGS


def article(page: str) -> Article:
    found = read("a.html", page.encode())
    assert isinstance(found, Article), found
    return found


def texts(page: str) -> list[str]:
    return [paragraph.text for paragraph in article(page).paragraphs]


def test_blocks_part_paragraphs_and_headings_are_headings() -> None:
    page = "<title>Site</title><h1>A <i>light</i></h1><p>One\n<b>two</b><br>three<br><br>four<div>five<h2>Old</h2>six"
    assert article(page) == Article(
        "A light",
        (
            Paragraph("A light", heading=True),
            Paragraph("One two three"),
            Paragraph("four"),
            Paragraph("five"),
            Paragraph("Old", heading=True),
            Paragraph("six"),
        ),
    )


def test_the_title_of_the_page_will_do() -> None:
    assert article("<title>A &amp; B</title><p>x.").title == "A & B"
    assert article("<title>T</title><header><h1>Site</h1></header><p>x.").title == "T"
    assert article("<title>T</title><article><header><h1>Head</h1></header><p>x.").title == "Head"


@pytest.mark.parametrize(
    "noise",
    [
        "<script>var a = '<!--</p>';</script>",
        "<STYLE>p > a {}</STYLE >",
        "<!-- <p>no</p> -->",
        "<!-->",
        "<![foo[no]]>",
        "<?php no ?>",
        "<!DOCTYPE no>",
        "<nav><p>no</nav>",
        "<header><h1>no</h1></header>",
        "<footer>no</footer>",
        "<aside><div>no</div></aside>",
        "<form><p>no</p></form>",
        "<noscript>no</noscript>",
        "<svg><title>no</title><text>no</text></svg>",
        "<template><p>no</p></template>",
        "</nav></footer>",
        "<nav/>",
    ],
)
def test_what_is_around_the_article_is_left_out(noise: str) -> None:
    assert texts(f"<p>One.</p>{noise}<p>Two.</p>{noise}<p>Three.</p>") == ["One.", "Two.", "Three."]


def test_the_longest_article_goes_before_main_before_the_rest() -> None:
    page = "<p>around</p><main><p>main</p>{}</main>"
    assert texts(page.format("<article>short</article><article><p>long one<p>two</article>")) == ["long one", "two"]
    assert texts(page.format("")) == ["main"]


def test_entities_are_decoded_once_and_nothing_is_html_again() -> None:
    assert texts("<p>&amp;lt;b&gt; &#8211; &eacute; &bogus; a < b &#0;&#x1F;") == ["&lt;b> – é &bogus; a < b �"]


def test_the_declared_encoding_is_not_guessed() -> None:
    page = '<meta charset="windows-1250"><p>š'.encode("cp1250")
    problem = read("a.html", page)
    assert not isinstance(problem, Article)
    assert problem.message == "this page is written in windows-1250; save it as UTF-8, or paste its text"
    assert read("a.html", "<p>né".encode("cp1252")) == Article("", (Paragraph("né"),))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "One.",
        "<p>One." + "<a" * 100_000,
        "<p>One." + '<a b="' * 100_000,
        "<p>One." + "<a b='\"" * 100_000,
        "<p>One." + "<!--" * 100_000,
        "<p>One." + "<![" * 100_000,
        "<p>One." + "<script>" * 100_000,
        "<p>One." + "</script" * 100_000,
        "<p>&#" + "9" * 100_000 + ";One.",
    ],
    ids=["nested", "tags", "quotes", "both quotes", "comments", "sections", "scripts", "ends", "digits"],
)
def test_broken_markup_neither_recurses_nor_takes_long(page: str) -> None:
    assert "One." in article(page).text


def test_a_page_of_nothing_but_markup_is_refused() -> None:
    problem = read("a.html", b"<i>" * (MAX_TAGS + 1))
    assert not isinstance(problem, Article)
    assert problem.message == "this page holds too much beside its text; paste the text instead"
