"""What the log of a bank calls what was done, in words for people."""

from collections.abc import Mapping

from quizapp.core.message import mark
from quizapp.web.language import gettext

DEEDS: Mapping[str, str] = {
    "open bank": mark("Opened the bank"),
    "save brief": mark("Saved the text or the lists"),
    "save rights": mark("Changed the rights to the article"),
    "save fact": mark("Saved a fact"),
    "save question": mark("Saved a question"),
    "ask fact": mark("Asked for review of a fact"),
    "ask question": mark("Asked for review of a question"),
    "accept fact": mark("Accepted a fact"),
    "accept question": mark("Accepted a question"),
    "return fact": mark("Sent a fact back"),
    "return question": mark("Sent a question back"),
    "drop fact": mark("Gave up the draft of a fact"),
    "drop question": mark("Gave up the draft of a question"),
    "vouch fact": mark("Read a fact that was published alone"),
    "vouch question": mark("Read a question that was published alone"),
    "withdraw question": mark("Proposed to withdraw a question"),
    "replace question": mark("Put a question in the place of a derived one"),
    "comment": mark("Made a remark"),
    "settle comment": mark("Settled a remark"),
    "take proposal": mark("Made a fact of a proposal"),
    "dismiss proposal": mark("Dismissed a proposal"),
    "publish": mark("Published an edition"),
    "publish fact": mark("A fact went live"),
    "publish question": mark("A question went live"),
    "load fact": mark("A fact came with the files"),
    "load question": mark("A question came with the files"),
    "corrected": mark("Corrected a fact"),
    "corrected fact": mark("A fact changed by a correction"),
    "corrected question": mark("A question changed by a correction"),
    "superseded": mark("Superseded a fact"),
    "superseded fact": mark("A fact changed as newer things hold"),
    "superseded question": mark("A question changed as newer things hold"),
    "retracted": mark("Retracted a fact"),
    "retracted fact": mark("A fact went as it was retracted"),
    "retracted question": mark("A question went as its fact was retracted"),
    "add source": mark("Added a source"),
    "read correction": mark("Read a correction as the second person"),
    "order regrading": mark("Ordered answers to be graded anew"),
    "take over upstream fact": mark("Took over what the files say of a fact"),
    "take over upstream question": mark("Took over what the files say of a question"),
    "take over upstream about": mark("Took over what the files say of the bank"),
    "take over upstream sentences": mark("Took over the text of the files"),
    "leave upstream fact": mark("Left what the files say of a fact"),
    "leave upstream question": mark("Left what the files say of a question"),
    "leave upstream about": mark("Left what the files say of the bank"),
    "leave upstream sentences": mark("Left the text of the files"),
    "visibility": mark("Changed who reads it"),
    "share": mark("Shared it with somebody"),
    "unshare": mark("Shared it with somebody no longer"),
}
"""By the name under which the log keeps it."""


def done(action: str) -> str:
    """The words for an action, in the reader's language; its name where it has none."""
    return str(gettext(DEEDS[action])) if action in DEEDS else action
