"""Loading a bank: one edition a change, new revisions of what changed, everything else as it was."""

import multiprocessing
from dataclasses import replace
from typing import Any

import pytest
from actions.harbour import (
    NOW,
    PEOPLE,
    bank,
    by_hand,
    changed,
    counts,
    fact,
    loaded,
    questions,
    revisions,
    shown,
)
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session

from quizapp.actions.load_bank import VERSION, Changes, KindChanged, folder_digest, load, prepare, unchanged
from quizapp.core.bank import Sentence
from quizapp.core.fact import Link
from quizapp.core.kinds.text import TypedText
from quizapp.storage.database import engine_options, write
from quizapp.storage.database import prepare as set_up
from quizapp.storage.models import (
    Edition,
    Evidence,
    Fact,
    FactLink,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    SentenceRevision,
)


def editions(session: Session) -> list[tuple[int, str]]:
    return [tuple(row) for row in session.execute(select(Edition.number, Edition.reason).order_by(Edition.number))]


def basis(session: Session, slug: str) -> list[tuple[str, str, int]]:
    """Role, fact and number of the fact's revision, of a question's live revision."""
    rows = session.execute(
        select(QuestionRevisionFact.role, Fact.slug, FactRevision.number)
        .join(QuestionRevision, QuestionRevision.id == QuestionRevisionFact.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
        .join(FactRevision, FactRevision.id == QuestionRevisionFact.fact_revision_id)
        .where(Question.slug == slug, QuestionRevision.to_edition.is_(None))
        .order_by(QuestionRevisionFact.role.desc(), QuestionRevisionFact.part)
    )
    return [tuple(row) for row in rows]


def test_the_first_load_is_edition_one(session: Session) -> None:
    done = loaded(session, bank())
    assert (done.edition, done.changed) == (1, True)
    assert done.facts == Changes(added=len(PEOPLE))
    assert editions(session) == [(1, "loaded from files")]
    bank_shown = shown(session)
    assert [each["id"] for each in bank_shown["facts"]] == list(PEOPLE)
    assert bank_shown["title"] == "Harbour"
    assert bank_shown["sentences"][0]["id"] == "s01"
    assert {each["id"] for each in bank_shown["questions"]} == {each.id for each in bank().questions}


def test_a_prepared_bank_loads_alike(session: Session) -> None:
    write(session)
    load(session, prepare(bank()), NOW)
    assert {each["id"] for each in shown(session)["questions"]} == {each.id for each in bank().questions}


def test_loading_again_writes_nothing(session: Session) -> None:
    loaded(session, bank(), digest="1:a")
    before = counts(session)
    session.rollback()
    written: list[str] = []

    def listen(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", listen)
    done = loaded(session, bank(), digest="1:a")
    assert written == []
    assert (done.edition, done.changed) == (1, False)
    assert counts(session) == before


def test_the_digest_tells_unchanged_files_before_they_are_read(session: Session) -> None:
    files = {"brief.md": b"one", "facts.yaml": b"two"}
    assert not unchanged(session, "harbour", folder_digest(files))
    loaded(session, bank(), digest=folder_digest(files))
    assert unchanged(session, "harbour", folder_digest(files))
    assert not unchanged(session, "harbour", folder_digest({**files, "facts.yaml": b"three"}))
    assert not unchanged(session, "harbour", folder_digest({"brief.md": b"onet", "facts.yaml": b"wo"}))
    assert folder_digest(files).startswith(VERSION)


def test_other_bytes_with_the_same_content_make_no_edition(session: Session) -> None:
    loaded(session, bank(), digest=f"{VERSION}:a")
    done = loaded(session, bank(), digest=f"{VERSION}:b")
    assert (done.edition, done.changed) == (1, False)
    assert unchanged(session, "harbour", f"{VERSION}:b")


def test_a_changed_fact_becomes_a_new_revision(session: Session) -> None:
    loaded(session, bank())
    done = loaded(session, changed(keeper=fact("keeper", importance="must-know")), reason="looked again")
    assert done.facts == Changes(changed=1)
    assert editions(session)[1:] == [(2, "looked again")]
    old, new = revisions(session, "keeper")
    assert (old.state, old.from_edition, old.to_edition) == ("superseded", 1, 1)
    assert (new.state, new.from_edition, new.to_edition, new.number) == ("approved", 2, None, 2)
    assert (old.importance, new.importance) == ("nice", "must-know")
    assert len(revisions(session, "builder")) == 1


def test_questions_about_a_changed_fact_stand_on_its_new_revision_and_others_stay(session: Session) -> None:
    loaded(session, bank())
    before = questions(session)
    done = loaded(session, changed(builder=fact("builder", importance="must-know")))
    after = questions(session)
    assert after == before
    about = {slug for slug, each in after.items() if "builder" in each["facts"]}
    assert "hand" in about
    assert done.questions == Changes(changed=len(about))
    for slug in after:
        assert len(revisions(session, slug)) == (2 if slug in about else 1)
    assert basis(session, "hand") == [("tested", "builder", 2)]
    old, new = revisions(session, "hand")
    assert old.digest == new.digest


def test_a_changed_value_changes_the_questions_about_it_and_no_other(session: Session) -> None:
    loaded(session, bank())
    before = questions(session)
    loaded(session, changed(keeper=fact("keeper", "Finn Dahl")))
    after = questions(session)
    assert after["keeper.choice.1"]["key"] == ["Finn Dahl"]
    assert {slug for slug in after if after[slug] != before[slug]} <= {
        slug for slug in after if slug.startswith("keeper.")
    }


def test_old_revisions_keep_the_facts_that_they_stood_on(session: Session) -> None:
    loaded(session, bank())
    loaded(session, changed(keeper=fact("keeper", "Finn Dahl")))
    old = revisions(session, "keeper.choice.1")[0]
    stood_on = session.scalar(
        select(FactRevision.number)
        .join(QuestionRevisionFact, QuestionRevisionFact.fact_revision_id == FactRevision.id)
        .where(QuestionRevisionFact.question_revision_id == old.id, QuestionRevisionFact.role == "tested")
    )
    assert stood_on == 1
    assert any(option["text"] == "Bo Lund" and option["right"] for option in old.data["choices"])


def test_a_distractor_is_noted_with_its_fact(session: Session) -> None:
    loaded(session, bank())
    choice = questions(session)["builder.choice.1"]
    (stranger,) = (each["fact"] for each in choice["data"]["choices"] if each["fact"])
    assert basis(session, "builder.choice.1") == [("tested", "builder", 1), ("distractor", stranger, 1)]


def test_adding_facts_leaves_every_other_question_as_it_was(session: Session) -> None:
    loaded(session, bank())
    before = questions(session)
    added = {f"guest-{n}": fact(f"guest-{n}", f"Guest {n}", f"came as number {n}") for n in range(30)}
    done = loaded(session, changed(**added))
    after = questions(session)
    assert {slug: after[slug] for slug in before} == before
    assert {slug.partition(".")[0] for slug in after.keys() - before} == set(added)
    assert done.questions == Changes(added=len(after) - len(before))
    assert all(len(revisions(session, slug)) == 1 for slug in after)


def test_what_is_gone_from_the_files_goes_out_of_circulation(session: Session) -> None:
    loaded(session, bank(questions=(by_hand(), by_hand("other"))))
    before, rows = questions(session), counts(session)
    done = loaded(session, changed(pilot=None))
    after = questions(session)
    assert done.facts == Changes(retired=1)
    assert before.keys() - after.keys() == {"other"} | {slug for slug in before if slug.startswith("pilot.")}
    assert {slug: before[slug] for slug in after} == after
    (gone,) = revisions(session, "pilot")
    assert (gone.state, gone.from_edition, gone.to_edition) == ("approved", 1, 1)
    assert counts(session) == {**rows, "edition": 2}


def test_what_comes_back_is_a_new_revision(session: Session) -> None:
    loaded(session, bank())
    before = questions(session)
    loaded(session, changed(pilot=None))
    done = loaded(session, bank())
    assert done.facts == Changes(added=1)
    assert questions(session) == before
    assert [(each.from_edition, each.to_edition) for each in revisions(session, "pilot")] == [(1, 1), (3, None)]


def test_a_question_that_is_derived_no_more_goes_out_of_circulation(session: Session) -> None:
    loaded(session, bank())
    loaded(session, changed(pilot=fact("pilot", skip=("choice",))))
    assert "pilot.choice.1" not in questions(session)
    assert revisions(session, "pilot.choice.1")[-1].to_edition == 1


@pytest.mark.parametrize("shared", [{"subject": "builder"}, {"prompt": "Who built the tower?"}])
def test_a_distractor_that_becomes_true_is_derived_anew_and_nothing_else(
    session: Session, shared: dict[str, str]
) -> None:
    loaded(session, bank())
    before = questions(session)
    choice = before["builder.choice.1"]
    (stranger,) = (each["text"] for each in choice["data"]["choices"] if each["fact"])
    done = loaded(session, changed(second=fact("second", stranger, "helped with the tower", **shared)))
    after = questions(session)
    assert stranger not in after["builder.choice.1"]["options"]
    assert {slug for slug in before if after[slug] != before[slug]} == {"builder.choice.1"}
    assert done.questions.changed == 1
    assert len(revisions(session, "builder.choice.1")) == 2
    assert stranger not in set(after["second.choice.1"]["options"]) - set(after["second.choice.1"]["key"])


def test_a_changed_sentence_is_a_new_revision_and_facts_stay(session: Session) -> None:
    loaded(session, bank())
    brief = bank().brief
    longer = replace(brief, sentences=(*brief.sentences, Sentence("s02", 2, "The end.")))
    loaded(session, bank(brief=longer))
    retold = (Sentence("s01", 1, "Told anew: " + brief.sentences[0].text),)
    done = loaded(session, bank(brief=replace(brief, sentences=retold)))
    assert (done.edition, done.facts, done.questions) == (3, Changes(), Changes())
    rows = session.scalars(select(SentenceRevision).order_by(SentenceRevision.sid, SentenceRevision.number))
    told = [(row.sid, row.number, row.from_edition, row.to_edition) for row in rows]
    assert told == [("s01", 1, 1, 2), ("s01", 2, 3, None), ("s02", 1, 2, 2)]
    assert [each["id"] for each in shown(session)["sentences"]] == ["s01"]


def test_evidence_points_to_sentences_or_to_the_source(session: Session) -> None:
    later = fact("later", "Gro Vik", "took over", evidence=(), source="almanac")
    loaded(session, changed(later=later))
    rows = session.execute(
        select(Fact.slug, Evidence.set_number, Evidence.quote, Evidence.sentence_revision_id, Evidence.source_id)
        .join(FactRevision, FactRevision.id == Evidence.fact_revision_id)
        .join(Fact, Fact.id == FactRevision.fact_id)
        .where(Fact.slug.in_(("builder", "later")))
        .order_by(Fact.id)
    ).all()
    assert [row[:3] for row in rows] == [("builder", 1, "Ada Moen"), ("later", 1, "")]
    assert [(bool(row[3]), bool(row[4])) for row in rows] == [(True, False), (False, True)]


def test_links_follow_the_facts(session: Session) -> None:
    def links() -> list[tuple[str, str]]:
        rows = session.execute(select(Fact.slug, FactLink.role).join(Fact, Fact.id == FactLink.to_id))
        return [tuple(row) for row in rows]

    loaded(session, changed(builder=fact("builder", links=(Link("later", "keeper"), Link("background", "mayor")))))
    assert links() == [("keeper", "later"), ("mayor", "background")]
    loaded(session, changed(builder=fact("builder", links=(Link("later", "keeper"), Link("later", "pilot")))))
    assert links() == [("keeper", "later"), ("pilot", "later")]


def test_a_changed_title_or_source_is_an_edition(session: Session) -> None:
    loaded(session, bank())
    loaded(session, bank(brief=replace(bank().brief, title="The harbour")))
    assert shown(session)["title"] == "The harbour"
    renamed = replace(bank().sources[0], name="Yearbook")
    done = loaded(session, bank(brief=replace(bank().brief, title="The harbour"), sources=(renamed,)))
    assert done.edition == 3
    assert [each["name"] for each in shown(session)["sources"]] == ["Yearbook"]


def test_a_kind_that_is_new_in_the_code_is_derived_from_old_facts(session: Session) -> None:
    before = bank()
    lacking = replace(before, questions=tuple(each for each in before.questions if each.kind != "verdict"))
    loaded(session, lacking, digest="0-older:x")
    assert loaded(session, before, digest="0-older:y").questions.added > 0
    assert questions(session).keys() == {each.id for each in before.questions}


def test_a_question_never_changes_its_kind(session: Session) -> None:
    loaded(session, bank())
    typed = TypedText("hand", ("builder",), "Who built it?", ("Ada Moen",))
    write(session)
    with pytest.raises(KindChanged, match="another id"):
        load(session, bank(questions=(typed,)), NOW)


def _load_in_a_process(url: str, start: Any) -> None:
    engine = create_engine(url, **engine_options(url))
    set_up(engine)
    with Session(engine) as session:
        start.wait()
        loaded(session, bank())


def test_loads_at_once_leave_one_edition(session: Session, database: str) -> None:
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    processes = [context.Process(target=_load_in_a_process, args=(database, start)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert editions(session) == [(1, "loaded from files")]
    assert questions(session).keys() == {each.id for each in bank().questions}
    assert all(len(revisions(session, slug)) == 1 for slug in questions(session))
