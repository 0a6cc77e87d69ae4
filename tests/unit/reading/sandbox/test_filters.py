from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.core import UnavailableError
from amana.reading.sandbox.filters import program_filter, reader_filter


@pytest.mark.parametrize("make", [reader_filter, program_filter])
def test_filters_are_programs_of_whole_instructions(make: Callable[[], bytes]) -> None:
    program = make()
    assert len(program) % 8 == 0
    assert 10 < len(program) // 8 < 4096  # BPF_MAXINSNS


def test_without_libseccomp_nothing_works_and_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # What pyseccomp does when it is imported on a system without the library.
    (tmp_path / "pyseccomp.py").write_text("raise RuntimeError('Unable to find libseccomp')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "pyseccomp", raising=False)
    with pytest.raises(UnavailableError, match="libseccomp is not installed") as raised:
        reader_filter()
    assert raised.value.remedy is not None
    assert "libseccomp2" in raised.value.remedy
