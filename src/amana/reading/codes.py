"""The codes of everything that a reading may have to say about itself, and their effects."""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import NamedTuple


class Effect(Enum):
    """What a notice means for the state of the reading, weakest first."""

    TOLD = auto()  # a person should know; nothing is missing
    PARTLY = auto()  # some of the text is missing or stands in for bytes that cannot be read
    EMPTY = auto()  # the reason why there is no text
    WAITING = auto()  # a program is missing that could read more
    NO_READER = auto()
    ENCRYPTED = auto()
    UNREADABLE = auto()
    REFUSED = auto()


class Code(StrEnum):
    """The stable name of each notice; it becomes the code of a warning."""

    ENCODING_GUESSED = "encoding-guessed"
    ENCODING_CONFLICT = "encoding-conflict"
    BYTES_UNDECODABLE = "bytes-undecodable"
    TEXT_CUT = "text-cut"
    MAP_CUT = "map-cut"
    EMPTY_FILE = "empty-file"
    BLANK = "blank"
    NOT_TEXT = "not-text"
    HIDDEN_LEFT_OUT = "hidden-left-out"
    HIDDEN_KEPT = "hidden-kept"
    NESTING_CUT = "nesting-cut"
    MARKUP_UNCLOSED = "markup-unclosed"
    PAGE_WITHOUT_TEXT = "page-without-text"
    PDF_ENCRYPTED = "pdf-encrypted"
    PDF_BROKEN = "pdf-broken"
    NO_TEXT_LAYER = "no-text-layer"
    PAGES_WITHOUT_TEXT = "pages-without-text"
    PAGES_CUT = "pages-cut"
    PAGES_FAILED = "pages-failed"
    ARABIC_ORDER_UNCERTAIN = "arabic-order-uncertain"
    ARABIC_ORDER_DISPUTED = "arabic-order-disputed"
    LINES_UNPLACED = "lines-unplaced"
    CHARACTERS_UNMAPPED = "characters-unmapped"
    UPDATED = "updated"
    CHANGED_AFTER_SIGNING = "changed-after-signing"
    CHILDREN_REFUSED = "children-refused"
    CHILDREN_DAMAGED = "children-damaged"
    CHILDREN_LOCKED = "children-locked"
    CHILDREN_CUT = "children-cut"
    CHILDREN_UNSUPPORTED = "children-unsupported"
    CONTAINER_BROKEN = "container-broken"
    ENCRYPTED_TO_KEY = "encrypted-to-key"
    SIGNATURE_ALONE = "signature-alone"
    SIGNATURE_UNJUDGED = "signature-unjudged"
    CONTAINER_LOCKED = "container-locked"
    BYTES_UNACCOUNTED = "bytes-unaccounted"
    DESCRIPTIONS_DIFFER = "descriptions-differ"
    NAMES_REPEATED = "names-repeated"
    MEMBERS_OVERLAP = "members-overlap"
    LIST_MISSING = "list-missing"
    DIGESTS_WRONG = "digests-wrong"
    EVIDENCE_KEPT_INSIDE = "evidence-kept-inside"
    FRAMING_ODD = "framing-odd"
    ENTRIES_WITHOUT_TEXT = "entries-without-text"
    CONTAINER_EMPTY = "container-empty"
    ENCRYPTED = "encrypted"
    STRUCTURE_DAMAGED = "structure-damaged"
    STREAMS_ONLY = "streams-only"
    ONLY_EMBEDDED = "only-embedded"
    SHEETS_HIDDEN = "sheets-hidden"
    PICTURE_BROKEN = "picture-broken"
    PICTURE_DAMAGED = "picture-damaged"
    PICTURE_TOO_LARGE = "picture-too-large"
    PICTURE_TOO_SMALL = "picture-too-small"
    BYTES_APPENDED = "bytes-appended"
    ENTITIES_LEFT_OUT = "entities-left-out"
    XML_BROKEN = "xml-broken"
    DRAWING_WITHOUT_TEXT = "drawing-without-text"
    MARKUP_WITHOUT_TEXT = "markup-without-text"
    ACTIVE_CONTENT = "active-content"
    PARTS_DAMAGED = "parts-damaged"
    PARTS_MISSING = "parts-missing"
    MAIN_PART_MISSING = "main-part-missing"
    DELETED_TEXT = "deleted-text"
    HIDDEN_TEXT = "hidden-text"
    TEXT_COVERED = "text-covered"
    TEXT_LAYER = "text-layer"
    ROWS_HIDDEN = "rows-hidden"
    OUTSIDE_LEFT = "outside-left"
    TEXT_INSIDE = "text-inside"
    RESULTS_MISSING = "results-missing"
    ROWS_CUT = "rows-cut"
    VALUES_OPAQUE = "values-opaque"
    FREE_PAGES = "free-pages"
    LOG_APART = "log-apart"
    REPEATS_CUT = "repeats-cut"
    MAIL_ENCRYPTED = "mail-encrypted"
    MAIL_UNCLOSED = "mail-unclosed"
    TEXT_OUTSIDE_PARTS = "text-outside-parts"
    TRANSFER_DAMAGED = "transfer-damaged"
    FROM_QUOTED = "from-quoted"
    NO_SUCH_PAGE = "no-such-page"
    PAGE_TOO_LARGE = "page-too-large"
    NOT_TRANSCRIBED = "not-transcribed"
    STREAMS_UNKNOWN = "streams-unknown"
    TEXT_RECOGNISED = "text-recognised"
    WORDS_UNSURE = "words-unsure"
    NOTHING_RECOGNISED = "nothing-recognised"
    PAGES_UNRECOGNISED = "pages-unrecognised"
    RECOGNITION_CUT = "recognition-cut"
    PROGRAM_MISSING = "program-missing"
    KIND_DISPUTED = "kind-disputed"
    NAME_MISLEADS = "name-misleads"
    KIND_DOUBLE = "kind-double"
    NO_READER = "no-reader"
    TOO_LARGE = "too-large"
    TOOK_TOO_LONG = "took-too-long"
    INSIDE_TOOK_TOO_LONG = "inside-took-too-long"
    OUT_OF_MEMORY = "out-of-memory"
    CRASHED = "crashed"
    READER_FAILED = "reader-failed"
    ANSWER_REFUSED = "answer-refused"


class Meaning(NamedTuple):
    """The effect of a notice and its sentence.

    `{n}` stands for its number, `{program}` for the program of that number.
    """

    effect: Effect
    sentence: str
