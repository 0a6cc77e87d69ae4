"""The one door to an archive: opened from a folder, it does what the commands do.

For an investigator: what can be done with an archive, by name.
For an engineer: `Archive` over vault, log and projections; one committer, free readers.
"""

from __future__ import annotations

from amana.access import parse_restriction
from amana.acquire.capture import Account, CaptureProgress, accounts
from amana.analysis import Change, Paragraph, TextDifference, with_surroundings
from amana.archive.accounting import AnalysisLine, Line
from amana.archive.actors import who
from amana.archive.adding import AddReport, NamedStream, Outcome
from amana.archive.analysing import Analysed, AnalysisReport, AnalysisState
from amana.archive.anchoring import Anchors
from amana.archive.archive import Archive
from amana.archive.auditing import AuditReport
from amana.archive.authorities import KnownAuthority
from amana.archive.background import keep_checking, keep_stamping, keep_watching
from amana.archive.bundles import Bundle
from amana.archive.capture_lists import Examined
from amana.archive.capture_profiles import Way
from amana.archive.capture_results import SETTLED, ResultRow, Results
from amana.archive.capturing import CaptureReport, Captures, TakenOut, plan_of
from amana.archive.charge_questions import ChargeAnswer
from amana.archive.checking import STEPS, CheckReport, Step
from amana.archive.copies import Copies
from amana.archive.deciding import Decided, DecisionLine, read_decisions
from amana.archive.differences import Became, Difference, TextChange
from amana.archive.entries import SENSITIVE
from amana.archive.erasure import Erasure, ErasurePreview
from amana.archive.exporting import Export, Exports
from amana.archive.keeping import Keeping, ReplicaState
from amana.archive.keys import Keys, Rotated
from amana.archive.kinship import Alike, Copy, Kinships, Likes, Origin
from amana.archive.looks import CaptureDifference
from amana.archive.matrix_exports import MatrixExport
from amana.archive.matters import Matters
from amana.archive.models import KnownModel, Models
from amana.archive.not_shown import does_not_show
from amana.archive.official_texts import official_texts_of
from amana.archive.opening import init_archive, open_archive
from amana.archive.orders import Hold, Order, OrderState
from amana.archive.page_taking import TakenPage
from amana.archive.protection import Protection, capture_means, reading_protection
from amana.archive.proving import Preview, Proof
from amana.archive.quarantine import put_aside
from amana.archive.readings import Readings, ReadReport
from amana.archive.receiving import warning_of
from amana.archive.repairing import RepairReport
from amana.archive.repairs import Repair
from amana.archive.replica_check import check_replica, is_replica
from amana.archive.replicating import ReplicaFailure, ReplicationReport
from amana.archive.rerendered import Kept
from amana.archive.saved_pages import SavedPage
from amana.archive.scopes import EVERYTHING, ROLLING, Amount, Scope, oldest, parse_rate, sample
from amana.archive.serving_witness import WitnessHouse
from amana.archive.stamping import Asked
from amana.archive.stamps import Shown
from amana.archive.stating import Stated, Statements
from amana.archive.treaty import treaty_of
from amana.archive.trusted_time import Covering, TimeStatus
from amana.archive.views import (
    Anchor,
    Around,
    Closer,
    Found,
    Inside,
    ItemView,
    LastCheck,
    ListedItem,
    Status,
)
from amana.archive.wanted_pages import WantedPage, parse_pause, parse_risk
from amana.archive.watch_counts import Watching
from amana.archive.watch_views import Look, LookedAt, Watch, WatchReport
from amana.archive.watching import Watches
from amana.archive.witnessing import Witnessed, Witnesses
from amana.archive.working import WorkReport
from amana.catalogue import Condition, in_state, parse_condition
from amana.search import FacetCount, Hit, Query, Snippet, Understood
from amana.sharing import (
    BagReport,
    BagStep,
    Finding,
    Level,
    OcflFinding,
    OcflReport,
    Verdict,
    check_bag,
    check_ocfl,
)

__all__ = [
    "EVERYTHING",
    "ROLLING",
    "SENSITIVE",
    "SETTLED",
    "STEPS",
    "Account",
    "AddReport",
    "Alike",
    "Amount",
    "Analysed",
    "AnalysisLine",
    "AnalysisReport",
    "AnalysisState",
    "Anchor",
    "Anchors",
    "Archive",
    "Around",
    "Asked",
    "AuditReport",
    "BagReport",
    "BagStep",
    "Became",
    "Bundle",
    "CaptureDifference",
    "CaptureProgress",
    "CaptureReport",
    "Captures",
    "Change",
    "ChargeAnswer",
    "CheckReport",
    "Closer",
    "Condition",
    "Copies",
    "Copy",
    "Covering",
    "Decided",
    "DecisionLine",
    "Difference",
    "Erasure",
    "ErasurePreview",
    "Examined",
    "Export",
    "Exports",
    "FacetCount",
    "Finding",
    "Found",
    "Hit",
    "Hold",
    "Inside",
    "ItemView",
    "Keeping",
    "Kept",
    "Keys",
    "Kinships",
    "KnownAuthority",
    "KnownModel",
    "LastCheck",
    "Level",
    "Likes",
    "Line",
    "ListedItem",
    "Look",
    "LookedAt",
    "MatrixExport",
    "Matters",
    "Models",
    "NamedStream",
    "OcflFinding",
    "OcflReport",
    "Order",
    "OrderState",
    "Origin",
    "Outcome",
    "Paragraph",
    "Preview",
    "Proof",
    "Protection",
    "Query",
    "ReadReport",
    "Readings",
    "Repair",
    "RepairReport",
    "ReplicaFailure",
    "ReplicaState",
    "ReplicationReport",
    "ResultRow",
    "Results",
    "Rotated",
    "SavedPage",
    "Scope",
    "Shown",
    "Snippet",
    "Stated",
    "Statements",
    "Status",
    "Step",
    "TakenOut",
    "TakenPage",
    "TextChange",
    "TextDifference",
    "TimeStatus",
    "Understood",
    "Verdict",
    "WantedPage",
    "Watch",
    "WatchReport",
    "Watches",
    "Watching",
    "Way",
    "WitnessHouse",
    "Witnessed",
    "Witnesses",
    "WorkReport",
    "accounts",
    "capture_means",
    "check_bag",
    "check_ocfl",
    "check_replica",
    "does_not_show",
    "in_state",
    "init_archive",
    "is_replica",
    "keep_checking",
    "keep_stamping",
    "keep_watching",
    "official_texts_of",
    "oldest",
    "open_archive",
    "parse_condition",
    "parse_pause",
    "parse_rate",
    "parse_restriction",
    "parse_risk",
    "plan_of",
    "put_aside",
    "read_decisions",
    "reading_protection",
    "sample",
    "treaty_of",
    "warning_of",
    "who",
    "with_surroundings",
]
