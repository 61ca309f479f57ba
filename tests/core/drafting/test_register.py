"""All kinds together: in order, in bounds, and the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Sentence
from quizapp.core.drafting import drafts, register
from quizapp.core.drafting.register import LONGEST
from quizapp.core.sentences import number, split

TEXT = (
    "Mayor Ana Berg said on 3 May 2021 that 12 boats sank in Kell. “It was a long night,” she said. "
    "She did not say how many people were missing."
)


def test_proposals_come_in_the_order_of_the_text() -> None:
    found = drafts(number(split(TEXT)))
    assert {each.kind for each in found} == {
        *("number", "date", "person", "place", "quotation", "attribution", "absence"),
    }
    assert [(each.sentence, each.start) for each in found] == sorted((each.sentence, each.start) for each in found)


@given(
    st.lists(
        st.sampled_from(
            [*TEXT.split(), "{", "}", "“", "”", '"', "'", "’s", ",", "said", "and", "1.8", "%", "of", "€5m"]
        ),
        max_size=25,
    )
)
def test_every_proposal_lies_in_its_sentence_and_has_one_gap_at_most(words: list[str]) -> None:
    sentences = number(split(" ".join(words)))
    texts = {sentence.id: sentence.text for sentence in sentences}
    for each in drafts(sentences):
        assert 0 <= each.start < each.end <= len(texts[each.sentence])
        assert each.statement == texts[each.sentence]
        if each.cloze:
            assert each.cloze.replace("{", "").replace("}", "") == each.statement
            assert (each.cloze.count("{"), each.cloze.count("}")) == (1, 1)


def test_there_is_a_most_and_the_rest_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MOST", 5)
    found = drafts([Sentence(f"s{place}", 1, "In 2008 12 boats and 13 cars sank.") for place in range(4)])
    assert [each.sentence for each in found] == ["s0", "s0", "s0", "s1", "s1"]


@pytest.mark.parametrize("most", range(1, 12))
def test_what_is_left_out_is_not_looked_for(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    sentences = number(split(f"{TEXT} {TEXT} In 2008 12 boats and 13 cars sank. {TEXT}"))
    everything = drafts(sentences)
    read: list[Sentence] = []

    class Watched(tuple[Sentence, ...]):
        def __iter__(self):
            for each in super().__iter__():
                read.append(each)
                yield each

    monkeypatch.setattr(register, "MOST", most)
    assert drafts(Watched(sentences)) == everything[:most]
    assert len(read) < len(sentences)


def test_no_more_than_an_article_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "READ", 30)
    found = drafts([Sentence(f"s{place}", 1, "12 boats sank.") for place in range(4)])
    assert [each.sentence for each in found] == ["s0", "s1"]


def test_a_sentence_that_nobody_could_learn_is_passed_over() -> None:
    assert drafts([Sentence("s01", 1, "12 boats sank. " * LONGEST)]) == ()


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1,111", "he said ", "Aaa, ", "May 1 ", "“a ", "was accused a by ", "neither a ", "of Aaa ", "x and "],
)
def test_a_hostile_sentence_costs_no_more_than_its_length(piece: str) -> None:
    sentence = Sentence("s01", 1, (piece * LONGEST)[:LONGEST])
    assert len(drafts([sentence])) <= LONGEST
