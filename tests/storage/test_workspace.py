"""What the desk reads of a bank is no more than it needs."""

from flask import Flask
from sqlalchemy import event, select

from quizapp.storage import banks, workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db


def test_the_text_of_a_bank_is_read_without_its_questions(loaded: Flask) -> None:
    statements: list[str] = []
    with loaded.app_context():
        session = db.session()
        row = session.scalars(select(Bank)).first()
        assert row
        whole = banks.show(session, row.slug)

        def heard(_connection, _cursor, statement, *_rest) -> None:
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", heard)
        found = workspace.data(session, row.id)
        event.remove(db.engine, "before_cursor_execute", heard)
    assert whole
    assert found["sentences"] == whole["sentences"] != []
    assert found["sources"] == whole["sources"]
    assert statements
    assert not [each for each in statements if "question" in each or "fact" in each]


def test_for_a_check_only_the_questions_about_the_fact_are_read(loaded: Flask) -> None:
    with loaded.app_context():
        session = db.session()
        row = session.scalars(select(Bank)).one()
        whole = workspace.bank(session, row.id, "everything")
        about = {fact.id: [each.id for each in whole.questions if fact.id in each.facts] for fact in whole.facts}
        assert any(about.values())
        for fact, questions in about.items():
            found = workspace.beside(session, row.id, fact)
            assert [each.id for each in found.questions] == questions
            assert found.facts == whole.facts
        assert workspace.beside(session, row.id, "").questions == ()
