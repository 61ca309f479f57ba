"""All questions of a bank, by hand and derived, as the next edition would have them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import render_template, request

from quizapp.actions.load_bank.items import question_item
from quizapp.core.bank import Bank as CoreBank
from quizapp.core.derive import Neighbours, derive_one, others_of
from quizapp.core.fact import Fact
from quizapp.core.kinds import KINDS
from quizapp.core.message import mark
from quizapp.core.question import Question
from quizapp.storage import desk, question_origins, workspace
from quizapp.storage.desk import Work
from quizapp.storage.models import Bank
from quizapp.web.breathe import breathe
from quizapp.web.database import db
from quizapp.web.desk.access import edited

A_PAGE = 50
STATES: Mapping[str, str] = {
    "live": mark("live"),
    "next": mark("comes with the next edition"),
    "draft": mark("draft"),
    "review": mark("waits for a second person"),
    "accepted": mark("accepted"),
    "outdated": mark("to be merged"),
    "dropped": mark("dropped"),
}
"""How a question stands, with the words for it. `next` is derived from a draft; `dropped` is derived, and unwanted."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A question with how it stands."""

    question: Question
    by_hand: bool
    state: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; empty where anything will do."""

    fact: str
    topic: str
    kind: str
    state: str

    @classmethod
    def asked(cls) -> "Filters":
        """As the address has them."""
        return cls(*(request.args.get(name, "")[:80] for name in ("fact", "topic", "kind", "state")))

    def has(self, fact: Fact) -> bool:
        """Whether questions of a fact are looked for."""
        return self.fact in ("", fact.id) and self.topic in ("", fact.topic)

    def holds(self, listed: Listed) -> bool:
        """Whether a question of such a fact is."""
        return self.kind in ("", listed.question.kind) and self.state in ("", listed.state)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the list is made from."""

    bank: CoreBank
    works: Sequence[Work]
    live: Mapping[str, str]
    others: Mapping[str, Neighbours]

    @classmethod
    def of(cls, row: Bank) -> "Ground":
        """Of a bank as it is worked on."""
        session = db.session()
        bank = workspace.bank(session, row.id, "everything")
        live = question_origins.live_derived(session, row.id)
        return cls(bank, desk.questions(session, row.id), live, others_of(bank.facts))

    def derived(self, fact: Fact) -> Iterator[Listed]:
        """The questions that follow from a fact, the unwanted ones, too."""
        for question in derive_one(fact, self.others[fact.id]):
            yield Listed(question, False, self.state(question))

    def state(self, question: Question) -> str:
        """How a derived question stands."""
        if question.id in self.bank.dropped:
            return "dropped"
        return "live" if self.live.get(question.id) == question_item(question).digest else "next"


def show(slug: str) -> str:
    """The list, a page of it; questions are derived only as far as the page goes."""
    _, row = edited(slug)
    ground, filters, page = Ground.of(row), Filters.asked(), page_asked()
    found = list(islice(_found(ground, filters), page * A_PAGE, (page + 1) * A_PAGE + 1))
    return render_template(
        "questions_desk/questions.html",
        row=row,
        bank=ground.bank,
        found=found[:A_PAGE],
        more=len(found) > A_PAGE,
        page=page,
        filters=filters,
        kinds={name: kind.title for name, kind in KINDS.items()},
        states=STATES,
        dropped_now=request.args.get("done", ""),
    )


def page_asked() -> int:
    """The page in the address, from 0."""
    said = request.args.get("page", "0")
    return int(said) if said.isdecimal() and len(said) < 6 else 0


def hand_state(work: Work) -> str:
    """How a question by hand stands."""
    if work.draft is None:
        return "live"
    return "outdated" if work.outdated else work.draft.state


def _found(ground: Ground, filters: Filters) -> Iterator[Listed]:
    by_fact: dict[str, list[Listed]] = defaultdict(list)
    for work in ground.works:
        if work.latest:
            question: Any = work.latest.question
            fact = filters.fact if filters.fact in question.facts else question.facts[0]
            by_fact[fact].append(Listed(question, True, hand_state(work)))
    for fact in filter(filters.has, ground.bank.facts):
        breathe()
        yield from filter(filters.holds, (*by_fact[fact.id], *ground.derived(fact)))
