"""What each notice of a reading means: its effect on the state, and its sentence."""

from __future__ import annotations

from amana.reading.codes import Code, Effect, Meaning
from amana.reading.page_meanings import PAGES
from amana.reading.table_meanings import TABLES

MEANING = (TABLES | PAGES) | {
    Code.ENCODING_GUESSED: Meaning(
        Effect.TOLD,
        "the bytes do not say in which encoding they are; it was judged from the letters",
    ),
    Code.ENCODING_CONFLICT: Meaning(
        Effect.TOLD,
        "the encoding that is declared does not fit the bytes; the one that fits was used",
    ),
    Code.BYTES_UNDECODABLE: Meaning(
        Effect.PARTLY,
        "in {n} [place|places] the bytes are not valid in the encoding; U+FFFD stands there",
    ),
    Code.TEXT_CUT: Meaning(
        Effect.PARTLY,
        "the text is longer than the limit allows; it was read up to character {n}",
    ),
    Code.MAP_CUT: Meaning(
        Effect.PARTLY,
        "the text has more pieces than the limit allows; it was read up to character {n}",
    ),
    Code.EMPTY_FILE: Meaning(Effect.EMPTY, "the original has no bytes"),
    Code.BLANK: Meaning(Effect.EMPTY, "the original holds nothing but white space"),
    Code.NOT_TEXT: Meaning(
        Effect.NO_READER,
        "preserved, no reader yet: the bytes are not text in any encoding that is known here",
    ),
    Code.HIDDEN_LEFT_OUT: Meaning(
        Effect.TOLD,
        "{n} [character|characters] that the page marks as hidden [was|were] left out of the text",
    ),
    Code.HIDDEN_KEPT: Meaning(
        Effect.TOLD,
        "the page marks more text as hidden than it shows; {n} hidden [character was|characters "
        "were] kept",
    ),
    Code.NESTING_CUT: Meaning(
        Effect.TOLD,
        "{n} [element lies|elements lie] deeper than the limit; the text in there was read as if "
        "the limit were not reached",
    ),
    Code.MARKUP_UNCLOSED: Meaning(
        Effect.PARTLY,
        "a tag, comment or script is not closed; a browser drops the {n} [byte|bytes] after it, "
        "and so did this reading",
    ),
    Code.PAGE_WITHOUT_TEXT: Meaning(
        Effect.EMPTY, "the page shows no text unless its scripts are run"
    ),
    Code.CHILDREN_REFUSED: Meaning(
        Effect.PARTLY,
        "{n} of the things inside [was|were] not taken out: there is more inside than the "
        "limit allows",
    ),
    Code.CHILDREN_DAMAGED: Meaning(
        Effect.PARTLY, "{n} of the things inside [is|are] damaged and could not be taken out"
    ),
    Code.CHILDREN_LOCKED: Meaning(
        Effect.PARTLY,
        "{n} of the things inside cannot be opened without a password; ask the source for it, and "
        "give it to `amana read`",
    ),
    Code.CHILDREN_CUT: Meaning(
        Effect.PARTLY,
        "{n} of the things inside [is damaged or ends|are damaged or end] early; what stands "
        "before that was taken out",
    ),
    Code.CHILDREN_UNSUPPORTED: Meaning(
        Effect.PARTLY,
        "{n} of the things inside [is|are] packed in a way that cannot be undone here; unpack them "
        "with "
        "another program and add what comes out",
    ),
    Code.CONTAINER_LOCKED: Meaning(
        Effect.ENCRYPTED,
        "it is encrypted in a way that is not opened here; ask the source for the password, unpack "
        "it with another program and add what comes out",
    ),
    Code.ENCRYPTED_TO_KEY: Meaning(
        Effect.ENCRYPTED,
        "it is encrypted for those who have the key; ask one of them for it as it was decrypted",
    ),
    Code.SIGNATURE_ALONE: Meaning(
        Effect.EMPTY, "it holds signatures or certificates alone; what was signed stands elsewhere"
    ),
    Code.SIGNATURE_UNJUDGED: Meaning(
        Effect.TOLD, "it is signed or time-stamped; whether that holds was not judged"
    ),
    Code.BYTES_UNACCOUNTED: Meaning(
        Effect.PARTLY,
        "{n} [byte belongs|bytes belong] to nothing that is listed; the metadata say where",
    ),
    Code.DESCRIPTIONS_DIFFER: Meaning(
        Effect.TOLD,
        "{n} of the things inside [is|are] described in two places that contradict each other; the "
        "text shows what most programs would show",
    ),
    Code.NAMES_REPEATED: Meaning(
        Effect.TOLD,
        "{n} [name stands|names stand] there more than once; a program that unpacks it may keep "
        "only one of each",
    ),
    Code.MEMBERS_OVERLAP: Meaning(
        Effect.TOLD,
        "{n} of the things inside [shares|share] bytes with another one; no program writes such an "
        "archive "
        "by itself",
    ),
    Code.LIST_MISSING: Meaning(
        Effect.PARTLY,
        "the list of what is inside is damaged or missing; what could be found without it was "
        "taken out",
    ),
    Code.DIGESTS_WRONG: Meaning(
        Effect.TOLD,
        "{n} of the digests that are stated inside [does|do] not fit the bytes; the text says "
        "which",
    ),
    Code.EVIDENCE_KEPT_INSIDE: Meaning(
        Effect.TOLD,
        "{n} [part|parts] that a capture makes about its page (pictures, logs, certificates, "
        "statements) [stays|stay] inside; the text lists [it|them]",
    ),
    Code.FRAMING_ODD: Meaning(
        Effect.TOLD,
        "{n} [answer of a server contradicts its|answers of servers contradict their] own headers; "
        "all was taken as far as it goes, "
        "and the text says what is odd",
    ),
    Code.CONTAINER_BROKEN: Meaning(
        Effect.UNREADABLE,
        "the list of what is inside is damaged or missing; ask the source for another copy",
    ),
    Code.ENTRIES_WITHOUT_TEXT: Meaning(
        Effect.EMPTY,
        "{n} [entry is|entries are] there (events, cards, places), and none of them holds text",
    ),
    Code.CONTAINER_EMPTY: Meaning(Effect.EMPTY, "nothing is inside"),
    Code.ENCRYPTED: Meaning(
        Effect.ENCRYPTED,
        "it cannot be opened without its password; ask the source for it, and give it to "
        "`amana read`",
    ),
    Code.STRUCTURE_DAMAGED: Meaning(
        Effect.PARTLY, "the structure is damaged in {n} [place|places]; text may be missing"
    ),
    Code.STREAMS_ONLY: Meaning(
        Effect.PARTLY,
        "what makes up this kind of original is known and was taken out, but not what it says",
    ),
    Code.ONLY_EMBEDDED: Meaning(
        Effect.EMPTY,
        "there is no text of its own; {n} [thing that is embedded in it is an item of its|things "
        "that are embedded in it are items of their] own",
    ),
    Code.SHEETS_HIDDEN: Meaning(
        Effect.TOLD, "of its sheets or slides, {n} marked as hidden [was|were] read as well"
    ),
    Code.PICTURE_BROKEN: Meaning(
        Effect.UNREADABLE,
        "nothing of the picture can be decoded; ask the source for another copy",
    ),
    Code.PICTURE_DAMAGED: Meaning(
        Effect.PARTLY, "the picture is damaged or cut off; what is there of it is shown"
    ),
    Code.PICTURE_TOO_LARGE: Meaning(
        Effect.REFUSED, "the picture has {n} pixels, more than the limit for decoding"
    ),
    Code.PICTURE_TOO_SMALL: Meaning(Effect.EMPTY, "the picture is too small to hold text"),
    Code.BYTES_APPENDED: Meaning(
        Effect.TOLD, "{n} [byte stands|bytes stand] behind its end, where viewers do not look"
    ),
    Code.ENTITIES_LEFT_OUT: Meaning(
        Effect.PARTLY,
        "{n} [reference|references] to entities that the XML itself defines [was|were] not "
        "followed",
    ),
    Code.XML_BROKEN: Meaning(
        Effect.PARTLY,
        "the XML is not well-formed from byte {n} on; some of what follows may be missing",
    ),
    Code.ACTIVE_CONTENT: Meaning(
        Effect.TOLD,
        "{n} [script or action is|scripts or actions are] inside, which a viewer may run; here "
        "nothing was run",
    ),
    Code.DRAWING_WITHOUT_TEXT: Meaning(Effect.EMPTY, "the drawing holds no text"),
    Code.MARKUP_WITHOUT_TEXT: Meaning(Effect.EMPTY, "the XML holds no text"),
    Code.PARTS_DAMAGED: Meaning(
        Effect.PARTLY,
        "{n} of the parts of the original [is|are] damaged; each was read as far as it goes",
    ),
    Code.PARTS_MISSING: Meaning(
        Effect.PARTLY,
        "{n} of the parts that the original names [is|are] not in it",
    ),
    Code.MAIN_PART_MISSING: Meaning(
        Effect.UNREADABLE,
        "the part that holds the text is missing; ask the source for another copy",
    ),
    Code.DELETED_TEXT: Meaning(
        Effect.TOLD,
        "{n} [character was|characters were] deleted while changes were tracked; what was deleted "
        "stands at the end, apart from "
        "the text",
    ),
    Code.HIDDEN_TEXT: Meaning(
        Effect.TOLD,
        "{n} [character is|characters are] marked as hidden, or cannot be seen where they stand; "
        "they are part of "
        "this text",
    ),
    Code.ROWS_HIDDEN: Meaning(
        Effect.TOLD, "of its rows or columns, {n} marked as hidden [was|were] read as well"
    ),
    Code.OUTSIDE_LEFT: Meaning(
        Effect.TOLD,
        "{n} of the things that the original shows or uses [lies|lie] outside of it; nothing was "
        "fetched",
    ),
    Code.TEXT_INSIDE: Meaning(
        Effect.TOLD,
        "{n} [passage is a whole original of its own; it stands|passages are whole originals of "
        "their own; they stand] among what is inside",
    ),
    Code.RESULTS_MISSING: Meaning(
        Effect.PARTLY,
        "{n} [cell holds|cells hold] a formula without its result; nothing was calculated",
    ),
    Code.REPEATS_CUT: Meaning(
        Effect.TOLD, "{n} [repetition|repetitions] of cells that say the same [was|were] left out"
    ),
    Code.MAIL_ENCRYPTED: Meaning(
        Effect.ENCRYPTED,
        "what the mail says is encrypted, its header is not; ask the source for the text as it was "
        "decrypted, or for the key",
    ),
    Code.MAIL_UNCLOSED: Meaning(
        Effect.TOLD,
        "the last boundary of the mail is missing: its end may have been lost",
    ),
    Code.TEXT_OUTSIDE_PARTS: Meaning(
        Effect.TOLD,
        "in {n} [place|places] text stands before or behind the parts of the mail, where mail "
        "programs do "
        "not show it; it was taken out as things inside",
    ),
    Code.TRANSFER_DAMAGED: Meaning(
        Effect.PARTLY,
        "{n} [part is not valid in its|parts are not valid in their] transfer encoding (base64, "
        "quoted-printable, uuencode); "
        "what can be decoded was",
    ),
    Code.FROM_QUOTED: Meaning(
        Effect.TOLD,
        "{n} of the lines of the mailbox [begins|begin] with `>From `; mailboxes write so where "
        "mail said `From `",
    ),
    Code.NO_SUCH_PAGE: Meaning(Effect.UNREADABLE, "there is no such page; there [is|are] {n}"),
    Code.PAGE_TOO_LARGE: Meaning(
        Effect.REFUSED, "the page has {n} pixels at this resolution; ask for a lower one"
    ),
    Code.NOT_TRANSCRIBED: Meaning(Effect.EMPTY, "sound and video are not transcribed"),
    Code.STREAMS_UNKNOWN: Meaning(
        Effect.TOLD, "no stream of sound or pictures could be found: it may be damaged or cut off"
    ),
    Code.TEXT_RECOGNISED: Meaning(
        Effect.TOLD,
        "a machine (OCR) recognised the text in the picture of {n} of its pages; it may be wrong: "
        "compare it with the page",
    ),
    Code.WORDS_UNSURE: Meaning(
        Effect.TOLD, "of {n} in a hundred recognised words the machine is not sure (below 60)"
    ),
    Code.NOTHING_RECOGNISED: Meaning(
        Effect.EMPTY, "text recognition (OCR) found no text in the picture"
    ),
    Code.PAGES_UNRECOGNISED: Meaning(
        Effect.PARTLY,
        "text recognition (OCR) failed on {n} [page|pages]",
    ),
    Code.RECOGNITION_CUT: Meaning(
        Effect.PARTLY,
        "more pages are pictures than the limit allows; the text of {n} of them was recognised",
    ),
    Code.PROGRAM_MISSING: Meaning(
        Effect.WAITING,
        "a program that is needed here cannot be used: {program}; see `amana doctor`, and read "
        "again",
    ),
    Code.KIND_DISPUTED: Meaning(
        Effect.TOLD,
        "the means of identification disagree about what this is; it was read as what our own "
        "signs say",
    ),
    Code.NAME_MISLEADS: Meaning(
        Effect.TOLD,
        "the ending of the name stands for another kind of thing than the bytes are",
    ),
    Code.KIND_DOUBLE: Meaning(
        Effect.TOLD,
        "other programs can open the same bytes as a thing of another kind, which may say "
        "something else",
    ),
    Code.NO_READER: Meaning(Effect.NO_READER, "preserved, no reader yet for this kind of original"),
    Code.TOO_LARGE: Meaning(
        Effect.REFUSED, "the original has {n} bytes, more than the limit for reading"
    ),
    Code.TOOK_TOO_LONG: Meaning(
        Effect.REFUSED, "reading took longer than the limit of {n} seconds"
    ),
    Code.INSIDE_TOOK_TOO_LONG: Meaning(
        Effect.REFUSED,
        "reading the item and what is inside of it took longer than the limit for all of it",
    ),
    Code.OUT_OF_MEMORY: Meaning(
        Effect.REFUSED, "reading needs more memory than the limit of {n} MiB"
    ),
    Code.CRASHED: Meaning(Effect.UNREADABLE, "the reader crashed (signal {n})"),
    Code.READER_FAILED: Meaning(Effect.UNREADABLE, "the reader failed on these bytes"),
    Code.ANSWER_REFUSED: Meaning(
        Effect.UNREADABLE,
        "the reader gave an answer that cannot be right; it was thrown away",
    ),
}
