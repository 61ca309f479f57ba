"""YAML without surprises: maps, lists and texts that know their lines, and nothing else.

libyaml's events are walked instead of its objects, because its loader resolves `1:30` to 90, lets a later key replace
an earlier one, follows aliases, and dies in deep nesting. Here every scalar stays a text; the schema gives it a type.
"""

from collections.abc import Callable
from typing import Any

import yaml

from quizapp.formats.decoding import decode
from quizapp.formats.nodes import Fields, Items, Node, Scalar
from quizapp.formats.problem import Problem, Problems, TooMany

MAX_DEPTH = 20
MAX_NODES = 1_000_000

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a file of one YAML document. Never raises; there is a node or at least one problem, not both."""
    text = decode(data, file)
    return parse_text(text, file) if isinstance(text, str) else (None, [text])


def parse_text(text: str, file: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document that begins at `first_line` of `file`."""
    builder = _Builder(file, first_line)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except (_Stop, TooMany):
        pass
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The pure parser lets errors of int() and chr() through.
        builder.malformed(error)
    if builder.root is None and not builder.problems:
        builder.report(0, "the file is empty")
    return (None, builder.problems) if builder.problems else (builder.root, [])


_TOO_DEEP = f"lists and maps are nested more than {MAX_DEPTH} deep here"


class _Stop(Exception):
    """Reading on makes no sense; the reason is among the problems."""


class _Builder:
    """Puts events together to nodes."""

    def __init__(self, file: str, first_line: int) -> None:
        self.root: Node | None = None
        self.problems = Problems()
        self._file = file
        self._first_line = first_line
        self._nodes = 0
        self._open: list[Items | Fields] = []
        self._names: list[tuple[str, int] | None] = []
        self._takers: dict[type[yaml.Event], Callable[[Any, int], None]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._alias,
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: lambda event, line: self._begin(event, Items(line)),
            yaml.MappingStartEvent: lambda event, line: self._begin(event, Fields(line)),
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
        }

    def take(self, event: yaml.Event) -> None:
        """Add what `event` tells."""
        taker = self._takers.get(type(event))
        if taker and event.start_mark:
            taker(event, event.start_mark.line + self._first_line)

    def report(self, line: int, message: str) -> None:
        """Add a problem."""
        self.problems.add(Problem(self._file, line, "", message))

    def malformed(self, error: Exception) -> None:
        """Add the parser's own error."""
        line, what = 0, str(error).partition("\n")[0]
        if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
            line, what = error.problem_mark.line + self._first_line, str(error.problem)
            if error.context_mark and error.context_mark.line != error.problem_mark.line:
                what += f" {error.context} in line {error.context_mark.line + self._first_line}"
        if "nesting depth" in what:  # Newer versions of libyaml have a limit of their own, far above ours.
            self.report(line, _TOO_DEEP)
            return
        hint = 'a text with ": ", " #", quotes or brackets in it must stand in quotes'
        self.report(line, f"this is not YAML: {what} ({hint})")

    def _document(self, event: yaml.Event, line: int) -> None:
        if self.root is not None:
            self.report(line, "a second document begins here; a file holds one, so take this line with --- out")
            raise _Stop

    def _alias(self, event: yaml.AliasEvent, line: int) -> None:
        self.report(line, f'the alias "*{event.anchor}" is not allowed; write the value again, or put it in quotes')
        self._put(Scalar("", line))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._refuse_extras(event, line)
        self._put(Scalar(event.value, line, bool(event.style)))

    def _begin(self, event: Any, node: Items | Fields) -> None:
        self._refuse_extras(event, node.line)
        self._put(node)
        self._open.append(node)
        self._names.append(None)
        if len(self._open) > MAX_DEPTH:
            self.report(node.line, _TOO_DEEP)
            raise _Stop

    def _end(self, event: yaml.Event, line: int) -> None:
        self._open.pop()
        self._names.pop()

    def _refuse_extras(self, event: Any, line: int) -> None:
        if event.anchor:
            self.report(line, f'the anchor "&{event.anchor}" is not allowed; delete it, or put the text in quotes')
        if event.tag:
            self.report(line, f'the tag "{event.tag}" is not allowed; delete it, or put the text in quotes')

    def _put(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.report(node.line, f"the file holds more than {MAX_NODES:,} values")
            raise _Stop
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        elif (name := self._names[-1]) is None:
            self._names[-1] = self._name(node, parent)
        else:
            parent.fields[name[0]], parent.lines[name[0]] = node, name[1]
            self._names[-1] = None

    def _name(self, node: Node, parent: Fields) -> tuple[str, int]:
        if not isinstance(node, Scalar):
            what = "the name of a field must be a word, not a list or map; put a text with braces in quotes"
            self.report(node.line, what)
            raise _Stop
        if node.text in parent.fields:
            self.report(node.line, f'"{node.text}" is there twice; the first is in line {parent.lines[node.text]}')
        if node.text == "<<" and not node.quoted:
            self.report(node.line, 'the merge key "<<" is not allowed; write the fields again')
        return node.text, node.line
