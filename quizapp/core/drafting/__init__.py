"""Drafts of facts from the sentences of an article, by rules alone: nothing is downloaded, nothing is learned.

What is offered is a beginning. An editor decides what is a fact, who asserts it and how exact it is.
"""

from quizapp.core.drafting.proposal import Proposal
from quizapp.core.drafting.register import drafts

__all__ = ["Proposal", "drafts"]
