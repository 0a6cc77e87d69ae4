from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import tantivy

from amana.core import ArchiveBusy, UnavailableError
from amana.search import IndexedText, IndexUnusable, Piece, Query, SearchIndex, open_index
from amana.search.analysis import SCHEMA
from amana.search.backends import tantivy as backend
from amana.search.backends.tantivy_query import build_schema

OPEN = frozenset({"open"})


def text(number: int, body: str = "the witness spoke") -> IndexedText:
    return IndexedText(
        key=f"IT-{number}#0", item=f"IT-{number}", original="o", reading="r", article=0,
        title=None, pieces=(Piece(char_start=0, text=body),), language="en",
        media_type="text/plain", acl="open", published=None,
    )  # fmt: skip


def found(index: SearchIndex, question: str = "witness") -> int:
    return index.search(Query(text=question, acl=OPEN)).total


def filled(folder: Path, count: int = 200) -> None:
    index = open_index(folder)
    index.add(text(number) for number in range(count))
    index.commit(5)
    index.close()


def test_an_index_is_there_again_after_closing(tmp_path: Path) -> None:
    filled(tmp_path / "search")
    index = open_index(tmp_path / "search")
    assert (index.count(), index.log_size(), found(index)) == (200, 5, 200)
    index.close()
    index.close()


def test_what_was_not_committed_is_gone_after_closing(tmp_path: Path) -> None:
    filled(tmp_path / "search", 3)
    index = open_index(tmp_path / "search")
    index.add([text(7)])
    index.delete_item("IT-1")
    index.close()
    again = open_index(tmp_path / "search")
    assert (again.count(), again.log_size()) == (3, 5)


def test_a_second_writer_is_refused_and_readers_are_not(tmp_path: Path) -> None:
    first, second = open_index(tmp_path), open_index(tmp_path)
    first.add([text(1)])
    with pytest.raises(ArchiveBusy) as raised:
        second.add([text(2)])
    assert raised.value.remedy is not None
    with pytest.raises(ArchiveBusy):
        second.commit(1)
    with pytest.raises(ArchiveBusy):
        second.clear()
    assert found(second) == 0
    first.commit(1)
    assert found(second) == 1
    first.close()
    second.add([text(2)])
    second.commit(2)
    assert (found(second), second.log_size()) == (2, 2)
    second.close()


READER = """
import sys
from amana.search import Query, open_index
index = open_index(sys.argv[1])
for _ in sys.stdin:
    total = index.search(Query(text="witness", acl=frozenset({"open"}))).total
    print(total, index.count(), index.log_size(), flush=True)
"""


