"""How sure somebody was, and what that is worth.

The points make honesty pay: "fairly sure" is the best choice from 2/3 and "certain" from 0.8 on (after Gardner-Medwin's
certainty-based marking, with a guess at +1 / 0).
"""

from quizapp.core.message import mark

GUESS, FAIRLY, CERTAIN = 1, 2, 3
LEVELS = {GUESS: mark("A guess"), FAIRLY: mark("Fairly sure"), CERTAIN: mark("Certain")}
_WRONG = {GUESS: 0, FAIRLY: -2, CERTAIN: -6}


def points(confidence: int, right: bool) -> int:
    """+1, +2 or +3 for a right answer; 0, -2 or -6 for a wrong one."""
    return confidence if right else _WRONG[confidence]
