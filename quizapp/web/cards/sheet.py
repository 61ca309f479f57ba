"""A card with both its sides, and what is worth telling of its fact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.question import Refutation, Text
from quizapp.core.relearn import RETURNS, Turn
from quizapp.core.study_day import study_day
from quizapp.storage import corrections, memories
from quizapp.storage.asked import Item
from quizapp.storage.learners import Who
from quizapp.storage.my_facts import LEECH
from quizapp.storage.notes import notes
from quizapp.storage.notices import Corrected
from quizapp.storage.sure_errors import sure_errors
from quizapp.storage.types import AnyRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study.feedback import Feedback, feedback_of


@dataclass(frozen=True, slots=True)
class Hint:
    """What an earlier error has to say about a fact, and the learner's own note on it.

    It tells what is true, so it is told once the card is turned or the answer is in. Before the question, such a fact
    is only marked out by its place: it is the first of the session.
    """

    certain_of: tuple[Text, ...] = ()
    """What the learner was last certain of, where that was wrong and is not yet made good."""
    refutations: tuple[Refutation, ...] = ()
    lapses: int = 0
    note: str = ""

    @property
    def leech(self) -> bool:
        """Whether the fact slips again and again."""
        return self.lapses >= LEECH


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card to be turned: what stands on its back, and what each grade would lead to."""

    item: Item
    back: Feedback
    intervals: tuple[int, ...]
    hint: Hint
    returns: int
    """How often the card came back in this session."""
    corrected: Corrected | None
    """The latest correction of what the learner knew, which they have not seen."""

    @property
    def comes_back(self) -> bool:
        """Whether the card comes back today if graded Again."""
        return self.returns < RETURNS

    @property
    def retracted(self) -> Corrected | None:
        """The latest correction, where it says that nothing can be said: such a card is read and not graded."""
        told = self.corrected or next((each.correction for each in reversed(self.back.corrected)), None)
        return told if told and told.kind == "retracted" else None


def sheets(who: Who, items: Sequence[Item], turns: Iterable[Turn]) -> list[Sheet]:
    """Both sides of cards, read at once; `turns` are those left in the session."""
    session, today = db.session(), study_day(identity.now(), who.zone, who.rollover)
    rows, schedule = _rows(who, items), who.schedule
    backs, hints = feedback_of(session, who.id, items, rows), _hints(who, items, rows)
    changed, returns = news(who, items), {turn.fact: turn.returns for turn in turns}
    return [
        Sheet(
            item=item,
            back=backs[item.position],
            intervals=schedule.intervals(memories.state_of(rows.get(item.fact_ids[0])), today),
            hint=hints[item.position],
            returns=returns.get(item.fact_ids[0], 0),
            corrected=changed.get(item.fact_ids[0]),
        )
        for item in items
    ]


def hint(who: Who, item: Item) -> Hint:
    """The hint that goes with the answer to one item; what the answer itself got wrong is told elsewhere."""
    return _hints(who, [item], _rows(who, [item]))[item.position]


def news(who: Who, items: Sequence[Item]) -> dict[int, Corrected]:
    """The latest correction of each fact that was unseen until the item was answered, by internal id of the fact."""
    found = {}
    given = {item.fact_ids[0]: item.given_at for item in items}
    for told in reversed(corrections.mine(db.session(), who.id, tuple(given))):
        answered_at = given[told.correction.fact_id]
        if told.seen_at is None or (answered_at and told.seen_at >= answered_at):
            found[told.correction.fact_id] = told.correction
    return found


def _rows(who: Who, items: Sequence[Item]) -> dict[int, AnyRow]:
    return memories.memory_rows(db.session(), who.id, tuple(item.fact_ids[0] for item in items))


def _hints(who: Who, items: Sequence[Item], rows: Mapping[int, AnyRow]) -> dict[int, Hint]:
    wrong = [fact_id for fact_id, row in rows.items() if row.wanted]
    errors = sure_errors(db.session(), who.id, wrong) if wrong else {}
    own = notes(db.session(), who.id, {item.fact_ids[0] for item in items})
    found = {}
    for item in items:
        fact_id = item.fact_ids[0]
        row, error = rows.get(fact_id), errors.get(fact_id)
        lapses, note = row.lapses if row is not None else 0, own.get(fact_id, "")
        if error is None or (error[0].id, error[1]) == (item.question.id, item.response):
            found[item.position] = Hint(lapses=lapses, note=note)
        else:
            question, response = error
            found[item.position] = Hint(question.told(response), question.explain(response), lapses, note)
    return found
