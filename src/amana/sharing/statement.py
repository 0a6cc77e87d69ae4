"""The custody statement of one item: what a custodian can print, read and sign by hand.

It repeats what the log states and what was computed from it, in plain words, and says what that
does not show. Fields that could betray a source or a colleague are withheld unless released.
Pure: from what is known to a sheet, which the pages and the PDF are made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from amana.catalogue import ItemRow
from amana.core import JSON, spoken
from amana.custody import Checkpoint, Disclosure
from amana.records import Entry, EntryType
from amana.sharing.acts import FOUND, Act, acts, finding, moment, spoken_time
from amana.sharing.wording import wording
from amana.text import (
    Blanks,
    Line,
    Pairs,
    Paragraph,
    Part,
    Points,
    Section,
    Sheet,
    Table,
    Wording,
    code,
    figure,
    value,
)

FIELDS = (
    "actor", "collector", "source", "method", "name", "path", "purpose", "consent",
    "restrictions", "software",
)  # fmt: skip
"""Fields of an `acquired` entry that a statement tells when they are shown, in this order."""


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """What a verified time-stamp confirms: the first `size` entries existed by `time`.

    `entry` is where it was entered; `odd`, whether anything about its time cannot be right.
    """

    authority: str
    signer: str
    time: str
    size: int
    entry: int
    odd: bool


class Vouched(msgspec.Struct, frozen=True, kw_only=True):
    """What a verified cosignature shows: the witness saw the first `size` entries by `time`.

    `entry` is where it was entered.
    """

    witness: str
    time: str
    size: int
    entry: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement is made from.

    `entries` are those about the item and those of checks that read its bytes, in their order;
    `disclosure` is the entry with which it came, with what is shown of it; `printed` is the time;
    `vkey` is the Ed25519 key of the log, `fingerprint` the SHA-256 of the file with all its keys;
    `confirmed` and `witnessed` are what others confirmed of states of the log that cover the entry.
    """

    archive: str
    row: ItemRow
    disclosure: Disclosure
    entries: Sequence[Entry]
    checkpoint: Checkpoint
    vkey: str
    fingerprint: str
    software: str
    printed: str
    confirmed: tuple[Confirmed, ...] = ()
    witnessed: tuple[Vouched, ...] = ()


def statement(told: Told, language: str) -> Sheet:
    """Return the statement as a sheet.

    Raises:
        UsageError: there are no words of that language.
    """
    words = wording(language)
    shown = {field.name: field.value for field in told.disclosure.released}
    time = figure(spoken_time(told.printed))
    ref = figure(told.row.ref)
    return Sheet(
        language=language,
        direction=words.direction,
        title=words.word("title"),
        subtitle=words.say("subtitle", ref=ref, archive=value(told.archive)),
        opening=words.say("opening", software=figure(told.software), time=time),
        sections=(
            _item(told, words),
            _taken(told, shown, words),
            _acts(told, words, with_actor="actor" in shown),
            _checks(told, words),
            _log(told, words),
            _limits(words),
            _check(told, words),
            _sign(words),
        ),
        foot=words.say("foot", ref=ref, time=time),
        page=words.word("page"),
    )


def _item(told: Told, words: Wording) -> Section:
    row = told.row
    kind = "item.identified" if row.media_type else "item.unidentified"
    rows: dict[str, Line] = {
        "ref": (figure(row.ref),),
        "sha256": (code(row.sha256),),
        "blake3": (code(row.blake3),),
        "size": words.say("item.bytes", size=figure(row.size)),
        "kind": words.say(kind, kind=value(row.media_type or "")),
        "archive": (value(told.archive),),
        "origin": (code(told.checkpoint.origin),),
    }
    pairs = Pairs(rows=tuple((words.word(f"item.{name}"), line) for name, line in rows.items()))
    remark = Paragraph(line=words.say("item.same"), small=True)
    return Section(heading=words.word("item.heading"), parts=(pairs, remark))


def _taken(told: Told, shown: Mapping[str, JSON], words: Wording) -> Section:
    opening = words.say("taken.opening", index=figure(told.row.acquired_entry))
    rows = [(words.word("taken.at"), _clock(shown["at"], words))]
    rows += [
        (words.word(f"field.{name}"), _field(name, shown[name], words))
        for name in FIELDS
        if name in shown
    ]
    parts: list[Part] = [Paragraph(line=opening), Pairs(rows=tuple(rows))]
    withheld = [name for name in FIELDS if name in told.disclosure.withheld]
    if withheld:
        names = words.word("comma").join(words.word(f"withheld.{name}") for name in withheld)
        line = words.say("taken.withheld", names=words.plain(names))
        parts.append(Paragraph(line=line, small=True))
    return Section(heading=words.word("taken.heading"), parts=tuple(parts))


def _clock(at: JSON, words: Wording) -> Line:
    members = at if isinstance(at, Mapping) else {}
    phrase = "taken.backward" if members.get("backward") else "taken.clock"
    time = figure(spoken_time(str(members.get("time") or "")))
    return words.say(phrase, time=time, clock=value(str(members.get("clock"))))


def _field(name: str, stated: JSON, words: Wording) -> Line:
    """Return what a field states, as people read it."""
    if name == "restrictions":
        return _restrictions(stated, words)
    if name in ("name", "path"):
        stated = spoken(stated)
    elif isinstance(stated, Mapping):  # an actor, a program: its name, and its version
        stated = " ".join(str(stated[part]) for part in ("name", "version") if stated.get(part))
    return (value(str(stated)),) if stated else words.say("not_stated")


