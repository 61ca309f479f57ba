"""From a bank to the three files of its folder."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby
from typing import Any

from quizapp.core.bank import Bank, Brief
from quizapp.core.derive import derive
from quizapp.core.question import Question
from quizapp.formats.block_yaml import dump
from quizapp.formats.folder.brief import FILE as BRIEF
from quizapp.formats.folder.entries import brief_entry, entry, facts_entry, question_entry
from quizapp.formats.folder.reading import FACTS, QUESTIONS, read


def write(bank: Bank) -> dict[str, bytes]:
    """The contents of brief.md, facts.yaml and questions.yaml, from which `read` makes an equal bank.

    Derived questions are not written: those that `bank.questions` lacks are named as dropped. Only the order of
    questions is lost, by hand before derived. Raises ValueError, with a sentence that names the place, for a bank that
    cannot be read back as it is: with a text too long, say, or a derived question that was edited.
    """
    whole = _settled(bank)
    files = {
        BRIEF: _encoded(BRIEF, _brief(whole.brief)),
        FACTS: _encoded(FACTS, dump(facts_entry(whole))),
        QUESTIONS: _encoded(QUESTIONS, dump(_questions(whole))),
    }
    again, problems = read(files, bank.slug)
    if again is None:
        raise ValueError(f"this bank cannot be written: {problems[0].path or problems[0].file}: {problems[0].message}")
    if again != whole:
        raise ValueError(f"this bank cannot be written: {next(_losses(whole, again), 'something in it changes')}")
    return files


def _settled(bank: Bank) -> Bank:
    """The bank with questions by hand first and in the order in which they are derived then, and with all it drops."""
    derived = {question.id: place for place, question in enumerate(derive(bank.facts))}
    questions = sorted(bank.questions, key=lambda each: derived.get(each.id, len(derived)) if _is_derived(each) else -1)
    there = {*bank.dropped, *(question.id for question in questions)}
    missing = [id for id in derived if id not in there]
    return replace(bank, questions=tuple(questions), dropped=(*bank.dropped, *missing))


def _is_derived(question: Question) -> bool:
    return "." in question.id


def _questions(bank: Bank) -> dict[str, Any]:
    by_hand = [question_entry(each, bank.fact) for each in bank.questions if not _is_derived(each)]
    waivers, dropped = [entry(each) for each in bank.waivers], list(bank.dropped)
    more = {"waivers": waivers, "dropped": dropped}
    return {"questions": by_hand, **{name: each for name, each in more.items() if each}}


def _brief(brief: Brief) -> str:
    paragraphs = []
    for number, held in groupby(brief.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(held)
        mark = ("# " if number == 1 else "## ") if sentences[0].heading else ""
        paragraphs.append(mark + " ".join(f"[{each.id}] {each.text}" for each in sentences))
    return f"---\n{dump(brief_entry(brief))}---\n" + "\n\n".join(paragraphs) + "\n"


def _encoded(file: str, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        sign = f"U+{ord(text[error.start]):04X}"
        raise ValueError(f"this bank cannot be written: {file}: {sign} is half a character; delete it") from None


# -- what went wrong --------------------------------------------------------------------------------------------


def _losses(bank: Bank, again: Bank) -> Iterator[str]:
    """A sentence for each thing that is not read back as it was."""
    for name in ("topics", "parties", "sources", "terms", "facts", "waivers"):
        yield from _changed(name, getattr(bank, name), getattr(again, name))
    yield from _changed("brief", bank.brief.sentences, again.brief.sentences)
    yield from _changed("brief", (bank.brief,), (again.brief,))
    known = {question.id: question for question in again.questions}
    for question in bank.questions:
        if question != known.get(question.id):
            yield _edited(question)


def _changed(section: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[str]:
    for old, new in zip(before, after, strict=False):
        names = [each.name for each in fields(old) if getattr(old, each.name) != getattr(new, each.name)]
        if names:
            which = getattr(old, "id", "") or getattr(old, "term", section)
            yield f"{section}[{which}]: what stands in {', '.join(names)} would be read as something else"
    if len(before) != len(after):
        yield f"{section}: there are {len(before)}, of which {len(after)} would be read"


def _edited(question: Question) -> str:
    if _is_derived(question):
        return (
            f'the question "{question.id}" is not the one that is derived from its fact; '
            "write it by hand under an id of its own, and drop this one"
        )
    return f'the question "{question.id}" is not what its facts and its fields make of it; write it anew'
