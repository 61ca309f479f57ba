"""Names of persons and the words for offices, told by their form alone."""

import re

from quizapp.core.word_list import words

_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[’'][^\W\d_]{2,}|-[^\W\d_]+)*|[A-Z]\.)"
_PARTICLE = r"(?:(?:de|da|di|del|della|van|von|der|den|bin|ibn|al|el|la|le|ter|dos)\s)"
NAME = rf"{_CAP}(?:\s{_PARTICLE}{{0,2}}{_CAP}){{1,3}}"
"""Two to four capitalised words."""
ONE_NAME = rf"{_CAP}(?:\s{_PARTICLE}{{0,2}}{_CAP}){{0,3}}"

_HEADS = words(
    """
    president premier minister secretary secretary-general spokesperson spokesman spokeswoman chancellor chief
    head director mayor mayoress governor ambassador general colonel captain major lieutenant sergeant judge
    professor doctor chair chairman chairwoman chairperson coach adviser advisor commissioner senator deputy
    lawyer prosecutor king queen pope bishop archbishop researcher scientist manager founder co-founder author
    co-author owner leader member teacher analyst expert economist officer commander representative envoy
    councillor mp mep editor engineer farmer nurse resident driver witness survivor attorney solicitor historian
    biologist ecologist psychologist sociologist physicist chemist geologist oceanographer epidemiologist
    statistician technician inspector superintendent constable admiral skipper harbourmaster pilot sailor
    fisherman firefighter paramedic volunteer student striker goalkeeper midfielder defender player treasurer
    clerk planner architect journalist reporter correspondent photographer candidate chairwoman ceo executive
    boss partner investor shareholder auditor coordinator co-ordinator organiser organizer activist campaigner
    curator librarian headteacher principal vicar priest imam rabbi rescuer guide marshal delegate
    vice-president undersecretary whip speaker magistrate coroner ombudsman registrar dean rector lecturer
    fellow neighbour shopkeeper baker butcher trader caretaker butler master surgeon physician midwife vet
    veterinarian mountaineer climber diver hydrologist meteorologist seismologist warden ranger operator
    dispatcher foreman supervisor trustee president-elect sister brother mother father daughter son wife husband
    widow
    """
)
_OFFICES = frozenset(_HEADS)
_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sgt|Lt|Col|Maj|Capt|Cpl|Adm|Cmdr|Sen|Rep|Gov|Rev|Hon|Insp|Supt)\.?|Sir|Dame|Lord"
    r"|Lady|Sister|Father)\s"
)
_ORGANISATION = frozenset(
    words(
        """
    council ministry party bank university court police army union alliance organisation organization league cup
    agency committee company group inc association parliament department office service force forces institute
    federation commission board authority house senate congress guard navy club trust fund foundation college
    school hospital times post news journal magazine review press network church government administration team
    society center centre coastguard ltd limited plc centre's brigade battalion corps unit security defence
    defense treaty act games street road avenue lane square quay bridge station airport harbour port river lake
    island museum state states kingdom republic nations committee's water energy shipping holdings partners
    bureau academy laboratory
    """
    )
)
# What a body is called after may be a place, too: "Long Harbour".
_BODIES = _ORGANISATION - frozenset(
    words(
        """
    street road avenue lane square quay bridge station airport harbour port river lake island state states
    kingdom
    """
    )
) | frozenset(("parliament",))
_NOT_NAMES = frozenset(
    words(
        """
    the a an in on at but and or for from with monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december however meanwhile additionally
    during after before when while as if it he she they we i his her its their this that these those there no
    not according earlier late later us uk eu un nato its mr mrs ms north south east west northern southern
    eastern western new our my your what who why how
    """
    )
)
_LAST = re.compile(rf"(?:^|[\s,(])({NAME})(?=$|[\s,)])")


def is_person(words: str) -> bool:
    """Whether capitalised words look like a person's name and not like that of a body, a day or a beginning."""
    each = re.findall(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*", words)
    plain = [word.casefold() for word in each]
    if not plain or any(word in _ORGANISATION or word in _NOT_NAMES for word in plain):
        return False
    return not any(len(word) > 2 and word.isupper() for word in each)


def is_office(word: str) -> bool:
    """Whether a word is the head of an office or a role: "minister", "nurse"."""
    return word.casefold() in _OFFICES


def of_a_body(words: str) -> bool:
    """Whether capitalised words hold one that names of organisations are made from, such as "Council"."""
    return any(word.casefold() in _BODIES for word in words.split())


def named_in(words: str) -> str:
    """The person's full name in a few words, without office or title; empty if there is none."""
    for found in _LAST.finditer(re.sub(_TITLE, "", words)):
        kept = found[1].split()
        while len(kept) > 2 and is_office(kept[0]):
            kept = kept[1:]
        last = max((place for place, word in enumerate(kept) if is_office(word)), default=-1)
        name = " ".join(kept[last + 1 :])
        if len(kept) - last - 1 >= 2 and is_person(name):
            return name
    return ""
