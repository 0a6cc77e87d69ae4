"""A sheet as PDF/A-2a and PDF/UA-1: tagged, with its typefaces inside, by Typst.

The sheet goes to the template as JSON, never as markup, so that nothing in it can be taken for a
command. Nothing of the machine goes in: no typeface of the system, and no other time than its own.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from amana.core import JSON
from amana.text import Kind, Sheet, direction

if TYPE_CHECKING:
    import typst

_ASCII = frozenset(map(chr, range(128)))
_TOO_LONG = re.compile(r"[!-~]{65,}")  # a digest in hexadecimal fits on a line, and stays whole
_PROBE = b"""\
#set document(title: "probe")
#set text(lang: "en", font: ("Libertinus Serif", "Amiri", "DejaVu Sans Mono"))
#text(sys.inputs.sheet)
"""


def to_pdf(sheet: Sheet, made: datetime) -> bytes:
    """Return the PDF; `made` is the time that it states. The same sheet gives the same bytes.

    Letters that no typeface has (Chinese, say) are shown as their number; the HTML page shows them.
    """
    template = (resources.files("amana.sharing") / "data" / "statement.typ").read_bytes()
    content = _with_faces(msgspec.to_builtins(sheet))
    return _compiled(template, msgspec.json.encode(content).decode(), made)


def _compiled(template: bytes, content: str, made: datetime | None = None) -> bytes:
    """Return what a template makes of a content.

    Raises:
        TypstError: no typeface has one of its letters, which PDF/A does not allow.
    """
    made_pdf = _compiler().compile(
        input=template,
        format="pdf",
        sys_inputs={"sheet": content},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=made.replace(microsecond=0) if made else None,
    )
    if not isinstance(made_pdf, bytes):
        raise TypeError(type(made_pdf))
    return made_pdf


def _with_faces(part: JSON) -> JSON:
    """Return a part of a sheet with letters that can be printed and the direction of each run."""
    if isinstance(part, dict):
        if "kind" in part:
            text = str(part["text"])
            text = text if part["kind"] == Kind.WORDS else _TOO_LONG.sub(_parted, printable(text))
            return {"kind": part["kind"], "text": text, "rtl": direction(text) == "rtl"}
        return {name: _with_faces(member) for name, member in part.items()}
    if isinstance(part, (list, tuple)):
        return [_with_faces(member) for member in part]
    return part


def printable(text: str) -> str:
    """Return `text` with as few letters shown as their number as the typefaces allow.

    First those that no typeface has; if that does not do (a mark of one script upon a letter of
    another), the marks too; at last everything but ASCII.
    """
    if _can_be_printed(text):
        return text
    lacking = {c for c in set(text) if not _is_mark(c) and not _can_be_printed(c)}
    for numbered in (lacking, lacking | set(filter(_is_mark, text)), set(text)):
        shown = "".join(f"[U+{ord(c):04X}]" if c in numbered - _ASCII else c for c in text)
        if _can_be_printed(shown):
            break
    return shown


def _parted(word: re.Match[str]) -> str:
    """Return a long word with places where a line may end (of no width)."""
    return re.sub(r"([!-~]{20})", "\\1\u200b", word[0])


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def _can_be_printed(text: str) -> bool:
    import typst  # noqa: PLC0415 - see below

    if text.isascii():
        return True
    try:
        _compiled(_PROBE, text)
    except typst.TypstError:
        return False
    return True


@functools.cache
def _compiler() -> typst.Compiler:
    import typst  # noqa: PLC0415 - forty megabytes that only a PDF needs

    faces = resources.files("fontpkg_amiri") / "files"
    with resources.as_file(faces) as folder:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder]
        )
    return typst.Compiler(font_paths=fonts)
