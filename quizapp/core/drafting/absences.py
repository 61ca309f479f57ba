"""What an article says that it does not say: a fact, too, and one that readers fill in by themselves."""

import re
from collections.abc import Iterator

from quizapp.core.bank import Sentence
from quizapp.core.drafting.marks import masked, quoted
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.message import mark

_TELL = (
    r"(?:say|said|disclose|disclosed|specify|specified|name|named|give|given|reveal|revealed|release|released|publish"
    r"|published|provide|provided|identify|identified|confirm|confirmed|comment|commented|elaborate|explain|explained"
    r"|answer|answered|respond|responded|reply|replied|mention|mentioned|state|stated|made public|announced|determined"
    r"|established|told|clarify|clarified|detail|detailed|list|listed|put a figure|report|reported|record|recorded"
    r"|share|shared|describe|described|know|knew|measured|counted)"
)
_ABSENCE = re.compile(
    rf"\b(?:(?:did|does|do|has|have|had|would|could|was|were|is|are|will|can)(?: not|n[’']t) (?:\w+ ){{0,2}}?{_TELL}\b"
    rf"|(?:did|does|has|have|had|was|were|is|are|would|will)(?: not|n[’']t) (?:\w+ ){{0,2}}?(?:clear|known|available"
    rf"|immediately clear)\b"
    r"|(?:gave|give|gives|offered|provided|released|made|given|had|has|have|there (?:was|is|were|has been)) no"
    r" (?:\w+ ){0,2}?(?:details?|reasons?|figures?|numbers?|names?|explanation|information|comment|answers?|date"
    r"|reply|response|indication|word|timetable|cost|estimate|confirmation)\b"
    r"|no (?:\w+ ){0,2}?(?:details?|reasons?|figures?|numbers?|names?|explanation|information|comment|answers?|date"
    r"|reply|response|indication|timetable|cost|estimate|official confirmation)"
    r" (?:was|were|is|are|has been|have been|had been)\b"
    rf"|(?:neither|nor|never) [^,;.]{{0,80}}?\b(?:{_TELL}|known|clear)\b"
    r"|(?:declined|declines|refused|refuses) (?:to|comment|requests?)\b|without (?:naming|saying|giving|specifying"
    r"|disclosing|elaborating|explaining|identifying)\b"
    r"|(?:is|are|was|were|remains?|remained|still) (?:un(?:known|clear|disclosed|specified|confirmed|identified)"
    r"|not known)\b"
    r"|un(?:disclosed|specified) |(?:could not|couldn[’']t) (?:immediately )?be (?:\w+ )?(?:reached|confirmed"
    r"|verified|identified|determined|established)\b"
    rf"|(?:has|have|had|is|are) yet to (?:be )?{_TELL}\b|\bnot (?:yet |been |being |immediately |publicly "
    rf"|be ){{0,3}}(?:known|clear|public|{_TELL})\b"
    r"|nothing (?:is|was|has been) (?:known|said)|(?:made|makes|is|was) no mention|silent (?:on|about)|kept (?:secret"
    r"|confidential|back)"
    r"|(?:remains?|remained|left|stays?) (?:open|unanswered|unresolved|a mystery|secret)|available (?:for|to) comment"
    r"|nobody (?:knows|knew|said|would say)|no one (?:knows|knew|said|would say))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[;:,”\"]\s|\s[–—-]\s|\b(?:but|although|though|while|however)\b,?\s")
_AFTER = re.compile(r"[;”\"]|\s[–—-]\s|,\s(?:but|and|although|while)\b|\.$")
_NOTE = mark("The article leaves this open: ask whether it is told, and keep the answer “not stated”.")


def read(sentence: Sentence) -> Iterator[Proposal]:
    """A proposal for each clause that says that something is not told or not known."""
    parts, _ = quoted(sentence.text)
    text, past = masked(sentence.text, parts), 0
    for found in _ABSENCE.finditer(text):
        if found.start() < past:
            continue
        start = max((each.end() for each in _BEFORE.finditer(text, past, found.start())), default=past)
        after = _AFTER.search(text, found.end())
        past = after.start() if after else len(text)
        yield propose("absence", sentence, (start, past), _NOTE)
