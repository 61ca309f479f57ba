"""Questions as learners see them, before an answer and after, made from a bank that is not in circulation yet."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from quizapp.core.bank import Bank
from quizapp.core.fact import Fact
from quizapp.core.question import BadAnswer, Form, Question, Refutation
from quizapp.storage.fact_sheets import Cited, Linked
from quizapp.storage.shelf import Paragraph
from quizapp.web.desk.marks import paragraphs
from quizapp.web.study.feedback import Feedback, proofs_of

SEED = 1
_NAMES = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([^"]*)"')


def previews(bank: Bank, questions: Sequence[Question]) -> list[tuple[Question, Feedback]]:
    """Each question with what its pages show; for `questions_desk/_preview.html`."""
    brief = paragraphs(bank)
    return [(question, _told(bank, question, brief)) for question in questions]


def apart(markup: str, prefix: str) -> Markup:
    """Markup whose ids are set apart by `prefix`, so that several questions can stand on one page."""

    def renamed(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{prefix}-{name}" for name in found[2].split())}"'

    return Markup(_NAMES.sub(renamed, markup))  # noqa: S704 - it was markup before


def _told(bank: Bank, question: Question, brief: Sequence[Paragraph]) -> Feedback:
    facts = tuple(bank.fact[id] for id in question.facts if id in bank.fact)
    cited = {source.id: Cited(source.name, source.date) for source in bank.sources}
    key = question.key(SEED)
    return Feedback(
        outcome="right",
        score=1.0,
        told=(),
        confidence=None,
        note=None,
        proofs=proofs_of(brief, facts, question.proof),
        facts=facts,
        sources=tuple(cited[fact.source] for fact in facts if fact.source in cited),
        since=tuple(_since(bank, facts, cited)),
        refutations=tuple(_refutations(question)),
        why=question.why,
        corrected=(),
        due=None,
        view=question.ask(SEED),
        form=key,
        key_form=key,
        brief=brief,
    )


def _since(bank: Bank, facts: Sequence[Fact], cited: dict[str, Cited]) -> Iterator[Linked]:
    for fact in facts:
        for link in fact.links:
            if other := bank.fact.get(link.to):
                yield Linked(link.role, other, cited.get(other.source or ""))


def _refutations(question: Question) -> Iterator[Refutation]:
    """Why each answer that can be chosen is wrong, where one is chosen."""
    view = question.ask(SEED)
    for option in (*view.get("options", ()), *view.get("labels", ())):
        form: Form = {"answer": [option["id"]]}
        try:
            yield from question.explain(question.read(form, SEED))
        except BadAnswer:
            return
