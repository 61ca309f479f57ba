"""Facts that name a date by which to look at them again."""

from datetime import date
from pathlib import Path

import pytest
from fixtures.banks import NOW
from fixtures.readme import example_bank
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.accounts import create_user
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.load_bank import load
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.models import Bank, FactRevision, Learner, User
from quizapp.storage.review_by import due_for_review, review_by
from quizapp.storage.users import Account

TODAY = date(2026, 11, 24)


@pytest.fixture
def editor(session: Session, tmp_path: Path) -> Account:
    """An editor, and the README's bank."""
    write(session)
    load(session, example_bank(tmp_path), NOW)
    public_id = create_user(session, "Ada", "", "!", "editor", NOW).public_id
    user_id = session.scalars(select(User.id).where(User.public_id == public_id)).one()
    learner_id, _ = enrol_guest(session, NOW)
    session.execute(update(Learner).where(Learner.id == learner_id).values(user_id=user_id))
    session.commit()
    found = users.by_public_id(session, public_id)
    assert found
    return found


def name_dates(session: Session, *dates: str) -> None:
    """Let the first facts name these dates, and no other any."""
    rows = session.scalars(select(FactRevision).order_by(FactRevision.fact_id)).all()
    for row, day in zip(rows, [*dates, *[None] * (len(rows) - len(dates))], strict=True):
        row.data = {**row.data, "review_by": day}
    session.commit()


@pytest.mark.parametrize(
    ("dates", "listed"),
    [
        (("2026-12-24", "2026", "2026-11-24"), [("2026", True), ("2026-11-24", True), ("2026-12-24", False)]),
        (("2026-12-25", "2026-12", "2027"), [("2026-12", False)]),
    ],
)
def test_what_is_past_or_within_thirty_days_is_listed_the_soonest_first(
    session: Session, editor: Account, dates: tuple[str, ...], listed: list[tuple[str, bool]]
) -> None:
    name_dates(session, *dates)
    assert [(str(each.by), each.past) for each in review_by(session, editor, TODAY)] == listed
    assert due_for_review(session, editor, TODAY) == len(listed)


def test_facts_without_a_date_and_facts_that_are_not_live_are_not(session: Session, editor: Account) -> None:
    name_dates(session)
    assert due_for_review(session, editor, TODAY) == 0
    name_dates(session, "2026")
    first = select(FactRevision.id).where(FactRevision.data["review_by"].as_string() == "2026")
    session.execute(update(FactRevision).where(FactRevision.id.in_(first)).values(state="superseded", to_edition=1))
    assert review_by(session, editor, TODAY) == []


def test_only_banks_that_one_may_edit_count(session: Session, editor: Account) -> None:
    name_dates(session, "2026")
    assert due_for_review(session, editor, TODAY) == 1
    session.execute(update(Bank).values(visibility="private"))
    assert due_for_review(session, editor, TODAY) == 0
    session.execute(update(Bank).values(owner_id=editor.user_id))
    assert due_for_review(session, editor, TODAY) == 1
