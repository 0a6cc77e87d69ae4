"""The command that makes archived pages visible again: `rerender`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import Kept
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, Purpose, bar, say, table, write_json
from amana.interface.cli.plain import count

_WORDS = {
    "exact": "answered as it was recorded",
    "spelled-otherwise": "answered, the address being spelled otherwise in the archive",
    "other-body": "answered, though something else was sent along when it was recorded",
    "nearest": "answered from the nearest address: the same path, other parameters",
    "missing": "not in the archive",
}
_LACKING = {
    "archive-damaged": "parts of the archive could not be read",
    "no-page": "nothing was shown",
    "not-loaded": "it was taken before it had loaded",
    "not-at-rest": "it went on asking for things",
    "too-many-redirects": "it was led on more often than is followed",
    "script-stopped": "a script that let nothing else happen was stopped",
    "page-stuck": "the page did not answer any more",
    "page-crashed": "the page crashed",
    "browser-lost": "the browser ended before the page was taken",
    "deadline": "time was up: what was still to be done was not done",
    "wanted-to-leave": "the page wanted to lead elsewhere, and was kept",
    "left": "what was taken last is of another page",
    "behaviours-cut": "the page was not scrolled and opened to its end",
    "no-picture-before": "there is no picture of the page as it stood first",
    "no-picture-after": "there is no picture of the page as it stood last",
    "picture-cut": "the picture does not show the whole page",
    "frames-blank-in-picture": "frames of other sites below the first screen are blank in it",
    "no-frames": "there is no text",
    "frames-missing": "the text of some frames is missing",
    "no-mhtml": "what the page had become was not written as MHTML",
    "no-pdf": "there is no PDF",
    "pdf-cut": "the PDF does not hold the whole page",
    "browser-log-cut": "the log of the browser is cut",
}


def rerender(
    ref: str,
    /,
    *,
    page: str | None = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    pages: Annotated[bool, Parameter(negative=())] = False,
    again: Annotated[bool, Parameter(negative=())] = False,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Show a page of a web archive: picture, PDF, text.

    Parameters
    ----------
    ref
        The item: a capture, or another WARC, ARC or WACZ.
    page
        Address of the page; else the main one.
    output
        A new folder for picture, PDF, text and the list of what the page asked for.
    pages
        Only list the pages that the item holds.
    again
        Make it again, also if it was made in the same way before.
    """
    if pages:
        if page or output or again:
            raise UsageError(
                "`--pages` only lists the pages",
                remedy="give it alone, then name one of them with `--page`",
            )
        _list(ref, purpose, common)
        return
    with common.open() as archive, bar() as shown:
        task = shown.add_task("starting", total=None)
        made = archive.readings.rerendering.show(
            ref,
            page=page,
            folder=output,
            purpose=purpose,
            again=again,
            on_answer=lambda how, _: shown.update(task, description=how, advance=1),
        )
    if common.json:
        write_json(made)
        return
    table((made.item, ""), _told(made.kept))
    if made.again:
        say(f"This was made before in the same way (entry {made.kept.entry}) and is kept.")
    if page is None and made.pages > 1:
        say(f"It is one of {made.pages} pages: `amana rerender {made.item} --pages` lists them.")
    say("Made from what the archive holds, now: the page may have looked otherwise then.")


def _list(ref: str, purpose: str | None, common: Common) -> None:
    with common.open() as archive:
        found = archive.readings.rerendering.pages(ref, purpose=purpose)
    if common.json:
        write_json(found)
        return
    main = found.chosen.url if found.chosen else None
    rows = (
        (each.date, "main" if each.url == main else "" if each.held else "not held", told)
        for each in found.pages
        for told in (f"{each.url} {each.title}".strip(),)
    )
    table(("taken", "", "page"), rows)
    if more := found.number - len(found.pages):
        say(f"and {more} more")
    if not found.number:
        say("It lists no page and holds no answer in HTML.")
    for lacks in found.lacking:
        say(f"Not read: {lacks}.")


def _told(kept: Kept) -> list[tuple[str, str]]:
    rows = [
        ("page", kept.page),
        ("taken", kept.date),
        ("title", kept.title or ""),
        ("shown", "" if kept.shown in (None, kept.page) else str(kept.shown)),
        ("status", str(kept.status or "")),
        ("error", kept.error or ""),
        *(("lacking", _LACKING.get(code, code)) for code in kept.lacking),
        *(("not read", said) for said in kept.damaged),
        *(
            ("asked for", f"{count(number, 'thing')} {_WORDS.get(how, how)}")
            for how, number in kept.answers.items()
        ),
        *((name, sha256) for name, sha256 in kept.files.items()),
        ("entry", str(kept.entry)),
    ]
    return [(name, value) for name, value in rows if value]
