"""What a YAML file is made of here: texts, lists and maps that know their lines."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Scalar:
    """A text as written. `quoted` tells `""`, an empty text, from nothing at all."""

    text: str
    line: int
    quoted: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A map. `lines` has the line of each name."""

    line: int
    fields: "dict[str, Node]" = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Fields
