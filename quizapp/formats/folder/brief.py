"""brief.md: front matter, then the article in our own words, every sentence with its id."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.bank import Brief, Sentence
from quizapp.core.fact import AsOf
from quizapp.formats.decoding import decode
from quizapp.formats.document import Document
from quizapp.formats.folder.forms import AsOfForm, BriefForm
from quizapp.formats.problem import Problem, Problems
from quizapp.formats.strict_yaml import parse_text

FILE = "brief.md"
MAX_BYTES = 1024 * 1024
"""The longest brief: a book, where an article is expected."""

_FENCE = "---"
_ID = re.compile(r"\[([a-z]{1,10}[0-9]{1,10})\]\s*")
_HEADING = re.compile(r"#{1,6}\s+")


def read_brief(data: bytes, problems: Problems) -> tuple[Brief | None, dict[str, int]]:
    """The brief, or None after adding what is wrong to `problems`; and the line of every sentence by id."""
    text = decode(data, FILE, MAX_BYTES)
    if isinstance(text, Problem):
        problems.add(text)
        return None, {}
    lines = text.split("\n")
    end = _front_matter_end(lines)
    if not end:
        what = "the file must begin with front matter: a line ---, the fields (title: …), and another line ---"
        problems.add(Problem(FILE, 1, "", what))
        return None, {}
    form = _front_matter("\n".join(lines[1:end]), problems)
    sentences, places = _body(lines, end + 1, problems)
    return (_brief(form, sentences) if form else None), places


def as_of(form: AsOfForm) -> AsOf:
    """The as-of date that a form tells."""
    return AsOf(form.date, form.text, form.inferred, form.why)


def _front_matter_end(lines: list[str]) -> int:
    """The place of the closing fence, 0 where the file has no front matter."""
    if lines[0].rstrip() != _FENCE:
        return 0
    return next((place for place, line in enumerate(lines) if place and line.rstrip() == _FENCE), 0)


def _front_matter(text: str, problems: Problems) -> BriefForm | None:
    root, found = parse_text(text, FILE, first_line=2)
    problems += found
    return Document(FILE, root, problems).check(BriefForm) if root else None


def _brief(form: BriefForm, sentences: tuple[Sentence, ...]) -> Brief:
    return Brief(
        title=form.title,
        summary=form.summary,
        language=form.language,
        as_of=as_of(form.as_of),
        cited=form.cited,
        status_note=form.status_note,
        sentences=sentences,
    )


def _body(lines: list[str], start: int, problems: Problems) -> tuple[tuple[Sentence, ...], dict[str, int]]:
    drafts = _drafts(lines, start, problems)
    places: dict[str, int] = {}
    for draft in drafts:
        if not draft.text():
            problems.add(Problem(FILE, draft.line, draft.id, "the sentence is empty; write it, or delete its id"))
        if draft.id in places:
            what = f"the id is already used in line {places[draft.id]}; take another"
            problems.add(Problem(FILE, draft.line, draft.id, what))
        places.setdefault(draft.id, draft.line)
    if not drafts:
        problems.add(Problem(FILE, start, "", "there are no sentences; write them after the front matter"))
    return tuple(draft.sentence() for draft in drafts), places


@dataclass(slots=True)
class _Draft:
    """A sentence that may go on in the next line."""

    id: str
    line: int
    paragraph: int
    heading: bool
    words: list[str]

    def text(self) -> str:
        """The words on one line."""
        return " ".join(" ".join(self.words).split())

    def sentence(self) -> Sentence:
        """The sentence as it is now."""
        return Sentence(self.id, self.paragraph, self.text(), self.heading)


def _drafts(lines: list[str], start: int, problems: Problems) -> list[_Draft]:
    drafts: list[_Draft] = []
    for paragraph, (first, held) in enumerate(_paragraphs(lines, start), 1):
        mark = _HEADING.match(held[0])
        held[0] = held[0][mark.end() :] if mark else held[0]
        begun = len(drafts)
        for place, line in enumerate(held, first):
            before, *parts = _ID.split(line)
            if len(drafts) > begun:
                drafts[-1].words.append(before)
            elif before.strip():
                problems.add(Problem(FILE, place, "", "a paragraph begins with a sentence id such as [s01]; add it"))
                break
            pairs = zip(parts[::2], parts[1::2], strict=True)
            drafts += [_Draft(id, place, paragraph, bool(mark), [words]) for id, words in pairs]
    return drafts


def _paragraphs(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """The lines of each paragraph, with the number of the first."""
    held: list[str] = []
    for place, line in enumerate([*lines[start:], ""], start):
        if line.strip():
            held.append(line.strip())
        elif held:
            yield place - len(held) + 1, held
            held = []
