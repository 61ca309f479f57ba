"""Direction: who accuses, urges or asks whom. The same words the other way round say something else."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.core.fact import GAP, Fact
from quizapp.core.message import mark
from quizapp.core.naming import names
from quizapp.core.one_right import OneRight
from quizapp.core.option import Option, in_order

_VERB = 4
"""Between the two names stands the verb, in so many words at most."""


@dataclass(frozen=True)
class Direction(OneRight):
    """Sentences such as "A accuses B" and "B accuses A". Whether the accusation is true is not asked."""

    kind = "direction"
    title = mark("Who toward whom?")
    near = "topic"
    fields: ClassVar[Mapping[str, str]] = {"actor": "text", "verb": "text", "target": "text", "others": "texts"}

    actor: str = ""
    verb: str = ""
    target: str = ""
    others: tuple[str, ...] = ()
    """Of what the options are made, for whoever edits the question."""

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """A claim against one party whose statement begins "speaker verb target": those words are the gap.

        The target's name is taken from another fact that it asserts itself. The third is a party, or somebody, of whom
        nothing critical of the target is told.
        """
        if number > 1 or fact.stance != "claimed" or len(fact.critical_of) != 1:
            return None
        target = _name_of(fact.critical_of[0], others)
        third = _bystander(slug, fact, others)
        verb, rest = _told(fact.statement, fact.speaker, target) if target else ("", "")
        if not verb or third is None:
            return None
        wrong = (
            Option(_line(target, verb, fact.speaker), False, fact.statement),
            Option(_line(third.speaker, verb, target), False, fact.statement, third.id),
        )
        options = in_order((Option(_line(fact.speaker, verb, target), True), *wrong))
        return cls(slug, (fact.id,), f"{GAP}{rest}", options, fact.speaker, verb, target, (third.speaker,))

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Options are made of who acts, the verb and toward whom; `others` are one to three who did not."""
        actor, verb, target, others = (draft[name] for name in ("actor", "verb", "target", "others"))
        if not 1 <= len(others) <= 3:
            raise ValueError(f"name one to three others, not {len(others)}")
        if len({actor, target, *others}) < 2 + len(others):
            raise ValueError("who acts, toward whom, and the others must all differ")
        if not draft.get("why"):
            raise ValueError("say why it is this way round: add why")
        turned = [(target, actor), *((other, target) for other in others)]
        wrong = (Option(_line(one, verb, other), False, draft["why"]) for one, other in turned)
        options = (Option(_line(actor, verb, target), True), *wrong)
        made_of = (actor, verb, target, tuple(others))
        return cls(id, tuple(facts), draft["stem"], in_order(options), *made_of, why=draft["why"])

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        made_of = {"actor": self.actor, "verb": self.verb, "target": self.target, "others": list(self.others)}
        return {**super().data(), **made_of}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        made_of = (data["actor"], data["verb"], data["target"], tuple(data["others"]))
        choices = in_order(Option(**each) for each in data["choices"])
        return cls(id, facts, data["stem"], choices, *made_of, why=data["why"])


def _line(actor: str, verb: str, target: str) -> str:
    """The sentence, from a capital on."""
    line = f"{actor} {verb} {target}"
    return line[:1].upper() + line[1:]


def _name_of(party: str, others: Sequence[Fact]) -> str:
    """How a party is called where it speaks for itself, not through one of its people."""
    return next((each.speaker for each in others if each.party == party and each.speaker.casefold() == party), "")


def _told(statement: str, actor: str, target: str) -> tuple[str, str]:
    """The verb between the two names at the beginning, and what follows them; nothing where it is built otherwise."""
    if not statement.startswith(f"{actor} "):
        return "", ""
    verb, found, rest = statement[len(actor) + 1 :].partition(f" {target}")
    if not found or rest[:1] != " " or len(verb.split()) > _VERB or names(rest, actor) or names(rest, target):
        return "", ""
    return verb, rest


def _bystander(slug: str, fact: Fact, others: Sequence[Fact]) -> Fact | None:
    critics = {each.speaker for each in (fact, *others) if set(fact.critical_of) & set(each.critical_of)}
    fit = [
        each
        for each in others
        if each.party not in ("article", fact.party, *fact.critical_of) and each.speaker not in critics
    ]
    return min(fit, key=lambda each: random.Random(f"{slug}/{each.speaker}").random(), default=None)
