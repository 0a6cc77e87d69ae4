"""A program: erase an item while the n-th call to the file system goes wrong, for every n.

    LD_PRELOAD=faults.so python erasing.py FAULT FIRST STEP FOLDER

FAULT, FIRST and STEP are those of `sweep.py`. Prints one JSON line for each n. After each, another
process looks: the order is still open and nothing is gone, or it is confirmed and, once the archive
was opened, no byte of the item is left in any file. Then it is erased for good, and the check of
everything is clean.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import amana
from amana.core import AmanaError, sha256_hex
from amana.records import Cite, Situation

WORD = b"zanzibarine"
LETTER = b"The zanzibarine letter.\n\nIt names a quay and who was there. " * 30
LARGE = LETTER + b"zanzibarine bytes " * 90_000
OTHER = b"Another letter about a harbour.\n\nIt is nobody's business. " * 30
WRONG = 1


def sweeping() -> ModuleType:
    """Return the program from beside this file whose faults these are."""
    spec = spec_from_file_location("sweep", Path(__file__).with_name("sweep.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SWEEP = sweeping()


def make(folder: Path) -> Path:
    """Make an archive with two items that are ordered to be erased, and one that is not."""
    source, template = folder / "source", folder / "template"
    source.mkdir()
    (source / "zanzibarine.txt").write_bytes(LETTER)
    (source / "zanzibarine.bin").write_bytes(LARGE)
    (source / "other.txt").write_bytes(OTHER)
    with amana.init(template, actor="Dalia Haddad") as archive:
        archive.add([source], amana.Form(source="S-1"), read=True)
        archive.check()
        rows = [row.item for row in archive.list()[1] if row.item]
        (letter,) = (row.ref for row in rows if row.name == "zanzibarine.txt")
        cite = Cite(item=letter, char_start=4, char_end=15, quote=WORD.decode())
        archive.decide([Situation(key="quay", name="The quay", reason="as told", cites=(cite,))])
        for row in archive.list()[1]:
            if row.item and "zanzibarine" in (row.item.name or ""):
                archive.erasure.order(row.ref, basis="Art. 17 GDPR")
    return template


def confirm_all(here: Path, name: str = "Ilse Brandt") -> None:
    """Confirm every order that is open."""
    with amana.open(here, actor=name) as archive:
        for order in archive.erasure.orders():
            if order.state == "open":
                archive.erasure.confirm(order.number)


def strike(here: Path, fault: str, number: int) -> int:
    """Confirm the orders while the fault strikes; whoever survives it goes on."""
    op, how = fault.split(":")
    SWEEP.arm(f"{op}:{number}:{how}", here)
    try:
        confirm_all(here)
        beyond = SWEEP.SHIM.shim_seen() < number
    except (AmanaError, KeyboardInterrupt):
        beyond = False
    SWEEP.disarm()
    if not beyond:
        confirm_all(here)
    return int(SWEEP.BEYOND) if beyond else 0


def look(here: Path) -> int:
    """Open the archive after a crash: whatever was confirmed is carried out, nothing else."""
    with amana.open(here, actor="Nour Saleh") as archive:
        archive.become_committer()
        rows = {order.item: order.state for order in archive.erasure.orders()}
        ((cite,),) = (each.matter.cites for each in archive.matters.standing())
        assert (cite.gone, cite.quote) == (
            (True, None) if rows[cite.item] == "erased" else (False, WORD.decode())
        )
        for ref, state in rows.items():
            assert state in ("open", "erased"), state
            if state == "open":
                with archive.original(ref)[1] as kept:
                    assert kept.read() in (LETTER, LARGE)
        assert archive.check(projections=True).ok
    confirm_all(here)
    with amana.open(here, actor="Nour Saleh") as archive:
        report = archive.check(projections=True)
        assert report.ok, report.problems
        assert [order.state for order in archive.erasure.orders()] == ["erased"] * 2
        (left,) = (row.item for row in archive.list()[1] if row.item and row.item.sha256)
        assert left.sha256 == sha256_hex(OTHER)
        assert archive.search("harbour").results.total == 1
        assert archive.search("zanzibarine").results.total == 0
        archive.rebuild()
        ((cite,),) = (each.matter.cites for each in archive.matters.standing())
        assert cite.gone
    found = list(traces(here, [WORD, *map(sha256_hex_bytes, (LETTER, LARGE))]))
    assert found == [], found
    return 0


def sha256_hex_bytes(data: bytes) -> bytes:
    """Return a digest as it is spelled in files."""
    return sha256_hex(data).encode()


def traces(here: Path, words: Iterable[bytes]) -> Iterable[str]:
    """Yield every file that holds one of the words."""
    wanted = list(words)
    for path in sorted(here.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            yield from (f"{path}: {word!r}" for word in wanted if word in data)


def point(template: Path, fault: str, number: int) -> tuple[bool, bool]:
    """Let the fault strike; tell whether that was beyond the last call, and whether all is well."""
    here = template.with_name("archive")
    subprocess.run(["cp", "-a", template, here], check=True)  # noqa: S607 - a tree with a socket in it
    status = SWEEP.forked(lambda: strike(here, fault, number))
    well = status in (0, SWEEP.BEYOND, -signal.SIGKILL) and SWEEP.forked(lambda: look(here)) == 0
    shutil.rmtree(here)
    return status == SWEEP.BEYOND, well


def main() -> None:
    """Sweep."""
    fault, first, step, name = sys.argv[1:]
    template = make(Path(name))
    number, beyond = int(first), False
    while not beyond:
        beyond, well = point(template, fault, number)
        line = {"fault": fault, "call": number, "beyond": beyond, "well": well}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        number += int(step)


if __name__ == "__main__":
    main()
