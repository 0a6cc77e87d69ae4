"""Restricted material at every public method of an archive, with and without a stated purpose.

Canaries stand in everything that is known of a restricted item. Without a purpose none of them is
in any answer or complaint, and nothing is counted; with one they are, and one look is one entry.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

import amana
from amana import Form, Restriction, RestrictionKind
from amana.archive import Archive, Found, Query, Understood, in_state
from amana.core import AccessDenied, FixedClock, NotFound, PurposeRequired
from amana.records import (
    AddFact,
    Charge,
    Cite,
    Entry,
    EntryType,
    LegalProceeding,
    Person,
    Reading,
    ReportedIncident,
    Situation,
    State,
)

PURPOSE = "inquiry 12/2026"
WORD = "zanzibarine"
LETTER = (
    f"The {WORD} letter.\n\nIt names a quay and who was there. " + "Further words stand here. " * 70
)
NAME = "kestrelnote.txt"
FORM = Form(
    source="heron-source",
    collector="egret-collector",
    purpose="ibis-purpose",
    consent="stork-consent",
    method="swallow-method",
)
TODAY = datetime(2027, 1, 30, 12, 0, tzinfo=UTC)
TOMORROW = datetime(2027, 1, 31, 0, 0, tzinfo=UTC)
NEXT_DAY = "2027-01-31"
DAY = "2026-06-01"
KINDS = {
    kind: Restriction(kind=kind, until=NEXT_DAY if kind is RestrictionKind.EMBARGO else None)
    for kind in RestrictionKind
}


class World(NamedTuple):
    """An archive with an open letter, a restricted one and a restricted PDF of two pages."""

    archive: Archive
    open: str
    secret: str
    pdf: str
    watch: str
    canaries: dict[str, str]

    def accessed(self) -> list[Entry]:
        """Return every entry that tells of a look."""
        log = self.archive._parts.log
        return [e for e in log.entries() if e.get("type") == EntryType.ACCESSED]


def made(folder: Path, restriction: Restriction, pdf: Path) -> World:
    source = folder / "source"
    source.mkdir()
    (source / NAME).write_text(LETTER)
    (source / "open.txt").write_text("The open letter names a quay, too.")
    shutil.copy(pdf, source / "heronpages.pdf")
    archive = amana.init(folder / "archive", actor="Dalia Haddad", clock=FixedClock(TODAY))
    archive.add([source / "open.txt"], Form(source="S-0001"), read=False)
    hidden = msgspec.structs.replace(FORM, restrictions=(restriction,))
    archive.add([source / NAME, source / "heronpages.pdf"], hidden)
    rows = {row.item.name: row.item for row in archive.list(purpose=PURPOSE)[1] if row.item}
    secret = rows[NAME]
    (stored,) = archive.show(secret.ref, purpose=PURPOSE).readings
    archive.decide([Situation(key="quay", name="The quay", reason="opened")])
    person = Person(key="grebe", name="N. Grebe", reason="bittern", cites=(cite(secret.ref),))
    night = ReportedIncident(key="night", situation="quay", name="N", date="2024-05-01", reason="r")
    case = LegalProceeding(
        key="case", situation="quay", model="icc-person", person="grebe", reason="r"
    )
    charge = Charge(
        key="charge", situation="quay", crime="rs:7(1)(a)", mode="rs:25(3)(a)/direct",
        person="grebe", incidents=("night",), reason="r",
    )  # fmt: skip
    archive.decide([person, night, case, charge], purpose=PURPOSE)
    canaries = {
        "text": WORD,
        "name": "kestrelnote",
        "source": "heron",
        "collector": "egret",
        "purpose": "ibis",
        "consent": "stork",
        "method": "swallow",
        "sha256": secret.sha256,
        "blake3": secret.blake3,
        "size": str(secret.size),
        "reading": stored.key,
        "derivative": stored.derivative,
        "sha256 of the pdf": rows["heronpages.pdf"].sha256,
        "purpose of another": PURPOSE,
        "key of a matter": "grebe",
        "reason of a matter": "bittern",
    }
    pages = rows["heronpages.pdf"].ref
    watch = archive.watches.set("http://kestrelnote.example/", hidden)
    return World(archive, rows["open.txt"].ref, secret.ref, pages, watch.name, canaries)


OFTEN = {RestrictionKind.CONFIDENTIAL, RestrictionKind.VIEW_ONLY}
"""Kinds that are tried in every run: of the one something may leave, as of no other.

