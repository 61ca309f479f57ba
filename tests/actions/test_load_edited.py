"""Loading over what was edited in the app: the change in the files waits as a draft and is never live."""

from dataclasses import replace

from actions.harbour import bank, by_hand, changed, counts, edit, fact, loaded, questions, retract, revisions, shown
from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.load_bank import Changes
from quizapp.storage.database import write
from quizapp.storage.models import Bank, SentenceRevision


def live(session: Session, slug: str) -> str:
    (found,) = (each["statement"] for each in shown(session)["facts"] if each["id"] == slug)
    return str(found)


def test_an_edited_fact_receives_the_change_of_the_files_as_a_draft(session: Session) -> None:
    loaded(session, bank())
    edit(session, "keeper", statement="Edited in the app.")
    before = questions(session)
    done = loaded(session, changed(keeper=fact("keeper", "Finn Dahl")))
    assert (done.facts, done.changed) == (Changes(drafts=1), False)
    assert live(session, "keeper") == "Edited in the app."
    assert questions(session) == before
    draft = revisions(session, "keeper")[-1]
    assert (draft.state, draft.from_edition, draft.to_edition) == ("draft", None, None)
    assert draft.data["value"]["text"] == "Finn Dahl"


def test_a_draft_comes_once(session: Session) -> None:
    loaded(session, bank())
    edit(session, "keeper", statement="Edited in the app.")
    loaded(session, changed(keeper=fact("keeper", "Finn Dahl")))
    before = counts(session)
    done = loaded(session, changed(keeper=fact("keeper", "Finn Dahl")))
    assert done.facts == Changes()
    assert counts(session) == before


def test_an_edited_fact_stays_while_the_files_change_elsewhere(session: Session) -> None:
    loaded(session, bank())
    edit(session, "keeper", statement="Edited in the app.")
    done = loaded(session, changed(pilot=fact("pilot", importance="must-know")))
    assert done.facts == Changes(changed=1)
    assert live(session, "keeper") == "Edited in the app."
    assert len(revisions(session, "keeper")) == 2


def test_an_edited_fact_stays_when_it_is_gone_from_the_files(session: Session) -> None:
    loaded(session, bank())
    edit(session, "keeper", statement="Edited in the app.")
    before = questions(session)
    assert loaded(session, changed(keeper=None)).facts == Changes()
    assert live(session, "keeper") == "Edited in the app."
    assert questions(session) == before


def test_a_retracted_fact_does_not_come_back(session: Session) -> None:
    loaded(session, bank())
    retract(session, "pilot")
    loaded(session, changed(keeper=fact("keeper", importance="must-know")))
    assert "pilot" not in [each["id"] for each in shown(session)["facts"]]
    assert not any(slug.startswith("pilot.") for slug in questions(session))
    done = loaded(session, changed(pilot=fact("pilot", importance="must-know")))
    assert done.facts.drafts == 1
    assert revisions(session, "pilot")[-1].state == "draft"


def test_an_edited_question_receives_the_change_of_the_files_as_a_draft(session: Session) -> None:
    loaded(session, bank())
    edit(session, "hand", stem="Edited in the app.")
    done = loaded(session, bank(questions=(by_hand(stem="Another claim, not this one."),)))
    assert (done.questions, done.changed) == (Changes(drafts=1), False)
    assert questions(session)["hand"]["stem"] == "Edited in the app."
    assert revisions(session, "hand")[-1].state == "draft"


def test_an_edited_question_that_is_gone_from_the_files_stays(session: Session) -> None:
    loaded(session, bank())
    edit(session, "hand", stem="Edited in the app.")
    loaded(session, bank(questions=()))
    assert questions(session)["hand"]["stem"] == "Edited in the app."


def test_distractors_come_from_the_facts_as_the_app_has_them(session: Session) -> None:
    loaded(session, bank())
    value = {"text": "Edited Name"}
    for slug in ("keeper", "painter", "pilot", "mayor"):
        edit(session, slug, value=value, cloze="It was {Edited Name} who did it.")
    loaded(session, changed(builder=fact("builder", importance="must-know")))
    assert "Edited Name" in questions(session)["builder.choice.1"]["options"]


def test_a_brief_that_did_not_change_in_the_files_stays_as_it_was_edited(session: Session) -> None:
    loaded(session, bank())
    about = {name: value for name, value in shown(session).items() if name in ("as_of", "topics", "parties")}
    write(session)
    session.execute(update(SentenceRevision).values(text="Edited in the app."))
    stored = session.get_one(Bank, 1)
    stored.data = {**stored.data, "title": "Edited title"}
    session.commit()
    loaded(session, changed(pilot=fact("pilot", importance="must-know")))
    now = shown(session)
    assert now["sentences"][0]["text"] == "Edited in the app."
    assert now["title"] == "Edited title"
    assert {name: now[name] for name in about} == about


def test_a_brief_that_changed_in_both_places_stays_and_the_files_wait_beside_it(session: Session) -> None:
    loaded(session, bank())
    write(session)
    stored = session.get_one(Bank, 1)
    stored.data = {**stored.data, "title": "Edited title"}
    session.commit()
    done = loaded(session, bank(brief=replace(bank().brief, title="New title")))
    assert not done.changed
    assert shown(session)["title"] == "Edited title"
    assert session.get_one(Bank, 1).data["upstream"]["about"]["title"] == "New title"
    again = loaded(session, bank(brief=replace(bank().brief, title="New title")))
    assert not again.changed


def test_a_brief_that_was_not_edited_follows_the_files(session: Session) -> None:
    loaded(session, bank())
    loaded(session, bank(brief=replace(bank().brief, title="New title")))
    assert shown(session)["title"] == "New title"
    assert "upstream" not in session.get_one(Bank, 1).data
