from __future__ import annotations

from itertools import pairwise

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import arabic
from amana.records import Mention

TEXT = (
    "أكد رئيس الوزراء العراقي سامر الكرمي، يوم الأحد، أن بلاده لا تحتاج إلى قوات أجنبية.\n\n"
    "وأضاف الكرمي أن وزارة الخارجية العراقية ستتابع الملف مع المحكمة الجنائية الدولية في لاهاي، "
    "وأن الجيش الإسرائيلي قصف بلدة تل الريحان بالبراميل المتفجرة."
)


def mentions(frame_of: MakeFrame, text: str) -> dict[str, Mention]:
    frame = frame_of(text)
    found = arabic.names(frame, range(len(frame.paragraphs)), Tools())
    return {each.span.quote: each for each in found if isinstance(each, Mention)}


def test_without_paragraphs_there_is_nothing(frame_of: MakeFrame) -> None:
    assert arabic.names(frame_of("وصلت السفن إلى الميناء صباح يوم الأحد"), (), Tools()) == []


def test_the_names_of_a_text(frame_of: MakeFrame) -> None:
    found = mentions(frame_of, TEXT)
    assert {quote: each.type for quote, each in found.items()} == {
        "العراقي": "NORP",
        "سامر الكرمي": "PERSON",
        "الكرمي": "PERSON",
        "وزارة الخارجية العراقية": "ORG",
        "المحكمة الجنائية الدولية": "ORG",
        "لاهاي": "GPE",
        "الجيش الإسرائيلي": "ORG",
        "تل الريحان": "GPE",
        "البراميل المتفجرة": "WEAPON",
    }
    assert found["المحكمة الجنائية الدولية"].entity == "international-criminal-court"
    assert found["الكرمي"].entity == found["سامر الكرمي"].entity
    assert found["الكرمي"].canonical == "سامر الكرمي"


def test_names_never_overlap(frame_of: MakeFrame) -> None:
    found = sorted(mentions(frame_of, TEXT).values(), key=lambda each: each.span.char_start)
    for one, other in pairwise(found):
        assert one.span.char_end <= other.span.char_start
