"""What is written as YAML is read back as it was, and looks as people write it."""

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.partial_date import PartialDate
from quizapp.formats.block_yaml import dump
from quizapp.formats.document import bare
from quizapp.formats.strict_yaml import parse_text

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r\x85"), max_size=40)
TREES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def read(text: str) -> Any:
    root, problems = parse_text(text, "a.yaml")
    assert problems == []
    return bare(root)


@given(st.dictionaries(TEXTS, TREES, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(tree: dict[str, Any]) -> None:
    assert read(dump(tree)) == tree


@pytest.mark.parametrize(
    "text",
    ["1:30", "yes", "null", "1e5", "- a", "{a", "%b", " a ", "a: b", "a #b", "", "~", "2023-09-24", "07", "=", "<<"],
)
def test_other_readers_see_a_text_too(text: str) -> None:
    written = dump({"text": text, "flow": {"list": [text]}, "block": [{"list": [text]}]})
    assert yaml.safe_load(written) == {"text": text, "flow": {"list": [text]}, "block": [{"list": [text]}]}
    assert read(written)["text"] == text


def test_signs_that_nobody_sees_are_spelled_out() -> None:
    written = dump({"text": "a\u202eb\u200bc\ufeffd\u2028e\x85f"})
    assert written == 'text: "a\\u202Eb\\u200Bc\\uFEFFd\\u2028e\\u0085f"\n'
    assert read(written) == {"text": "a\u202eb\u200bc\ufeffd\u2028e\x85f"}


def test_flat_things_stand_on_a_line_and_nested_ones_in_blocks() -> None:
    facts = [{"id": "cost", "value": {"number": Decimal("1.8E+6"), "text": "1.8 million"}, "traps": [{"says": "no"}]}]
    assert dump({"date": PartialDate(2021, 6), "inferred": True, "facts": facts, "more": []}) == (
        "date: 2021-06\n"
        "inferred: true\n"
        "facts:\n"
        "  - id: cost\n"
        '    value: {number: 1800000, text: "1.8 million"}\n'
        "    traps:\n"
        '      - {says: "no"}\n'
        "more: []\n"
    )
