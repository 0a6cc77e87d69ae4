"""Commands for what others confirm of the archive: `timestamp` and `authority`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import Anchors, Asked, KnownAuthority, TimeStatus
from amana.core import TokenRefused, UnavailableError, UsageError
from amana.interface.cli.common import DEFAULT, Common, say, table, write_json
from amana.interface.cli.plain import count

_WORDS = {
    "stamped": "stamped",
    "nothing-new": "nothing new",
    "unreachable": "NO ANSWER",
    "refused": "REFUSED",
    "unusable": "NOT USED",
}


def timestamp(
    *,
    export: Annotated[Path | None, Parameter(negative=())] = None,
    answers: Annotated[list[Path] | None, Parameter(name="--import", negative=())] = None,
    shown: Annotated[bool, Parameter(name="--list", negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Have time-stamp authorities sign how far the log has come.

    Without options, every authority is asked over the network, where something is new.

    Parameters
    ----------
    export
        Ask nobody; write the queries into this folder, to be carried to the authorities.
    answers
        Take in answers that were carried here: .tsr files, or folders of them.
    shown
        List the time-stamps that there are; each is verified.
    """
    if (export is not None) + (answers is not None) + shown > 1:
        raise UsageError("--export, --import and --list are done one at a time")
    with common.open() as archive:
        if shown:
            _list(archive.anchors, common)
        elif export is not None:
            _export(archive.anchors.export_queries(export), common)
        elif answers is not None:
            _tell(archive.anchors.import_responses(answers), common)
        else:
            _tell(archive.anchors.timestamp(), common)


def _tell(asked: Sequence[Asked], common: Common) -> None:
    """Tell what became of each; the exit status is that of the worst."""
    for each in asked:
        if common.json:
            write_json(each)
            continue
        place = f" (entry {each.entry})" if each.entry is not None else ""
        say(f"{_WORDS[each.state]:<12}{each.what}: {each.detail}{place}")
        for odd in each.odd:
            say(f"  !!    {odd}")
        if each.remedy:
            say(f"  → {each.remedy}")
    states = {each.state for each in asked}
    if "refused" in states:
        sys.exit(TokenRefused.exit_status)
    if "unusable" in states:
        sys.exit(UsageError.exit_status)
    if "unreachable" in states:
        sys.exit(UnavailableError.exit_status)


def _export(written: Sequence[Path], common: Common) -> None:
    for path in written:
        if common.json:
            write_json({"query": str(path)})
        else:
            say(f"wrote {path}")
    if not common.json:
        say(
            "Have each authority answer its query, put the answers (.tsr) into the same folder, and"
        )
        say("run here: amana timestamp --import FOLDER")


def _list(anchors: Anchors, common: Common) -> None:
    found = anchors.timestamps()
    if common.json:
        for each in found:
            write_json(each)
        return
    if not found:
        say("There are no time-stamps yet. `amana timestamp` asks for them.")
    table(
        ("entry", "authority", "entries", "existed by", "but"),
        [
            (str(each.entry), each.authority, str(each.size), each.time, "; ".join(each.odd))
            for each in found
        ],
    )


def authorities(*, common: Common = DEFAULT) -> None:
    """List the time-stamp authorities, add and stop them."""
    with common.open() as archive:
        found = archive.anchors.status()
    if common.json:
        for each in found:
            write_json(each)
        return
    if not found:
        say("No time-stamp authority is known to this archive.")
        return
    table(("authority", "address", "newest", "waiting"), [_row(each) for each in found])


def _row(status: TimeStatus) -> tuple[str, str, str, str]:
    newest, known = status.newest, status.authority
    waiting = count(status.uncovered, "entry") if known.url else ""
    return (
        known.name,
        known.url or "(no longer asked)",
        newest.time if newest else "none",
        f"{waiting}; renewal is due" if status.due and known.url else waiting,
    )


def add(
    name: str,
    url: str,
    /,
    *,
    root: Path,
    common: Common = DEFAULT,
) -> None:
    """Ask a time-stamp authority from now on.

    Parameters
    ----------
    name
        What it is called here: small letters, digits, - and _.
    url
        Where it is asked, beginning with http:// or https://.
    root
        Its root certificate (PEM), by which its tokens are trusted; it is kept in the archive.
    """
    with common.open() as archive:
        known = archive.anchors.add_authority(name, url, root.read_bytes())
    _say_known(known, common)


def stop(name: str, /, *, common: Common = DEFAULT) -> None:
    """Ask a time-stamp authority no more; its time-stamps stay.

    Parameters
    ----------
    name
        What it is called here.
    """
    with common.open() as archive:
        known = archive.anchors.stop_authority(name)
    _say_known(known, common)


def _say_known(known: KnownAuthority, common: Common) -> None:
    if common.json:
        write_json(known)
    elif known.url:
        say(f"{known.name} is asked from now on, at {known.url} (entry {known.entry}).")
        say("Compare its root with the one that it publishes: everything rests on that.")
        say(f"It is kept in custody/{known.roots[-1]}.")
    else:
        say(f"{known.name} is no longer asked (entry {known.entry}).")
