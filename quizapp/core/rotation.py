"""In which form a fact is asked next: the least used, and of those the hardest that was not yet passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.kinds import KINDS
from quizapp.core.preferences import Forms


@dataclass(frozen=True, slots=True)
class Form:
    """A question on one fact: how often this learner answered it (`asked`) and was right (`passed`)."""

    kind: str
    guess_rate: float
    asked: int
    passed: int
    question_revision_id: int
    edition_id: int

    @property
    def turned(self) -> bool:
        """Whether the learner grades it."""
        return KINDS[self.kind].self_graded

    @property
    def typed(self) -> bool:
        """Whether its answer is typed."""
        return not self.turned and self.guess_rate == 0

    @property
    def ease(self) -> float:
        """How easy the form is: typing (0) is harder than turning, turning harder than choosing."""
        return 0.1 if self.turned else self.guess_rate


def typed(forms: Sequence[Form]) -> Form | None:
    """The form to type, least used and not yet passed first, or None where the fact has no such form."""
    return next(iter(sorted((form for form in forms if form.typed), key=_rank)), None)


def _rank(form: Form) -> tuple[int, bool, float, int]:
    return form.asked, form.passed > 0, form.ease, form.question_revision_id


def rotate(forms: Sequence[Form], wanted: Forms) -> list[Form]:
    """The forms to ask a fact in, first and for each return in turn. Empty where the fact has no form.

    A return asks in another form; the last one is a card, which also works without a connection.
    """
    ranked = sorted(forms, key=_rank)
    cards = [form for form in ranked if form.turned]
    typing = [form for form in ranked if form.typed]
    if wanted == "turned" and cards:
        return [cards[0]] * 3
    if wanted == "typed" and typing:
        ranked = typing + [form for form in ranked if not form.typed]
    if not ranked:
        return []
    if not any(form.asked for form in ranked):
        ranked = cards + [form for form in ranked if not form.turned]  # Who never met the fact sees it first.
    first, *others = ranked
    return [first, (others or ranked)[0], (cards or ranked)[0]]
