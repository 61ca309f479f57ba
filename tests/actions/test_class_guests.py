"""Pupils without an account: kept as long as was told, gone without a trace, or part of an account if they want."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from actions.harbour import NOW, bank, loaded
from actions.test_erase import texts
from fixtures.assignment import assignment
from fixtures.classroom import Classroom, classroom, teacher_in
from fixtures.roomful import room_in
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.actions.accounts import become, create_user
from quizapp.actions.answer import answer
from quizapp.actions.begin_assignment import begin
from quizapp.actions.enlist import enlist
from quizapp.actions.enrol import GUEST_DAYS, LASTS, enrol_guest, renew, stay
from quizapp.actions.erase import erase
from quizapp.actions.join_class import join_class
from quizapp.actions.join_room import join
from quizapp.actions.keep_members import remove
from quizapp.actions.merge import merge
from quizapp.actions.run_jobs import run_due
from quizapp.actions.start import Settings, choose, start
from quizapp.formats.roster import Entry
from quizapp.storage import classes, learners, rooms
from quizapp.storage.base import Base
from quizapp.storage.database import write
from quizapp.storage.models import (
    Allowance,
    Attempt,
    ClassTeacher,
    Learner,
    Member,
    Player,
    SchoolClass,
)
from quizapp.storage.models import Session as Browser

DAY = timedelta(days=1)
NAME = "Amber Finch"
NOT_THEIRS = ("job:", "tally:", "activity:", "room:", "room_event:", 'rating: ["question"')
"""What the clock moves, what the teacher runs (somebody who joined is a number there), how hard questions are."""


@dataclass
class School:
    """A class with an assignment and a room, on the harbour's bank, all there before any pupil came."""

    db: Session
    room: Classroom
    assignment: str
    game: str
    people: dict[str, int] = field(default_factory=dict)

    def newcomer(self, name: str, at: datetime = NOW, taking: bool = False) -> int:
        """A guest who joins the class and, with `taking`, does everything there is to do; returns their learner."""
        write(self.db)
        learner_id, _ = enrol_guest(self.db, at)
        who = learners.by_id(self.db, learner_id)
        join_class(self.db, who, self.room.id, name, at)
        self.db.commit()
        if taking:
            self.take(learner_id, at)
        return learner_id

    def take(self, learner_id: int, at: datetime = NOW) -> None:
        db = self.db
        write(db, [learner_id])
        who = learners.by_id(db, learner_id)
        wanted = Settings(length=2)
        answer(db, who, start(db, who, wanted, choose(db, who, wanted, at, "1"), "1", at), 1, {"unknown": ["1"]}, at)
        answer(db, who, begin(db, who, self.assignment, at), 1, {"unknown": ["1"]}, at, purpose="assignment")
        row = rooms.room(db, self.game)
        assert row
        join(db, who, row.id, NAME, None, at)
        db.add(Allowance(activity_id=self._activity(), member_id=self.member(learner_id).id, extra_percent=50))
        db.commit()

    def _activity(self) -> int:
        return self.db.execute(
            select(Base.metadata.tables["activity"].c.id).where(
                Base.metadata.tables["activity"].c.public_id == self.assignment
            )
        ).scalar_one()

    def member(self, learner_id: int) -> Member:
        return self.db.scalars(select(Member).where(Member.learner_id == learner_id)).one()

    def left(self, at: datetime) -> set[int]:
        """Who is in the class after the jobs ran."""
        run_due(self.db, at, "test")
        found = set(self.db.scalars(select(Member.learner_id).where(Member.class_id == self.room.id)))
        self.db.rollback()
        return found

    def keep(self, keeps: bool) -> None:
        write(self.db)
        self.db.execute(update(SchoolClass).where(SchoolClass.id == self.room.id).values(keeps=keeps))
        self.db.commit()

    def rows(self) -> Counter[str]:
        """Every row of every table, but for what is nobody's."""
        found = Counter(text for text in texts(self.db) if not text.startswith(NOT_THEIRS))
        self.db.rollback()
        return found


@pytest.fixture
def school(session: Session) -> School:
    """The class, without pupils."""
    loaded(session, bank())
    room = classroom(session, 0, NOW - DAY)
    made = assignment(session, room.teacher.user_id, room.id, now=NOW)
    return School(session, room, made, room_in(session, room.teacher.user_id, bank="harbour"))


