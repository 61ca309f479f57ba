"""The map of facts: a square for each, or, where there are too many to see, a bar of shares for each topic."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from quizapp.storage.progress import recall
from quizapp.storage.progress.grounds import Ground, grounds
from quizapp.storage.progress.recall import Asked, Known, Square

MOST_SQUARES = 500
MOST_BARS = 40
"""Topics shown, about, where there are several banks; nobody reads more."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its facts; `squares` is empty where facts are too many to be shown one by one."""

    ground: Ground
    asked: Asked
    squares: list[Square] = field(default_factory=list)

    @property
    def facts(self) -> int:
        """All live facts. Facts retired a moment ago are no reason to show more asked than there are."""
        return max(self.ground.facts, self.asked.count)

    @property
    def share(self) -> float:
        """The part of all its facts that one would recall today, 0 to 1."""
        return self.asked.recalled / self.facts


@dataclass(frozen=True, slots=True)
class Map:
    """What a learner knows, by topic. `topics` are those shown, `bank_count` counts all banks there are."""

    topics: list[Topic]
    bank_count: int
    facts: int
    asked: int
    recalled: float
    thinnest: Topic | None
    """Of the shown topics, where there is more than one."""

    @property
    def squared(self) -> bool:
        """Whether facts are shown one by one."""
        return bool(self.topics and self.topics[0].squares)

    @property
    def shown_banks(self) -> int:
        """How many banks the shown topics are of."""
        return len({topic.ground.bank_id for topic in self.topics})


def map_of(session: Session, learner_id: int, today: date) -> Map:
    """The map of all facts of the learner's banks. Of many banks, only the thinnest are looked into by topic."""
    known = recall.by_bank(session, learner_id, today)
    ground = grounds(session, learner_id, known)
    chosen = _thinnest_banks(ground, known)
    asked = recall.by_topic(session, learner_id, chosen, today)
    topics = [Topic(each, asked.get((each.bank_id, each.topic), Asked())) for each in ground if each.bank_id in chosen]
    thin_first = sorted(topics, key=lambda topic: topic.share)
    bank_ids = {each.bank_id for each in ground}
    facts = sum(each.facts for each in ground)
    return Map(
        topics=_squared(session, learner_id, topics, today) if facts <= MOST_SQUARES else thin_first,
        bank_count=len(bank_ids),
        facts=facts,
        asked=min(facts, sum(known[bank_id].count for bank_id in bank_ids & known.keys())),
        recalled=sum(known[bank_id].recalled for bank_id in bank_ids & known.keys()),
        thinnest=thin_first[0] if len(topics) > 1 else None,
    )


def _thinnest_banks(ground: Sequence[Ground], known: Mapping[int, Known]) -> set[int]:
    """The banks of which one would recall the least, as many as give about MOST_BARS topics."""
    facts: Counter[int] = Counter()
    topics: Counter[int] = Counter()
    for each in ground:
        facts[each.bank_id] += each.facts
        topics[each.bank_id] += 1
    nothing = Known(0, 0.0)
    chosen: set[int] = set()
    for bank_id in sorted(facts, key=lambda bank_id: known.get(bank_id, nothing).recalled / facts[bank_id]):
        if chosen and sum(topics[each] for each in chosen) + topics[bank_id] > MOST_BARS:
            break
        chosen.add(bank_id)
    return chosen


def _squared(session: Session, learner_id: int, topics: list[Topic], today: date) -> list[Topic]:
    squares: dict[tuple[str, str], list[Square]] = defaultdict(list)
    for square in recall.squares(session, learner_id, {topic.ground.bank_id for topic in topics}, today):
        squares[square.bank, square.topic].append(square)
    return [Topic(topic.ground, topic.asked, squares[topic.ground.bank, topic.ground.topic]) for topic in topics]
