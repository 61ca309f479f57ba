"""What was believed instead: the wrong answer that most gave to the questions on a fact to go over again."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.storage.progress.facts import JUDGING
from quizapp.storage.results.said import said
from quizapp.web import language
from quizapp.web.results.report import Report

FEWEST = 3
"""A wrong answer that fewer gave is nobody's common mistake."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer in words, and how many gave it; of `claim`, if it judged one."""

    text: str
    count: int
    claim: str


def commonest(session: Session, report: Report) -> dict[int, Wrong]:
    """By fact to go over again; none where wrong answers were all different."""
    wanted = set(report.again)
    revisions = {key for key, asked in report.questions.items() if wanted & set(asked.fact_ids)}
    answers = said(session, report.activity.id, revisions) if revisions else {}
    counts: dict[int, Counter[tuple[str, str]]] = {}
    for each in report.counted:
        found = answers.get((each.attempt, each.position))
        if found is None or each.outcome != "wrong" or each.question not in revisions:
            continue
        asked = report.questions[each.question]
        text = "; ".join(language.said(line) for line in asked.question.told(found.response))
        claim = asked.question.stem if asked.question.kind in JUDGING else ""
        for fact_id in wanted.intersection(asked.fact_ids):
            counts.setdefault(fact_id, Counter())[text, claim] += 1
    best = {fact_id: counter.most_common(1)[0] for fact_id, counter in counts.items()}
    return {fact_id: Wrong(text, count, claim) for fact_id, ((text, claim), count) in best.items() if count >= FEWEST}
