"""From the three files of a bank folder to the bank."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from quizapp.core.bank import Bank, Brief, Party, Source, Term, Topic
from quizapp.core.derive import derive
from quizapp.core.fact import Fact
from quizapp.formats.document import Document, F
from quizapp.formats.folder.brief import FILE as BRIEF
from quizapp.formats.folder.brief import read_brief
from quizapp.formats.folder.facts import build, faults
from quizapp.formats.folder.forms import FactForm, FactsForm, PartyForm, SourceForm, TermForm, TopicForm
from quizapp.formats.folder.questions import read_dropped, read_questions, read_waivers
from quizapp.formats.folder.references import Ids, fact_references
from quizapp.formats.problem import MAX_PROBLEMS, Problem, Problems, TooMany
from quizapp.formats.scalars import clip, is_slug
from quizapp.formats.strict_yaml import parse

FACTS = "facts.yaml"
QUESTIONS = "questions.yaml"

T = TypeVar("T")


def read(files: Mapping[str, bytes], slug: str) -> tuple[Bank | None, list[Problem]]:
    """Read a bank from the contents of its files by name; other files are ignored.

    There is a bank or at least one problem, never both; nothing is raised, whatever the files hold. All problems of
    form are told at once. Whether the bank is a good one is the linter's question.
    """
    problems = Problems(_absent(files, slug))
    try:
        bank = _read(files, slug, problems)
    except TooMany:
        bank = None
        problems.append(Problem("", 0, "", f"reading stopped at {MAX_PROBLEMS} problems; mend these first"))
    return (None, sorted(set(problems))) if problems else (bank, [])


def _read(files: Mapping[str, bytes], slug: str, problems: Problems) -> Bank | None:
    ids = Ids()
    brief = _brief(files, ids, problems)
    facts_file = _open(files, FACTS, ("topics", "parties", "sources", "facts"), ids, problems)
    questions_file = _open(files, QUESTIONS, ("questions",), ids, problems)
    lists = _lists(facts_file) if facts_file else {}
    facts = _facts(facts_file, brief, ids) if facts_file else {}
    questions = read_questions(questions_file, facts, ids) if questions_file else ()
    waivers = read_waivers(questions_file) if questions_file else ()
    derived = {question.id: question for question in derive(tuple(facts.values()))}
    # While facts are faulty, nobody knows what would be derived from them.
    known = derived if facts and len(facts) == len(ids.sections.get("facts", ())) else None
    dropped = read_dropped(questions_file, known) if questions_file else ()
    if problems or brief is None:
        return None
    kept = [question for id, question in derived.items() if id not in dropped]
    # A derived question stands where its fact does.
    lines = dict(ids.lines())
    lines |= {question.id: lines[question.facts[0]] for question in kept}
    return Bank(
        slug,
        brief,
        facts=tuple(facts.values()),
        questions=(*questions, *kept),
        waivers=waivers,
        dropped=dropped,
        lines=lines,
        **lists,
    )


def _absent(files: Mapping[str, bytes], slug: str) -> Iterator[Problem]:
    if not is_slug(slug):
        yield Problem(
            "", 0, "", f'{clip(slug)} cannot name a bank; name its folder with 1 to 80 signs of a-z, 0-9, "-"'
        )
    for name in (BRIEF, FACTS, QUESTIONS):
        if name not in files:
            yield Problem(name, 0, "", "the file is missing; a bank is brief.md, facts.yaml and questions.yaml")


def _brief(files: Mapping[str, bytes], ids: Ids, problems: Problems) -> Brief | None:
    if BRIEF not in files:
        return None
    brief, lines = read_brief(files[BRIEF], problems)
    if lines:
        ids.sections["sentences"] = {id: (BRIEF, line) for id, line in lines.items()}
    return brief


def _open(
    files: Mapping[str, bytes], name: str, sections: Sequence[str], ids: Ids, problems: Problems
) -> Document | None:
    """The document in a file, its ids learned; None where it has none, which is reported."""
    if name not in files:
        return None
    root, found = parse(files[name], name)
    problems += found
    if root is None:
        return None
    document = Document(name, root, problems)
    for section in sections:
        ids.collect(document, section)
    return document


def _lists(document: Document) -> dict[str, Any]:
    document.check(FactsForm)
    return {
        "topics": _each(document, "topics", TopicForm, Topic),
        "parties": _each(document, "parties", PartyForm, Party),
        "sources": _each(document, "sources", SourceForm, Source),
        "terms": _each(document, "terms", TermForm, Term),
    }


def _each(document: Document, section: str, form: type[F], make: Callable[..., T]) -> tuple[T, ...]:
    read = (document.check(form, at) for at in document.items(section))
    return tuple(make(**dict(each)) for each in read if each)


def _facts(document: Document, brief: Brief | None, ids: Ids) -> dict[str, Fact]:
    """The faultless facts by id; the faults of the others are reported."""
    facts: dict[str, Fact] = {}
    for at in document.items("facts"):
        form = document.check(FactForm, at)
        if form is None:
            continue
        found = list(faults(form))
        for inner, message in found:
            document.report((*at, *inner), message)
        if ids.resolve(document, at, fact_references(form)) and not found and brief:
            facts.setdefault(form.id, build(form, brief.as_of))
    return facts
