from __future__ import annotations

import msgspec

from amana.analysis.claims.drafts import Draft
from amana.analysis.claims.lexicon import verbs
from amana.analysis.claims.tagger import WIDE
from amana.analysis.claims.union import outermost, united, united_widely

SAID = Draft(
    sentence=0, verb=1, report=verbs()["say"], cue=(10, 14), speaker=(0, 9), content=(20, 40)
)
INSIDE = msgspec.structs.replace(SAID, cue=(25, 28), speaker=(20, 24), content=(30, 40))
LATER = msgspec.structs.replace(SAID, cue=(60, 64), speaker=(50, 59), content=(70, 90))


def test_the_tagger_adds_only_what_is_said() -> None:
    wanted = msgspec.structs.replace(LATER, report=WIDE)
    nobody = msgspec.structs.replace(LATER, speaker=None)
    assert united([SAID], [SAID, LATER, wanted, nobody]) == [SAID, LATER]


def test_the_wide_union_keeps_all_and_what_the_rules_have_beside_it() -> None:
    wanted = msgspec.structs.replace(LATER, report=WIDE)
    assert united_widely([SAID, INSIDE], [wanted]) == [wanted, SAID]
    assert outermost([SAID, INSIDE]) == [SAID]
