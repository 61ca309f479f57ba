"""Two editors at a desk over the harbour's bank, and what they do there."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from actions.harbour import NOW, bank, loaded
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.correct import correct
from quizapp.actions.desk.publish import publish, whole
from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.review import FACT, Draft, step
from quizapp.actions.desk.save import save_fact
from quizapp.actions.desk.text import save_lists
from quizapp.actions.load_bank import Loaded
from quizapp.core.bank import Source
from quizapp.core.correction import Change
from quizapp.core.fact import Fact, TextValue
from quizapp.core.ledger import Entry, State, replay
from quizapp.core.lint import check
from quizapp.storage import desk, users, workspace
from quizapp.storage.database import write
from quizapp.storage.models import Audit, Bank, Learner, User
from quizapp.storage.users import Account


def editor(session: Session, name: str) -> Account:
    """Somebody with the role."""
    write(session)
    user = User(name=name.lower(), shown_name=name, email=None, password_hash="", role="editor", created_at=NOW)
    session.add(user)
    session.flush()
    session.add(Learner(user_id=user.id, created_at=NOW, last_seen_at=NOW))
    session.commit()
    found = users.by_login(session, name)
    assert found
    return found


@dataclass
class Newsroom:
    """A bank that is loaded, with Ann who writes and Ben who reads."""

    session: Session
    ann: Account
    ben: Account
    bank_id: int
    clock: int = 0

    @classmethod
    def over_the_harbour(cls, session: Session) -> "Newsroom":
        """With the bank of all PEOPLE."""
        loaded(session, bank())
        ann, ben = editor(session, "Ann"), editor(session, "Ben")
        bank_id = session.scalars(select(Bank.id)).one()
        return cls(session, ann, ben, bank_id)

    def sign(self, by: Account, why: str = "") -> Signature:
        """A minute after whatever was done before; a write has begun."""
        self.clock += 1
        write(self.session)
        return Signature(by, why, NOW + timedelta(minutes=self.clock))

    def work(self, slug: str) -> desk.Work:
        """A fact as it stands."""
        return desk.facts(self.session, self.bank_id, slug)[0]

    def save(self, fact: Fact, by: Account | None = None, base: int | None = -1) -> bool:
        """Save a fact on what stands, or on `base`."""
        found = desk.facts(self.session, self.bank_id, fact.id)
        latest = found[0].latest if found else None
        if base == -1:
            base = latest.id if latest else None
        done = save_fact(self.session, self.sign(by or self.ann), self.bank_id, fact, base)
        self.session.commit()
        return done

    def change(self, slug: str, by: Account | None = None, **changes: Any) -> None:
        """Save other fields of a fact."""
        latest = self.work(slug).latest
        assert latest
        self.save(replace(latest.fact, **changes), by)

    def say_of_it(self, **changes: Any) -> None:
        """Save parts of the brief and the lists, by Ann."""
        version = workspace.version(self.session, self.bank_id)
        save_lists(self.session, self.sign(self.ann), self.bank_id, changes, version)
        self.session.commit()

    def correct(self, slug: str, value: str, cited: Source) -> None:
        """Correct a fact that is live, by Ann, after a source of its own."""
        work = self.work(slug)
        assert work.live
        words = {"statement": f"It was {value}.", "cloze": f"It was {{{value}}}.", "value": TextValue(value)}
        new = replace(work.live.fact, **words, traps=(), evidence=(), source=cited.id)
        write(self.session)
        sign = self.sign(self.ann, "We misread it.")
        correct(self.session, sign, self.bank_id, Change("corrected", slug, new, "", cited.name, cited), work.live.id)
        self.session.commit()

    def step(self, slug: str, name: str, by: Account) -> None:
        """A step with the draft of a fact as it stands."""
        draft = self.work(slug).draft
        assert draft
        step(self.session, self.sign(by), self.bank_id, Draft(FACT, slug, draft.number), name)
        self.session.commit()

    def publish(self, by: Account | None = None) -> Loaded:
        """Publish what is ready; what the linter finds of a bank so small is left alone."""
        done = publish(self.session, self.sign(by or self.ben, "The week's work"), self.bank_id, ())
        self.session.commit()
        return done

    def errors(self, rule: str) -> list[str]:
        """Ids that a rule finds in the bank that would be published."""
        ready = whole(workspace.bank(self.session, self.bank_id))
        return [each.id for each in check(ready) if each.rule == rule]

    def ledger(self) -> State:
        """What the audit log adds up to."""
        rows = self.session.scalars(select(Audit).where(Audit.subject.like("bank/%")).order_by(Audit.id)).all()
        return replay(Entry(row.subject, row.before, row.after) for row in rows)
