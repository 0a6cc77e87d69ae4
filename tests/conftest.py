"""What tests of every kind share: where the material lies, a clock that stands still, commands that
start quickly, and a real time-stamp authority.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from amana.archive import analysing
from amana.core import FixedClock
from amana.reading.sandbox import keeper

# Texts are analysed where a test is about that: starting the workers takes seconds.
os.environ.setdefault("AMANA_ANALYSTS", "0")

# A shell starts what runs in the background deaf to Ctrl-C, and commands would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
REAL_NURSERY = keeper.NURSERY

pytest_plugins = ["tests.truth.fixtures"]

settings.register_profile(
    "house",
    deadline=None,  # no test of ours judges by time
    derandomize="CI" in os.environ,  # a red build shows the same example to everybody
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample inputs, in folders by the source that they came from."""
    return ROOT / "samples" / "inputs"


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The real test material; a test that needs it fails where it is absent."""
    folder = Path(os.environ.get("AMANA_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "SOURCES.md").is_file():
        pytest.fail(
            f"the test material is not in {folder}: put it there, or say where with AMANA_TEST_DATA"
        )
    return folder


@pytest.fixture
def probes(monkeypatch: pytest.MonkeyPatch) -> str:
    """Steps for tests of what carries steps out, as `module:name`: quick ones, and hostile texts.

    Archives that are opened from now on analyse with them.
    """
    return analyse_with_probes(monkeypatch)


@pytest.fixture(scope="module")
def probes_of_module() -> Iterator[str]:
    """The same, for all tests of a module."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield analyse_with_probes(monkeypatch)


def analyse_with_probes(monkeypatch: pytest.MonkeyPatch) -> str:
    """Have archives that are opened from now on analyse with quick steps; return where they are."""
    folder = str(ROOT / "tests" / "adversary")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", folder, prepend=os.pathsep)
    monkeypatch.setenv("AMANA_ANALYSTS", "2")
    where = "analysis_probes:STEPS"
    monkeypatch.setattr(analysing, "REGISTRY", where)
    return where


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at a Saturday evening."""
    return FixedClock(datetime(2026, 11, 21, 18, 0, tzinfo=UTC))


@contextmanager
def loaded(module: str, *words: object, environment: dict[str, str]) -> Iterator[None]:
    """Keep a loaded process of tests/warm for the length of a `with`."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "tests" / "warm" / module, *map(str, words)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for what it forks
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield


@pytest.fixture(scope="session", autouse=True)
def warm_nursery() -> Iterator[Path]:
    """Have pools start nurseries that have the readers loaded (tests/warm/nurseries.py)."""
    real = keeper.NURSERY
    with tempfile.TemporaryDirectory(prefix="amana-") as folder:  # the path of a socket is short
        with loaded("nurseries.py", folder, environment=keeper.environment()):
            keeper.NURSERY = (f"{folder}/nursery",)
            yield Path(folder) / "nursery"
        keeper.NURSERY = real


@pytest.fixture(scope="module")
def cold_nurseries() -> Iterator[None]:
    """Have pools start nurseries as they are started for people."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper, "NURSERY", REAL_NURSERY)
        yield


@pytest.fixture(scope="session")
def warm(warm_nursery: Path) -> Iterator[Path]:
    """A folder with an `amana` that starts quickly (tests/warm/commands.py says what it is not)."""
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src")}
    with (
        tempfile.TemporaryDirectory(prefix="amana-") as folder,
        loaded("commands.py", folder, warm_nursery, environment=environment),
    ):
        yield Path(folder)


# A time-stamp authority

OPENSSL = shutil.which("openssl") or "openssl"
CONFIG = """
[tsa]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
{certs}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
ess_cert_id_chain = no
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[signer]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[req]
distinguished_name = none
[none]
"""


class TimeAuthority:
    """A time-stamp authority made of `openssl ts`: a root, a certificate below it, a server.

    `signer` is its name there. With `chain`, tokens carry the root, too, behind the certificate of
    the signer: in the order of DER only if that one is the shorter.
    """

    def __init__(self, folder: Path, signer: str, *, chain: bool) -> None:
        self.folder = folder
        self.asked: list[bytes] = []
        self.status = 200
        certs = f"certs = {folder}/root.pem" if chain else ""
        (folder / "config").write_text(CONFIG.format(folder=folder, certs=certs))
        (folder / "serial").write_text("01\n")
        self._certify(
            "root",
            "/CN=" + "A root of time, for tests of an evidence archive ".ljust(64, "x"),
            "-x509",
        )
        self._certify("signer", f"/CN={signer}", "-CA", "root.pem", "-CAkey", "root.key")
        self.roots = (folder / "root.pem").read_bytes()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/tsa"

    def ask(self, query: bytes) -> bytes:
        """Answer a query, as its server does."""
        number = len(self.asked)
        self.asked.append(query)
        names = [self.folder / f"{number}.{kind}" for kind in ("tsq", "tsr")]
        names[0].write_bytes(query)
        self.openssl("ts", "-reply", "-section", "tsa", "-config", "config",
                     "-queryfile", names[0].name, "-out", names[1].name)  # fmt: skip
        return names[1].read_bytes()

    def verify(self, token: bytes, note: bytes, *, at: datetime | None = None) -> bool:
        """Tell whether `openssl ts -verify` takes a token over a note, at that time."""
        (self.folder / "token").write_bytes(token)
        (self.folder / "note").write_bytes(note)
        when = ["-attime", str(int(at.timestamp()))] if at else []
        done = subprocess.run(
            [OPENSSL, "ts", "-verify", "-data", "note", "-in", "token", "-CAfile", "root.pem",
             *when],
            cwd=self.folder, check=False, capture_output=True,
        )  # fmt: skip
        return done.returncode == 0 and b"Verification: OK" in done.stdout + done.stderr

    def _certify(self, name: str, subject: str, *how: str) -> None:
        self.openssl("req", "-config", "config", "-new", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256", "-noenc", "-keyout", f"{name}.key", "-subj",
                     subject, "-days", "30", "-extensions", name, "-out", f"{name}.pem",
                     *(each for each in how if each != "-x509"))  # fmt: skip

    def openssl(self, *words: str) -> None:
        """Run openssl in the folder of this authority."""
        subprocess.run([OPENSSL, *words], cwd=self.folder, check=True, capture_output=True)

    def close(self) -> None:
        """Be gone: nobody listens any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _answering(authority: TimeAuthority) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["content-length"]))
            assert self.headers["content-type"] == "application/timestamp-query"
            answer = authority.ask(query) if authority.status == 200 else b"not now"
            self.send_response(authority.status)
            self.send_header("content-type", "application/timestamp-reply")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    return Answering


MakeAuthority = Callable[..., TimeAuthority]


@pytest.fixture
def make_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeAuthority]:
    """Return what starts a time-stamp authority; each is gone when the test ends."""
    made: list[TimeAuthority] = []

    def make(signer: str = "T", *, chain: bool = False) -> TimeAuthority:
        made.append(TimeAuthority(tmp_path_factory.mktemp("authority"), signer, chain=chain))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def authority(make_authority: MakeAuthority) -> TimeAuthority:
    """A real time-stamp authority that is reached over HTTP."""
    return make_authority()
