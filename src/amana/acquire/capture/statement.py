"""The statement inside the bundle of a capture: what it shows and what it does not, in plain words.

Written for a court and its experts, in each language of `PRINTED_LANGUAGES`. It repeats what was
recorded and computed, asserts nothing of the page's content, and has room for the declaration of
who captured. Nothing of the collector stands in it. Pure: from what is known to one HTML page.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from urllib.parse import urlsplit

import msgspec

from amana.acquire.capture.accounts import Account, Exchange, Robots
from amana.acquire.capture.packing import Member
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
    read_wording,
    sheet_page,
    value,
)

_LONGEST = 300
_MOST_ROWS = 60
_ACCOUNT = "evidence/capture.json"
_DECLARED = (
    ("made", 2), ("regular", 2), ("digest", 0), ("saw", 2), ("identity", 1), ("hearsay", 0),
    ("penalty", 1),
)  # fmt: skip


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement is made from.

    `members` are those that were written before it; `defects` how much in the folder is not as it
    says; `seen` in how many responses an address of the collector stands.
    """

    account: Account
    exchanges: Sequence[Exchange]
    members: Sequence[Member]
    software: str
    collector: str
    defects: int = 0
    seen: int = 0


@functools.cache
def wording(language: str) -> Wording:
    """Return the words of a language.

    Raises:
        UsageError: there are none.
    """
    folder = resources.files("amana.acquire.capture").joinpath("data")
    return read_wording(folder, "statement", language)


def statement(told: Told, language: str) -> bytes:
    """Return the statement as a page.

    Raises:
        UsageError: there are no words of that language.
    """
    words = wording(language)
    time = figure(_spoken(told.account.began))
    sheet = Sheet(
        language=language,
        direction=words.direction,
        title=words.word("title"),
        subtitle=words.say("subtitle", time=time),
        opening=words.say("opening", software=figure(told.software)),
        sections=(
            _wanted(told.account, words),
            _shown(told.account, words),
            _how(told.account, words),
            _peers(told.exchanges, words),
            _parts(told.members, words),
            _missing(told, words),
            _limits(words),
            _check(told, words),
            _sign(words),
        ),
        foot=words.say("foot", time=time),
        page=words.word("page"),
    )
    return sheet_page(sheet)


def _spoken(moment: str) -> str:
    """Return a moment as people read it: to the second, with its zone."""
    return f"{moment[:10]} {moment[11:19]} UTC"


def _short(text: str, words: Wording, file: str = _ACCOUNT) -> Line:
    """Return somebody else's words; of very long ones the first."""
    if len(text) <= _LONGEST:
        return (value(text),)
    cut = value(text[:_LONGEST])
    return words.say("cut", text=cut, count=figure(len(text)), file=code(file))


def _given(text: str | None, words: Wording) -> Line:
    return _short(text, words) if text else words.say("not_stated")


def _wanted(account: Account, words: Wording) -> Section:
    wanted = account.wanted
    restrictions = words.listed([_short(each, words) for each in wanted.restrictions])
    rows = {
        "url": _short(wanted.url, words),
        "purpose": _given(wanted.purpose, words),
        "authority": _given(wanted.authority, words),
        "restrictions": restrictions or words.say("wanted.none"),
    }
    return _section("wanted", _pairs("wanted", rows, words), words=words)


def _shown(account: Account, words: Wording) -> Section:
    rows = {"url": _short(account.shown, words) if account.shown else words.say("shown.nothing")}
    if len(account.path) > 1:
        steps = [_short(each, words) for each in account.path[:_MOST_ROWS]]
        rows["path"] = words.listed(steps)
    if account.status is not None:
        rows["status"] = (figure(account.status),)
    if account.title:
        rows["title"] = _short(account.title, words)
    counted = account.counted
    rows |= {
        "began": (figure(_spoken(account.began)),),
        "ended": (figure(_spoken(account.ended)),),
        "clock": _short(account.clock, words) if account.clock else words.say("unknown"),
        "counted": words.say(
            "shown.exchanges", exchanges=figure(counted.exchanges), bytes=figure(counted.bytes)
        ),
    }
    outcome = Paragraph(line=words.say(f"outcome.{account.outcome}"))
    return _section("shown", outcome, _pairs("shown", rows, words), words=words)


def _how(account: Account, words: Wording) -> Section:
    parts: list[Part] = [
        Paragraph(line=words.say(f"how.{name}")) for name in ("recorder", "browser", "witness")
    ]
    steps = code("evidence/steps.jsonl")
    parts.append(Paragraph(line=words.say("how.deeds", file=steps)))
    programs = [_short(f"{each.name} {each.version}", words) for each in account.software]
    options = [_short(f"{name}={told}", words) for name, told in sorted(account.options.items())]
    rows = {
        "profile": _given(account.profile, words),
        "software": words.listed(programs) or words.say("not_stated"),
        "options": words.listed(options) or words.say("not_stated"),
        "robots": _robots(account.robots, words),
    }
    parts.append(_pairs("how", rows, words))
    return _section("how", *parts, words=words)


def _robots(robots: Robots | None, words: Wording) -> Line:
    if robots is None or robots.allowed is None:
        return words.say("how.robots_none")
    name = "how.robots_yes" if robots.allowed else "how.robots_no"
    if robots.rule is None:
        return words.say(name)
    return words.say(f"{name}_rule", rule=_short(robots.rule, words, "evidence/robots.json"))


