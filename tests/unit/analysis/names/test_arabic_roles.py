from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import arabic
from amana.records import Role


def roles(frame_of: MakeFrame, text: str) -> list[Role]:
    frame = frame_of(text)
    return [e for e in arabic.names(frame, [0], Tools()) if isinstance(e, Role)]


@pytest.mark.parametrize(
    ("text", "span", "role", "of", "former"),
    [
        ("أكد رئيس الوزراء العراقي سامر الكرمي، أمس، ذلك الخبر", "رئيس الوزراء العراقي",
         "prime minister", "iraq", False),
        ("وقال وزير الدفاع الإسرائيلي السابق دوريان كاستل إن الأمر انتهى",
         "وزير الدفاع الإسرائيلي السابق", "defence minister", "israel", True),
        ("وأكد المتحدث باسم حركة حماس سامي الزهري للصحافيين أمس", "المتحدث باسم حركة حماس",
         "spokesperson", "hamas", False),
        ("والتقى سامر الكرمي، قائد الجيش اللبناني، في بيروت أمس", "قائد الجيش اللبناني",
         "commander", "lebanese-army", False),
        ("والتقى باللواء حسين الجابري في بغداد صباح أمس", "اللواء", "major general", None, False),
    ],
)  # fmt: skip
def test_roles(  # noqa: PLR0917 - a row of the table
    frame_of: MakeFrame, text: str, span: str, role: str, of: str | None, former: bool
) -> None:
    (found,) = roles(frame_of, text)
    assert (found.span.quote, found.role, found.of, found.former) == (span, role, of, former)
    assert found.entity


def test_a_form_of_address_is_no_role(frame_of: MakeFrame) -> None:
    assert roles(frame_of, "والتقى بالسيد حسين الجابري في بغداد صباح أمس") == []


def test_a_role_between_two_mentions_of_one_person_is_one_role(frame_of: MakeFrame) -> None:
    text = "والتقى حسين الجابري، اللواء حسين الجابري، في بغداد صباح أمس"
    assert len(roles(frame_of, text)) == 1
