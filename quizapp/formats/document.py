"""A parsed file that is read by schema, with every fault reported at its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from quizapp.formats.nodes import Fields, Items, Node, Scalar
from quizapp.formats.problem import Problem, Problems
from quizapp.formats.scalars import is_slug
from quizapp.formats.wording import wording

At = tuple[str | int, ...]
"""A place in a document: names of fields and numbers of items from 0."""


class Form(BaseModel):
    """What a map in a file must look like: its fields and no others, each typed from its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Document:
    """One file; `problems` grows as it is read."""

    file: str
    root: Node
    problems: Problems

    def report(self, at: At, message: str) -> None:
        """Add a problem at the place `at`."""
        self.problems.add(Problem(self.file, self.line(at), self.path(at), message))

    def check(self, form: type[F], at: At = ()) -> F | None:
        """What stands at `at` read as `form`, or None after all its faults are reported."""
        try:
            return form.model_validate(bare(self._node(at)))
        except ValidationError as error:
            for each in error.errors(include_url=False):
                # Behind the key of a map pydantic puts "[key]".
                place = tuple(step for step in each["loc"] if step != "[key]")
                self.report((*at, *place), wording(each, form))
            return None

    def items(self, section: str) -> list[At]:
        """The places of the items of a list at the top of the document; none where there is no such list."""
        node = self.root.fields.get(section) if isinstance(self.root, Fields) else None
        return [(section, place) for place in range(len(node.items))] if isinstance(node, Items) else []

    def word(self, at: At) -> str:
        """The text at `at`, stripped; empty where there is none."""
        node = self._node(at)
        return node.text.strip() if isinstance(node, Scalar) else ""

    def line(self, at: At) -> int:
        """The line where `at` begins, or where the nearest place around it does."""
        line = self.root.line
        for step, node, inner in self._walk(at):
            if isinstance(node, Fields) and str(step) in node.lines:
                line = node.lines[str(step)]
            elif inner is not None:
                line = inner.line
        return line

    def path(self, at: At) -> str:
        """`at` for people: `facts[serbs-in-north].value.step`; an item without a proper id goes by its number."""
        path = ""
        for step, _, inner in self._walk(at):
            if isinstance(step, int):
                name = inner.fields.get("id") if isinstance(inner, Fields) else None
                named = isinstance(name, Scalar) and is_slug(name.text)
                path += f"[{name.text if named and isinstance(name, Scalar) else step}]"
            else:
                path += f".{step}" if path else step
        return path

    def _node(self, at: At) -> Node | None:
        *_, node = (self.root, *(inner for _, _, inner in self._walk(at)))
        return node

    def _walk(self, at: At) -> Iterator[tuple[str | int, Node | None, Node | None]]:
        """Each step of `at`, with the node it is taken from and the node it leads to."""
        node: Node | None = self.root
        for step in at:
            inner = _inside(node, step)
            yield step, node, inner
            node = inner


def _inside(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Fields):
        return node.fields.get(str(step))
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def bare(node: Node | None) -> Any:
    """The node as dicts, lists and texts. The parser bounds its depth."""
    if isinstance(node, Fields):
        return {name: bare(value) for name, value in node.fields.items()}
    if isinstance(node, Items):
        return [bare(item) for item in node.items]
    return node.text if node else ""