def _peers(exchanges: Sequence[Exchange], words: Wording) -> Section:
    counted = Counter(map(_peer, exchanges))
    if not counted:
        return _section("peers", Paragraph(line=words.say("peers.none")), words=words)
    rows = tuple(
        (
            _short(host, words),
            _address(address, words),
            words.say(f"verdict.{verdict}"),
            (figure(count),),
        )
        for (host, address, verdict), count in sorted(counted.items())[:_MOST_ROWS]
    )
    head = tuple(
        words.word(f"peers.{name}") for name in ("host", "address", "certificate", "count")
    )
    table = Table(caption=words.word("peers.caption"), head=head, rows=rows)
    remark = Paragraph(line=words.say("peers.remark"), small=True)
    more = _more(len(counted), "evidence/exchanges.jsonl", words)
    return _section("peers", table, *more, remark, words=words)


def _peer(exchange: Exchange) -> tuple[str, str, str]:
    """Return host, address and verdict of an exchange; `?` where nobody answered."""
    try:
        host = urlsplit(exchange.url).hostname or ""
    except ValueError:
        host = ""
    address = exchange.peer.address if exchange.peer else "?"
    return host, address, exchange.tls.verdict if exchange.tls else "none"


def _address(address: str, words: Wording) -> Line:
    if address == "?":
        return words.say("peers.nobody")
    return (figure(address),) if address else words.say("peers.by_proxy")


def _more(count: int, file: str, words: Wording) -> tuple[Paragraph, ...]:
    """Say how many rows are left out, if any."""
    if count <= _MOST_ROWS:
        return ()
    line = words.say("more", count=figure(count - _MOST_ROWS), file=code(file))
    return (Paragraph(line=line, small=True),)


def _parts(members: Sequence[Member], words: Wording) -> Section:
    members = [each for each in members if not each.path.endswith(".der")]
    rows = tuple(((code(each.path),), (code(each.sha256),)) for each in members[:_MOST_ROWS])
    table = Table(
        caption=words.word("parts.caption"),
        head=(words.word("parts.name"), words.word("parts.digest")),
        rows=rows,
    )
    files = {"file": code("datapackage.json"), "data": code("archive/data.warc.gz")}
    remark = Paragraph(line=words.say("parts.remark", **files), small=True)
    more = _more(len(members), "datapackage.json", words)
    return _section("parts", table, *more, remark, words=words)


def _missing(told: Told, words: Wording) -> Section:
    points = tuple(_points(told, words))
    if not points:
        return _section("missing", Paragraph(line=words.say("missing.nothing")), words=words)
    opening = Paragraph(line=words.say("missing.opening"))
    return _section("missing", opening, Points(lines=points), words=words)


def _points(told: Told, words: Wording) -> Iterable[Line]:
    """Yield what is missing: first what the codes say, then how much of what."""
    counted = told.account.counted
    counts = {
        "truncated": (counted.truncated, "exchanges"),
        "failed": (counted.failed, "exchanges"),
        "refused": (counted.refused, "refused"),
        "explained": (counted.explained, "differences"),
        "unexplained": (counted.unexplained, "differences"),
        "defects": (told.defects, "defects"),
        "seen": (told.seen, "exchanges"),
    }
    for lack in told.account.lacking:
        if words.has(f"lacking.{lack}"):
            yield words.say(f"lacking.{lack}", file=code("evidence/data-tail.bin"))
        elif lack not in counts:
            name = "torn" if lack.endswith("-torn") else "other"
            yield words.say(f"missing.{name}", code=code(lack))
    for name, (count, log) in counts.items():
        if count:
            file = code(f"evidence/{log}.jsonl")
            yield words.say(f"missing.{name}", count=figure(count), file=file)


def _limits(words: Wording) -> Section:
    names = (
        "truth", "author", "others", "login", "later", "elsewhere", "server", "clock", "machine",
    )  # fmt: skip
    opening = Paragraph(line=words.say("limits.opening"))
    points = Points(lines=tuple(words.say(f"limits.{name}") for name in names))
    return _section("limits", opening, points, words=words)


def _check(told: Told, words: Wording) -> Section:
    package, data = code("datapackage.json"), code("archive/data.warc.gz")
    lines = [
        words.say(
            "check.member",
            file=package,
            command=code("sha256sum archive/data.warc.gz"),
            digest=code("datapackage-digest.json"),
        ),
        words.say("check.records", data=data, exchanges=code("evidence/exchanges.jsonl")),
        words.say("check.tools", wacz=code("wacz validate -f capture.wacz")),
        words.say("check.amana", command=code("amana check")),
    ]
    if told.account.collector is not None:
        digest = code(told.account.collector)
        file = code(told.collector)
        lines.append(words.say("check.collector", file=file, sha256=digest))
    return _section("check", Points(lines=tuple(lines), numbered=True), words=words)


def _sign(words: Wording) -> Section:
    parts: list[Part] = [Paragraph(line=words.say("sign.opening"))]
    for name, room in _DECLARED:
        parts.append(Points(lines=(words.say(f"sign.{name}"),)))
        if room:
            parts.append(Blanks(rows=(("", room),)))
    names = ("name", "function", "place", "signature")
    parts.append(Blanks(rows=tuple((words.word(f"sign.{each}"), 1) for each in names)))
    parts.append(Paragraph(line=words.say("sign.remark"), small=True))
    return _section("sign", *parts, words=words)


def _pairs(table: str, rows: dict[str, Line], words: Wording) -> Pairs:
    named = ((words.word(f"{table}.{name}"), line) for name, line in rows.items())
    return Pairs(rows=tuple(named))


def _section(name: str, *parts: Part, words: Wording) -> Section:
    return Section(heading=words.word(f"{name}.heading"), parts=parts)
