"""Commands about the witnesses of an archive's log: `witness`, `witness ask` and so on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import Witnessed
from amana.core import UnavailableError
from amana.interface.cli.common import DEFAULT, Common, say, table, write_json
from amana.interface.cli.keys import write_new


def witnesses(*, common: Common = DEFAULT) -> None:
    """Have the log witnessed by others, or be a witness for others."""
    with common.open() as archive:
        rows = [(one, archive.witnesses.seen(one.name)) for one in archive.witnesses.trusted()]
    if common.json:
        for one, seen in rows:
            write_json({"name": one.name, "url": one.url, "keys": one.keys, "seen": seen})
        return
    table(
        ("witness", "signed up to", "address"),
        [(one.name, str(seen), one.url or "by hand") for one, seen in rows],
    )
    if not rows:
        say("No witness is trusted yet. `amana witness add FILE` trusts one by its keys.")


def add(file: Path, /, *, url: str | None = None, common: Common = DEFAULT) -> None:
    """Trust a witness by its keys.

    Parameters
    ----------
    file
        The keys of the witness (its witness.vkey), as its operator gave them to you.
    url
        Where it can be asked; without it, requests are carried by hand.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    with common.open() as archive:
        number = archive.witnesses.trust(text, url=url)
    _entered(number, f"The witness {text.partition('+')[0]} is trusted", common)


def remove(name: str, /, *, common: Common = DEFAULT) -> None:
    """Trust a witness no longer.

    Parameters
    ----------
    name
        The witness, as `amana witness` lists it. What it signed stays.
    """
    with common.open() as archive:
        number = archive.witnesses.distrust(name)
    _entered(number, f"The witness {name} is trusted no longer", common)


def ask(*, common: Common = DEFAULT) -> None:
    """Ask every trusted witness that has an address to sign the log."""
    with common.open() as archive:
        asked = archive.witnesses.ask()
    for one in asked:
        _told(one, common)
    if not asked and not common.json:
        say("No trusted witness has an address.")
    if any(one.problem for one in asked):
        sys.exit(UnavailableError.exit_status)


def request(
    name: str | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    since: int | None = None,
    common: Common = DEFAULT,
) -> None:
    """Write a request to a witness, to be carried by hand.

    Parameters
    ----------
    name
        The witness that it is for, where several are trusted that saw differently much.
    output
        A new file. It holds a checkpoint and hashes, nothing of what the archive holds.
    since
        How many entries the witness saw last, where it says another number than the archive knows.
    """
    with common.open() as archive:
        data = archive.witnesses.request(name, since=since)
    write_new(output, data, 0o644)
    if common.json:
        write_json({"file": str(output)})
    else:
        say(f"The request is in {output}. The witness signs it with `amana witness sign`.")


def accept(answer: Path, /, *, common: Common = DEFAULT) -> None:
    """Enter the answer of a witness that was carried by hand.

    Parameters
    ----------
    answer
        The file that `amana witness sign` wrote.
    """
    with common.open() as archive:
        _told(archive.witnesses.accept(answer.read_bytes()), common)


def _told(one: Witnessed, common: Common) -> None:
    if common.json:
        write_json(one)
    elif one.problem:
        say(f"{one.name}: {one.problem}")
        say(f"  → {one.remedy}" if one.remedy else "")
    elif one.entry is None:
        say(f"{one.name} has signed the log of {one.size} entries before; nothing new.")
    else:
        say(f"{one.name} signed the log of {one.size} entries; that is entry {one.entry}.")


def _entered(number: int, what: str, common: Common) -> None:
    if common.json:
        write_json({"entry": number})
    else:
        say(f"{what}; that is entry {number} of the custody log.")