def test_what_a_guest_leaves_is_gone_from_every_table_after_30_days(school: School) -> None:
    before = school.rows()
    guest = school.newcomer(NAME, taking=True)
    words = {NAME, *school.db.execute(select(Learner.public_id).where(Learner.id == guest)).scalars()}
    words |= set(school.db.scalars(select(Member.public_id).where(Member.learner_id == guest)))
    words |= set(school.db.scalars(select(Player.public_id)))
    words |= set(school.db.scalars(select(Attempt.public_id).where(Attempt.learner_id == guest)))
    assert len(words) >= 7
    touched = {text.split(":")[0] for text in school.rows() - before}
    assert touched >= {"learner", "session", "member", "attempt", "asked", "answer", "player", "allowance", "memory"}
    assert school.left(NOW + GUEST_DAYS * DAY - timedelta(minutes=1)) == {guest}
    assert school.left(NOW + GUEST_DAYS * DAY + timedelta(hours=1)) == set()
    assert school.rows() == before
    assert [text for text in texts(school.db) for word in words if word in text] == []


def test_who_comes_back_is_kept_from_then_on(school: School) -> None:
    db = school.db
    away, back, plays = (school.newcomer(name) for name in ("Away", "Back", "Plays"))
    write(db, [back])
    stay(db, back, NOW + 20 * DAY)
    db.commit()
    school.take(plays, NOW + 3 * DAY)
    assert school.left(NOW + 29 * DAY) == {away, back, plays}
    assert school.left(NOW + 32 * DAY) == {back, plays}
    assert school.left(NOW + 34 * DAY) == {back}
    assert school.left(NOW + 51 * DAY) == set()


def test_a_browser_that_is_renewed_keeps_its_guest_and_a_guest_alone_has_a_year(school: School) -> None:
    db = school.db
    write(db)
    alone, secret = enrol_guest(db, NOW)
    db.commit()
    pupil = school.newcomer("Pupil")
    run_due(db, NOW + 300 * DAY, "test")
    assert set(db.scalars(select(Learner.id).where(Learner.user_id.is_(None)))) == {alone}, pupil
    write(db)
    renew(db, secret, NOW + 300 * DAY)
    db.commit()
    run_due(db, NOW + 300 * DAY + LASTS - DAY, "test")
    assert db.scalar(select(Learner.id).where(Learner.id == alone)) == alone
    run_due(db, NOW + 301 * DAY + LASTS, "test")
    assert db.scalar(select(Learner.id).where(Learner.id == alone)) is None


def test_a_class_that_keeps_them_keeps_them_until_it_no_longer_does(school: School) -> None:
    stays, removed = school.newcomer("Stays", taking=True), school.newcomer("Removed")
    school.keep(True)
    write(school.db)
    remove(school.db, school.member(removed).id, NOW)
    school.db.commit()
    assert school.left(NOW + 400 * DAY) == {stays}, "who was removed is not kept"
    school.keep(False)
    assert school.left(NOW + 401 * DAY) == set()


def test_a_roster_that_is_not_used_ends_too(school: School) -> None:
    write(school.db)
    slips = enlist(school.db, school.room.id, [Entry(1, "Sami"), Entry(2, "Yara")], "Europe/Berlin", NOW)
    school.db.commit()
    found = classes.by_personal_code(school.db, slips[1].code)
    assert found
    assert found.name == "Yara"
    write(school.db)
    stay(school.db, found.learner_id, NOW + 10 * DAY)
    school.db.commit()
    assert school.left(NOW + 31 * DAY) == {found.learner_id}


def account_of(db: Session) -> int:
    """A learner with an account."""
    return teacher_in(db, NOW).learner_id


def test_a_guest_who_signs_up_keeps_the_class_and_loses_the_code(school: School) -> None:
    db, guest = school.db, school.newcomer("Sami")
    assert school.member(guest).code_hash
    write(db, [guest])
    become(db, create_user(db, "sami", "", "!", "learner", NOW), guest, NOW)
    db.commit()
    assert school.member(guest).code_hash is None
    assert school.left(NOW + 400 * DAY) == {guest}


