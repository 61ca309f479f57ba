"""Item analysis: by hand, on any data at all, and the key alarm on classes made for it."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.correlation import Correlation, correlate
from quizapp.core.items import Choice, Item, ItemReport, Response, analyse

OPTIONS = {"0": "Zero", "1": "One", "2": "Two"}


def item(chosen: Sequence[str], key: str = "0", options: dict[str, str] = OPTIONS) -> Item:
    """Persons 0, 1, 2 ... choose in order."""
    answers = [Response(person, bucket, float(bucket == key)) for person, bucket in enumerate(chosen)]
    return Item(options, frozenset({key}), 1 / 3 if options else 0.0, answers)


def ladder(first: Item, persons: int = 20) -> dict[str, Item]:
    """A quiz in which person p gets p of the other questions right, `persons - 1` of them."""
    others = {f"q{at}": item(["0" if person > at else "1" for person in range(persons)]) for at in range(persons - 1)}
    return {"first": first, **others}


def choice(report: ItemReport, bucket: str) -> Choice:
    return next(each for each in report.choices if each.bucket == bucket)


def test_counts_and_facility_by_hand() -> None:
    # 12 of 20 are right: 0.6; Newcombe's formula gives 0.387 to 0.781.
    report = analyse(ladder(item(["1"] * 6 + ["2"] * 2 + ["0"] * 12)))["first"]
    assert report.facility
    assert report.facility.value == pytest.approx(0.6)
    assert (report.facility.low, report.facility.high) == (
        pytest.approx(0.3866, abs=1e-3),
        pytest.approx(0.7812, abs=1e-3),
    )
    assert [each.count for each in report.choices] == [12, 6, 2]
    # Ten above and ten below; persons 10 to 19 are all right, 8 and 9 too.
    assert [(each.top, each.bottom) for each in report.choices] == [(10, 2), (0, 6), (0, 2)]
    # Persons 0 to 5 have 0/19 to 5/19 right: 2.5/19 on average. Eight wrong answers split in two: 4 of 20.
    assert choice(report, "1").rest == pytest.approx(2.5 / 19)
    assert choice(report, "1").expected == pytest.approx(0.2)


def test_correlation_by_hand() -> None:
    # x = 0 0 1 1 with mean 1/2, y = 1 2 3 4 with mean 5/2: 2 / sqrt(1 * 5). Fisher: atanh 0.894 = 1.444, 1.96 / 1 wide.
    found = correlate([(0, 1), (0, 2), (1, 3), (1, 4)])
    assert found
    assert found.value == pytest.approx(2 / 5**0.5)
    assert (found.low, found.high) == (pytest.approx(-0.475, abs=1e-3), pytest.approx(0.998, abs=1e-3))


def test_ties_on_the_border_are_split_among_all_who_stand_there() -> None:
    same = {name: item(["0"] * 12) for name in "abcd"}
    found = choice(analyse(same)["a"], "0")
    assert (found.top, found.bottom) == (6, 6)


def test_the_right_key_stands_and_a_wrong_one_is_suspected_with_the_right_one_named() -> None:
    chosen = ["1", "2", "1", "0", "2"] * 2 + ["0"] * 10
    assert not analyse(ladder(item(chosen)))["first"].key_alarm
    suspicion = analyse(ladder(item(chosen, key="1")))["first"].suspicion
    assert suspicion
    assert suspicion.bucket == "0"


def test_a_typed_answer_that_the_able_gave_is_suspected() -> None:
    chosen = [f"guess {person}" for person in range(8)] + ["1999"] * 10 + ["2001"] * 2
    suspicion = analyse(ladder(item(chosen, key="2001", options={})))["first"].suspicion
    assert suspicion
    assert suspicion.bucket == "1999"


def test_not_knowing_is_never_the_key() -> None:
    chosen = ["0"] * 3 + ["unknown"] * 17
    assert not analyse(ladder(item(chosen)))["first"].key_alarm


def test_half_credit_stands_with_the_key() -> None:
    answers = [Response(p, "true", 0.5) if p > 4 else Response(p, "false", 0.0) for p in range(20)]
    first = Item({}, frozenset({"true+proof"}), 0.25, answers)
    assert not analyse(ladder(first))["first"].key_alarm


def test_an_unchosen_distractor_is_idle_only_where_enough_were_wrong() -> None:
    hard = analyse(ladder(item(["1"] * 15 + ["0"] * 5)))["first"]
    easy = analyse(ladder(item(["1"] * 4 + ["0"] * 16)))["first"]
    assert [each.idle for each in hard.choices] == [False, False, True]
    assert [each.idle for each in easy.choices] == [False, False, False]


def test_below_ten_answers_there_are_only_counts() -> None:
    report = analyse(ladder(item(["1"] * 6 + ["0"] * 3)))["first"]
    assert report.too_few
    assert report.correlation is None
    assert not report.key_alarm
    assert not any(each.idle for each in report.choices)
    assert [each.count for each in report.choices] == [3, 6, 0]


def test_only_the_first_answer_of_a_person_counts() -> None:
    twice = Item(OPTIONS, frozenset({"0"}), 1 / 3, [Response("Ann", "1", 0.0), Response("Ann", "0", 1.0)])
    report = analyse({"first": twice})["first"]
    assert report.n == 1
    assert choice(report, "1").count == 1


def test_who_answered_fewer_than_three_others_is_counted_but_not_compared() -> None:
    report = analyse({name: item(["0", "1"] * 10) for name in "abc"})["a"]
    assert report.n == 20
    assert report.correlation is None
    assert not report.key_alarm
    assert all(each.rest is None and each.top == each.bottom == 0 for each in report.choices)


@pytest.mark.parametrize("bucket", ["0", "1", "unknown", "no such option"])
@pytest.mark.parametrize("persons", [0, 1, 12])
def test_all_alike_is_no_fault_of_the_program(bucket: str, persons: int) -> None:
    for report in analyse({name: item([bucket] * persons) for name in "abcde"}).values():
        assert report.n == persons
        assert report.correlation is None


def test_nothing_is_reported_on_nothing() -> None:
    assert analyse({}) == {}


BUCKETS = st.sampled_from(["0", "1", "2", "unknown", "?"])
SCORES = st.sampled_from([0.0, 1 / 3, 0.5, 1.0])
RESPONSES = st.lists(st.builds(Response, st.integers(0, 30), BUCKETS, SCORES), max_size=60)
QUIZZES = st.lists(RESPONSES, max_size=7).map(
    lambda rows: {at: Item(OPTIONS, frozenset({"0"}), 1 / 3, row) for at, row in enumerate(rows)}
)


@given(QUIZZES)
def test_bounds_hold_for_any_data(quiz: dict[int, Item]) -> None:
    for name, report in analyse(quiz).items():
        assert report.n == len({each.person for each in quiz[name].responses})
        assert sum(each.count for each in report.choices) == report.n
        assert report.shrunk is None or 0 <= report.shrunk <= 1
        assert not report.facility or 0 <= report.facility.low <= report.facility.high <= 1
        assert not (report.too_few and report.key_alarm)
        found = report.correlation
        assert found is None or -1 <= found.low <= found.value + 1e-6 <= found.high + 2e-6 <= 1.1
        top, bottom = sum(each.top for each in report.choices), sum(each.bottom for each in report.choices)
        assert top == pytest.approx(bottom)
        assert top + bottom <= report.n + 1e-9


@given(QUIZZES, st.integers(0, 1000))
def test_the_order_of_persons_and_questions_does_not_matter(quiz: dict[int, Item], seed: int) -> None:
    first = {
        name: Item(each.options, each.keys, each.guess, list({r.person: r for r in each.responses}.values()))
        for name, each in quiz.items()
    }
    turned = {
        name: Item(each.options, each.keys, each.guess, Random(seed).sample(each.responses, len(each.responses)))
        for name, each in reversed(first.items())
    }
    one, other = analyse(first), analyse(turned)
    for name, report in one.items():
        assert [(each.bucket, each.count) for each in report.choices] == [
            (each.bucket, each.count) for each in other[name].choices
        ]
        assert [each.top for each in report.choices] == pytest.approx([each.top for each in other[name].choices])
        assert close(report.correlation, other[name].correlation)
        assert report.key_alarm == other[name].key_alarm


def close(one: Correlation | None, other: Correlation | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.value == pytest.approx(other.value, abs=1e-6)
