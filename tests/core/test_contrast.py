"""The contrast form reads as a sentence."""

import pytest

from quizapp.core.contrast import contrast
from quizapp.core.fact import TextValue
from tests.core.kinds.samples import fact


@pytest.mark.parametrize(
    ("cloze", "said", "denied", "stem"),
    [
        ("Home to {a} Serbs.", "50", "120", "Home to 50, not 120, Serbs."),
        ("It was {a}.", "Kirby", "Blinken", "It was Kirby, not Blinken."),
        ("In {a}, it rained.", "2008", "2010", "In 2008, not 2010, it rained."),
        ("{a} spoke.", "The police", "The Serbs", "The police, not the Serbs, spoke."),
        ("{a} spoke.", "Kirby", "Blinken", "Kirby, not Blinken, spoke."),
        ("{a} died.", "four", "Three", "Four, not three, died."),
        ("{a}’s police came.", "Kosovo", "Serbia", None),
        ("A {a}-year rule.", "two", "three", None),
    ],
)
def test_reads_well(cloze: str, said: str, denied: str, stem: str | None) -> None:
    assert contrast(fact("f", "term", TextValue("a"), cloze), said, denied) == stem
