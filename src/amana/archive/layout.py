"""Where everything stands in the folder of an archive (design section 4)."""

from __future__ import annotations

from pathlib import Path

import msgspec

from amana.core import NotFound, UsageError

FORMAT_NAME = "amana archive 1"


class Layout(msgspec.Struct, frozen=True):
    """The paths of one archive, below its folder `root`."""

    root: Path

    @property
    def format(self) -> Path:
        """Plain text: what is here and how to check it."""
        return self.root / "FORMAT"

    @property
    def replica(self) -> Path:
        """In a replica only: whose it is."""
        return self.root / "REPLICA"

    @property
    def settings(self) -> Path:
        """The settings."""
        return self.root / "amana.toml"

    @property
    def vault(self) -> Path:
        """Originals and derivatives."""
        return self.root / "vault"

    @property
    def custody(self) -> Path:
        """The custody log."""
        return self.root / "custody"

    @property
    def keys(self) -> Path:
        """Private keys; excluded from replicas and backups."""
        return self.root / "keys"

    @property
    def cache(self) -> Path:
        """Catalogue and indexes: all can be made again."""
        return self.root / "cache"

    @property
    def work(self) -> Path:
        """Staging and quarantine."""
        return self.root / "work"

    @property
    def lock(self) -> Path:
        """Held by the one committer."""
        return self.work / "lock"

    @property
    def reading_lock(self) -> Path:
        """Shared by checks, had alone by an erasure."""
        return self.work / "reading.lock"

    @property
    def socket(self) -> Path:
        """Where the committer listens for other processes of the same user."""
        return self.work / "committer.sock"

    @property
    def incoming(self) -> Path:
        """Where other processes stage bytes for the committer."""
        return self.work / "incoming"

    @property
    def captures(self) -> Path:
        """Where pages lie while they are captured."""
        return self.work / "captures"

    def require(self) -> None:
        """Make sure that there is an archive here.

        Raises:
            UsageError: it is a replica.
            NotFound: there is none, or one of a format that this version does not know.
        """
        try:
            first = self.format.read_text(encoding="utf-8").split("\n", 1)[0]
        except (OSError, UnicodeDecodeError):
            raise NotFound(
                f"there is no archive in {self.root}",
                remedy="make one with `amana init DIR`, or name one with --archive DIR",
            ) from None
        if self.replica.is_file():
            raise UsageError(
                f"{self.root} is a replica, and not opened as an archive",
                remedy="`amana check` checks it; to go on from it where the archive is lost, see "
                "docs/how-to/repair.md",
            )
        if first != FORMAT_NAME:
            raise NotFound(
                f"{self.root} holds {first!r}, which this version of amana does not know",
                remedy="use the version of amana that made it, or a newer one",
            )


FORMAT_TEXT = f"""{FORMAT_NAME}

This folder is an evidence archive. It was made by amana, but can be checked without it.

vault/packs/*.tar       plain tar files; each member is named by the SHA-256 of its bytes:
                          tar xf vault/packs/00000001.tar -C somewhere && cd somewhere
                          sha256sum * | awk '$1 != $2 && $2 != "erased" {{ print "CHANGED", $2 }}'
                        a member named "erased" was erased by order: it is nothing but zeros
vault/objects/ab/cd/*   larger ones, one file each, named by their SHA-256:
                          sha256sum vault/objects/*/*/*
custody/tile/entries/   the custody log: one line {{"c":"...","v":1}} for each thing that was done
custody/payloads/       what was done, a line of JSON for each entry, with the salts of its fields
custody/checkpoint      the signed state of the log: origin, number of entries, root hash
custody/log.vkey        the two public keys that sign it (compare them with those you were given)
custody/timestamps/*/   others signed that the log had this checkpoint by a time (RFC 3161):
                          openssl ts -verify -data checkpoint -in NAME.tsr -CAfile ROOT.pem
custody/authorities/    the roots of those who signed (compare them with the published ones)
custody/head            the committed state; the file whose replacement is the commit
keys/                   private keys; never copy them into a backup of the archive
cache/                  can be deleted; `amana rebuild` makes it again from vault/ and custody/
work/                   staging, and quarantine of what a crash left behind

A field of an entry is committed to as HMAC-SHA256(salt, JSON of [name, value]); an entry as SHA-256
of "amana payload v1", a line feed, and each field's commitment in hexadecimal with a line feed. The
log is a Merkle tree over these lines (RFC 6962; C2SP tlog-tiles, tlog-checkpoint, signed-note).
The full description: docs/reference/formats/ of amana.

An unchanged archive says nothing of who made its contents, of their earlier history, or whether
they are true.
"""
