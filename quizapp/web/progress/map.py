"""The map of facts: a square for each, or, where there are too many to see, a bar of shares for each topic."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from quizapp.storage.progress import recall
from quizapp.storage.progress.grounds import Ground, grounds
from quizapp.storage.progress.recall import Asked, Square

MOST_SQUARES = 500
MOST_BARS = 40
"""Topics shown as bars, the thinnest first; nobody reads more."""


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
    """What a learner knows, by topic. `topics` are those shown, `topic_count` counts all."""

    topics: list[Topic]
    topic_count: int
    facts: int
    asked: int
    recalled: float
    thinnest: Topic | None
    """Where there is more than one topic and some facts to learn."""

    @property
    def squared(self) -> bool:
        """Whether facts are shown one by one."""
        return bool(self.topics and self.topics[0].squares)

    @property
    def several_banks(self) -> bool:
        """Whether the shown topics are of more than one bank."""
        return len({topic.ground.bank_id for topic in self.topics}) > 1


def map_of(session: Session, learner_id: int, today: date) -> Map:
    """The map of all facts of the learner's banks."""
    asked = recall.by_topic(session, learner_id, today)
    ground = grounds(session, learner_id, {bank_id for bank_id, _ in asked})
    topics = [Topic(each, asked.get((each.bank_id, each.topic), Asked())) for each in ground]
    thin_first = sorted(topics, key=lambda topic: topic.share)
    facts = sum(topic.facts for topic in topics)
    shown = _squared(session, learner_id, topics, today) if facts <= MOST_SQUARES else thin_first[:MOST_BARS]
    return Map(
        topics=shown,
        topic_count=len(topics),
        facts=facts,
        asked=sum(topic.asked.count for topic in topics),
        recalled=sum(topic.asked.recalled for topic in topics),
        thinnest=thin_first[0] if len(topics) > 1 else None,
    )


def _squared(session: Session, learner_id: int, topics: list[Topic], today: date) -> list[Topic]:
    squares: dict[tuple[str, str], list[Square]] = defaultdict(list)
    for square in recall.squares(session, learner_id, {topic.ground.bank_id for topic in topics}, today):
        squares[square.bank, square.topic].append(square)
    return [Topic(topic.ground, topic.asked, squares[topic.ground.bank, topic.ground.topic]) for topic in topics]
