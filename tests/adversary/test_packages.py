"""Packages that somebody made to do harm, or that are too odd to be true.

Whatever stands in a package: nothing outside of it is read, nothing waits for ever, memory stays
what it is, and the answer names what is wrong.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from amana.sharing import BagReport, Verdict, check_bag

SUM = hashlib.sha256(b"").hexdigest()


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A bag with an empty payload, sealed by nothing, so that each test may spoil it."""
    folder = tmp_path / "bag"
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "manifest-sha256.txt").write_text("")
    return folder


def found(report: BagReport) -> set[str]:
    return {each.code for each in report.findings}


@pytest.mark.parametrize(
    "path",
    ["../secret", "data/../../secret", "/etc/passwd", "~/.ssh/id_ed25519", "~root/x",
     "data/../../../../../../../../etc/passwd", "C:\\secret", "\\\\server\\secret",
     "data\\..\\..\\secret", "..", "data/x/../../../secret"],
)  # fmt: skip
@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_no_path_of_a_manifest_leads_out(
    bag: Path, monkeypatch: pytest.MonkeyPatch, path: str, manifest: str
) -> None:
    (bag.parent / "secret").write_bytes(b"")
    (bag / manifest).write_text(f"{SUM}  {path}\n")
    opened: list[str] = []
    real = os.open

    def watched(path: str | bytes, flags: int, mode: int = 0o777, **at: int | None) -> int:
        opened.append(os.fsdecode(path))
        return real(path, flags, mode, dir_fd=at.get("dir_fd"))

    monkeypatch.setattr(os, "open", watched)
    report = check_bag(bag)
    assert report.verdict is Verdict.INVALID
    assert found(report) & {"listed-outside", "listed-not-payload"}
    places = [Path(place).resolve() for place in opened if place.startswith("/")]
    assert places
    assert all(place.is_relative_to(bag) for place in places)


def test_percent_codes_hide_no_way_out(bag: Path) -> None:
    (bag.parent / "secret").write_bytes(b"")
    (bag / "manifest-sha256.txt").write_text(
        f"{SUM}  data/%2e%2e/%2e%2e/secret\n{SUM}  data/%2E./../secret\n"
    )
    assert found(check_bag(bag)) == {"listed-missing", "listed-outside"}


def test_links_lead_nowhere(bag: Path) -> None:
    secret = bag.parent / "secret"
    secret.write_bytes(b"")
    (bag / "data" / "x").symlink_to("../../secret")
    (bag / "data" / "folder").symlink_to(bag.parent)
    (bag / "bag-info.txt").symlink_to(secret)
    (bag / "fetch.txt").symlink_to(secret)
    (bag / "manifest-md5.txt").symlink_to(secret)
    (bag / "manifest-sha256.txt").write_text(f"{SUM}  data/x\n")
    report = check_bag(bag)
    assert {"link-outside", "listed-missing", "listed-unreadable"} <= found(report)
    assert report.files == 0


def test_a_payload_folder_that_is_a_link_is_none(bag: Path) -> None:
    (bag / "data").rmdir()
    (bag.parent / "elsewhere").mkdir()
    (bag / "data").symlink_to("../elsewhere")
    assert found(check_bag(bag)) == {"payload-folder-missing", "link-outside"}


def test_pipes_and_devices_are_not_waited_for(bag: Path) -> None:
    os.mkfifo(bag / "data" / "pipe")
    (bag / "bag-info.txt").unlink(missing_ok=True)
    os.mkfifo(bag / "bag-info.txt")
    os.mkfifo(bag / "manifest-md5.txt")
    (bag / "manifest-sha256.txt").write_text(f"{SUM}  data/pipe\n")
    report = check_bag(bag)
    assert {"special-file", "listed-missing", "listed-unreadable"} <= found(report)


def test_a_declaration_that_is_a_pipe_is_none(bag: Path) -> None:
    (bag / "bagit.txt").unlink()
    os.mkfifo(bag / "bagit.txt")
    assert found(check_bag(bag)) == {"declaration-missing"}


