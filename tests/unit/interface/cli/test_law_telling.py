from __future__ import annotations

import pytest

from amana.interface.cli.law_telling import tell_crime, tell_mode
from amana.law import OfficialText, crime, mode


def test_alternatives_covered_elements_and_pending_ones_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_crime(crime("rs:8(2)(e)(xiii)"), ())
    told = capsys.readouterr().err
    assert "#1a or: " in told
    assert "rs:30  for elements " in told
    tell_crime(crime("rs:8(2)(e)(xix)"), ())
    assert "elements: 0, drafted elements were not found" in capsys.readouterr().err
    text = OfficialText(
        id="rs:8(2)(e)(xix)#1", language="en", text="Words.", source="s", retrieved="2025-03-01"
    )
    tell_crime(crime("rs:8(2)(e)(xix)"), (text,))
    assert (
        "  #1  official text [en] s, retrieved 2025-03-01:\n    | Words.\n"
        in capsys.readouterr().err
    )


def test_an_official_text_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    text = OfficialText(
        id="rs:28(a)", language="en", text="one\x1b[2J\ntwo", source="s", retrieved="2025-03-01"
    )
    tell_mode(mode("rs:28(a)"), (text,))
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "    | two\n" in told
