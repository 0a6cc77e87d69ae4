from __future__ import annotations

from amana.archive import capture_means, reading_protection
from amana.reading.readers.catalogue import FAMILIES
from amana.reading.readers.onlookers import OPINIONS


def test_everything_that_reads_here_is_told() -> None:
    here = reading_protection()
    assert {"rlimits", "no-new-privileges", "seccomp"} <= set(here.layers)
    assert {"pdftotext", "tesseract", "exiftool", "ffprobe"} == {p.name for p in here.programs}
    for program in here.programs:
        assert (program.version is None) is bool(program.trouble)
    assert here.apart == tuple(f.name for f in (*FAMILIES, *OPINIONS) if f.apart)


def test_captures_can_be_made_here() -> None:
    here = capture_means()
    assert here.trouble == ()
    assert here.chromium
    assert here.arabic
