"""Publish: what was accepted becomes the next numbered edition, all of it or nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import create_engine, update
from sqlalchemy.orm import Session

from quizapp.actions.desk import replacing, reviewed, withdraw
from quizapp.actions.desk.record import Signature, lock_bank, record, record_changes, standing, subject
from quizapp.actions.load_bank import Loaded, load
from quizapp.core.bank import Bank
from quizapp.core.derive import derive
from quizapp.core.lint import BANK, Finding, check
from quizapp.storage import articles, desk, workspace
from quizapp.storage.database import engine_options, prepare
from quizapp.storage.models import Bank as BankRow
from quizapp.storage.models import FactRevision, QuestionRevision

SOURCE_REPEATED = "W16"
PATIENCE = 60
"""Seconds that checking a bank may take."""
ALONE = "private"
"""The visibility of a bank that its owner may publish without a second person."""


class NotPublishable(ValueError):
    """What stands in the way: findings of the linter that are errors."""

    def __init__(self, errors: Sequence[Finding]) -> None:
        """Hold the errors."""
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


class NothingNew(ValueError):
    """There is nothing to publish."""


class OwnText(PermissionError):
    """The brief or the lists were changed by the one who publishes, and nobody else has read them."""


def findings(db: Session, bank_id: int, which: workspace.Which) -> list[Finding]:
    """What the linter says of a bank in one of its states; from a process of its own, for it takes seconds.

    Raises subprocess.SubprocessError if that fails.
    """
    url = db.get_bind().engine.url.render_as_string(hide_password=False)
    db.rollback()  # No connection is held while the other process works.
    order = json.dumps({"url": url, "bank_id": bank_id, "which": which})
    command = [sys.executable, "-m", "quizapp.actions.desk.publish"]
    # S603: the command is our own module, and nothing of the order stands in it.
    done = subprocess.run(command, input=order.encode(), check=True, timeout=PATIENCE, capture_output=True)  # noqa: S603
    return [Finding(**each) for each in json.loads(done.stdout)]


def whole(bank: Bank) -> Bank:
    """The bank with the questions that follow from its facts."""
    dropped = frozenset(bank.dropped)
    derived = tuple(question for question in derive(bank.facts) if question.id not in dropped)
    return replace(bank, questions=(*bank.questions, *derived))


def publish(db: Session, sign: Signature, bank_id: int, seen: Sequence[Finding]) -> Loaded:
    """Publish all that is ready. `seen` is what `findings` said; the caller called `write`, and commits.

    The owner of a private bank publishes alone, and the bank says of what (`reviewed`). Raises
    NotPublishable, NothingNew or OwnText.
    """
    slug = lock_bank(db, bank_id)
    row = desk.bank_row(db, bank_id)
    alone = may_alone(row, sign.user_id)
    if errors := [each for each in seen if each.level == "error"]:
        raise NotPublishable(errors)
    if not alone and workspace.unread_by_others(db, bank_id, sign.user_id):
        raise OwnText(slug)
    before, unreviewed = standing(db, bank_id), reviewed.unreviewed(db, bank_id)
    through = reviewed.hands(db, bank_id, sign.user_id, alone)
    if alone:
        _accept_all(db, bank_id)
    done = load(db, workspace.bank(db, bank_id), sign.at, by=sign.user_id, reason=sign.why, desk=True)
    if not done.changed:
        raise NothingNew(slug)
    db.expire_all()
    reviewed.label(db, bank_id, through, unreviewed)
    workspace.settle(db, bank_id)
    withdraw.settle(db, bank_id)
    replacing.settle(db, sign, bank_id, slug)
    edition = {"edition": done.edition, "facts": asdict(done.facts), "questions": asdict(done.questions)}
    record(db, sign, "publish", subject(slug, "edition", str(done.edition)), None, edition)
    record_changes(db, sign, bank_id, slug, "publish", before)
    return done


def may_alone(row: BankRow, user_id: int | None) -> bool:
    """Whether somebody may publish a bank without a second person: it is private, and theirs."""
    return row.visibility == ALONE and row.owner_id == user_id


def _accept_all(db: Session, bank_id: int) -> None:
    for table, works in ((FactRevision, desk.facts(db, bank_id)), (QuestionRevision, desk.questions(db, bank_id))):
        ids = [work.draft.id for work in works if work.draft and not work.outdated]
        db.execute(
            update(table).where(table.id.in_(ids), table.state.in_(("draft", "review"))).values(state="accepted")
        )


def main() -> None:
    """The other process: an order on standard input, the findings on standard output."""
    order = json.load(sys.stdin)
    os.nice(5)
    engine = create_engine(order["url"], **engine_options(order["url"]))
    prepare(engine)
    with Session(engine) as db:
        bank = workspace.bank(db, order["bank_id"], order["which"])
        article = articles.protected_text(db, order["bank_id"])
    found = [_strict(finding) if article else finding for finding in check(whole(bank), article)]
    if not bank.brief.summary:  # Files without one cannot be loaded.
        found.append(Finding("E0", "error", BANK, "brief.md", 1, "It has no summary; write one under About"))
    json.dump([asdict(finding) for finding in found], sys.stdout)


def _strict(finding: Finding) -> Finding:
    """To repeat an article that learners may not read as it is, is an error."""
    return replace(finding, level="error") if finding.rule == SOURCE_REPEATED else finding


if __name__ == "__main__":
    main()
