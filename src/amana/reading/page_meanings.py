"""What the notices about PDFs and their pages mean."""

from __future__ import annotations

from amana.reading.codes import Code, Effect, Meaning

PAGES = {
    Code.PDF_ENCRYPTED: Meaning(
        Effect.ENCRYPTED,
        "the PDF cannot be opened without its password; ask the source for it, and give it to "
        "`amana read`",
    ),
    Code.PDF_BROKEN: Meaning(
        Effect.UNREADABLE,
        "the structure of the PDF is damaged beyond repair by the reader; "
        "ask the source for another copy",
    ),
    Code.NO_TEXT_LAYER: Meaning(Effect.EMPTY, "no text layer; needs OCR"),
    Code.PAGES_WITHOUT_TEXT: Meaning(
        Effect.PARTLY,
        "{n} [page holds pictures and no text; it needs|pages hold pictures and no text; they "
        "need] OCR",
    ),
    Code.PAGES_CUT: Meaning(
        Effect.PARTLY,
        "the PDF has more pages than the limit allows; {n} [page was|pages were] read",
    ),
    Code.PAGES_FAILED: Meaning(
        Effect.PARTLY,
        "{n} [page is|pages are] damaged and could not be read",
    ),
    Code.ARABIC_ORDER_UNCERTAIN: Meaning(
        Effect.TOLD,
        "the order of right-to-left letters and words was worked out from their places on the "
        "page, and no second reader could confirm it; install poppler-utils and read again",
    ),
    Code.ARABIC_ORDER_DISPUTED: Meaning(
        Effect.TOLD,
        "two readers disagree about {n} right-to-left [word|words]: compare the text with the page",
    ),
    Code.LINES_UNPLACED: Meaning(
        Effect.TOLD,
        "{n} [line has no place on its|lines have no place on their] page in the PDF, and "
        "[leads|lead] to the whole page",
    ),
    Code.CHARACTERS_UNMAPPED: Meaning(
        Effect.PARTLY,
        "{n} [character is|characters are] drawn in fonts that do not say which letters they are; "
        "what stands "
        "for them is probably wrong, and the pages need OCR",
    ),
    Code.UPDATED: Meaning(
        Effect.TOLD,
        "it was changed {n} [time|times] by appending to it; the earlier states are still in its "
        "bytes",
    ),
    Code.CHANGED_AFTER_SIGNING: Meaning(
        Effect.TOLD, "{n} [byte was|bytes were] written after it was last signed"
    ),
    Code.TEXT_COVERED: Meaning(
        Effect.TOLD,
        "{n} [character is|characters are] covered or marked for redaction, and still there and "
        "read: "
        "think of whom they may endanger before you share the text or the original",
    ),
    Code.TEXT_LAYER: Meaning(
        Effect.TOLD,
        "on {n} [page|pages] the text is a layer behind a picture, which may say something else "
        "than the "
        "picture shows: compare them",
    ),
}
