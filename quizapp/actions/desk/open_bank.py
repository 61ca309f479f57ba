"""Open a bank from an article: private to whoever opens it, with its sentences, and with proposals of facts."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from quizapp.actions.desk.extract import Extracted
from quizapp.actions.desk.record import Signature, lock_bank, record, subject
from quizapp.actions.load_bank import VERSION
from quizapp.core.fact import AsOf
from quizapp.core.plain import plain
from quizapp.storage.models import Article, Bank, Proposal, Workspace

LONGEST_SLUG = 60
RESERVED = {"new", "reports", "review-by", "corrections"}
"""Addresses on the desk that are no bank's."""


@dataclass(frozen=True, slots=True)
class About:
    """What whoever pastes an article says of it: where it is from, whose it is, and as of when it speaks."""

    title: str
    summary: str
    cited: str
    rights: str
    quotable: bool
    as_of: AsOf
    language: str = "en"


def open_bank(db: Session, sign: Signature, about: About, article: Extracted) -> str:
    """Open a bank; returns its slug. The caller called `write`, and commits."""
    slug = _free_slug(db, about.title)
    bank = Bank(slug=slug, owner_id=sign.user_id, visibility="private", edition=0, data={}, digest=f"{VERSION}:")
    db.add(bank)
    db.flush()
    lock_bank(db, bank.id)
    data = _data(about, article)
    bank.data = {name: value for name, value in data.items() if name not in ("sentences", "sources")}
    db.add(Workspace(bank_id=bank.id, version=1, data=data, at=sign.at, by_id=sign.user_id))
    keep_article(db, sign, bank.id, about, article)
    record(db, sign, "open bank", subject(slug, "brief"), None, data)
    return slug


def keep_article(db: Session, sign: Signature, bank_id: int, about: About, article: Extracted) -> None:
    """Keep the article as it came, and what it seems to hold, in place of what an earlier wording did."""
    number = (db.scalar(select(func.max(Article.number)).where(Article.bank_id == bank_id)) or 0) + 1
    db.add(
        Article(
            bank_id=bank_id,
            number=number,
            title=about.title,
            text=article.text,
            rights=about.rights,
            quotable=about.quotable,
            at=sign.at,
            by_id=sign.user_id,
        )
    )
    propose(db, bank_id, article.proposals)


def propose(db: Session, bank_id: int, proposals: Sequence[Mapping[str, Any]]) -> None:
    """Offer proposals beside those that were taken or dismissed; open ones of before go."""
    rows = db.execute(
        select(Proposal.kind, Proposal.sid, Proposal.exact).where(
            Proposal.bank_id == bank_id, Proposal.state.in_(("taken", "dismissed"))
        )
    )
    decided = {tuple(row) for row in rows}
    db.execute(delete(Proposal).where(Proposal.bank_id == bank_id, Proposal.state.in_(("open", "lost"))))
    offered = [
        {
            "bank_id": bank_id,
            "position": position,
            "kind": each["kind"],
            "sid": each["sentence"],
            **{name: each["selector"][name] for name in ("exact", "prefix", "suffix")},
            "data": {name: value for name, value in each.items() if name != "selector"},
            "state": "open",
        }
        for position, each in enumerate(proposals, start=1)
        if (each["kind"], each["sentence"], each["selector"]["exact"]) not in decided
    ]
    if offered:
        db.execute(insert(Proposal), offered)


def _data(about: About, article: Extracted) -> dict[str, Any]:
    return {
        "title": about.title,
        "summary": about.summary,
        "language": about.language,
        "as_of": plain(about.as_of),
        "cited": about.cited,
        "status_note": "",
        "topics": [{"id": "general", "title": "The article", "about": ""}],
        "parties": [{"id": "article", "name": "the article"}],
        "terms": [],
        "waivers": [],
        "sources": [],
        "sentences": plain(article.sentences),
    }


def _free_slug(db: Session, title: str) -> str:
    plain_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain_title)[:LONGEST_SLUG].strip("-") or "bank"
    taken = RESERVED | set(db.scalars(select(Bank.slug).where(Bank.slug.like(f"{stem}%"))))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
