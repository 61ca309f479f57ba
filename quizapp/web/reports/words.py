"""What reports are called, for readers and editors alike."""

from quizapp.core.message import mark
from quizapp.storage.reports import KINDS, OUTCOMES

TITLES = {
    "fact": mark("The fact is wrong or out of date"),
    "wording": mark("The wording misleads"),
    "key": mark("The answer marked right is wrong"),
    "proof": mark("The proof does not show it"),
    "other": mark("Something else"),
}
ENDS = {"mended": mark("Mended"), "fine": mark("Fine as it is")}
if tuple(TITLES) != KINDS or tuple(ENDS) != OUTCOMES:
    raise AssertionError("every kind and outcome has a title")
