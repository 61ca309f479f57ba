"""The worked example of the README, as files: what it teaches is what the tests load."""

import re
from pathlib import Path

from quizapp.core.bank import Bank
from quizapp.formats.folder import read_folder

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"`(brief\.md|facts\.yaml|questions\.yaml)`(?:(?!```).)*```\w+\n(.*?)```", re.DOTALL)


def example_files() -> dict[str, str]:
    """The three files by name."""
    return dict(BLOCK.findall(README.read_text(encoding="utf-8")))


def example_bank(where: Path, slug: str = "farhaven") -> Bank:
    """The example, written to a folder below `where` and read as any bank is."""
    place = where / slug
    place.mkdir()
    for name, text in example_files().items():
        (place / name).write_text(text, encoding="utf-8")
    bank, problems = read_folder(place)
    assert bank, [str(problem) for problem in problems]
    return bank
