"""One reader of mixed files as a process: it takes orders from bench/reading.py and answers.

    PYTHON bench/reading_tools.py TOOL

It is run by the Python of the environment in which the tool is installed. Each line of its input is
a list of paths; it reads them one after the other, as somebody would who uses the tool in one
process, and answers with the seconds that this took and, in a file, with what it found. Nothing is
recognised in pictures, nothing is remembered from one time to the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

Found = dict[str, Any]
Read = Callable[[str], Found]

LONGEST = 120
"""Seconds after which a file counts as one that was not read."""

_TIKA_CONFIG = """<?xml version="1.0" encoding="UTF-8"?>
<properties><parsers>
  <parser class="org.apache.tika.parser.DefaultParser">
    <parser-exclude class="org.apache.tika.parser.ocr.TesseractOCRParser"/>
    <parser-exclude class="org.apache.tika.parser.pdf.PDFParser"/>
  </parser>
  <parser class="org.apache.tika.parser.pdf.PDFParser">
    <params><param name="ocrStrategy" type="string">no_ocr</param></params>
  </parser>
</parsers></properties>
"""


@contextlib.contextmanager
def amana() -> Iterator[Read]:
    """Read in the pool of one confined worker at a time, and so all that is inside."""
    from amana.core import Hasher, spoken  # noqa: PLC0415 - only where amana is installed
    from amana.reading import Allowance, ReadingPool  # noqa: PLC0415 - only there

    class Keeping:
        """Keeps each child in a memory file of its own."""

        def __init__(self) -> None:
            self.kept: list[tuple[int, int]] = []

        def take(self, row: object, pieces: Iterable[bytes]) -> object:
            """See `amana.reading.Taker`."""
            del row
            hasher, kept = Hasher(), os.memfd_create("child")
            size = 0
            for piece in pieces:
                hasher.update(piece)
                size += len(piece)
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(kept, rest) :]
            self.kept.append((kept, size))
            return hasher.digests()

    def read(path: str) -> Found:
        here = os.open(path, os.O_RDONLY)
        waiting = [(Path(path).name, here, os.fstat(here).st_size, _sha256(here), 0)]
        texts, metadata, names, state = [], [], [], ""
        children, child_bytes = 5000, 256 << 20
        while waiting:
            name, fd, size, digest, depth = waiting.pop(0)
            taker = Keeping()
            rest = Allowance(children=children, child_bytes=child_bytes, depth=8 - depth)
            given = pool.read(
                fd, original=digest, name=name, size=size, taker=taker, allowance=rest
            )
            os.close(fd)
            if given.reading:
                texts.append(given.reading.text)
                metadata += [value for _key, value in given.reading.metadata]
            state = state or given.state.value
            for child, (kept, length) in zip(given.children, taker.kept, strict=True):
                inner = spoken(child.path) or str(child.n)
                names += [] if depth else [inner]
                children, child_bytes = children - 1, child_bytes - length
                waiting.append((inner, kept, length, child.digests.sha256, depth + 1))
        return {"state": state, "text": "\n".join(texts), "metadata": metadata, "children": names}

    with ReadingPool(1) as pool:
        yield read


def _sha256(descriptor: int) -> str:
    with open(descriptor, "rb", closefd=False) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def kreuzberg() -> Iterator[Read]:
    """Read in this process."""
    engine = importlib.import_module("kreuzberg")
    config = engine.ExtractionConfig(use_cache=False, disable_ocr=True)

    def read(path: str) -> Found:
        result = engine.extract_file_sync(path, config=config)
        return {"text": result.content, "metadata": [str(result.metadata)]}

    yield read


@contextlib.contextmanager
def markitdown() -> Iterator[Read]:
    """Read in this process."""
    engine = importlib.import_module("markitdown").MarkItDown(enable_plugins=False)

    def read(path: str) -> Found:
        result = engine.convert_local(path)
        return {"text": result.markdown, "metadata": [result.title or ""]}

    yield read


@contextlib.contextmanager
def tika(way: str) -> Iterator[Read]:
    """Ask a Tika server on this machine, over one connection."""
    (jar,) = Path(os.environ["AMANA_BENCH_PEERS"]).glob("tika/*.jar")
    with socket.socket() as probe, tempfile.TemporaryDirectory() as folder:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        config = Path(folder) / "tika.xml"
        config.write_text(_TIKA_CONFIG, "utf-8")
        line = ["java", "-jar", str(jar), "-h", "127.0.0.1", "-p", str(port), "-c", str(config)]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(line, stdout=quiet, stderr=quiet, cwd=folder)
        try:
            yield _tika_reader(_until_it_answers(port), way)
        finally:
            server.terminate()
            server.wait()


def _until_it_answers(port: int) -> http.client.HTTPConnection:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        try:
            connection.request("GET", "/version")
            connection.getresponse().read()
        except OSError:
            connection.close()
            time.sleep(0.2)
        else:
            return connection
    sys.exit("the Tika server does not start")


def _tika_reader(connection: http.client.HTTPConnection, way: str) -> Read:
    accepted = "text/plain" if way == "/tika" else "application/json"

    def read(path: str) -> Found:
        named = f"attachment; filename*=UTF-8''{quote(Path(path).name)}"
        head = {"Accept": accepted, "Content-Disposition": named}
        try:
            connection.request("PUT", way, Path(path).read_bytes(), head)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        if answer.status not in {200, 204}:
            raise ValueError(answer.status)
        if way == "/tika":
            return {"text": body.decode("utf-8", "replace")}
        rows = json.loads(body) if body else []
        values = [value for row in rows for key, value in row.items() if key != "X-TIKA:content"]
        inner = [row.get("X-TIKA:embedded_resource_path", "") for row in rows[1:]]
        return {
            "text": "\n".join(row.get("X-TIKA:content", "") for row in rows),
            "metadata": [each for value in values for each in _listed(value)],
            "children": [path[1:] for path in inner if path.count("/") == 1],
        }

    return read


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


TOOLS: dict[str, Callable[[], contextlib.AbstractContextManager[Read]]] = {
    "amana": amana,
    "kreuzberg": kreuzberg,
    "markitdown": markitdown,
    "tika": lambda: tika("/tika"),
    "tika-rmeta": lambda: tika("/rmeta/text"),
}


class TookTooLong(BaseException):
    """A file was not read in time; no library may catch it as an error of its own."""


def _too_long(number: int, frame: object) -> None:
    raise TookTooLong(number, frame)


def read_all(read: Read, paths: list[str], keep: str | None) -> float:
    """Read all files; write what was found as JSON lines to `keep`; return the seconds."""
    found: list[Found] = []
    began = time.perf_counter()
    for path in paths:
        signal.alarm(LONGEST)
        try:
            told = read(path)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - native libraries panic with one
            told = {"error": f"{type(error).__name__}: {error}"[:200]}
        finally:
            signal.alarm(0)
        found.append(told if keep else {})
    seconds = time.perf_counter() - began
    if keep:
        lines = "".join(json.dumps(each) + "\n" for each in found)
        Path(keep).write_text(lines, "utf-8", "surrogatepass")
    return seconds


def main() -> None:
    """Take orders until there are no more."""
    signal.signal(signal.SIGALRM, _too_long)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    with TOOLS[sys.argv[1]]() as read:
        print("ready", file=answers, flush=True)
        for line in sys.stdin:
            order = json.loads(line)
            seconds = read_all(read, order["paths"], order.get("keep"))
            print(json.dumps({"wall": seconds}), file=answers, flush=True)


if __name__ == "__main__":
    main()
