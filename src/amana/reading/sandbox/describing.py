"""What programs say about sound and video: ffprobe, then exiftool."""

from __future__ import annotations

from msgspec import structs

from amana.reading.media.probed import add_probed
from amana.reading.media.tagged import add_tagged
from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.sandbox.errand import Failure
from amana.reading.sandbox.feeding import Slice
from amana.reading.sandbox.running import Programs
from amana.reading.wire import TextAnswer, Told

FFPROBE, EXIFTOOL = "ffprobe", "exiftool"
_PROBE = (
    "-v", "error", "-print_format", "json", "-show_format", "-show_streams", "/proc/self/fd/0",
)  # fmt: skip
_TAGS = ("-json", "-G1", "-n", "-fast", "-")


def described(answer: TextAnswer, given: Slice, programs: Programs) -> TextAnswer:
    """Return the answer with what the programs say; what one cannot say is told."""
    if not given.size:
        return answer
    facts, told = Facts(), []
    try:
        found = add_probed(programs.run(FFPROBE, _PROBE, given, statuses=(0, 1)), facts)
    except Failure as failure:
        missing = failure.code is Code.PROGRAM_MISSING
        told.append(Told(failure.code, failure.n) if missing else Told(Code.STREAMS_UNKNOWN))
    else:
        told += [] if found else [Told(Code.STREAMS_UNKNOWN)]
    try:
        add_tagged(programs.run(EXIFTOOL, _TAGS, given, statuses=(0, 1)), facts)
    except Failure as failure:
        if failure.code is Code.PROGRAM_MISSING:
            facts.add("exiftool:missing", "yes")
    return structs.replace(
        answer,
        metadata=(*answer.metadata, *facts.pairs()),
        notices=(*told, *answer.notices),
    )