That an embargo binds, and ends on its day, is tried in every run by tests of their own below.
"""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(each, id=kind.value, marks=[] if kind in OFTEN else pytest.mark.deep)
        for kind, each in KINDS.items()
    ],
)
def world(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    samples: Path,
    probes_of_module: str,
) -> Iterator[World]:
    del probes_of_module  # what is read is analysed
    folder = tmp_path_factory.mktemp(request.param.kind.value)
    world = made(folder, request.param, samples / "monitor" / "field-report.pdf")
    yield world
    world.archive.close()


def told(answer: object) -> str:
    """Return everything that an answer tells, as text."""
    if isinstance(answer, io.IOBase):
        with answer:
            return told(answer.read())
    if isinstance(answer, Found):  # how a query was read repeats the query, and knows nothing else
        results = msgspec.structs.replace(
            answer.results, interpretation="", understood=Understood()
        )
        return repr(msgspec.structs.replace(answer, results=results))
    if isinstance(answer, bytes):
        return answer.decode("latin-1")
    if isinstance(answer, (list, tuple, Iterator)):
        return "\n".join(told(each) for each in answer)
    if isinstance(answer, Entry):
        return repr([(field.name, field.value) for field in answer.fields])  # salts are random
    return repr(answer)


QUERIES = [WORD, "", "quay", "letter", "zanz*", f'"the {WORD} letter"', f"title:{WORD}", "-open"]


def added(ref: str) -> AddFact:
    span = {"char_start": 4, "char_end": 15, "quote": WORD}
    mention = {"kind": "mention", "type": "ORG", "entity": "x", "canonical": "X", "span": span}
    return AddFact(item=ref, observation=mention, reason="by eye")


def cite(ref: str) -> Cite:
    return Cite(item=ref, char_start=4, char_end=15, quote=WORD)


def entered(ref: str) -> Situation:
    return Situation(key="plover", name="P", reason="r", cites=(cite(ref),))


Call = Callable[[World, str | None, Path], object]
LOOKS: dict[str, Call] = {
    "status": lambda w, p, _: w.archive.status(purpose=p),
    "list": lambda w, p, _: w.archive.list(purpose=p),
    "list/page": lambda w, p, _: w.archive.list(limit=1, offset=1, purpose=p),
    "list/state": lambda w, p, _: w.archive.list(where=in_state(State.READ), purpose=p),
    "list/differing": lambda w, p, _: w.archive.list(differing=True, purpose=p),
    "show": lambda w, p, _: w.archive.show(w.secret, purpose=p),
    "reading": lambda w, p, _: w.archive.reading(w.secret, purpose=p),
    "original": lambda w, p, _: w.archive.original(w.secret, purpose=p),
    "page_sizes": lambda w, p, _: w.archive.page_sizes(w.pdf, purpose=p),
    "page_picture": lambda w, p, _: w.archive.page_picture(w.pdf, 1, purpose=p),
    "anchor": lambda w, p, _: w.archive.anchor(w.secret, 0, 30, purpose=p),
    "facts": lambda w, p, _: list(w.archive.facts(purpose=p)),
    "facts/item": lambda w, p, _: list(w.archive.facts(w.secret, purpose=p)),
    "facts/kind": lambda w, p, _: list(w.archive.facts(kind="article", purpose=p)),
    "facts/observed": lambda w, p, _: list(w.archive.facts(kind="mention", purpose=p)),
    "decide": lambda w, p, _: w.archive.decide([added(w.secret)], purpose=p),
    "decide/matter": lambda w, p, _: w.archive.decide([entered(w.secret)], purpose=p),
    "matters/standing": lambda w, p, _: w.archive.matters.standing(purpose=p),
    "matters/status": lambda w, p, _: w.archive.matters.status("case", DAY, purpose=p),
    "matters/timeline": lambda w, p, _: w.archive.matters.timeline("quay", DAY, purpose=p),
    "matters/suggestions": lambda w, p, _: w.archive.matters.suggestions("quay", purpose=p),
    "matters/jurisdiction": lambda w, p, _: w.archive.matters.jurisdiction(
        "charge", DAY, purpose=p
    ),
    "matters/matrix": lambda w, p, _: w.archive.matters.matrix("charge", purpose=p),
    "watches/listed": lambda w, p, _: w.archive.watches.listed(purpose=p),
    "watches/show": lambda w, p, _: w.archive.watches.show(w.watch, purpose=p),
    "entries": lambda w, p, _: w.archive.entries(limit=-1, purpose=p),
    "entries/item": lambda w, p, _: w.archive.entries(w.secret, limit=-1, purpose=p),
    "erasure/preview": lambda w, p, _: w.archive.erasure.preview(w.secret, purpose=p),
    "readings/way": lambda w, p, _: w.archive.readings.way(w.secret, purpose=p),
    "kinships/of": lambda w, p, _: w.archive.kinships.of(w.secret, purpose=p),
    "kinships/origins": lambda w, p, _: list(w.archive.kinships.origins(purpose=p)),
    **{
        f"search/{query}": lambda w, p, _, query=query: w.archive.search(query, purpose=p)  # type: ignore[misc]  # bound now
        for query in QUERIES
    },
    "search/page": lambda w, p, _: w.archive.search(
        Query(text="letter", acl=frozenset({"restricted"}), limit=1, offset=0), purpose=p
    ),
    "search/none": lambda w, p, _: w.archive.search("nowhere", purpose=p),
}
TAKES_OUT: dict[str, Call] = {
    "preview_proof": lambda w, p, _: w.archive.preview_proof(w.secret, purpose=p),
    "preview_proof/all": lambda w, p, _: w.archive.preview_proof(
        w.secret, release=("source", "name", "collector"), purpose=p
    ),
    "prove": lambda w, p, folder: w.archive.prove(w.secret, folder / "proof", purpose=p),
    "matters/export": lambda w, p, _: w.archive.matters.export("charge", "html", purpose=p),
    "statements": lambda w, p, folder: w.archive.statements.write(
        w.secret, folder / "statement.html", purpose=p
    ),
    "exports/bag": lambda w, p, folder: w.archive.exports.bag(
        [w.open, w.secret], folder / "bag", purpose=p
    ),
    "exports/ocfl": lambda w, p, folder: w.archive.exports.ocfl(
        [w.open, w.secret], folder / "ocfl", purpose=p
    ),
}
TELLS_NOTHING: dict[str, Call] = {
    "checkpoint": lambda w, *_: w.archive.checkpoint(),
    "checkpoint_note": lambda w, *_: w.archive.checkpoint_note(),
    "extends": lambda w, *_: w.archive.extends(w.archive.checkpoint_note()),
    "captures/left": lambda w, *_: w.archive.captures.left(),
    "captures/profiles": lambda w, *_: w.archive.captures.profiles(),
    "models": lambda w, *_: w.archive.models.list(),
    "keys": lambda w, *_: w.archive.keys.vkeys,
    "witnesses/trusted": lambda w, *_: w.archive.witnesses.trusted(),
    "witnesses/request": lambda w, *_: w.archive.witnesses.request(),
    "root": lambda w, *_: w.archive.root.name,
    "settings": lambda w, *_: w.archive.settings,
    "actor": lambda w, *_: w.archive.actor,
    "as_actor": lambda w, *_: w.archive.as_actor(w.archive.actor),
    "check": lambda w, *_: w.archive.check(),
    "check/projections": lambda w, *_: w.archive.check(projections=True),
    "rebuild": lambda w, *_: w.archive.rebuild(),
    "become_committer": lambda w, *_: w.archive.become_committer(),
    "work": lambda w, *_: w.archive.work(),
    "analyse": lambda w, *_: w.archive.analyse(again=True),
    "erasure/holds": lambda w, *_: w.archive.erasure.holds(),
    "erasure/orders": lambda w, *_: w.archive.erasure.orders(),
    "anchors/authorities": lambda w, *_: w.archive.anchors.authorities(),
    "anchors/status": lambda w, *_: w.archive.anchors.status(),
    "anchors/timestamps": lambda w, *_: w.archive.anchors.timestamps(),
    "matters/situations": lambda w, *_: w.archive.matters.situations(),
    "matters/withheld": lambda w, *_: w.archive.matters.withheld(),
    "anchors/covering": lambda w, *_: w.archive.anchors.covering(0),
}
ELSEWHERE = {
    "add": "test_the_same_bytes_from_an_open_source_are_under_the_same_conditions",
    "add_streams": "test_the_same_bytes_from_an_open_source_are_under_the_same_conditions",
    "articles": "test_articles_are_told_to_whoever_holds_the_reading",
    "close": "it tells nothing",
    "copies": "test_what_is_told_of_copies_tells_nothing_of_items",
}
ASKS = {
    "show", "reading", "original", "page_sizes", "page_picture", "anchor", "facts/item",
    "entries/item", "erasure/preview", "kinships/of", "decide", "decide/matter", *TAKES_OUT,
    "matters/status", "matters/timeline", "matters/suggestions", "matters/jurisdiction",
    "matters/matrix", "watches/show",
}  # fmt: skip
"""Calls that are about a restricted item and nothing else: they ask for the purpose."""


def test_every_public_method_is_in_the_matrix(world: World) -> None:
    public = {name for name in dir(world.archive) if not name.startswith("_")}
    tried = {name.partition("/")[0] for name in (*LOOKS, *TAKES_OUT, *TELLS_NOTHING)}
    assert tried | ELSEWHERE.keys() == public


@pytest.mark.parametrize("name", [*LOOKS, *TAKES_OUT, *TELLS_NOTHING])
@pytest.mark.parametrize(
    "purpose",
    [None, *(pytest.param(blank, marks=pytest.mark.deep, id=repr(blank)) for blank in ("", "  "))],
)
def test_without_a_purpose_no_content_leaves(
    world: World, name: str, purpose: str | None, tmp_path: Path
) -> None:
    call = {**LOOKS, **TAKES_OUT, **TELLS_NOTHING}[name]
    before = len(world.accessed())
    try:
        answer = told(call(world, purpose, tmp_path))
        asked = False
    except PurposeRequired as error:
        answer, asked = f"{error.message} {error.remedy} {error.problem()}", True
    assert asked == (name in ASKS)
    found = [what for what, canary in world.canaries.items() if canary in answer]
    assert found == []
    assert len(world.accessed()) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_purpose_of_nothing_is_no_purpose(world: World, blank: str) -> None:
    with pytest.raises(PurposeRequired):
        world.archive.show(world.secret, purpose=blank)
    assert world.archive.search(WORD, purpose=blank).results.total == 0


def test_without_a_purpose_nothing_is_counted(world: World) -> None:
    status = world.archive.status()
    assert status.states == {"preserved": 0} or sum(status.states.values()) == 1
    assert (status.items, status.restricted) == (3, 2)
    assert world.archive.list(where=in_state(State.READ))[0] == 1
    for offset in range(4):
        total, rows = world.archive.list(where=in_state(State.READ), limit=1, offset=offset)
        assert (total, [row.ref for row in rows]) == (1, [world.open] if offset == 0 else [])
    found = world.archive.search("quay")
    assert [hit.item for hit in found.results.hits] == [world.open]
    assert (found.results.total, found.not_searched) == (1, 2)
    assert found.names == {world.open: "open.txt"}
    assert all(sum(c.count for c in counts) <= 1 for _, counts in found.results.facets)
    assert world.archive.search(WORD).results.total == 0
    assert b"".join(world.archive.facts()).count(world.secret.encode()) == 0


def test_what_is_told_of_a_restricted_item_is_that_it_is_there(world: World) -> None:
    total, rows = world.archive.list()
    assert (total, [row.hidden for row in rows]) == (3, [False, True, True])
    (row,) = (row for row in rows if row.ref == world.secret)
    assert row.item is None
    assert len(row.restrictions) == 1
    entries = [e for e in world.archive.entries(limit=-1)[1] if e.get("item") == world.secret]
    assert [field.name for field in entries[-1].fields] == [
        "type", "premis", "at", "actor", "software", "item", "restrictions",
    ]  # fmt: skip


@pytest.mark.parametrize("name", LOOKS)
def test_with_a_purpose_it_does_and_one_look_is_one_entry(
    world: World, name: str, tmp_path: Path
) -> None:
    before = world.accessed()
    answer = told(LOOKS[name](world, PURPOSE, tmp_path))
    (entry,) = world.accessed()[len(before) :]
    assert entry.get("purpose") == PURPOSE
    assert "Dalia Haddad" in str(entry.get("actor"))
    items = entry.get("items")
    assert isinstance(items, list)
    content = {
        "show": "name", "reading": "text", "original": "text", "anchor": "text",
        "list": "name", "facts": "text", "facts/item": "text", "facts/kind": "text",
        "facts/observed": "sha256", "matters/standing": "key of a matter",
        "matters/status": "key of a matter", "matters/matrix": "key of a matter",
        "entries": "source", "entries/item": "source", "list/state": "name",
        f"search/{WORD}": "text", "search/zanz*": "text", "search/": "name",
    }  # fmt: skip
    if name in content:
        assert world.canaries[content[name]] in answer
        assert world.secret in items
    if name in ("search/nowhere", "search/none"):
        assert items == []


def test_with_a_purpose_all_is_counted(world: World) -> None:
    status = world.archive.status(purpose=PURPOSE)
    assert sum(status.states.values()) == 3
    found = world.archive.search(WORD, purpose=PURPOSE)
    assert (found.results.total, found.not_searched) == (1, 0)
    assert found.names == {world.secret: NAME}


@pytest.mark.parametrize("name", TAKES_OUT)
def test_what_leaves_is_decided_by_the_conditions(world: World, name: str, tmp_path: Path) -> None:
    (row,) = (row for row in world.archive.list()[1] if row.ref == world.secret)
    before = world.accessed()
    if row.restrictions[0].kind is RestrictionKind.CONFIDENTIAL:
        answer = told(TAKES_OUT[name](world, PURPOSE, tmp_path))
        (entry,) = world.accessed()[len(before) :]
        assert entry.get("deed") == "share"
        assert ("heron" in answer) == (name == "preview_proof/all")
        files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "original"]
        bundle = b"".join(path.read_bytes() for path in files)
        withheld = ("name", "source", "collector", "purpose", "consent")
        assert [each for each in withheld if world.canaries[each].encode() in bundle] == []
        return
    with pytest.raises(AccessDenied) as caught:
        TAKES_OUT[name](world, PURPOSE, tmp_path)
    assert not isinstance(caught.value, PurposeRequired)
    assert not any(c in caught.value.message for c in world.canaries.values())
    assert world.accessed() == before
    assert list(tmp_path.iterdir()) == []


def test_what_is_told_of_copies_tells_nothing_of_items(world: World) -> None:
    answer = told(world.archive.copies.status())
    assert [what for what, canary in world.canaries.items() if canary in answer] == []


def test_articles_are_told_to_whoever_holds_the_reading(world: World) -> None:
    reading = world.archive.reading(world.secret, purpose=PURPOSE)
    articles = world.archive.articles(reading)
    assert WORD in told(articles)
    forged = [
        msgspec.structs.replace(reading, text="x"),
        msgspec.structs.replace(reading, key="0" * 64),
        Reading(
            original=reading.original, key=reading.key, recipe=reading.recipe, state=State.READ,
            media_type="text/plain", text="",
        ),
    ]  # fmt: skip
    for each in forged:
        with pytest.raises(NotFound) as caught:
            world.archive.articles(each)
        assert WORD not in caught.value.message


def test_nobody_may_do_nothing(world: World, tmp_path: Path) -> None:
    actor = world.archive.actor
    world.archive.as_actor(amana.Actor(name=" "))
    try:
        for call in (
            lambda: world.archive.add([tmp_path]),
            lambda: world.archive.add_streams([], Form()),
            lambda: world.archive.show(world.open),
            world.archive.check,
        ):
            with pytest.raises(AccessDenied, match="nobody"):
                call()
        assert all(row.hidden for row in world.archive.list()[1])
        assert world.archive.search("quay").results.hits == ()
        assert list(world.archive.facts()) == []
    finally:
        world.archive.as_actor(actor)


class Small(NamedTuple):
    """An archive with one open letter, which can be restricted later."""

    archive: Archive
    letter: Path
    ref: str
    clock: FixedClock


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER)
    clock = FixedClock(TODAY)
    with amana.init(tmp_path / "archive", actor="Dalia Haddad", clock=clock) as archive:
        archive.add([letter], Form(source="S-0001"))
        (row,) = archive.list()[1]
        yield Small(archive, letter, row.ref, clock)


def is_open(archive: Archive, ref: str) -> bool:
    """Tell whether an item can be seen without a purpose; all ways must agree."""
    found = archive.search(WORD).results
    seen = {
        ref in {hit.item for hit in found.hits},
        ref in {row.ref for row in archive.list()[1] if not row.hidden},
        ref in {row.ref for row in archive.list(where=in_state(State.READ))[1]},
        ref.encode() in b"".join(archive.facts()),
        sum(archive.status().states.values()) > 0,
        found.total > 0,
    }
    assert len(seen) == 1, "one way says otherwise than another"
    return seen.pop()


@pytest.mark.parametrize("way", ["path", "stream"])
def test_the_same_bytes_from_an_open_source_are_under_the_same_conditions(
    small: Small, way: str
) -> None:
    assert is_open(small.archive, small.ref)
    restricted = Form(source="S-0002", restrictions=(KINDS[RestrictionKind.LEAD_ONLY],))
    if way == "path":
        small.archive.add([small.letter], restricted, read=False)
    else:
        with small.letter.open("rb") as stream:
            small.archive.add_streams(
                [amana.archive.NamedStream(name="x", stream=stream)], restricted
            )
    assert not is_open(small.archive, small.ref)
    small.archive.add([small.letter], Form(source="S-0003"))
    refs = [row.ref for row in small.archive.list()[1]]
    assert len(refs) == 3
    small.archive.work()
    for ref in refs:
        assert not is_open(small.archive, ref)
        with pytest.raises(PurposeRequired):
            small.archive.show(ref)
        with pytest.raises(AccessDenied):
            small.archive.preview_proof(ref, purpose=PURPOSE)
    assert small.archive.search(WORD, purpose=PURPOSE).results.total == 3


def test_a_restriction_added_later_hides_what_was_open_from_everybody_at_once(small: Small) -> None:
    small.archive.become_committer()
    with amana.open(small.archive.root, actor="Rami", clock=FixedClock(TODAY)) as other:
        assert is_open(other, small.ref)
        form = Form(source="S-0001", restrictions=(KINDS[RestrictionKind.VIEW_ONLY],))
        small.archive.add([small.letter], form, read=False)
        assert not is_open(other, small.ref)
        assert not is_open(small.archive, small.ref)
        assert len(small.archive.list()[1]) == 1, "the same item, acquired once more"
    small.archive.rebuild()
    assert not is_open(small.archive, small.ref)
    assert small.archive.check(projections=True).ok


def test_an_embargo_ends_for_all_ways_on_its_day(small: Small) -> None:
    form = Form(source="S-0002", restrictions=(KINDS[RestrictionKind.EMBARGO],))
    small.archive.add([small.letter], form)
    refs = [row.ref for row in small.archive.list()[1]]
    assert not any(is_open(small.archive, ref) for ref in refs)
    small.clock.at = TOMORROW
    assert all(is_open(small.archive, ref) for ref in refs)
    assert small.archive.prove(small.ref, small.letter.parent / "proof").ref == small.ref
    before = small.archive.entries()[0]
    small.archive.show(small.ref, purpose=PURPOSE)
    assert small.archive.entries()[0] == before, "what is open is not logged"
    form = Form(source="S-0003", restrictions=(KINDS[RestrictionKind.CONFIDENTIAL],))
    small.archive.add([small.letter], form)
    assert not is_open(small.archive, small.ref)


def test_an_index_that_lags_behind_shows_nothing_that_was_restricted_meanwhile(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The committer is killed after the catalogue, before the index took the restriction in."""
    index = small.archive._parts.index
    with monkeypatch.context() as patched:
        patched.setattr(type(index), "commit", lambda *_: None)
        form = Form(source="S-0001", restrictions=(KINDS[RestrictionKind.VIEW_ONLY],))
        small.archive.add([small.letter], form, read=False)
        found = small.archive.search(WORD)
        assert found.results.hits == ()
    assert not is_open(small.archive, small.ref)
