from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


@pytest.fixture
def witness(amana: Amana, folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a witness that knows the archive's log."""
    place = tmp_path / "witness"
    assert amana("witness", "init", place, "--name", "example.org/w").status == 0
    keys = folder / "custody" / "log.vkey"
    assert amana("witness", "trust", place, keys).status == 0
    return place


def test_a_request_is_carried_to_a_witness_and_back(
    amana: Amana, witness: Path, tmp_path: Path, entries: int
) -> None:
    assert amana("witness").err.startswith("No witness is trusted yet")
    said = amana("witness", "add", witness / "witness.vkey")
    assert f"The witness example.org/w is trusted; that is entry {entries}" in said.err
    request, answer = tmp_path / "request", tmp_path / "answer"
    assert amana("witness", "request", "-o", request).status == 0
    assert amana("witness", "sign", witness, request, "-o", answer).status == 0
    said = amana("witness", "accept", answer)
    assert f"example.org/w signed the log of {entries + 1} entries; that is entry" in said.err
    assert "nothing new" in amana("witness", "accept", answer).err
    (told,) = amana("witness", "--json").lines
    assert (told["name"], told["seen"], told["url"]) == ("example.org/w", entries + 1, None)
    assert "by hand" in amana("witness").err
    assert amana("check").status == 0
    assert "is trusted no longer" in amana("witness", "remove", "example.org/w").err
    assert amana("witness", "remove", "example.org/w").status == 3


def test_programs_get_json(amana: Amana, witness: Path, tmp_path: Path, entries: int) -> None:
    vkeys = witness / "witness.vkey"
    assert amana("witness", "add", vkeys, "--json").lines == [{"entry": entries}]
    request = tmp_path / "request"
    assert amana("witness", "request", "-o", request, "--json").lines == [{"file": str(request)}]
    again = amana("witness", "request", "-o", request)
    assert (again.status, "is there already" in again.err) == (2, True)


def test_a_witness_that_does_not_answer_is_told(amana: Amana, witness: Path) -> None:
    assert "No trusted witness has an address" in amana("witness", "ask").err
    vkeys = witness / "witness.vkey"
    amana("witness", "add", vkeys, "--url", "http://127.0.0.1:9")
    said = amana("witness", "ask")
    assert said.status == 40
    assert "no answer from the witness at http://127.0.0.1:9: connection refused" in said.err
    assert "Errno" not in said.err
    assert "amana witness request" in said.err
    (told,) = amana("witness", "ask", "--json").lines
    assert told["entry"] is None


def test_a_checkpoint_that_was_kept_is_extended(amana: Amana, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(amana("checkpoint").out, encoding="utf-8")
    size = int(kept.read_text().split("\n")[1])
    amana("check")
    said = amana("checkpoint", "--since", kept)
    assert said.status == 0
    assert said.out.startswith(f"old {size}\n")
    assert "nothing up to there was removed or changed" in said.err
    (told,) = amana("checkpoint", "--since", kept, "--json").lines
    assert (told["earlier"], told["now"]) == (size, size + 1)
    kept.write_text("no checkpoint\n", encoding="utf-8")
    said = amana("checkpoint", "--since", kept)
    assert said.status == 2
    assert "the checkpoint that was kept is no signed checkpoint" in said.err
    assert "→ it is what `amana checkpoint` wrote" in said.err


def test_files_that_were_mixed_up_are_no_alarm(amana: Amana, witness: Path, tmp_path: Path) -> None:
    amana("witness", "add", witness / "witness.vkey")
    request, answer, stray = tmp_path / "rq.txt", tmp_path / "answer", tmp_path / "README.md"
    stray.write_bytes(b"\xff\xfe a picture")
    old = tmp_path / "old.txt"
    for name in (request, old):
        amana("witness", "request", "-o", name)
    assert amana("witness", "sign", witness, request, "-o", answer).status == 0
    for words in (
        ("accept", request),
        ("accept", stray),
        ("add", stray),
        ("sign", witness, stray, "-o", tmp_path / "x"),
        ("sign", witness, old, "-o", tmp_path / "x"),
        ("trust", witness, stray),
    ):
        said = amana("witness", *words)
        assert said.status == 2, said
        assert "  → " in said.err
    assert not (tmp_path / "x").exists()
    assert amana("witness", "accept", answer).status == 0


def test_a_second_request_goes_on_from_the_first(
    amana: Amana, witness: Path, tmp_path: Path
) -> None:
    amana("witness", "add", witness / "witness.vkey")
    for number in range(3):
        request, answer = tmp_path / f"request{number}", tmp_path / f"answer{number}"
        assert amana("witness", "request", "-o", request).status == 0
        assert amana("witness", "sign", witness, request, "-o", answer).status == 0
        assert amana("witness", "accept", answer).status == 0
    request = tmp_path / "named"
    assert amana("witness", "request", "example.org/w", "-o", request).status == 0
    assert amana("witness", "request", "-o", tmp_path / "n", "--since", "0").status == 0
    assert (tmp_path / "n").read_bytes().startswith(b"old 0\n")
