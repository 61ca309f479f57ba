"""Texts taken apart: sentences end where they end, headings are told apart, and ids outlive an edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core import sentences
from quizapp.core.bank import Sentence
from quizapp.core.sentences import Part, number, split


def texts(text: str) -> list[str]:
    return [part.text for part in split(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith and Gen. A. B. Jones met at St. Mary's.",
        "They met at 10 a.m. on Sept. 24 in the U.S. capital.",
        "No. 5 cost $3.50, approx. 4 per cent of it.",
        "He waited … and left.",
        "“Why?” Smith asked.",
        "“Stop!” he said.",
        "J. K. Rowling wrote it.",
        "Acme Co. Ltd. won by 9 p.m. Friday.",
        "It rose (by 3.5 points) in Jan. 2020.",
    ],
)
def test_a_stop_inside_of_a_sentence_does_not_end_it(sentence: str) -> None:
    assert texts(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He said “no.”", "She left."),
        ("It was done in the U.S.", "The army left."),
        ("It ended at 9 p.m.", "Nobody came."),
        ("Really?!", "“Yes.”"),
        ("Nobody knew…", "Then they did."),
        ("It ended in 2008.", "5 people came."),
        ("The answer was no.", "Nobody came."),
        ("(It was so.)", "‘It was not.’"),
        ("他来了。", "她走了。"),
    ],
)
def test_a_sentence_ends_before_the_next(first: str, second: str) -> None:
    assert texts(f"{first} {second}") == [first, second]


def test_paragraphs_are_parted_by_blank_lines_and_headings_have_no_stop() -> None:
    parts = split("A bridge falls\n\nIt fell\non Monday.  Nobody was hurt.\r\n \r\nWhat now\n\nWe wait.")
    assert [(part.paragraph, part.heading, part.text) for part in parts] == [
        (1, True, "A bridge falls"),
        (2, False, "It fell on Monday."),
        (2, False, "Nobody was hurt."),
        (3, True, "What now"),
        (4, False, "We wait."),
    ]


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert [(part.paragraph, part.heading) for part in split("A bridge falls\nIt fell. It is gone.\n")] == [
        (1, True),
        (2, False),
        (2, False),
    ]


def test_signs_that_cannot_be_seen_are_left_out_and_places_stay_right() -> None:
    raw = "\ufeffOne\u200b two\u202e.\x00  Three\u00ad four\u2066!"
    first, second = split(raw)
    assert (first.text, second.text) == ("One two.", "Three four!")
    assert raw[first.start : first.end] == "One\u200b two\u202e."
    assert raw[second.start : second.end] == "Three\u00ad four\u2066!"


@given(st.text(st.sampled_from('aB .?!”"\n\r\u200b’1,'), max_size=60))
def test_nothing_is_lost_and_places_hold_the_text(text: str) -> None:
    parts = split(text)
    for part in parts:
        assert " ".join(text[part.start : part.end].replace("\u200b", "").split()) == part.text != ""
    assert "".join(part.text for part in parts).replace(" ", "") == "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("sign", ["a b ", ".", "!)", "“", "\n", " ", "A. "])
def test_a_hostile_text_is_split_in_linear_time(sign: str) -> None:
    assert len(split(sign * 20_000)) <= sentences.MOST


def test_more_sentences_than_an_article_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "MOST", 3)
    assert len(split("A b. C d. E f.")) == 3
    with pytest.raises(ValueError, match="more than 3"):
        split("A b. C d. E f. G h.")


# -- numbering --------------------------------------------------------------------------------------------------


def numbered(*lines: str) -> tuple[Sentence, ...]:
    return number(split("\n\n".join(lines)))


def ids(earlier: tuple[Sentence, ...], *lines: str, taken: tuple[str, ...] = ()) -> list[str]:
    return [sentence.id for sentence in number(split("\n\n".join(lines)), earlier, taken)]


FORMER = numbered("The bridge fell on Monday.", "Nobody was hurt, police say.", "It will be rebuilt by next spring.")


def test_ids_have_two_digits_at_least() -> None:
    assert [sentence.id for sentence in FORMER] == ["s01", "s02", "s03"]
    many = number([Part(1, False, f"Text {n}.", 0, 1) for n in range(101)])
    assert many[-1].id == "s101"


def test_an_unchanged_text_keeps_its_ids() -> None:
    assert ids(FORMER, *(sentence.text for sentence in FORMER)) == ["s01", "s02", "s03"]


def test_a_sentence_in_about_the_same_words_keeps_its_id_and_a_new_one_gets_a_new_id() -> None:
    lines = ["The bridge fell on Monday night.", "Trains stood still.", "It will be rebuilt by next spring."]
    assert ids(FORMER, *lines) == ["s01", "s04", "s03"]


def test_an_id_that_was_used_once_is_not_given_again() -> None:
    shorter = FORMER[:2]
    assert ids(shorter, "Trains stood still.", taken=("s03", "s07")) == ["s08"]


def test_a_sentence_that_moved_keeps_its_id() -> None:
    assert ids(FORMER, FORMER[2].text, FORMER[0].text, FORMER[1].text) == ["s03", "s01", "s02"]


def test_equal_sentences_have_ids_of_their_own() -> None:
    former = numbered("Nobody came.", "Nobody came.", "It rained.")
    assert ids(former, "Nobody came.", "Nobody came.", "Nobody came.", "It rained.") == ["s01", "s02", "s04", "s03"]


@given(
    st.lists(st.sampled_from(["One came.", "Two came by.", "Three stayed away.", "It rained."]), max_size=8), st.data()
)
def test_no_id_is_given_twice(lines: list[str], data: st.DataObject) -> None:
    former = numbered(*data.draw(st.permutations(lines)))
    found = ids(former, *lines, "A last line is new here.")
    assert len(set(found)) == len(found)
    assert found[-1] not in {sentence.id for sentence in former}
