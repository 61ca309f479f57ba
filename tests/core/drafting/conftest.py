"""What is offered for a few sentences."""

from collections.abc import Callable

import pytest

from quizapp.core.drafting import Proposal, drafts
from quizapp.core.sentences import number, split

Offered = Callable[..., list[Proposal]]


@pytest.fixture
def offered() -> Offered:
    """The proposals of one kind for a text."""

    def of(kind: str, text: str) -> list[Proposal]:
        return [each for each in drafts(number(split(text))) if each.kind == kind]

    return of
