from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.warc.wacz import libraries, warm
from amana.reading.readers.warc.wacz import read as read_wacz
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import Read
    from tests.unit.reading.readers.conftest import Open

PAGES = (
    '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
    '{"url": "https://example.org/", "ts": "2024-01-02T03:04:05Z", "title": "الميناء"}\n'
    "no json\n"
    '["no page"]\n'
    '{"url": "https://example.org/2"}\n'
)
WARC = b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def wacz(
    members: dict[str, bytes] | None = None,
    stated: dict[str, str] | None = None,
    more: dict[str, bytes] | None = None,
    **about: object,
) -> bytes:
    members = members or {"archive/data.warc": WARC, "pages/pages.jsonl": PAGES.encode()}
    stated = stated or {name: sha256(data) for name, data in members.items()}
    resources = [{"path": path, "hash": digest} for path, digest in stated.items()]
    package = json.dumps({"resources": resources, "wacz_version": "1.1.1", **about}).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": sha256(package)}).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {
            **members,
            "datapackage.json": package,
            "datapackage-digest.json": digest,
            **(more or {}),
        }.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_members_pages_and_digests(opened: Open) -> None:
    data = wacz(title="The harbour", created="2024-01-02T03:04:05Z", mainPageUrl="https://e.x/")
    found = opened(read_wacz, data)
    assert found.names()[:2] == [b"archive/data.warc", b"pages/pages.jsonl"]
    assert found.children[0].row.derivation is Derivation.SLICE
    assert found.answer.text.splitlines()[4:] == [
        "resource · archive/data.warc · digest sha256 fits",
        "resource · pages/pages.jsonl · digest sha256 fits",
        "resource · datapackage.json · digest sha256 fits",
        "page · 2024-01-02T03:04:05Z · https://example.org/ · الميناء",
        "page · https://example.org/2",
    ]
    assert found.answer.notices == ()
    assert found.answer.metadata == (
        ("dc:title", "The harbour"),
        ("dcterms:created", "2024-01-02T03:04:05Z"),
        ("wacz:version", "1.1.1"),
        ("wacz:main-page", "https://e.x/"),
    )
    for part in found.answer.parts:
        line = PAGES.encode()[part.start : part.end]
        url = json.loads(line)["url"]
        assert url in found.answer.text[part.char_start : part.char_end]


EVIDENCE = (
    "evidence/capture.json", "evidence/collector", "evidence/exchanges.jsonl",
    "evidence/picture-after.png", "evidence/picture-after-2.png", "evidence/page.pdf",
    "evidence/picture-frame-001.png",
    "evidence/frame-012.html", f"evidence/tls-{'0' * 64}.der", "evidence/statement-ar.html",
)  # fmt: skip


def test_of_a_capture_of_ours_the_recording_and_the_text_come_out(opened: Open) -> None:
    members = dict.fromkeys(EVIDENCE, b"made by the capture")
    data = wacz({
        "archive/data.warc": WARC,
        "pages/pages.jsonl": PAGES.encode(),
        "evidence/text.txt": b"what was shown",
        "evidence/picture-after.exe": b"no part of a capture",
        **members,
    })  # fmt: skip
    found = opened(read_wacz, data)
    assert found.names() == [
        b"archive/data.warc", b"evidence/text.txt", b"evidence/picture-after.exe"
    ]  # fmt: skip
    kept = len(EVIDENCE) + 3  # the list of pages and the two members about the package
    assert found.answer.notices == (Told(Code.EVIDENCE_KEPT_INSIDE, kept),)
    assert all(name in found.answer.text for name in EVIDENCE), "and all are listed"


def test_without_an_account_nothing_is_kept_inside(opened: Open) -> None:
    found = opened(read_wacz, wacz({"evidence/page.pdf": b"a page", "archive/data.warc": WARC}))
    assert b"evidence/page.pdf" in found.names()
    assert found.answer.notices == ()


def test_what_does_not_fit_or_is_missing_is_told(opened: Open) -> None:
    stated = {"archive/data.warc": sha256(b"other"), "pages/gone.jsonl": sha256(b"")}
    answer = opened(read_wacz, wacz(stated=stated, more={"hidden.bin": b"x"})).answer
    assert answer.notices == (Told(Code.DIGESTS_WRONG, 2),)
    assert "resource · archive/data.warc · digest sha256 DOES NOT FIT" in answer.text
    assert "resource · pages/gone.jsonl · is not there" in answer.text
    assert "resource · hidden.bin · not listed in datapackage.json" in answer.text


@pytest.mark.parametrize(
    "package", [b"", b"[]", b"{", b'{"resources": [1, {"path": 1}]}', b"[" * 100_000]
)
def test_packages_that_say_nothing(opened: Open, package: bytes) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", package)
        archive.writestr("archive/data.warc", WARC)
    assert len(opened(read_wacz, file.getvalue()).children) == 2


def test_a_long_list_is_cut(opened: Open) -> None:
    answer = opened(read_wacz, wacz(), text_chars=120).answer
    assert Told(Code.TEXT_CUT, len(answer.text)) in answer.notices


def test_what_is_no_archive_is_given_up(opened: Open) -> None:
    with pytest.raises(GiveUp):
        opened(read_wacz, b"PK\3\4 nothing")
    assert opened(read_wacz, b"").answer.notices == (Told(Code.EMPTY_FILE),)


def test_in_the_sandbox(read: Read) -> None:
    outcome = read(wacz(), "a.wacz")
    assert (outcome.state, outcome.media_type) == (State.READ, "application/wacz")
    assert outcome.children[0].path == "archive/data.warc"


def test_the_recipe_names_what_decompresses() -> None:
    assert libraries()
    warm()
