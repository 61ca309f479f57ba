"""What a bank says of itself as JSON: everything but its sentences, sources, facts and questions, which have rows."""

from collections.abc import Mapping
from typing import Any

from quizapp.core.bank import Bank, Brief, Party, Sentence, Source, Term, Topic, Waiver
from quizapp.core.fact import Fact
from quizapp.core.fact_data import as_of_from_data
from quizapp.core.plain import plain
from quizapp.core.question import Question


def meta_to_data(bank: Bank) -> dict[str, Any]:
    """The bank's title, summary, language, as-of date, citation and note, its topics, parties, terms and waivers.

    The ids of dropped questions are there only where some are: a bank without any keeps the digest that it had before
    questions could be dropped.
    """
    brief = plain(bank.brief)
    del brief["sentences"]
    dropped = {"dropped": list(bank.dropped)} if bank.dropped else {}
    return {
        **brief,
        "topics": plain(bank.topics),
        "parties": plain(bank.parties),
        "terms": plain(bank.terms),
        "waivers": plain(bank.waivers),
        **dropped,
    }


def meta_from_data(
    slug: str,
    data: Mapping[str, Any],
    *,
    sentences: tuple[Sentence, ...] = (),
    sources: tuple[Source, ...] = (),
    facts: tuple[Fact, ...] = (),
    questions: tuple[Question, ...] = (),
) -> Bank:
    """The bank of which `meta_to_data` made `data`, with whatever else is at hand of it."""
    return Bank(
        slug=slug,
        brief=Brief(
            title=data["title"],
            summary=data["summary"],
            language=data["language"],
            as_of=as_of_from_data(data["as_of"]),
            cited=data["cited"],
            status_note=data["status_note"],
            sentences=sentences,
        ),
        topics=tuple(Topic(**each) for each in data["topics"]),
        parties=tuple(Party(**each) for each in data["parties"]),
        facts=facts,
        questions=questions,
        sources=sources,
        terms=tuple(Term(**each) for each in data["terms"]),
        waivers=tuple(Waiver(**each) for each in data["waivers"]),
        dropped=tuple(data.get("dropped", ())),
    )