def _restrictions(stated: JSON, words: Wording) -> Line:
    listed = stated if isinstance(stated, (list, tuple)) else ()
    found: list[Line] = []
    for each in listed:
        members = each if isinstance(each, Mapping) else {}
        until = figure(str(members.get("until")))
        found.append(words.say(f"restriction.{members.get('kind')}", until=until))
    return words.listed(found) or words.say("restriction.none")


def _acts(told: Told, words: Wording, *, with_actor: bool) -> Section:
    columns = ("entry", "time", "act", *(("actor",) if with_actor else ()))
    table = Table(
        caption=words.word("acts.caption"),
        head=tuple(words.word(f"acts.{name}") for name in columns),
        rows=tuple(
            (*_told(act, words), *(((value(act.actor),),) if with_actor else ()))
            for act in acts(told.entries, told.row.ref, words)
        ),
    )
    remark = Paragraph(line=words.say("acts.remark"), small=True)
    return Section(heading=words.word("acts.heading"), parts=(table, remark))


def _told(act: Act, words: Wording) -> tuple[Line, Line, Line]:
    """Return the cells of an act: number, time, what."""
    since, until = (time.removesuffix(" UTC") for time in (act.since, act.until))
    if act.count == 1:
        return (figure(act.first),), (figure(since),), act.said
    entries = words.say("acts.several", first=figure(act.first), last=figure(act.last))
    times = words.say("acts.period", first=figure(since), last=figure(until))
    return entries, times, words.say("acts.times", act=act.said, count=figure(act.count))


def _checks(told: Told, words: Wording) -> Section:
    now = words.say("checks.now", index=figure(told.row.acquired_entry))
    checks = [each for each in told.entries if each.get("type") == EntryType.CHECKED]
    lines = [now, _last(checks[-1], told.row.ref, words) if checks else words.say("checks.none")]
    parts = tuple(Paragraph(line=line) for line in lines)
    return Section(heading=words.word("checks.heading"), parts=parts)


def _last(entry: Entry, ref: str, words: Wording) -> Line:
    result = words.say(f"checks.last{FOUND[finding(entry, ref)] or '_ok'}")
    index, time = figure(entry.index), figure(moment(entry))
    return words.say("checks.last", index=index, time=time, result=result)


def _log(told: Told, words: Wording) -> Section:
    state = told.checkpoint
    rows: dict[str, Line] = {
        "origin": (code(state.origin),),
        "size": (figure(state.size),),
        "root": (code(state.root.hex()),),
        "key": (code(told.vkey),),
        "fingerprint": (code(told.fingerprint),),
    }
    pairs = Pairs(rows=tuple((words.word(f"log.{name}"), line) for name, line in rows.items()))
    opening = Paragraph(line=words.say("log.opening"))
    others: tuple[Part, ...] = (Paragraph(line=words.say("log.unanchored")),)
    if told.confirmed or told.witnessed:
        lines = (
            *(_stamp(each, words) for each in told.confirmed),
            *(_witness(each, words) for each in told.witnessed),
        )
        others = (Paragraph(line=words.say("log.anchored")), Points(lines=lines))
    return Section(heading=words.word("log.heading"), parts=(opening, pairs, *others))


def _stamp(found: Confirmed, words: Wording) -> Line:
    values = {
        "authority": value(found.authority),
        "signer": value(found.signer),
        "size": figure(found.size),
        "time": figure(spoken_time(found.time)),
        "index": figure(found.entry),
    }
    return words.say("log.odd" if found.odd else "log.stamped", **values)


def _witness(found: Vouched, words: Wording) -> Line:
    return words.say(
        "log.witnessed",
        index=figure(found.entry),
        name=value(found.witness),
        size=figure(found.size),
        time=figure(spoken_time(found.time)),
    )


def _limits(words: Wording) -> Section:
    names = ("author", "earlier", "truth", "clock", "unlogged")
    points = Points(lines=tuple(words.say(f"limits.{name}") for name in names))
    opening = Paragraph(line=words.say("limits.opening"))
    return Section(heading=words.word("limits.heading"), parts=(opening, points))


def _check(told: Told, words: Wording) -> Section:
    points = (
        words.say("check.digest", command=code("sha256sum FILE")),
        words.say(
            "check.bundle",
            ref=figure(told.row.ref),
            page=code("VERIFY.md"),
            tools=code("sha256sum, openssl"),
        ),
        words.say("check.key"),
        words.say("check.own"),
    )
    return Section(
        heading=words.word("check.heading"), parts=(Points(lines=points, numbered=True),)
    )


def _sign(words: Wording) -> Section:
    names = ("charge", "unaltered", "hearsay", "own")
    points = tuple(words.say(f"sign.{name}") for name in names)
    named = (("name", 1), ("function", 1), ("place", 1), ("signature", 2))
    blanks = tuple((words.word(f"sign.{name}"), room) for name, room in named)
    return Section(
        heading=words.word("sign.heading"),
        parts=(
            Paragraph(line=words.say("sign.opening")),
            Points(lines=points, numbered=True),
            Blanks(rows=(("", 1), ("", 1), ("", 1), *blanks)),
        ),
    )
