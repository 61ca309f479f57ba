"""Verdict: whether the brief supports a claim, and the sentences that show it.

Scored as FEVER does (Thorne et al. 2018): full marks need the label and one complete set of evidence.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.fact import VERDICTS, Fact
from quizapp.core.fact import Verdict as Label
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, only

LABELS: Mapping[str, str] = {
    "supported": mark("Supported"),
    "contradicted": mark("Contradicted"),
    "not-stated": mark("Not stated"),
    "claimed": mark("Claimed by someone"),
}
_BECAUSE = {
    "supported": mark("The brief says it itself."),
    "contradicted": mark("The brief says otherwise."),
    "not-stated": mark("The brief is silent on it."),
    "claimed": mark("The brief only reports that somebody says it."),
}
_HELP = {
    "supported": mark("the brief says it itself"),
    "contradicted": mark("the brief says otherwise"),
    "not-stated": mark("the brief is silent on it"),
    "claimed": mark("the brief reports who says it"),
}
_HALF = mark(
    "The verdict is right. Half of the points are for the proof: mark every sentence that it needs, "
    "and at most one beside them."
)
_SENTENCE_ID = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
_MOST_SENTENCES = 100


@dataclass(frozen=True)
class Verdict(Question):
    """A claim (the `stem`), its `label`, who makes it, and the complete `evidence` sets of sentence ids."""

    kind = "verdict"
    title = mark("Verdict")
    shows_brief = True
    claims = True
    fields: ClassVar[Mapping[str, str]] = {
        "claim": "text",
        "verdict": "verdict",
        "speaker": "text?",
        "evidence": "sentence-sets?",
    }

    label: Label = "supported"
    speaker: str = ""
    evidence: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """By a coin, the statement or the cloze with a trap. What somebody merely claims is left to hand-written ones.

        Not for facts from elsewhere, nor for absences: the brief shows neither.
        """
        if number > 1 or fact.source or fact.absence or fact.stance == "claimed" or not fact.evidence:
            return None
        sets = tuple(tuple(quote.sentence for quote in each) for each in fact.evidence)
        if not fact.traps or rng.random() < 0.5:
            return cls(slug, (fact.id,), fact.statement, "supported", fact.speaker, sets)
        trap = rng.choice(fact.traps)
        shown = () if trap.verdict == "not-stated" else sets
        return cls(slug, (fact.id,), fact.fill(trap.says), trap.verdict, "", shown, why=trap.why)

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """All labels but "not stated" need evidence. Who claims is the first fact's speaker unless the draft says."""
        label, evidence = draft["verdict"], draft.get("evidence") or ()
        if label not in VERDICTS:
            raise ValueError(f"the verdict must be one of {', '.join(VERDICTS)}")
        if label == "not-stated" and evidence:
            raise ValueError("what is not stated has no evidence: leave evidence out")
        if label != "not-stated" and not (evidence and all(evidence)):
            raise ValueError("name the sentences that show it: evidence: [[s01]]")
        first = next(iter(facts.values()), None)
        speaker = draft.get("speaker") or (first.speaker if first and label == "claimed" else "")
        sets = tuple(tuple(dict.fromkeys(each)) for each in evidence)
        return cls(id, tuple(facts), draft["claim"], label, speaker, sets, why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        sets = [list(each) for each in self.evidence]
        return {"stem": self.stem, "why": self.why, "label": self.label, "speaker": self.speaker, "evidence": sets}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        return cls(id, facts, **{**data, "evidence": tuple(tuple(each) for each in data["evidence"])})

    def ask(self, seed: int) -> dict[str, Any]:
        """The four labels, always in this order. The page adds the brief, whole, whatever the evidence is."""
        return {"labels": [{"id": name, "text": text, "help": _HELP[name]} for name, text in LABELS.items()]}

    def read(self, form: Form, seed: int) -> Response:
        """The label and the marked sentences. Whether these exist is not looked up."""
        label = only(form, "answer")
        evidence = list(dict.fromkeys(form.get("evidence", ())))
        if label not in VERDICTS:
            raise BadAnswer("Please choose one of the options shown.")
        if len(evidence) > _MOST_SENTENCES or not all(map(_SENTENCE_ID.fullmatch, evidence)):
            raise BadAnswer("Please mark sentences of the brief.")
        return {"label": label, "evidence": evidence}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The label and sentence ids as they are."""
        return {"answer": [response["label"]], "evidence": list(response["evidence"])}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The label and the shortest complete set."""
        shortest: tuple[str, ...] = min(self.evidence, key=lambda each: (len(each), each), default=())
        return {"answer": [self.label], "evidence": list(shortest)}

    def grade(self, response: Response) -> Grade:
        """1 for the label with its proof, 0.5 for the label alone. The bucket is the label, "+proof" where complete."""
        proved = self._proved(response["evidence"])
        bucket = f"{response['label']}+proof" if proved else response["label"]
        if response["label"] != self.label:
            return Grade(0.0, bucket, all_parts(self, 0.0))
        if proved or self.label == "not-stated":
            return Grade(1.0, bucket, all_parts(self, 1.0))
        return Grade(0.5, bucket, all_parts(self, 0.5), Message(_HALF))

    def _proved(self, chosen: Sequence[str]) -> bool:
        """Whether one complete set was chosen with at most one sentence beyond it."""
        return any(set(each) <= set(chosen) and len(chosen) <= len(each) + 1 for each in self.evidence)

    def told(self, response: Response) -> tuple[Text, ...]:
        """The label; the marked sentences are shown in the brief."""
        return (Message(LABELS[response["label"]]),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """Why a wrong label is wrong: the question's reason, or what the right label means."""
        if response["label"] == self.label:
            return ()
        return (Refutation(Message(LABELS[response["label"]]), self.why or Message(_BECAUSE[self.label])),)

    @property
    def guess_rate(self) -> float:
        """One in four labels."""
        return 1 / len(LABELS)

    @property
    def options(self) -> tuple[str, ...]:
        """The labels, as message ids."""
        return tuple(LABELS.values())

    @property
    def keys(self) -> tuple[str, ...]:
        """The right label."""
        return (LABELS[self.label],)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """None: a label says nothing by itself."""
        return ()

    @property
    def proof(self) -> tuple[str, ...]:
        """Every sentence of every evidence set."""
        return tuple(dict.fromkeys(sid for each in self.evidence for sid in each))

    @property
    def shows_falsehood(self) -> bool:
        """A contradicted claim is one."""
        return self.label == "contradicted"

    def rekeyed(self) -> Self:
        """The next label, with other evidence."""
        label = VERDICTS[(VERDICTS.index(self.label) + 1) % len(VERDICTS)]
        return replace(self, label=label, evidence=() if label == "not-stated" else (("s00",),))
