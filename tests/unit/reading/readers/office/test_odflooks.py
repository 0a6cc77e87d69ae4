from __future__ import annotations

from amana.reading.readers.office.odflooks import Looks


def test_a_style_inherits_that_it_is_hidden_and_may_end_it() -> None:
    looks = Looks()
    for name, parent, display in (
        ("A", "", "none"), ("B", "A", ""), ("C", "B", "true"), ("D", "D", ""),
    ):  # fmt: skip
        looks.style({"style:name": name, "style:parent-style-name": parent})
        looks.text({"text:display": display} if display else {})
    hidden = [looks.is_hidden({"text:style-name": name}) for name in "ABCDE"]
    assert hidden == [True, True, False, False, False]
    assert not looks.is_hidden({})
