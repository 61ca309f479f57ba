"""Hand-written questions: each is read by the form of its kind, and made by the kind itself."""

from collections.abc import Collection, Mapping
from typing import Any

from quizapp.core.bank import Waiver
from quizapp.core.fact import Fact
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question
from quizapp.formats.document import At, Document
from quizapp.formats.folder.question_forms import KindForm, QuestionForm, QuestionsForm, WaiverForm, question_form
from quizapp.formats.folder.references import Ids, question_references
from quizapp.formats.scalars import clip
from quizapp.formats.wording import unknown


def read_questions(document: Document, facts: Mapping[str, Fact], ids: Ids) -> tuple[Question, ...]:
    """The questions of questions.yaml that could be made of `facts`; whatever is wrong is reported."""
    document.check(QuestionsForm)
    made = (_read(document, at, facts, ids) for at in document.items("questions"))
    return tuple(question for question in made if question)


def read_waivers(document: Document) -> tuple[Waiver, ...]:
    """The waivers of questions.yaml."""
    forms = (document.check(WaiverForm, at) for at in document.items("waivers"))
    return tuple(Waiver(**form.model_dump()) for form in forms if form)


def read_dropped(document: Document, derived: Collection[str] | None) -> tuple[str, ...]:
    """The ids of derived questions that are not wanted. Each must be in `derived`, unless that is not known."""
    ids: dict[str, None] = {}
    for at in document.items("dropped"):
        id = document.word(at)
        if id in ids:
            document.report(at, f"{clip(id)} is there twice; delete one")
        elif id and derived is not None and id not in derived:
            document.report(at, unknown("derived question", id, list(derived)))
        ids[id] = None
    return tuple(ids)


def _read(document: Document, at: At, facts: Mapping[str, Fact], ids: Ids) -> Question | None:
    kind = document.word((*at, "kind"))
    if kind not in KINDS:
        if document.check(KindForm, at):
            document.report((*at, "kind"), unknown("kind", kind, list(KINDS)))
        return None
    form = document.check(question_form(kind), at)
    if form is None or not ids.resolve(document, at, question_references(form)):
        return None
    if any(fact not in facts for fact in form.facts):
        return None  # Those facts are faulty, and reported.
    return _make(document, at, form, {fact: facts[fact] for fact in form.facts})


def _make(document: Document, at: At, form: QuestionForm, facts: Mapping[str, Fact]) -> Question | None:
    if len(facts) < len(form.facts):
        document.report((*at, "facts"), "a fact is there twice; delete one")
        return None
    draft: dict[str, Any] = form.model_dump(mode="json", exclude={"id", "kind", "facts"})
    try:
        return KINDS[form.kind].from_draft(form.id, facts, draft)
    except ValueError as error:
        document.report(at, str(error))
        return None
