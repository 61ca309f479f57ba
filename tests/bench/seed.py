"""Databases of any size, written by bulk SQL: what stands in each row comes from core, the numbers from SQLite.

In the templates "zqz" stands for the number of the fact.
"""

import json
import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import machine  # noqa: F401 - makes quizapp importable

from quizapp.actions.load_bank.items import question_item
from quizapp.core.bank import Bank, Brief, Party, Sentence, Topic
from quizapp.core.bank_data import meta_to_data
from quizapp.core.fact import AsOf, Fact, Quote, TextValue, Trap
from quizapp.core.fact_data import fact_to_data
from quizapp.core.kinds.card import Card
from quizapp.core.kinds.choice import Choice
from quizapp.core.kinds.text import TypedText
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.memory import DEFAULT, algorithm
from quizapp.core.option import Option, in_order
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question
from quizapp.storage import migrate
from quizapp.storage.learners import secret_hash

TOPICS = 6
SENTENCES = 21
LENGTH = 10
"""Questions in an attempt of the past."""
SECRET = "a-secret-of-the-bench"
NOW = datetime.now(UTC)
"""The same for all rows."""

AS_OF = AsOf(PartialDate.parse("2023-09-30"), "about 30 September 2023", True, "the text gives days but no year")
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"


def _fact() -> Fact:
    return Fact(
        id="fzqz",
        statement="In September 2023 the light at the pier number zqz was kept by the warden of harbour zqz.",
        prompt="Who kept the light at the pier number zqz in September 2023?",
        cloze="In September 2023 the light at the pier number zqz was kept by {the warden of harbour zqz}.",
        kind="person",
        value=TextValue("the warden of harbour zqz"),
        speaker="the article",
        party="article",
        stance="stated",
        as_of=AS_OF,
        topic="tzqz",
        importance="should-know",
        group="people",
        aliases=("warden zqz",),
        evidence=((Quote("s03", "the warden of harbour zqz"),),),
        traps=(
            Trap(
                "the pilot of harbour zqz",
                "The pilot of harbour zqz steers ships and keeps no light (s08).",
                "contradicted",
            ),
            Trap(
                "the ferryman of pier zqz",
                "The ferryman of pier zqz is named beside another light (s06).",
                "contradicted",
            ),
        ),
    )


def _questions() -> Sequence[Question]:
    fact = _fact()
    wrong = [Option(trap.says, False, trap.why, "", "") for trap in fact.traps]
    return (
        Choice("fzqz.choice.1", ("fzqz",), fact.prompt, in_order((Option("the warden of harbour zqz", True), *wrong))),
        _derived(TypedText, "fzqz.text.1", fact),
        _derived(Truefalse, "fzqz.truefalse.1", fact),
        _derived(Card, "fzqz.card.1", fact),
    )


def _derived(kind: type[Question], slug: str, fact: Fact) -> Question:
    made = kind.derive(slug, fact, (), 1, random.Random(slug))
    assert made, slug
    return made


