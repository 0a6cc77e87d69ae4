from __future__ import annotations

import pytest

from amana.law.jurisdiction.citing import cited
from amana.law.jurisdiction.sentences import templates
from amana.law.statute import identified


@pytest.mark.parametrize(
    ("provision", "english", "arabic"),
    [
        ("rs:12(2)(a)", "Article 12(2)(a)", "المادة 12 (2) (أ)"),
        ("rs:8(2)(b)(iv)", "Article 8(2)(b)(iv)", "المادة 8 (2) (ب) (4)"),
        ("rs:8(2)(e)(xix)", "Article 8(2)(e)(xix)", "المادة 8 (2) (هـ) (19)"),
        ("rs:7(1)(i)", "Article 7(1)(i)", "المادة 7 (1) (ط)"),
        ("rs:8(2)(c)(i)-4", "Article 8(2)(c)(i)-4", "المادة 8 (2) (ج) (1)-4"),
        ("rs:15bis(4)", "Article 15 bis(4)", "المادة 15 مكررًا (4)"),
        ("rs:15ter(1)", "Article 15 ter(1)", "المادة 15 مكررًا ثانيًا (1)"),
        ("rs:25(3bis)", "Article 25(3 bis)", "المادة 25 (3 مكررًا)"),
        ("rs:8bis", "Article 8 bis", "المادة 8 مكررًا"),
        ("rs:6", "Article 6", "المادة 6"),
        ("rpe:162", "Rule 162", "القاعدة 162"),
    ],
)
def test_provisions_are_cited_as_each_language_does(
    provision: str, english: str, arabic: str
) -> None:
    found = cited(provision)
    assert (found.en, found.ar) == (english, arabic)


def test_every_provision_of_a_sentence_is_one_of_the_statute() -> None:
    for key, template in templates().items():
        if template.provision.startswith("rs:"):
            assert identified(cited(template.provision).en) == template.provision, key
            assert identified(cited(template.provision).ar) == template.provision, key
