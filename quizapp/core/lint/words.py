"""Words as the rules see them: content words, what stands outside quotation marks, phrases of time."""

import re
from functools import lru_cache

from quizapp.core.folding import fold

_STOPWORDS = """
    about above after again against also although among another been before being below between both cannot could
    does doing down during each every exactly following from further given have having here itself just like many more
    most much must none only other over same several shall should some such than that their them themselves then there
    these they this those through toward under until upon very were what when where whether which while whom whose will
    with within without would your according article said says happened name named called call true false
"""
_STOPPED = frozenset(_STOPWORDS.split())
_POSSESSIVE = re.compile(r"(?<=\w)[’']s\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»|‘[^’]*’")
_TIME = re.compile(
    r"\b(1\d{3}|20\d\d|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(at th(e|at) time|as of|by then|then|at that point|when (the article|it) was (written|published))\b"
)


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """The folded words of `text` that carry meaning: four letters or more and no stopword, or a number."""
    return frozenset(
        word for word in fold(text).split() if word[0].isdigit() or (len(word) >= 4 and word not in _STOPPED)
    )


def bare(text: str) -> str:
    """`text` folded, its possessives as the names they are of: "Serbia’s" shows "Serbia"."""
    return fold(_POSSESSIVE.sub("", text))


def beginnings(text: str) -> frozenset[str]:
    """The content words cut to five letters, so that "deployed" and "deployment" are one."""
    return frozenset(word[:5] for word in content_words(text))


def unquoted(text: str) -> str:
    """`text` without what stands in quotation marks."""
    return _QUOTED.sub(" ", text)


def names_a_time(text: str) -> bool:
    """Whether `text` says as of when: a year, a month, "at the time", "as of", "then"."""
    # Months need their capital, "may" not; a phrase may begin the sentence.
    return bool(_TIME.search(text) or _TIME.search(text[:1].lower() + text[1:]))


def word_run(text: str) -> tuple[str, ...]:
    """All words of `text` in order, articles too, in lower case."""
    return tuple(re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", "")))
