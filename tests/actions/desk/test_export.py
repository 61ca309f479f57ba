"""An export holds what is live, no more and no less, and can be loaded again."""

import io
import zipfile

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import changed, fact, loaded, shown
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.desk.export import NotWritable, archive, files, zipped
from quizapp.actions.desk.text import save_lists
from quizapp.core.fact import Quote
from quizapp.formats.folder import read
from quizapp.storage import workspace
from quizapp.storage.models import Bank


def test_drafts_are_not_exported(session: Session) -> None:
    room = Newsroom.over_the_harbour(session)
    room.change("keeper", statement="A draft.")
    save_lists(session, room.sign(room.ann), room.bank_id, {"title": "A draft"}, 0)
    session.commit()
    assert not any(b"A draft" in content for content in files(session, room.bank_id).values())


def test_what_editors_published_says_the_same_when_it_is_loaded_again(session: Session) -> None:
    room = Newsroom.over_the_harbour(session)
    room.change("keeper", statement="Bo Lund kept the lamp for years.")
    room.step("keeper", "accept", room.ben)
    version = workspace.version(session, room.bank_id)
    save_lists(session, room.sign(room.ann), room.bank_id, {"dropped": ["pilot.card.1"]}, version)
    session.commit()
    room.publish()
    before = shown(session)
    again, problems = read(files(session, room.bank_id), "harbour")
    assert again, problems
    assert again.dropped == ("pilot.card.1",)
    loaded(session, again)
    assert shown(session) | {"edition": 0} == before | {"edition": 0}


def test_a_bank_that_cannot_be_read_back_is_refused_with_the_reason(session: Session) -> None:
    words = (Quote("s01", "Bo Lund"), Quote("s01", "Lund"))
    loaded(session, changed(keeper=fact("keeper", evidence=(words,))))
    bank_id = session.scalars(select(Bank.id)).one()
    with pytest.raises(NotWritable, match="keeper"):
        files(session, bank_id)


def test_the_same_files_make_the_same_archive(session: Session) -> None:
    room = Newsroom.over_the_harbour(session)
    packed = archive(session, room.bank_id)
    assert packed == zipped("harbour", files(session, room.bank_id))
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        assert found.namelist() == ["harbour/brief.md", "harbour/facts.yaml", "harbour/questions.yaml"]
