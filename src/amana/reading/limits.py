"""How much one reading may cost before it is refused."""

from __future__ import annotations

import msgspec

_MIB = 1 << 20
_BYTES_A_SECOND = 4 * _MIB


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The budget of one reading. Beyond it the original stays preserved and the state says why.

    `cpu_seconds`, `wall_seconds` (both more for a large original, see `granted`) and `memory`
    (bytes of address space) bind the worker process, `input_bytes` an original that its reader
    takes into memory as a whole, `answer_bytes` what the worker may send back at once. `text_chars`
    (code points), `runs` (segments of the map) and `pages` cut a reading short, with a warning;
    they change results and therefore stand in the recipe. `pixels` bounds a rendered page.

    `ocr` names the languages of text recognition as tesseract does (`ara+eng`); empty: none is
    done. It goes up to `ocr_pages` pages of an original, each for `ocr_seconds`.
    """

    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    memory: int = 2048 * _MIB
    input_bytes: int = 512 * _MIB
    answer_bytes: int = 512 * _MIB
    text_chars: int = 64 * _MIB
    runs: int = 1_000_000
    pages: int = 20_000
    pixels: int = 40_000_000
    ocr: str = ""
    ocr_pages: int = 500
    ocr_seconds: int = 60

    def granted(self, size: int) -> tuple[int, float]:
        """Return how many seconds of work and on the clock an original of `size` bytes may take."""
        more = size // _BYTES_A_SECOND
        return self.cpu_seconds + more, self.wall_seconds + 2 * more
