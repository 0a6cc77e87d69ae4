"""The custody log: what was done, by whom, in an order that nobody can change unnoticed.

For an investigator: every act on evidence is an entry that a stranger can check.
For an engineer: C2SP tlog-tiles over salted commitments; one committer, free readers.
"""

from __future__ import annotations

from amana.custody.check import LogCheck
from amana.custody.checkpoint import (
    Checkpoint,
    parse_checkpoint,
    verify_checkpoint,
)
from amana.custody.copying import LogCopy, around, as_of, paths_of, root_at
from amana.custody.cosignature import CosignatureVerifier
from amana.custody.enclosures import FILES, NO_FILES, digests_of_files, is_file_path, stated_files
from amana.custody.erasing import erase_fields, mentions, unerased
from amana.custody.escrow import lock, unlock
from amana.custody.finding import entries_of
from amana.custody.head import Head, encode_head
from amana.custody.history import Extension, History
from amana.custody.log import LogReader, LogWriter, Proven
from amana.custody.logkeys import VKEY_PATH, Signer, StoredVerifier, Verifier
from amana.custody.mending import OWN_LOG, LogMending, LogSource, Mended
from amana.custody.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from amana.custody.note import decode_note, encode_note
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
from amana.custody.rotating import settle
from amana.custody.rotation import (
    Rotation,
    follow,
    rotation_index,
    rotation_path,
    verify_rotation,
)
from amana.custody.segments import SEGMENT, segment_path
from amana.custody.timestamps import (
    Timestamp,
    fingerprints,
    oddities,
    parse_roots,
    verify_token,
)
from amana.custody.tokens import LIMIT as TOKEN_LIMIT
from amana.custody.tokens import make_query, read_query, read_token
from amana.custody.witnessed import (
    Cosigned,
    TrustedWitness,
    WitnessLine,
    accept,
    ask,
    require_not_ahead,
    signature_lines,
)
from amana.custody.witnessing import (
    BAD,
    CONFLICT,
    FORBIDDEN,
    UNKNOWN,
    UNPROVEN,
    Answer,
    Witness,
    origin_of,
    parse_submission,
)

__all__ = [
    "BAD",
    "CONFLICT",
    "EMPTY_ROOT",
    "FILES",
    "FORBIDDEN",
    "NO_FILES",
    "OWN_LOG",
    "SEGMENT",
    "TOKEN_LIMIT",
    "UNKNOWN",
    "UNPROVEN",
    "VKEY_PATH",
    "Answer",
    "Authority",
    "Checkpoint",
    "CosignatureVerifier",
    "Cosigned",
    "Disclosure",
    "Erased",
    "Extension",
    "Frontier",
    "Head",
    "History",
    "LogCheck",
    "LogCopy",
    "LogMending",
    "LogReader",
    "LogSource",
    "LogStorage",
    "LogWriter",
    "Mended",
    "Payload",
    "Proven",
    "Rotation",
    "Signer",
    "StoredVerifier",
    "Timestamp",
    "TrustedWitness",
    "Verifier",
    "Witness",
    "WitnessLine",
    "accept",
    "around",
    "as_of",
    "ask",
    "commitments",
    "consistency_proof",
    "decode_note",
    "digests_of_files",
    "disclose",
    "encode_head",
    "encode_note",
    "entries_of",
    "erase_fields",
    "field_commitment",
    "fingerprints",
    "follow",
    "inclusion_proof",
    "is_file_path",
    "leaf",
    "leaf_hash",
    "lock",
    "make_query",
    "mentions",
    "message",
    "oddities",
    "origin_of",
    "parse_checkpoint",
    "parse_roots",
    "parse_submission",
    "paths_of",
    "read_query",
    "read_token",
    "require_not_ahead",
    "root_at",
    "rotation_index",
    "rotation_path",
    "salted",
    "segment_path",
    "settle",
    "signature_lines",
    "stated_files",
    "tlog_proof",
    "unerased",
    "unlock",
    "verify_checkpoint",
    "verify_consistency",
    "verify_inclusion",
    "verify_rotation",
    "verify_token",
]
