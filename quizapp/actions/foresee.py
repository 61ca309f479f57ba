"""What a correction does to the questions of a bank, told before it is made; in a process of its own.

The linter reads the bank twice, which takes seconds: no request may work as long.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from quizapp.actions.desk.publish import PATIENCE, whole
from quizapp.actions.load_bank.derivation import Derivation
from quizapp.actions.load_bank.facts import Facts
from quizapp.actions.load_bank.items import fact_of
from quizapp.actions.load_bank.revisions import Changes
from quizapp.core.bank import Bank, Source
from quizapp.core.correction import Change, corrected
from quizapp.core.fact_data import fact_from_data
from quizapp.core.lint import Finding, check
from quizapp.core.partial_date import PartialDate
from quizapp.core.plain import plain
from quizapp.core.question import Question
from quizapp.storage import affected, workspace
from quizapp.storage.database import engine_options, prepare


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a correction brings about.

    `stale` are the ids of questions that go for good or are made anew, and `doubtful` those among them, by hand, that
    are not about the fact but that its new value makes wrong. `errors` are what the linter then finds in the fact and
    what follows from it, `others` what it finds elsewhere that was not wrong before.
    """

    stale: tuple[str, ...]
    doubtful: tuple[str, ...]
    errors: tuple[Finding, ...]
    others: tuple[Finding, ...]


def foresee(db: Session, bank_id: int, change: Change) -> Foreseen:
    """What `change` would bring about. Raises subprocess.SubprocessError where that cannot be told."""
    url = db.get_bind().engine.url.render_as_string(hide_password=False)
    db.rollback()  # No connection is held while the other process works.
    order = json.dumps({"url": url, "bank_id": bank_id, "change": plain(change)})
    command = [sys.executable, "-m", "quizapp.actions.foresee"]
    # S603: the command is our own module, and nothing of the order stands in it.
    done = subprocess.run(command, input=order.encode(), check=True, timeout=PATIENCE, capture_output=True)  # noqa: S603
    told = json.loads(done.stdout)
    findings = {name: tuple(Finding(**each) for each in told[name]) for name in ("errors", "others")}
    return Foreseen(tuple(told["stale"]), tuple(told["doubtful"]), **findings)


def told(bank: Bank, derived: Sequence[Question], change: Change) -> Foreseen:
    """The same of a live `bank` as it is edited, with its `derived` questions that are live."""
    before = {(each.rule, each.id) for each in _errors(bank)}
    fresh = [each for each in _errors(corrected(bank, change)) if (each.rule, each.id) not in before]
    about = {question.id for question in bank.questions if change.slug in question.facts}
    doubtful = {question.id for question in bank.questions if question.id in {each.id for each in fresh}} - about
    own = {change.slug}
    return Foreseen(
        stale=tuple(sorted({*about, *doubtful, *_overtaken(bank, derived, change)})),
        doubtful=tuple(sorted(doubtful)),
        errors=tuple(each for each in fresh if fact_of(each.id) in own),
        others=tuple(each for each in fresh if fact_of(each.id) not in own and each.id not in doubtful),
    )


def _errors(bank: Bank) -> list[Finding]:
    return [each for each in check(whole(bank)) if each.level == "error"]


def _overtaken(bank: Bank, derived: Sequence[Question], change: Change) -> Iterator[str]:
    """The derived questions that test the fact, and those of which a wrong option becomes true."""
    after = corrected(bank, change)
    fresh = frozenset(slug for slug, fact in after.fact.items() if bank.fact.get(slug) != fact)
    derivation = Derivation(Facts(after.fact, False, {}, fresh, Changes()), {})
    near = {sibling for slug in fresh for sibling in derivation.siblings(slug)}
    for question in derived:
        slug = fact_of(question.id)
        if change.slug in question.facts or (slug in near and derivation.overtaken(question, slug)):
            yield question.id


def _change(data: Mapping[str, Any]) -> Change:
    """The inverse of `plain`."""
    fact, cited = data["fact"], data["cited"]
    source = Source(**{**cited, "date": PartialDate.parse(cited["date"])}) if cited else None
    return Change(**{**data, "fact": fact_from_data(fact) if fact else None, "cited": source})


def main() -> None:
    """The other process: an order on standard input, what was found on standard output."""
    order = json.load(sys.stdin)
    os.nice(5)
    engine = create_engine(order["url"], **engine_options(order["url"]))
    prepare(engine)
    with Session(engine) as db:
        bank = workspace.bank(db, order["bank_id"], "live")
        derived = affected.derived(db, order["bank_id"])
    found = told(bank, derived, _change(order["change"]))
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
