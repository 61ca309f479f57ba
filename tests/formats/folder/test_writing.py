"""A bank that is written is read back as it was, or is not written and it is said why."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fixtures.banks import kosovo
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.bank import Bank, Brief, Party, Sentence, Source, Term, Topic, Waiver
from quizapp.core.bank_data import meta_from_data, meta_to_data
from quizapp.core.derive import derive
from quizapp.core.fact import AsOf, DateValue, Fact, NumberValue, Quote, TextValue, Trap
from quizapp.core.kinds import KINDS
from quizapp.core.partial_date import PartialDate
from quizapp.formats.folder import FILES, read, read_folder, write

LIGHTHOUSE = Path(__file__).parent.parent / "banks" / "lighthouse"


def lighthouse() -> Bank:
    bank, problems = read_folder(LIGHTHOUSE)
    assert bank, problems
    return bank


def again(bank: Bank) -> Bank:
    """The bank after it was written and read."""
    read_bank, problems = read(write(bank), bank.slug)
    assert read_bank, problems
    return read_bank


@pytest.mark.parametrize("bank", [lighthouse(), kosovo()], ids=["lighthouse", "kosovo"])
def test_a_bank_comes_back_and_is_written_alike(bank: Bank) -> None:
    files = write(bank)
    read_bank, problems = read(files, bank.slug)
    assert problems == []
    assert read_bank == bank
    assert write(read_bank) == files
    assert tuple(files) == FILES


def test_only_questions_by_hand_are_written() -> None:
    text = write(lighthouse())["questions.yaml"].decode()
    assert "- id: who-confirms" in text
    assert "cost.number.1" not in text


def test_answers_of_the_fact_are_not_written_twice() -> None:
    assert 'accept: ["Mayor Holm"]' in write(lighthouse())["questions.yaml"].decode()


# -- dropped questions ------------------------------------------------------------------------------------------


def without(bank: Bank, *ids: str) -> Bank:
    return replace(bank, questions=tuple(each for each in bank.questions if each.id not in ids))


def test_a_derived_question_that_is_not_there_is_dropped() -> None:
    bank = without(lighthouse(), "cost.number.1", "mayor.card.1")
    read_bank = again(bank)
    assert read_bank == replace(bank, dropped=("mayor.card.1", "cost.number.1"))
    assert again(read_bank) == read_bank
    assert "cost.number.1" not in read_bank.lines


def dropping(ids: str) -> tuple[Bank | None, list[str]]:
    files = {name: (LIGHTHOUSE / name).read_bytes() for name in FILES}
    files["questions.yaml"] += f"dropped: {ids}\n".encode()
    bank, problems = read(files, "lighthouse")
    return bank, [problem.message for problem in problems]


def test_a_dropped_question_is_left_out() -> None:
    bank, problems = dropping("[cost.number.1]")
    assert bank, problems
    assert bank == replace(without(lighthouse(), "cost.number.1"), dropped=("cost.number.1",))


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        ("[cost.number.9]", 'unknown derived question "cost.number.9"; did you mean "cost.number.1"?'),
        ("[crowns]", 'unknown derived question "crowns"'),
        ("[cost.number.1, cost.number.1]", '"cost.number.1" is there twice; delete one'),
        ("[[a]]", "must be a text, not a list; if it is one, put it in quotes"),
        ("cost.number.1", 'must be a list, each item after a dash, not the text "cost.number.1"'),
    ],
)
def test_what_cannot_be_dropped_is_told(ids: str, message: str) -> None:
    bank, problems = dropping(ids)
    assert bank is None
    assert [each[: len(message)] for each in problems] == [message]


def test_what_is_dropped_from_a_faulty_fact_is_not_doubted() -> None:
    files = {name: (LIGHTHOUSE / name).read_bytes() for name in FILES}
    files["facts.yaml"] = files["facts.yaml"].replace(b"number: 1800000,", b"number: many,")
    files["questions.yaml"] += b"dropped: [cost.number.1]\n"
    assert ["number" in problem.path for problem in read(files, "lighthouse")[1]] == [True]


def test_what_is_dropped_is_stored_with_the_bank() -> None:
    bank = replace(lighthouse(), dropped=("cost.number.1",))
    data = meta_to_data(bank)
    assert meta_from_data("lighthouse", data).dropped == ("cost.number.1",)
    del data["dropped"]
    assert meta_from_data("lighthouse", data).dropped == ()
    assert data == meta_to_data(lighthouse())


# -- what is refused --------------------------------------------------------------------------------------------


def refused(bank: Bank) -> str:
    with pytest.raises(ValueError, match=r"^this bank cannot be written: ") as caught:
        write(bank)
    return str(caught.value).partition("written: ")[2]


def changed(id: str, **fields: object) -> Bank:
    """The lighthouse with one fact or question changed, and nothing derived anew."""
    bank = lighthouse()
    return replace(
        bank,
        facts=tuple(replace(each, **fields) if each.id == id else each for each in bank.facts),
        questions=tuple(replace(each, **fields) if each.id == id else each for each in bank.questions),
    )


def test_an_edited_derived_question_is_refused() -> None:
    assert refused(changed("cost.number.1", stem="What did it cost?")) == (
        'the question "cost.number.1" is not the one that is derived from its fact; '
        "write it by hand under an id of its own, and drop this one"
    )


def test_a_question_that_is_behind_its_fact_is_refused() -> None:
    value = NumberValue(Decimal(7), "crowns", "exact", "7")
    assert refused(changed("crowns", value=value)).startswith('the question "crowns" is not what its facts')


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"statement": " padded "}, "facts[mayor]: what stands in statement would be read as something else"),
        ({"statement": "a" * 5001}, "facts[mayor].statement: is 5,001 signs long; a text has at most 5,000"),
        ({"speaker": ""}, 'facts[mayor].speaker: the field "speaker" is missing; add it'),
        ({"prompt": "a\x07b"}, "facts[mayor].prompt: holds the control character U+0007; delete it"),
        ({"prompt": "a\ud800b"}, "facts.yaml: U+D800 is half a character"),
        ({"group": "No Slug"}, 'facts[mayor].group: "No Slug" is not an id'),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused(fields: dict[str, object], message: str) -> None:
    assert refused(changed("mayor", **fields)).startswith(message)


@pytest.mark.parametrize("text", ["A [s99] text.", "Two\nlines.", "Two  blanks.", "", "[s07] It."])
def test_a_sentence_that_would_be_read_otherwise_is_refused(text: str) -> None:
    bank = lighthouse()
    sentences = tuple(replace(each, text=text) if each.id == "s07" else each for each in bank.brief.sentences)
    assert refused(replace(bank, brief=replace(bank.brief, sentences=sentences)))


def test_half_a_character_in_a_sentence_is_refused() -> None:
    brief = replace(lighthouse().brief, sentences=(Sentence("s01", 1, "a\ud800b"),))
    assert refused(replace(lighthouse(), brief=brief)) == "brief.md: U+D800 is half a character; delete it"


def test_two_quotes_from_one_sentence_are_refused() -> None:
    with pytest.raises(ValueError, match='the fact "mayor" quotes one sentence twice'):
        write(changed("mayor", evidence=((Quote("s02", "Ada"), Quote("s02", "Holm")),)))


# -- any bank ---------------------------------------------------------------------------------------------------

ODD = [
    "1:30",
    "yes",
    "null",
    "1e5",
    "- a",
    "{a}",
    "%b",
    "a: b",
    "a #b",
    "#",
    '"',
    "'",
    "\\n",
    "[s01]",
    "---",
    "👩‍🚀",
    "\u202eb",
]
TEXT = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
CLEAN = TEXT.map(lambda text: " ".join("".join(each for each in text if each.isprintable()).split())).filter(bool)
SLUG = st.text("abcy019-", min_size=1, max_size=4) | st.sampled_from(["yes", "null", "12"])
DATE = st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12))
VALUE = st.one_of(
    st.builds(TextValue, CLEAN),
    st.builds(DateValue, DATE, CLEAN),
    st.builds(NumberValue, st.decimals(-1000, 10**9, places=2), CLEAN, st.just("exact"), CLEAN),
)
KIND = {TextValue: "term", DateValue: "date", NumberValue: "number"}


@st.composite
def facts(draw: st.DrawFn, id: str, brief: Brief, texts: st.SearchStrategy[str]) -> Fact:
    value = draw(VALUE)
    return Fact(
        id=id,
        statement=draw(texts),
        prompt=draw(texts),
        cloze=f"a {{{value.text.translate({123: None, 125: None}) or 'b'}}}",
        kind=KIND[type(value)],  # type: ignore[arg-type]
        value=value,
        speaker=draw(texts),
        party="p",
        stance="stated",
        as_of=draw(st.just(brief.as_of) | st.builds(AsOf, DATE, texts, st.booleans())),
        topic="t",
        importance="nice",
        group=draw(SLUG),
        aliases=tuple(draw(st.lists(texts, max_size=2))),
        evidence=((Quote("s01", draw(texts)),),),
        contested=draw(st.booleans()),
        traps=tuple(draw(st.lists(st.builds(Trap, texts, texts), max_size=3))),
        skip=tuple(draw(st.lists(st.sampled_from(list(KINDS)), max_size=1))),
    )


@st.composite
def banks(draw: st.DrawFn, texts: st.SearchStrategy[str] = CLEAN) -> Bank:
    ids = draw(st.lists(SLUG, unique=True, min_size=1, max_size=3))
    sentences = (Sentence("s01", 1, draw(texts), heading=draw(st.booleans())), Sentence("s02", 2, draw(texts)))
    brief = Brief(draw(texts), draw(texts), "en", AsOf(draw(DATE), draw(texts)), draw(texts), sentences)
    made = tuple(draw(facts(id, brief, texts)) for id in ids)
    by_hand = KINDS["card"].from_draft("by-hand", {made[0].id: made[0]}, {"stem": draw(texts), "back": draw(texts)})
    derived = derive(made)
    dropped = draw(st.lists(st.sampled_from([each.id for each in derived]), unique=True, max_size=2)) if derived else []
    return Bank(
        slug="any",
        brief=brief,
        topics=(Topic("t", draw(texts)),),
        parties=(Party("p", draw(texts)),),
        facts=made,
        questions=(by_hand, *(each for each in derived if each.id not in dropped)),
        sources=(Source("s", draw(texts), draw(DATE)),),
        terms=(Term(draw(texts), draw(texts), draw(texts)),),
        waivers=(Waiver(draw(texts), draw(texts), draw(texts)),),
        dropped=tuple(dropped),
    )


def outcome(bank: Bank) -> tuple[Bank | None, str]:
    """The bank after writing and reading, or why it is not written."""
    try:
        return again(bank), ""
    except ValueError as error:
        return None, str(error)


@given(banks())
@settings(max_examples=40, deadline=None)
def test_any_bank_of_clean_texts_comes_back(bank: Bank) -> None:
    read_bank, error = outcome(bank)
    if any("[s01]" in each.text for each in bank.brief.sentences):  # That would begin another sentence.
        assert error
    else:
        assert (read_bank, error) == (bank, "")


@given(banks(st.text(max_size=8)))
@settings(max_examples=60, deadline=None)
def test_no_bank_comes_back_changed(bank: Bank) -> None:
    read_bank, error = outcome(bank)
    assert read_bank == bank or error.startswith("this bank cannot be written: ")
