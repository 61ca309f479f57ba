"""What brief.md's front matter and facts.yaml must look like: a form for each map."""

from typing import Annotated, Any

from pydantic import Field

from quizapp.core.fact import FactKind, Importance, Precision, Role, Stance, Verdict
from quizapp.formats.document import Form
from quizapp.formats.scalars import Date, Flag, Language, Number, Slug, Step, Text, Word


class AsOfForm(Form):
    """When something was true."""

    date: Date
    text: Text
    inferred: Flag = False
    why: Text = ""


class BriefForm(Form):
    """The front matter of brief.md."""

    title: Text
    summary: Text
    language: Language
    as_of: AsOfForm
    cited: Text
    status_note: Text = ""


class TopicForm(Form):
    """A topic."""

    id: Slug
    title: Text
    about: Text = ""


class PartyForm(Form):
    """A party."""

    id: Slug
    name: Text


class SourceForm(Form):
    """A source of facts from elsewhere."""

    id: Slug
    name: Text
    date: Date
    rights: Text = ""


class TermForm(Form):
    """A contested term."""

    term: Text
    instead: Text
    why: Text


class ValueForm(Form):
    """A value of any type; which of its fields belong together depends on the fact's kind."""

    text: Text
    number: Number | None = None
    unit: Text = ""
    precision: Annotated[Precision, Word] | None = None
    step: Step | None = None
    date: Date | None = None


class TrapForm(Form):
    """A false variant."""

    says: Text
    why: Text
    verdict: Annotated[Verdict, Word] = "contradicted"
    number: Number | None = None
    date: Date | None = None


class LinkForm(Form):
    """Another fact to read with this one."""

    role: Annotated[Role, Word]
    to: Slug


class FactForm(Form):
    """One fact."""

    id: Slug
    statement: Text
    prompt: Text
    cloze: Text
    kind: Annotated[FactKind, Word]
    value: ValueForm
    aliases: tuple[Text, ...] = ()
    speaker: Text
    party: Slug
    stance: Annotated[Stance, Word]
    contested: Flag = False
    time_bound: Flag = False
    review_by: Date | None = None
    as_of: AsOfForm | None = None
    evidence: tuple[Annotated[dict[str, Text], Field(min_length=1)], ...] = ()
    source: Slug | None = None
    topic: Slug
    importance: Annotated[Importance, Word]
    group: Slug
    subject: Slug | None = None
    absence: Flag = False
    critical_of: tuple[Slug, ...] = ()
    traps: tuple[TrapForm, ...] = ()
    links: tuple[LinkForm, ...] = ()
    skip: tuple[Text, ...] = ()


class FactsForm(Form):
    """facts.yaml as a whole; the items of its lists are checked one by one."""

    topics: Annotated[tuple[Any, ...], Field(min_length=1)]
    parties: Annotated[tuple[Any, ...], Field(min_length=1)]
    facts: Annotated[tuple[Any, ...], Field(min_length=1)]
    sources: tuple[Any, ...] = ()
    terms: tuple[Any, ...] = ()
