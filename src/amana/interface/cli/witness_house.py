"""Commands of whoever witnesses the logs of others: `witness init`, `trust`, `sign`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import WitnessHouse
from amana.interface.cli.common import DEFAULT, Common, say, write_json
from amana.interface.cli.keys import write_new


def init(folder: Path, /, *, name: str, common: Common = DEFAULT) -> None:
    """Make a witness for the logs of others.

    Parameters
    ----------
    folder
        Where it is to live; it must not hold anything yet.
    name
        What it is called in its signatures, like example.org/witness.
    """
    house = WitnessHouse.make(folder, name)
    if common.json:
        write_json({"root": str(folder), "keys": house.vkeys})
        return
    say(f"A new witness is in {folder}. Give {folder}/witness.vkey to those whose logs it signs.")
    say("Never put an older state of this folder back: a witness must not forget.")


def trust(folder: Path, keys: Path, /, *, common: Common = DEFAULT) -> None:
    """Let a witness know a log by its keys.

    Parameters
    ----------
    folder
        The folder of the witness.
    keys
        The keys of the log: custody/log.vkey of an archive, on a way that you trust.
    """
    origin = WitnessHouse(folder).trust(keys.read_text(encoding="utf-8", errors="replace"))
    if common.json:
        write_json({"origin": origin})
    else:
        say(f"The witness knows {origin} by these keys.")


def sign(
    folder: Path,
    request: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    common: Common = DEFAULT,
) -> None:
    """Sign a request that was carried by hand.

    Parameters
    ----------
    folder
        The folder of the witness.
    request
        The file that `amana witness request` wrote.
    output
        A new file for the answer.
    """
    signed = WitnessHouse(folder).sign(request.read_bytes())
    write_new(output, signed, 0o644)
    if common.json:
        write_json({"file": str(output)})
    else:
        say(f"The answer is in {output}. The archive enters it with `amana witness accept`.")