def test_merging_moves_memberships_and_players(school: School) -> None:
    db, guest = school.db, school.newcomer("Sami", taking=True)
    write(db)
    account = account_of(db)
    db.commit()
    write(db, [guest, account])
    merge(db, learners.by_id(db, guest), learners.by_id(db, account), NOW)
    db.commit()
    moved = school.member(account)
    assert (moved.name, moved.code_hash) == ("Sami", None)
    assert db.scalar(select(func.count()).select_from(Member).where(Member.learner_id == guest)) == 0
    purposes = db.scalars(select(Attempt.purpose).where(Attempt.learner_id == account).order_by(Attempt.id)).all()
    assert purposes == ["practice", "assignment", "room"]
    assert db.scalars(select(Player.name)).all() == [NAME]
    assert school.left(NOW + 400 * DAY) == {account}


@pytest.mark.parametrize("removed", ["neither", "account", "guest"])
def test_of_two_memberships_in_one_class_the_accounts_stands(school: School, removed: str) -> None:
    db, guest = school.db, school.newcomer("Sami 2", taking=True)
    write(db)
    account = account_of(db)
    join_class(db, learners.by_id(db, account), school.room.id, "Sami", NOW)
    school.member(guest).extra_percent = 25
    if removed != "neither":
        remove(db, school.member(account if removed == "account" else guest).id, NOW)
    db.commit()
    write(db, [guest, account])
    merge(db, learners.by_id(db, guest), learners.by_id(db, account), NOW)
    db.commit()
    left = db.scalars(select(Member).where(Member.class_id == school.room.id)).one()
    assert (left.learner_id, left.name, left.extra_percent) == (account, "Sami", 25)
    assert (left.removed_at is not None) == (removed == "account")
    assert db.scalars(select(Allowance.member_id)).all() == [left.id]


def test_a_guest_merged_into_a_guest_still_comes_back(school: School) -> None:
    db = school.db
    write(db)
    slips = enlist(db, school.room.id, [Entry(1, "Sami")], "UTC", NOW)
    alone, _ = enrol_guest(db, NOW)
    other, _ = enrol_guest(db, NOW)
    found = classes.by_personal_code(db, slips[0].code)
    assert found
    merge(db, learners.by_id(db, found.learner_id), learners.by_id(db, other), NOW)
    merge(db, learners.by_id(db, alone), learners.by_id(db, other), NOW)
    again = classes.by_personal_code(db, slips[0].code)
    assert again
    assert again.learner_id == other


def test_erasing_a_pupil_leaves_what_others_need_without_a_name(school: School) -> None:
    db, guest = school.db, school.newcomer("Sami", taking=True)
    player = db.scalars(select(Player)).one()
    before = (player.public_id, player.secret_hash)
    write(db, [guest])
    erase(db, guest, NOW)
    db.commit()
    assert db.scalars(select(Member)).all() == []
    assert db.scalars(select(Browser.learner_id).where(Browser.learner_id == guest)).all() == []
    kept = db.scalars(select(Attempt.purpose).order_by(Attempt.id)).all()
    assert kept == ["assignment", "room"]
    player = db.scalars(select(Player)).one()
    assert player.name not in (NAME, "Sami")
    assert player.public_id != before[0]
    assert player.secret_hash != before[1]
    assert [text for text in texts(db) if NAME in text or "Sami" in text] == []


def test_erasing_the_last_teacher_archives_the_class(school: School) -> None:
    db, guest = school.db, school.newcomer("Sami")
    school.keep(True)
    shared = classroom(db, 0, NOW - DAY)
    write(db, [school.room.teacher.learner_id])
    db.add(ClassTeacher(class_id=shared.id, user_id=school.room.teacher.user_id, since=NOW))
    db.flush()
    erase(db, school.room.teacher.learner_id, NOW)
    db.commit()
    left = db.get_one(SchoolClass, school.room.id)
    assert (left.code, left.open, left.keeps, left.archived_at) == (None, False, False, NOW)
    assert db.get_one(SchoolClass, shared.id).archived_at is None
    assert db.scalar(select(Member.learner_id).where(Member.class_id == left.id)) == guest
    assert school.left(NOW + 31 * DAY) == set()
