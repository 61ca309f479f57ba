"""The strict parser: whatever the bytes, a node or problems; and texts come back as they were."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.formats import strict_yaml
from quizapp.formats.decoding import MAX_BYTES
from quizapp.formats.document import bare
from quizapp.formats.nodes import Fields, Items, Scalar
from quizapp.formats.strict_yaml import MAX_DEPTH, parse

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=20)
PLAIN = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)


@pytest.fixture(params=["C", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(strict_yaml, "_LOADER", yaml.Loader)
    return str(request.param)


def messages(data: bytes) -> list[str]:
    node, problems = parse(data, "x.yaml")
    assert node is None
    return [str(problem) for problem in problems]


@given(st.binary(max_size=200) | st.text("{}[]:,-?&*!|>'\"%@`# \n\tab01~<=", max_size=60).map(str.encode))
@example(b'"\\UFFFFFFFF"')
@example(b"%YAML 1." + b"9" * 5000 + b"\n---\na")
@example(b"\xff\xfea\x00")
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_node_or_problems(data: bytes) -> None:
    node, problems = parse(data, "x.yaml")
    assert (node is None) == bool(problems)


@pytest.mark.parametrize(
    "data", [b'"\\UFFFFFFFF"', b"%YAML 1." + b"9" * 5000 + b"\n---\na", b"a: 'b", b"\t- a: [", b"?"]
)
def test_odd_bytes_in_both_parsers(parser: str, data: bytes) -> None:
    node, problems = parse(data, "x.yaml")
    assert (node is None) == bool(problems)


@given(PLAIN)
@settings(max_examples=150, deadline=None)
def test_plain_data_comes_back_as_its_texts(data: Any) -> None:
    written = yaml.dump(data, Dumper=_NoAliases, allow_unicode=True).encode()
    node, problems = parse(written, "x.yaml")
    assert problems == []
    assert bare(node) == data


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


@pytest.mark.parametrize("text", ["1:30", "010", "yes", "null", "~", "1e3", "0x1F", "2023-09-24", "1_000", ".inf"])
def test_scalars_stay_texts(parser: str, text: str) -> None:
    node, _ = parse(f"a: {text}".encode(), "x.yaml")
    assert bare(node) == {"a": text}


def test_nodes_know_their_lines(parser: str) -> None:
    node, _ = parse(b'a: 1\nb:\n  - "x"\n\n  - {c: ~}\n', "x.yaml")
    assert isinstance(node, Fields)
    assert node.lines == {"a": 1, "b": 2}
    items = node.fields["b"]
    assert isinstance(items, Items)
    assert items.items[0] == Scalar("x", 3, True)
    assert items.items[1].line == 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: 1\nb: *c", 'x.yaml:2: the alias "*c" is not allowed'),
        (b"a: 1\nb: &c d", 'x.yaml:2: the anchor "&c" is not allowed'),
        (b"a: &c [d]", 'x.yaml:1: the anchor "&c"'),
        (b"a:\n  !!int 1", 'x.yaml:2: the tag "tag:yaml.org,2002:int" is not allowed'),
        (b"a: 1\n<<: {b: 2}", 'x.yaml:2: the merge key "<<" is not allowed'),
        (b"a: 1\nb: 2\na: 3", 'x.yaml:3: "a" is there twice; the first is in line 1'),
        (b"a: 1\n---\nb: 2", "x.yaml:2: a second document begins here"),
        (b"{[a]: b}", "x.yaml:1: the name of a field must be a word"),
        (b"a: b\nc: d: e", "x.yaml:2: this is not YAML: "),
        (b"a: b\nc: caf\xe9", "x.yaml:2: byte 0xe9 at offset 11 is not UTF-8; save the file as UTF-8"),
        (b"\xef\xbb\xbfa: \xe9", "x.yaml:1: byte 0xe9 at offset 6 is not UTF-8"),
        (b"a: b\nc: \x00", "x.yaml:2: control character U+0000; delete it"),
        (b"", "x.yaml: the file is empty"),
        (b"# a\n", "x.yaml: the file is empty"),
    ],
)
def test_what_is_refused_and_where(parser: str, data: bytes, message: str) -> None:
    assert messages(data)[0].startswith(message)


def test_several_faults_are_told_at_once(parser: str) -> None:
    assert len(messages(b"a: *b\nc: &d e\nf: !g h\na: 1\n")) == 4


@pytest.mark.parametrize("opening", [b"[", b"- ", b"{a: ", b"[{a: "])
def test_deep_nesting_is_refused_at_once(parser: str, opening: bytes) -> None:
    assert messages(opening * 5000) == [f"x.yaml:1: lists and maps are nested more than {MAX_DEPTH} deep here"]


def test_allowed_depth_is_read(parser: str) -> None:
    node, problems = parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "x.yaml")
    assert problems == []
    assert node is not None


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "more than 16,777,216 bytes" in messages(b" " * (MAX_BYTES + 1))[0]
    monkeypatch.setattr(strict_yaml, "MAX_NODES", 10)
    assert messages(b"[" + b"a," * 11 + b"]") == ["x.yaml:1: the file holds more than 10 values"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert bare(parse(b"\xef\xbb\xbfa: b", "x.yaml")[0]) == {"a": "b"}
