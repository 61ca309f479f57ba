"""The verbs of saying, and when such a word is one."""

import re
from collections.abc import Iterator
from itertools import islice

from quizapp.core.word_list import words

_VERBS = words(
    """
    said says say told tells tell accused accuses accuse blamed blames blame claimed claims claim denied denies
    deny alleged alleges allege warned warns warn insisted insists insist argued argues argue urged urges urge
    stated states confirmed confirms confirm reported reports report assessed assesses estimated estimates
    estimate believed believes believe suggested suggests suggest rejected rejects reject dismissed dismisses
    described describes describe demanded demands demand condemned condemns condemn criticised criticises
    criticized criticizes noted notes informed informs explained explains explain admitted admits admit
    acknowledged acknowledges announced announces announce declared declares promised promises promise vowed
    vows pledged pledges pledge predicted predicts predict wrote writes write tweeted testified testifies
    contended contends asserted asserts stressed stresses emphasised emphasises emphasized threatened threatens
    complained complains complain disputed disputes dispute recommended recommends conceded concedes remarked
    remarks observed observes commented comments reiterated reiterates underlined underlines guaranteed
    guarantees attributed attributes proposed proposes called calls call appealed appeals cautioned cautions
    advised advises replied replies joked recalled recalls
    """
)
_WITH_THAT = words(
    """
    added adds add found finds find showed shows show revealed reveals indicated indicates agreed agrees hoped
    hopes hope expected expects maintained maintains concluded concludes conclude thought thinks think ruled
    rules suspected suspects suspect feared fears fear asked asks considers
    """
)
_PARTICIPLES = words(
    """
    adding saying claiming warning arguing insisting accusing blaming denying urging noting alleging calling
    describing stressing suggesting explaining promising demanding
    """
)
_SURE = r"(?:is|are|was|were) (?:convinced|sure|certain|confident|adamant|worried|quoted as saying)"
_VERB = re.compile(
    rf"(?<![\w’'-])(?:(?P<plain>{'|'.join(_VERBS)}|pointed out|points out)|(?P<that>{'|'.join(_WITH_THAT)})"
    rf"|(?P<part>{'|'.join(_PARTICIPLES)})|(?P<sure>{_SURE}))\b(?![’'-])"
)  # fmt: skip
_THAT_AFTER = re.compile(r",? (?:that|it|he|she|they|there|whether)\b|[:,]? ?[“\"‘'«]")
_CALLED_AFTER = re.compile(r" (?:on|for|it|the|her|him|them|this|that|his|their|its|[A-Z“\"‘'])")
_NOUN_AFTER = re.compile(r" (?:of|from|were|are|was|is|about|by|against|have|had|has|into|which|and)\b|[,.;]|$")
_NOUNS = frozenset(
    words(
        """
    claims claim reports report notes estimates estimate demands demand states state calls call blame appeals
    dispute disputes promises promise pledges pledge vows threatens say
    """
    )
)
_BLOCKED = re.compile(
    r"\b(?:not|n[’']t|to|be|been|is|are|was|were|being|cannot|could|can|no|an?|the|its|their|his|her|of|for|by|in)\s$",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:documents?|figures|data|surveys?|stud(?:y|ies)|minutes|records|emails|letters?|analysis|audits?|polls?"
    r"|reports?|papers?|footage|photographs|images|tests|results)\s(?:also |now |has |have )?$",
    re.IGNORECASE,
)
ENDED = re.compile(r"[,.;:]|$")
MARKS = ("”", '"', "’", "»", "'")
INVERTIBLE = frozenset(
    words(
        """
    said says added adds wrote writes explained explains warned warns insisted insists argued argues claimed
    claims replied joked recalled announced admitted noted stressed confirmed suggested asked
    """
    )
)
OF_ONES_OWN = frozenset(
    words(
        """
    announced announces announce pledged pledges pledge promised promises promise vowed vows
    """
    )
)
FINITE = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|will|would|can|could|may|might|did|does|must|{'|'.join(_VERBS[:60])})\b"
)
_MOST = 20
"""Verbs that are looked at in one sentence."""


def verbs_of_saying(text: str) -> Iterator[re.Match[str]]:
    """Matches of the verbs in a sentence; the group "part" tells of a participle ("adding")."""
    return (match for match in islice(_VERB.finditer(text), _MOST) if _speaks(text, match))


def _speaks(text: str, match: re.Match[str]) -> bool:
    """Whether a word is a verb of saying here, in the active voice and not denied."""
    word, end = match.group(), match.end()
    if match["that"] and not _says_what(text, match):
        return False
    if word.startswith("call") and not _CALLED_AFTER.match(text, end):
        return False
    if word in _NOUNS and _NOUN_AFTER.match(text, end):
        return False
    if word.startswith("declare") and re.match(r" (?:independence|war|a state|victory|bankrupt)", text[end:]):
        return False
    if match["part"]:
        return text[: match.start()].endswith(", ")
    return not _BLOCKED.search(text[max(0, match.start() - 12) : match.start()])


def _says_what(text: str, match: re.Match[str]) -> bool:
    """Whether a clause or a quotation follows or has just ended: not "added sugar", but "…,” she added"."""
    before, end = text[: match.start()], match.end()
    spoken = "·" in before and (ENDED.match(text, end) or before.rstrip().endswith(MARKS))
    return bool(_THAT_AFTER.match(text, end) or spoken or _PAPERS.search(before))
