"""A list of links is captured; one page changes, one vanishes; the archive has all three states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.truth.server import Reply

from amana.archive import Archive, TakenPage, init_archive, open_archive
from amana.core.settings import ProfileTable, spell_settings
from amana.records import Looked

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

MARKET = "Twelve people were killed in the market of Oran."
LATER = MARKET.replace("Twelve", "Fifteen")
ARABIC = "أهالي المدينة يطالبون بالحقيقة"


def page(*paragraphs: str) -> Reply:
    said = "".join(f"<p>{each}</p>" for each in paragraphs)
    body = f"<!doctype html><title>Gazette</title><h1>Gazette</h1>{said}".encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
    return Reply(f"{head}{len(body)}\r\n\r\n".encode(), body)


GONE = Reply(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture
def archive(tmp_path: Path, truth: TruthServer) -> Iterator[Archive]:
    root = tmp_path / "archive"
    with init_archive(root, name="Gazette") as made:
        settings = made.settings
    profile = truth.profile()
    table: ProfileTable = {
        "name": profile.name,
        "allow": list(profile.allow),
        "names": profile.names,
        "ports": list(profile.ports),
        "authorities": profile.authorities or "",
    }
    told = msgspec.structs.replace(settings, capture_profiles=(table,), analysts=0)
    (root / "amana.toml").write_text(spell_settings(told), encoding="utf-8")
    with open_archive(root) as opened:
        yield opened


def test_a_list_one_change_and_one_vanish(
    archive: Archive, truth: TruthServer, tmp_path: Path
) -> None:
    truth.say("/market", page("The harbour of Oran", MARKET, ARABIC))
    truth.say("/quay", page("The quay was quiet."))
    truth.say("/court", page("The court sat."))
    urls = {name: truth.url(f"/{name}") for name in ("market", "quay", "court")}
    links = tmp_path / "links.csv"
    lines = [f"{url};6h;high;the case" for url in urls.values()]
    links.write_text("\n".join(["url;every;risk;purpose", *lines]), encoding="utf-8")

    taken: list[TakenPage] = []
    report = archive.captures.take(archive.captures.listed(links), on_taken=taken.append)
    assert (report.taken, report.failed) == (3, ())
    refs = {each.page.url: each.ref or "" for each in taken}
    account = archive.captures.account(refs[urls["market"]])
    assert account.outcome == "captured"
    assert account.counted.unexplained == 0
    assert MARKET in archive.captures.member(refs[urls["market"]], "text.txt").decode()
    assert archive.search("killed market").results.total >= 1
    assert archive.search("الحقيقة").results.total >= 1

    truth.say("/market", page("The harbour of Oran", LATER, ARABIC))
    truth.say("/quay", GONE)
    watches = {each.url: each.name for each in archive.watches.listed()}
    archive.watches.run(list(watches.values()), read=False)
    found = {each.url: each.last for each in archive.watches.listed()}
    outcomes = {name: last.outcome for name, url in urls.items() if (last := found[url])}
    assert outcomes == {
        "market": Looked.CHANGED, "quay": Looked.GONE, "court": Looked.UNCHANGED,
    }  # fmt: skip
    _, difference = archive.watches.difference(watches[urls["market"]])
    assert difference.text is not None
    said = [each.text for each in difference.text.paragraphs if each.became != "kept"]
    assert said == [LATER, MARKET]
    assert archive.status().watching.gone == 1
    assert archive.check(projections=True).ok