def _bank() -> Bank:
    sentences = tuple(
        Sentence(f"s{n:02}", (n - 1) // 3 + 1, f"Sentence {n} tells of a harbour, of its light and of who keeps it.")
        for n in range(1, SENTENCES + 1)
    )
    return Bank(
        slug="",
        brief=Brief("A bank of harbours", "An article on lights.", "en", AS_OF, "An article", sentences),
        topics=tuple(Topic(f"t{n}", f"Topic {n}", "lights and who keeps them") for n in range(TOPICS)),
        parties=(Party("article", "the article"),),
        facts=(),
        questions=(),
    )


@contextmanager
def database(home: Path) -> Iterator[sqlite3.Connection]:
    """A migrated database in `home`, quick to write to; on leaving it is as the app wants it."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "quizapp.db"
    migrate.upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode=WAL")


def banks(db: sqlite3.Connection, count: int, facts_each: int, questions_each: int) -> None:
    """Add `count` banks of `facts_each` facts, with 1 to 4 `questions_each` (choice, text, true/false, card)."""
    facts, bank = count * facts_each, _bank()
    about = {"data": json.dumps(meta_to_data(bank)), "at": moment(NOW), "each": facts_each}
    n = COUNT.format(count=count)
    _insert(
        db, "bank", n, about, id="i", slug="'bank-' || i", visibility="'public'", edition="1", data=":data", digest="''"
    )
    held = {**about, "topics": json.dumps({f"t{topic}": facts_each // TOPICS for topic in range(TOPICS)})}
    _insert(
        db, "edition", n, held,
        id="i", bank_id="i", number="1", at=":at", reason="'bench'", facts_by_topic=":topics",
        questions=f":each * {questions_each}",
    )  # fmt: skip
    for position, each in enumerate(bank.brief.sentences, 1):
        said = {"sid": each.id, "position": position, "paragraph": each.paragraph, "text": each.text}
        columns = {name: f":{name}" for name in said}
        _insert(db, "sentence_revision", n, said, bank_id="i", number="1", heading="0", from_edition="1", **columns)
    n = COUNT.format(count=facts)
    _insert(db, "fact", n, about, id="i", bank_id="(i - 1) / :each + 1", slug="'f' || i")
    about["data"] = json.dumps(fact_to_data(_fact())).replace('"tzqz"', '"t#"')
    _insert(
        db, "fact_revision", n, about,
        id="i", fact_id="i", number="1", data=f"replace(replace(:data, '#', i % {TOPICS}), 'zqz', i)", digest="''",
        file_digest="''", state="'approved'", topic=f"'t' || (i % {TOPICS})", importance="'should-know'",
        folded="'warden of harbour ' || i", reason="''", at=":at", from_edition="1",
    )  # fmt: skip
    for place, question in enumerate(_questions()[:questions_each], 1):
        _question(db, n, about, questions_each, place, question)


def _question(
    db: sqlite3.Connection, n: str, about: Mapping[str, Any], each: int, place: int, question: Question
) -> None:
    item = question_item(question)
    number = f"(i - 1) * {each} + {place}"
    given = {**about, "slug": item.slug, "kind": question.kind, "guess": question.guess_rate}
    given |= {"data": json.dumps(item.revision["data"]), "stem": item.revision["folded_stem"]}
    given |= {"keys": json.dumps(item.revision["folded_keys"]), "false": question.shows_falsehood}
    _insert(
        db, "question", n, given,
        id=number, bank_id="(i - 1) / :each + 1", slug="replace(:slug, 'zqz', i)", kind=":kind", origin="'derived'",
    )  # fmt: skip
    _insert(
        db, "question_revision", n, given,
        id=number, question_id=number, number="1", data="replace(:data, 'zqz', i)", digest="''", file_digest="''",
        state="'approved'", shows_falsehood=":false", guess_rate=":guess", folded_stem="replace(:stem, 'zqz', i)",
        folded_keys="replace(:keys, 'zqz', i)", at=":at", from_edition="1",
    )  # fmt: skip
    _insert(
        db, "question_revision_fact", n, given,
        question_revision_id=number, role="'tested'", part="0", fact_id="i", fact_revision_id="i",
    )  # fmt: skip


def past(db: sqlite3.Connection, facts: int, learners: int, own: int, answers: int, questions_each: int) -> None:
    """Add `answers` answers with all that hangs on them.

    Learner 1, whose session is SECRET, has a memory of `own` facts. The other `learners` share the rest of the answers.
    """
    given = {"at": moment(NOW), "later": moment(NOW + timedelta(days=365)), "secret": secret_hash(SECRET)}
    n = COUNT.format(count=learners)
    _insert(
        db, "learner", n, given,
        id="i", public_id="'learner-' || i", zone="'Europe/Berlin'", rollover="240", settings="'{}'", created_at=":at",
        last_seen_at=":at",
    )  # fmt: skip
    one = COUNT.format(count=1)
    _insert(db, "session", one, given, secret_hash=":secret", learner_id="1", created_at=":at", expires_at=":later")
    _past(db, facts, learners, own, answers, questions_each)
    attempts = "FROM past WHERE position = 1"
    _insert(
        db, "attempt", "", given, attempts,
        id="attempt", public_id="lower(hex(randomblob(11)))", learner_id="learner", purpose="'practice'",
        settings="""'{"feedback": "each", "confidence": true, "length": 10}'""", seed="'seed'", started_at="given",
        finished_at="given",
    )  # fmt: skip
    everything = "FROM past"
    _insert(
        db, "asked", "", given, everything,
        id="i", attempt_id="attempt", position="position", question_revision_id="question",
        edition_id="edition", seed="i", shown_at="given", released_at="given",
    )  # fmt: skip
    _insert(
        db, "answer", "", given, everything,
        id="i", asked_id="i", response="""'{"chosen": 1}'""", confidence="2", given_at="given", received_at="given",
        elapsed="8.5",
    )  # fmt: skip
    _insert(
        db, "grading", "", given, everything,
        id="i", answer_id="i", number="1", question_revision_id="question", score="1.0", bucket="'1'",
        parts="""'{"' || fact || '": 1.0}'""", why="''", at="given",
    )  # fmt: skip
    _insert(
        db, "review", "", given, everything,
        id="i", learner_id="learner", fact_id="fact", sequence="1", type="'answer'", answer_id="i", guess_rate="0.33",
        given_at="given", study_day="day", zone="'Europe/Berlin'",
    )  # fmt: skip
    due = f"date('{NOW:%Y-%m-%d}', ((i * 37) % 400 - 20) || ' days')"
    _insert(
        db, "memory", "", given, everything + " ORDER BY learner, fact",
        learner_id="learner", fact_id="fact", stability="12.5", difficulty="5.2", due_day=due, last_study_day="day",
        last_given_at="given", reviews="1", lapses="0", suspended="0", algorithm=f"'{algorithm(DEFAULT)}'",
    )  # fmt: skip
    # Of banks that are known in full it is noted, as the end of a card session does.
    db.execute(
        """
        INSERT INTO met_bank (learner_id, bank_id, edition)
        SELECT learner_id, bank_id, edition FROM memory JOIN fact ON fact.id = fact_id JOIN bank ON bank.id = bank_id
        GROUP BY learner_id, bank_id
        HAVING count(*) = (SELECT count(*) FROM fact AS every WHERE every.bank_id = fact.bank_id)"""
    )
    # All of it is rated already: the job that does so would otherwise be busy with it during the bench.
    for job, state in (("ratings", json.dumps({"upto": answers})), ("abandoned attempts", "{}")):
        db.execute("INSERT INTO job (name, due_at, state) VALUES (?, ?, ?)", (job, moment(NOW), state))


def _past(db: sqlite3.Connection, facts: int, learners: int, own: int, answers: int, questions_each: int) -> None:
    """The temporary table that says who answered what when. No learner answers a fact twice."""
    others = max(learners - 1, 1)
    days = "(i * 13 % 700 + 30)"
    db.execute(
        f"""
        CREATE TEMPORARY TABLE past AS {COUNT.format(count=answers)}
        , one AS (SELECT i, (i - 1) / {LENGTH} + 1 AS attempt, (i - 1) % {LENGTH} + 1 AS position FROM n)
        , two AS (
            SELECT *,
                CASE WHEN i <= {own} THEN 1 ELSE attempt % {others} + 2 END AS learner,
                CASE WHEN i <= {own} THEN i ELSE 1 +
                ((attempt % {others}) * 503 + (attempt / {others}) * {LENGTH} + position) % {facts} END AS fact
            FROM one)
        SELECT i, attempt, position, learner, fact, (fact - 1) * {questions_each} + 1 AS question,
            (SELECT bank_id FROM fact WHERE fact.id = two.fact) AS edition,
            datetime('{NOW:%Y-%m-%d %H:%M:%S}', -{days} || ' days') || '.000000' AS given,
            date('{NOW:%Y-%m-%d}', -{days} || ' days') AS day
        FROM two"""
    )


def open_attempts(db: sqlite3.Connection, count: int, length: int, facts: int, questions_each: int) -> list[str]:
    """Add `count` unfinished attempts of learner 1 with `length` questions each; returns their public ids."""
    first = (db.execute("SELECT coalesce(max(id), 0) FROM attempt").fetchone()[0]) + 1
    settings = json.dumps({"feedback": "each", "confidence": True, "length": length})
    ids = [f"open-{number:06}-{'x' * 10}" for number in range(count)]
    rows = [(first + k, public_id, settings, moment(NOW)) for k, public_id in enumerate(ids)]
    db.executemany(
        "INSERT INTO attempt (id, public_id, learner_id, purpose, settings, seed, started_at)"
        " VALUES (?, ?, 1, 'practice', ?, 'seed', ?)",
        rows,
    )
    db.executemany(
        "INSERT INTO asked (attempt_id, position, question_revision_id, edition_id, seed)"
        " SELECT ?1, ?2, id, bank_id, ?4 FROM question WHERE id = ?3",
        (
            # Facts far apart, so that no page of the database serves many answers; the first two kinds in turn.
            (
                first + k,
                position,
                _far(k * length + position, facts) * questions_each + position % 2 + 1,
                str(k * 7919 + position),
            )
            for k in range(count)
            for position in range(1, length + 1)
        ),
    )
    return ids


def _far(number: int, facts: int) -> int:
    return number * 7919 % facts


def _insert(
    db: sqlite3.Connection, table: str, head: str, given: Mapping[str, Any], source: str = "FROM n", **columns: str
) -> None:
    sql = f"INSERT INTO {table} ({', '.join(columns)}) {head} SELECT {', '.join(columns.values())} {source}"
    used = {name: value for name, value in given.items() if f":{name}" in sql}
    db.execute(sql, used)


def moment(at: datetime) -> str:
    """A moment as SQLAlchemy writes it into SQLite."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
