"""Opening an archive that is there, and making a new one."""

from __future__ import annotations

from pathlib import Path

from amana.archive.actors import who
from amana.archive.archive import Archive
from amana.archive.entries import Moment, entry_values
from amana.archive.layout import FORMAT_TEXT, Layout
from amana.archive.requests import Note
from amana.core import Clock, SystemClock, UsageError, uuid7
from amana.core.durable import make_folders, replace_file, storage_errors
from amana.core.settings import Settings, spell_settings
from amana.custody import VKEY_PATH, LogWriter, salted
from amana.custody.backends import PosixLog, create_signer
from amana.records import Actor, EntryType
from amana.vault.backends import PosixVault


def open_archive(
    root: Path | str, *, actor: Actor | str | None = None, clock: Clock | None = None
) -> Archive:
    """Open the archive in the folder `root`.

    Raises:
        NotFound: there is no archive there.
        UsageError: its settings cannot be used, or the actor has no name.
    """
    person = actor if isinstance(actor, Actor) else who(actor)
    return Archive(Path(root).absolute(), actor=person, clock=clock)


def init_archive(
    root: Path | str,
    *,
    name: str | None = None,
    actor: Actor | str | None = None,
    clock: Clock | None = None,
) -> Archive:
    """Make a new archive in the folder `root` and open it.

    Raises:
        UsageError: the folder holds something already.
    """
    folder = Path(root).absolute()
    layout = Layout(folder)
    _require_empty(folder)
    settings = Settings(name=name or folder.name, origin=f"amana.{uuid7()}/log")
    person = actor if isinstance(actor, Actor) else who(actor)
    with storage_errors(folder):
        make_folders(folder, 0o700)
        folder.chmod(0o700)  # it may have been there, open to others
        make_folders(layout.work, 0o700)
    signer = create_signer(layout.keys, settings.origin)
    with storage_errors(folder):
        make_folders(layout.custody)
        make_folders(layout.vault)
    replace_file(layout.custody / VKEY_PATH, signer.verifier.file(), staging=layout.work)
    replace_file(layout.settings, spell_settings(settings).encode(), staging=layout.work)
    vault = PosixVault(layout.vault, layout.work, layout.cache / "vault.db")
    writer = LogWriter.create(
        PosixLog(layout.custody, layout.work), signer, vault=vault.empty_state
    )
    told = clock or SystemClock()
    moment = Moment(time=told.now(), clock=told.source, backward=False)
    born = Note(
        kind=EntryType.CREATED,
        fields={
            "name": settings.name,
            "origin": settings.origin,
            "keys": list(signer.verifier.vkeys()),
        },
    )
    writer.append([salted(entry_values(born, person, moment, None))], vault.sync)
    vault.close()
    # Written last: a folder without it is no archive yet.
    replace_file(layout.format, FORMAT_TEXT.encode(), staging=layout.work)
    return Archive(folder, actor=person, clock=clock)


def _require_empty(folder: Path) -> None:
    with storage_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(
                f"{folder} is not an empty folder",
                remedy="name a folder that does not exist yet; amana never writes over anything",
            )
