"""Everything that answering needs, tried once on a sample of our own before the walls go up.

Behind them no module can be loaded any more; and what does not work here is noticed before a
browser waits for it.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.warc import reader, wacz
from amana.reading.rerender.addresses import spelled
from amana.reading.rerender.choosing import pages_of
from amana.reading.rerender.index import Index
from amana.reading.rerender.opening import opened
from amana.reading.rerender.serving import Server
from amana.reading.rerender.walking import Walk

_BODY = b"<p>here</p>"
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _BODY
_SAMPLE = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
    b"WARC-Target-URI: https://example.org/\r\nContent-Type: application/http\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(_ANSWER), _ANSWER)
)
_ASKED = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
_SECONDS = 30.0


def try_everything(tls: ssl.SSLContext) -> None:
    """Answer a question from a sample, through a tunnel.

    Raises:
        RuntimeError: another answer came than the one that is in it.
    """
    reader.warm()
    wacz.warm()
    spelled("https://مثال.example:8443/%7e?q=%c3%a9")
    holding = opened(BytesContent(_SAMPLE))
    walk = Walk(holding.files)
    index = Index(walk.held())
    pages = pages_of(holding, index, "https://example.org/there", walk.lacking)
    server = Server(holding.files, index, tls, lambda _: None)
    here, there = socket.socketpair()
    with here, there:
        thread = threading.Thread(target=_talk, args=(server, there))
        thread.start()
        said = _asked(here)
        thread.join(_SECONDS)
    if _BODY not in said or pages.nearest != ("https://example.org/",):
        raise RuntimeError("a sample is not answered as it should be")


def _talk(server: Server, there: socket.socket) -> None:
    with contextlib.suppress(OSError, ValueError):
        server.talk(there)


def _asked(here: socket.socket) -> bytes:
    here.settimeout(_SECONDS)
    here.sendall(b"CONNECT example.org:443 HTTP/1.1\r\n\r\n")
    here.recv(1 << 12)
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # to ourselves
    with trusting.wrap_socket(here, server_hostname="example.org") as tunnel:
        tunnel.sendall(_ASKED)
        said = b""
        while not said.endswith(b"0\r\n\r\n"):
            more = tunnel.recv(1 << 12)
            if not more:
                break
            said += more
    return said