def test_names_that_are_no_text_are_told(bag: Path) -> None:
    Path(os.fsdecode(os.fsencode(bag) + b"/data/\xff\xfe")).write_bytes(b"")
    (bag / "manifest-sha256.txt").write_bytes(SUM.encode() + b"  data/\xff\xfe\n")
    report = check_bag(bag)
    assert found(report) == {"text-encoding", "payload-not-listed"}
    assert "data/\\xff\\xfe" in [each.path for each in report.findings]


def test_a_tree_deeper_than_a_path_can_be_is_walked(bag: Path) -> None:
    here = os.open(bag / "data", os.O_RDONLY)
    for _ in range(40):
        os.mkdir("d" * 200, dir_fd=here)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("x", os.O_WRONLY | os.O_CREAT, dir_fd=here))
    os.close(here)
    path = "data/" + f"{'d' * 200}/" * 40 + "x"
    (bag / "manifest-sha256.txt").write_text(f"{SUM}  {path}\n")
    assert check_bag(bag).verdict is Verdict.VALID
    (bag / "manifest-sha256.txt").write_text("")
    assert found(check_bag(bag)) == {"payload-not-listed"}


def test_claims_without_number_end_soon(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is far longer than the bag is not read to its end: 20 GB that take no room."""
    monkeypatch.setattr("amana.sharing.bagit.check.SPARE_LINES", 2000)
    with (bag / "manifest-sha256.txt").open("w") as manifest:
        manifest.writelines(f"{SUM}  data/{number:09}\n" for number in range(5000))
        manifest.truncate(20 << 30)  # a hole: zeros that no disk has to hold
    report = check_bag(bag)
    assert "manifest-too-long" in found(report)
    assert 2000 < report.errors < 5000
    assert len(report.findings) == 1000


def test_a_line_without_end_is_passed_over(bag: Path) -> None:
    with (bag / "bag-info.txt").open("wb") as info:
        info.truncate(64 << 20)
    assert found(check_bag(bag)) == {"text-line-too-long"}


@pytest.mark.parametrize("text", ["x" * 5000, "BagIt-Version: 1.0\n" * 300, "\0" * 100])
def test_a_declaration_of_anything(bag: Path, text: str) -> None:
    (bag / "bagit.txt").write_text(text)
    assert found(check_bag(bag)) == {"declaration-form"}


def test_a_number_of_absurd_length_is_no_number(bag: Path) -> None:
    (bag / "bag-info.txt").write_text(f"Payload-Oxum: {'9' * 100_000}.{'9' * 100_000}\n")
    (bag / "fetch.txt").write_text(f"https://example.org/x {'9' * 100_000} data/x\n")
    assert found(check_bag(bag)) == {"oxum-form", "fetch-not-listed"}


PEAK = """
import resource, sys
from pathlib import Path
from amana.sharing import check_bag
report = check_bag(Path(sys.argv[1]))
print(report.verdict, report.files, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.deep
def test_memory_does_not_grow_with_the_bag(tmp_path: Path) -> None:
    """Twenty times as many files take less than a quarter more memory."""
    peaks = []
    for count in (10_000, 200_000):
        bag = tmp_path / str(count)
        (bag / "data").mkdir(parents=True)
        (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        with (bag / "manifest-sha256.txt").open("w") as manifest:
            for number in range(count):
                os.close(os.open(bag / "data" / f"{number:08}", os.O_WRONLY | os.O_CREAT))
                manifest.write(f"{SUM}  data/{number:08}\n")
        done = subprocess.run(
            [sys.executable, "-c", PEAK, bag], capture_output=True, text=True, check=True
        )
        verdict, files, peak = done.stdout.split()
        assert (verdict, files) == ("valid", str(count))
        peaks.append(int(peak))
    assert peaks[1] < 1.25 * peaks[0] + resource.getpagesize() / 1024
