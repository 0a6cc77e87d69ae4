"""One capture as one bundle: complete, the same every time, and never more than there is."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from amana.acquire.capture.accounts import COLLECTOR_MEMBER, Account, Digested, Outcome
from amana.acquire.capture.bundle import bundle, withhold
from amana.acquire.capture.telling import SEEN
from amana.core import UnreadableError

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def account_of(path: Path) -> Account:
    return msgspec.json.decode(members(path)["evidence/capture.json"], type=Account)


def listed(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(members(path)["datapackage.json"])
    return found


def defects(path: Path) -> list[str]:
    lines = members(path)["evidence/defects.jsonl"].splitlines()
    return [json.loads(line)["kind"] for line in lines]


@pytest.fixture
def made(scene: Scene, tmp_path: Path) -> Path:
    bundle(scene.write(), tmp_path / "made.wacz")
    return tmp_path / "made.wacz"


def test_a_whole_capture_lacks_nothing(made: Path) -> None:
    account = account_of(made)
    assert account.lacking == ()
    assert account.outcome is Outcome.CAPTURED
    assert (account.shown, account.status, account.title) == (
        "https://news.example/a",
        200,
        "خبر",
    )
    assert account.counted.exchanges == 3
    assert (account.counted.explained, account.counted.unexplained) == (1, 0)
    assert account.robots is not None
    assert account.robots.allowed is True
    assert defects(made) == []


def test_every_member_but_the_collectors_is_listed_with_its_digest(made: Path) -> None:
    found = members(made)
    told = {each["path"]: each for each in listed(made)["resources"]}
    names = [each["name"] for each in told.values()]
    assert len(set(names)) == len(names)
    unlisted = found.keys() - told.keys()
    assert unlisted == {"datapackage.json", "datapackage-digest.json", COLLECTOR_MEMBER}
    for path, each in told.items():
        assert each["hash"] == "sha256:" + hashlib.sha256(found[path]).hexdigest()
        assert each["bytes"] == len(found[path])
    digest = json.loads(found["datapackage-digest.json"])
    assert digest == {
        "path": "datapackage.json",
        "hash": "sha256:" + hashlib.sha256(found["datapackage.json"]).hexdigest(),
    }


def test_the_same_folder_gives_the_same_bytes(scene: Scene, made: Path, tmp_path: Path) -> None:
    shutil.copytree(scene.folder, tmp_path / "elsewhere")
    bundle(tmp_path / "elsewhere", tmp_path / "again.wacz")
    assert (tmp_path / "again.wacz").read_bytes() == made.read_bytes()


def test_records_are_stored_as_they_were_recorded(scene: Scene, made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        about = archive.getinfo("archive/data.warc.gz")
        assert about.compress_type == zipfile.ZIP_STORED
        assert archive.read(about) == bytes(scene.data)


def test_the_collectors_part_can_be_withheld(made: Path, tmp_path: Path) -> None:
    withhold(made, tmp_path / "withheld.wacz")
    whole, rest = members(made), members(tmp_path / "withheld.wacz")
    part = whole.pop(COLLECTOR_MEMBER)
    assert rest == whole
    assert account_of(tmp_path / "withheld.wacz").collector == hashlib.sha256(part).hexdigest()
    assert json.loads(part)["network"][0]["port"] == 50123
    withhold(tmp_path / "withheld.wacz", tmp_path / "again.wacz")
    assert (tmp_path / "again.wacz").read_bytes() == (tmp_path / "withheld.wacz").read_bytes()


def test_nothing_tells_of_the_collector_once_it_is_withheld(made: Path, tmp_path: Path) -> None:
    withhold(made, tmp_path / "withheld.wacz")
    found = members(tmp_path / "withheld.wacz")
    found["data"] = gzip.decompress(found["archive/data.warc.gz"])
    told = b"".join(found.values()) + b"".join(name.encode() for name in found)
    for secret in ("Sana Collector", "203.0.113.77", "field-laptop-9", "50123", str(tmp_path)):
        assert secret.encode() not in told


def test_an_address_of_the_collector_in_a_response_is_told(scene: Scene, tmp_path: Path) -> None:
    body = gzip.compress(b"you are 203.0.113.77", mtime=0)
    scene.exchange(
        "https://news.example/ip",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body,
    )
    bundle(scene.write(), tmp_path / "made.wacz")
    assert account_of(tmp_path / "made.wacz").options[SEEN] == "1"


WHOLE = [
    "data.warc.gz", "exchanges.jsonl", "lookups.jsonl", "refused.jsonl", "websockets.jsonl",
    "requests.jsonl", "console.jsonl", "steps.jsonl", "picture-before.png", "picture-after.png",
    "page.pdf", "page.mhtml", "text.txt", "frames.json", "begun.json", "shown.json",
    "collector.json",
]  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_missing_file_is_told(scene: Scene, tmp_path: Path, name: str) -> None:
    (scene.write() / name).unlink()
    bundle(scene.folder, tmp_path / "made.wacz")
    told = account_of(tmp_path / "made.wacz").lacking
    codes = {"data.warc.gz": "data", "page.pdf": "pdf", "page.mhtml": "mhtml"}
    assert codes.get(name, name.partition(".")[0]) in told


@pytest.mark.parametrize("name", [*WHOLE[:8], "begun.json", "shown.json", "collector.json"])
def test_a_torn_file_is_told(scene: Scene, tmp_path: Path, name: str) -> None:
    path = scene.write() / name
    content = path.read_bytes() or b'{"half": '
    path.write_bytes(content[:-3])
    bundle(scene.folder, tmp_path / "made.wacz")
    stem = name.partition(".")[0]
    assert f"{stem}-torn" in account_of(tmp_path / "made.wacz").lacking


def test_every_place_at_which_a_recorder_may_die_makes_a_bundle(
    scene: Scene, tmp_path: Path
) -> None:
    scene.write()
    whole = bytes(scene.data)
    for end in range(0, len(whole), 37):
        (scene.folder / "data.warc.gz").write_bytes(whole[:end])
        bundle(scene.folder, tmp_path / "made.wacz")
        found = members(tmp_path / "made.wacz")
        kept = found["archive/data.warc.gz"] + found.get("evidence/data-tail.bin", b"")
        assert kept == whole[:end]
        assert "defects" in account_of(tmp_path / "made.wacz").lacking
        gzip.decompress(found["archive/data.warc.gz"])


@pytest.mark.parametrize(
    ("lie", "kind"),
    [
        ({"response": Digested(sha256="0" * 64, bytes=3)}, "bytes"),
        ({"request": Digested(sha256="0" * 64, bytes=3)}, "request-bytes"),
        ({"offset": 1}, "place"),
        ({"length": 1}, "place"),
        ({"status": 404}, "status"),
        ({"url": "https://other.example/"}, "address"),
        ({"record": "<urn:uuid:none>"}, "no-record"),
        ({"record": None}, "untold"),
        ({"truncated": "length"}, "truncated"),
    ],
)
def test_a_lie_in_the_folder_is_told(
    scene: Scene, tmp_path: Path, lie: dict[str, Any], kind: str
) -> None:
    scene.exchanges[1] = msgspec.structs.replace(scene.exchanges[1], **lie)
    bundle(scene.write(), tmp_path / "made.wacz")
    assert kind in defects(tmp_path / "made.wacz")
    account = account_of(tmp_path / "made.wacz")
    assert "defects" in account.lacking
    assert account.outcome is Outcome.IN_PART


def test_one_record_stands_for_one_exchange(scene: Scene, tmp_path: Path) -> None:
    scene.exchanges.append(scene.exchanges[0])
    bundle(scene.write(), tmp_path / "made.wacz")
    assert "claimed-twice" in defects(tmp_path / "made.wacz")


def test_a_certificate_that_is_another_is_told(scene: Scene, tmp_path: Path) -> None:
    certificate = next((scene.write() / "tls").iterdir())
    certificate.write_bytes(b"another")
    bundle(scene.folder, tmp_path / "made.wacz")
    assert {"certificate", "no-certificate"} <= set(defects(tmp_path / "made.wacz"))


def test_a_line_that_is_none_is_told(scene: Scene, tmp_path: Path) -> None:
    path = scene.write() / "refused.jsonl"
    path.write_bytes(b'{"url": 7}\n' + path.read_bytes())
    bundle(scene.folder, tmp_path / "made.wacz")
    assert defects(tmp_path / "made.wacz") == ["line"]


def test_a_link_is_no_file_of_the_folder(scene: Scene, tmp_path: Path) -> None:
    (scene.write() / "text.txt").unlink()
    (tmp_path / "secret").write_text("elsewhere")
    (scene.folder / "text.txt").symlink_to(tmp_path / "secret")
    bundle(scene.folder, tmp_path / "made.wacz")
    assert "text" in account_of(tmp_path / "made.wacz").lacking


def test_an_empty_folder_makes_a_bundle_that_lacks_everything(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    bundle(tmp_path / "empty", tmp_path / "made.wacz")
    account = account_of(tmp_path / "made.wacz")
    assert account.outcome is Outcome.FAILED
    assert {"begun", "shown", "data", "exchanges", "collector"} <= set(account.lacking)
    assert account.collector is None


def test_words_of_a_page_do_no_harm(scene: Scene, tmp_path: Path) -> None:
    url = "https://news.example/" + "x" * 1_000_000 + "?\u202e%00#"
    scene.exchange(url, b"HTTP/1.1 200 OK\r\n\r\n")
    bundle(scene.write(), tmp_path / "made.wacz")
    account = account_of(tmp_path / "made.wacz")
    assert account.lacking == ()
    index = members(tmp_path / "made.wacz")["indexes/index.cdx"]
    assert all(line.count(b" ") >= 2 for line in index.splitlines())


def test_a_bundle_that_cannot_be_finished_leaves_nothing(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(28, "no space left")

    monkeypatch.setattr("amana.acquire.capture.bundle.index", fail)
    with pytest.raises(OSError, match="no space"):
        bundle(scene.write(), tmp_path / "made.wacz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["capture"]


def test_a_bundle_of_no_day_is_copied_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    """What an adversary packed: a moment that there is none of, then a byte that is not right."""
    path, into = tmp_path / "theirs.wacz", tmp_path / "copy.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("evidence/capture.json"), b"{}")
    content = path.read_bytes().replace(b"\x00\x00\x21\x00", bytes(4))
    path.write_bytes(content)
    withhold(path, into)
    assert members(into) == {"evidence/capture.json": b"{}"}
    path.write_bytes(content.replace(b"{}", b"[]"))
    with pytest.raises(UnreadableError, match="damaged"):
        withhold(path, tmp_path / "another.wacz")
    assert not (tmp_path / "another.wacz").exists()