def test_another_process_sees_each_commit(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def seen() -> str:
            print(file=reader.stdin, flush=True)
            return reader.stdout.readline().strip() if reader.stdout else ""

        for number in range(3):
            assert seen() == f"{number} {number} {number}"
            index.add([text(number)])
            assert seen() == f"{number} {number} {number}"
            index.commit(number + 1)
        index.delete_item("IT-0")
        index.commit(9)
        assert seen() == "2 2 9"
        reader.stdin.close()
    assert reader.returncode == 0
    index.close()


WRITER = """
import sys
from amana.search import IndexedText, Piece, open_index
index = open_index(sys.argv[1])
number = 0
while True:
    index.add(
        IndexedText(key=f"IT-{n}#0", item=f"IT-{n}", original="o", reading="r", article=0,
                    title=None, pieces=(Piece(char_start=0, text="the witness spoke"),),
                    language="en", media_type="text/plain", acl="open", published=None)
        for n in range(number, number + 50)
    )
    number += 50
    index.commit(number)
    print(number, flush=True)
"""


def test_a_killed_writer_loses_no_acknowledged_commit(tmp_path: Path) -> None:
    for acknowledged in (1, 3, 6):
        folder = tmp_path / str(acknowledged)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        with writer:
            assert writer.stdout is not None
            last = [int(writer.stdout.readline()) for _ in range(acknowledged)][-1]
            os.kill(writer.pid, signal.SIGKILL)
        index = open_index(folder)
        size = index.log_size()
        assert size >= last
        assert (index.count(), found(index)) == (size, size)
        index.add([text(size)])
        index.commit(size + 1)
        assert index.count() == size + 1
        assert index.damaged() == ()
        index.close()


@pytest.mark.parametrize("harm", ["cut", "gone"])
@pytest.mark.parametrize("kind", ["meta.json", "term", "idx", "store", "fast", "fieldnorm"])
def test_a_damaged_index_is_told_and_can_be_made_anew(tmp_path: Path, kind: str, harm: str) -> None:
    folder = tmp_path / "search"
    filled(folder)
    (path,) = (path for path in folder.iterdir() if path.name.endswith(kind))
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(IndexUnusable) as raised:
        found(open_index(folder))
    assert str(folder) in raised.value.message
    assert raised.value.remedy is not None
    index = open_index(folder, fresh=True)
    assert (index.count(), index.log_size()) == (0, 0)
    index.add([text(1)])
    index.commit(1)
    assert found(index) == 1
    index.close()


def test_an_index_of_another_version_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    monkeypatch.setattr(backend, "SCHEMA", SCHEMA + 1)
    with pytest.raises(IndexUnusable, match="schema 1; this program needs 2"):
        open_index(tmp_path)
    index = open_index(tmp_path, fresh=True)
    index.commit(1)
    index.close()
    assert open_index(tmp_path).log_size() == 1


def test_an_index_with_other_fields_is_told(tmp_path: Path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body")
    tantivy.Index(builder.build(), str(tmp_path))
    with pytest.raises(IndexUnusable, match="schema"):
        open_index(tmp_path)


def test_an_index_without_its_mark_is_told(tmp_path: Path) -> None:
    index = tantivy.Index(build_schema(), str(tmp_path))
    writer = index.writer(15_000_000, 1)
    entry = tantivy.Document()
    entry.add_text("key", "IT-1#0")
    writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    with pytest.raises(IndexUnusable, match="schema 0"):
        open_index(tmp_path)


def test_a_folder_of_other_things_is_neither_used_nor_emptied(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    for fresh in (False, True):
        with pytest.raises(IndexUnusable, match="other files"):
            open_index(tmp_path, fresh=fresh)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_panic_of_the_engine_is_an_error_of_ours() -> None:
    panic = type("PanicException", (BaseException,), {})
    with (
        pytest.raises(IndexUnusable, match="is damaged: range end index"),
        backend._reading(Path("cache/search")),
    ):
        raise panic("range end index 33281 out of range")
    with pytest.raises(KeyboardInterrupt), backend._reading(Path("cache/search")):
        raise KeyboardInterrupt


def test_a_writer_that_failed_is_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = backend.TantivyIndex(tmp_path)
    index.add([text(1)])

    def refuse(*_: object) -> None:
        message = "No space left on device"
        raise OSError(28, message)

    with monkeypatch.context() as patch:
        patch.setattr(index, "_commit", refuse)
        with pytest.raises(UnavailableError, match="No space left") as raised:
            index.commit(1)
    assert raised.value.remedy is not None
    assert index.count() == 0
    index.add([text(2)])
    index.commit(2)
    assert {hit.key for hit in index.search(Query(text="", acl=OPEN)).hits} == {"IT-2#0"}
    index.close()


def test_a_generator_that_fails_is_not_blamed_on_the_engine(tmp_path: Path) -> None:
    index = open_index(tmp_path)

    def broken() -> object:
        yield text(1)
        message = "the reading is not there"
        raise ValueError(message)

    with pytest.raises(ValueError, match="the reading is not there"):
        index.add(broken())  # type: ignore[arg-type]  # an iterator of texts
    index.commit(1)
    assert found(index) == 1
    index.close()


def test_flipped_bytes_are_named(tmp_path: Path) -> None:
    filled(tmp_path)
    index = open_index(tmp_path)
    assert index.damaged() == ()
    for kind in ("store", "term", "idx", "pos", "fast", "fieldnorm"):
        (path,) = (path for path in tmp_path.iterdir() if path.suffix == f".{kind}")
        whole = path.read_bytes()
        for place in (0, len(whole) // 3, len(whole) - 100, len(whole) - 20, len(whole) - 1):
            path.write_bytes(bytes((*whole[:place], whole[place] ^ 0x41, *whole[place + 1 :])))
            assert index.damaged() == (path.name,), (kind, place)
        path.write_bytes(whole)
    assert index.damaged() == ()
    index.close()


def test_the_folder_can_be_moved(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    shutil.move(tmp_path / "a", tmp_path / "b")
    assert found(open_index(tmp_path / "b")) == 200


def test_names_of_texts_are_stored_as_they_are(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    odd = msgspec.structs.replace(text(1), key="IT 1#ß/\u0627\x01", item="it em")
    index.add([odd])
    index.commit(1)
    (hit,) = index.search(Query(text="witness", acl=OPEN)).hits
    assert (hit.key, hit.item) == (odd.key, odd.item)
    index.delete_item("it em")
    index.commit(2)
    assert index.count() == 0
    index.close()


def test_evidence_is_not_in_the_messages_of_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    filled(folder)
    for path in folder.iterdir():
        if re.search(r"\.(term|store)$", path.name):
            path.write_bytes(b"")
    with pytest.raises(IndexUnusable) as raised:
        found(open_index(folder))
    assert "witness" not in f"{raised.value.problem()}"


def test_what_a_power_cut_left_over_is_no_obstacle(tmp_path: Path) -> None:
    """Files whose names the engine wants to give anew, but that its lists do not have."""
    folder = tmp_path / "search"
    filled(folder, 3)
    [segment] = {path.name.partition(".")[0] for path in folder.glob("*.idx")}
    strays = [folder / f"{segment}.{number}.del" for number in range(300)]
    strays.append(folder / f"{'0' * 32}.idx")
    for stray in strays:
        stray.write_bytes(b"torn")
    index = open_index(folder)
    assert index.damaged() == ()
    index.delete_item("IT-1")
    index.commit(6)
    assert (index.count(), index.log_size()) == (2, 6)
    index.close()
    assert not strays[-1].exists()
