"""The custody log: what was done, by whom, in an order that nobody can change unnoticed.

For an investigator: every act on evidence is an entry that a stranger can check.
For an engineer: C2SP tlog-tiles over salted commitments; one committer, free readers.
"""

from __future__ import annotations

from amana.custody.check import LogCheck
from amana.custody.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from amana.custody.enclosures import FILES, digests_of_files, is_file_path, stated_files
from amana.custody.erasing import erase_fields, mentions, unerased
from amana.custody.head import Head
from amana.custody.log import NO_FILES, LogReader, LogWriter, Proven
from amana.custody.logkeys import VKEY_PATH, Signer, Verifier
from amana.custody.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from amana.custody.note import decode_note
from amana.custody.payload import (
    Erased,
    Payload,
    commitments,
    field_commitment,
    leaf,
    message,
    salted,
)
from amana.custody.ports import Authority, LogStorage
from amana.custody.proof import Disclosure, disclose, tlog_proof

__all__ = [
    "FILES",
    "NO_FILES",
    "VKEY_PATH",
    "Authority",
    "Checkpoint",
    "Disclosure",
    "Erased",
    "Frontier",
    "Head",
    "LogCheck",
    "LogReader",
    "LogStorage",
    "LogWriter",
    "Payload",
    "Proven",
    "Signer",
    "Verifier",
    "commitments",
    "consistency_proof",
    "decode_note",
    "digests_of_files",
    "disclose",
    "erase_fields",
    "field_commitment",
    "inclusion_proof",
    "is_file_path",
    "leaf",
    "leaf_hash",
    "mentions",
    "message",
    "parse_checkpoint",
    "salted",
    "stated_files",
    "tlog_proof",
    "unerased",
    "verify_checkpoint",
    "verify_consistency",
    "verify_inclusion",
]
