"""Words with a full stop that does not end a sentence."""

from quizapp.core.word_list import words

NEVER_LAST = frozenset(
    words(
        """
    mr mrs ms mx dr prof gen maj col lt sgt cpl capt cmdr adm pte pvt brig insp supt det sen rep gov pres rev fr
    hon st mt ft messrs mme mlle no nos art arts sec fig pp vol ch vs approx ca cf e.g i.e eg ie viz al
    """
    )
)
"""Before a name or a number: the stop after it ends no sentence, but for "no"."""
SELDOM_LAST = frozenset(
    words(
        """
    inc ltd co corp llc plc bros jr sr etc est ave blvd rd dept assn ph.d a.m p.m am pm jan feb mar apr jun jul
    aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun calif conn fla ga ill mass mich minn tex va
    wash wis ariz ark colo ind kan ky la md mo neb nev okla ore pa tenn
    """
    )
)
"""The stop ends a sentence only where the next word begins one."""
STARTERS = frozenset(
    words(
        """
    the a an it he she they we i you in on at by but and or so if as for from with when while after before since
    until during this that these those his her its their our my there here however although though because some
    many most several no not nobody one two both all each what who why how where which according officials
    police meanwhile still yet also then now under over about last earlier later
    """
    )
)
"""Words that begin sentences."""
