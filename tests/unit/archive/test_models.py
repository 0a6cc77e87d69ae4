from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, analysing
from amana.archive.models import digests_in_use, files_of
from amana.archive.parts import Parts
from amana.core import IntegrityError, UsageError, sha256_hex

Write = Callable[[str, str], Path]

TERMS = {"licence": "CC0-1.0", "provenance": "made by hand, for tests"}


@pytest.fixture
def taught(probes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have archives analyse with a step that takes models."""
    del probes
    monkeypatch.setattr(analysing, "REGISTRY", "analysis_probes:TAUGHT")


@pytest.mark.usefixtures("taught")
def test_the_newest_model_of_a_name_is_in_use_and_analyses_anew(
    archive: Archive, parts: Parts, write: Write
) -> None:
    archive.add([write("a.txt", "Norhaven and Southaven")])
    (row,) = archive.list()[1]
    assert archive.show(row.ref).facts == {"article": 1, "mention": 2, "role": 2}
    first = archive.models.add("words/en", write("one.model", "Norhaven"), **TERMS)
    assert (first.sha256, first.size, first.in_use) == (sha256_hex(b"Norhaven"), 8, True)
    assert archive.work().analysis == {"analysed": 1}
    assert archive.show(row.ref).facts == {"article": 1, "mention": 1, "role": 1}
    second = archive.models.add("words/en", write("two.model", "Nowhere"), **TERMS)
    other = archive.models.add("words/ar", write("three.model", "x"), **TERMS)
    assert [(each.entry, each.in_use, each.used_by) for each in archive.models.list()] == [
        (first.entry, False, 1), (second.entry, True, 0), (other.entry, True, 0),
    ]  # fmt: skip
    assert digests_in_use(parts) == {"words/en": second.sha256, "words/ar": other.sha256}
    assert archive.work().analysis == {"analysed": 1}
    assert [each.used_by for each in archive.models.list()] == [0, 1, 1]
    assert archive.show(row.ref).facts == {"article": 1}
    assert archive.check(projections=True).problems == ()
    assert archive.rebuild()
    assert [each.used_by for each in archive.models.list()] == [0, 1, 1]


@pytest.mark.usefixtures("taught")
def test_what_no_step_takes_or_nobody_answers_for_is_refused(
    archive: Archive, write: Write
) -> None:
    path = write("a.model", "x")
    for name in ("roles/en", "words", "words/../x", "WORDS/en"):
        with pytest.raises(UsageError, match="no step takes"):
            archive.models.add(name, path, **TERMS)
    with pytest.raises(UsageError, match="licence"):
        archive.models.add("words/en", path, licence=" ", provenance="x")
    with pytest.raises(UsageError, match="provenance"):
        archive.models.add("words/en", path, licence="x", provenance="")
    with pytest.raises(UsageError, match="is empty"):
        archive.models.add("words/en", write("empty.model", ""), **TERMS)
    with pytest.raises(UsageError, match="cannot be read"):
        archive.models.add("words/en", path / "nowhere", **TERMS)
    assert archive.models.list() == []
    assert archive.check().ok


@pytest.mark.usefixtures("taught")
def test_workers_are_given_the_file_that_was_added(
    archive: Archive, parts: Parts, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.models.add("words/en", write("one.model", "Norhaven"), **TERMS)
    digests = digests_in_use(parts)
    path = Path(files_of(parts, digests)["words/en"].path)
    path.write_text("changed")
    assert Path(files_of(parts, digests)["words/en"].path).read_text() == "Norhaven"
    path.unlink()

    def damaged(*_: object) -> bytes:
        raise IntegrityError("the derivative is damaged")

    monkeypatch.setattr(Parts, "derivative", damaged)
    with pytest.raises(IntegrityError):
        files_of(parts, digests)
