"""The command `witness serve`: a witness over HTTP."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from pathlib import Path
from typing import Annotated

import uvicorn
from cyclopts import Parameter

from amana.archive import WitnessHouse
from amana.core import UnavailableError, UsageError
from amana.interface.cli.common import DEFAULT, Common, say, write_json
from amana.interface.http.witness import witness_app


def serve(
    folder: Path,
    /,
    *,
    listen: str = "127.0.0.1:8018",
    anywhere: Annotated[bool, Parameter(negative=())] = False,
    common: Common = DEFAULT,
) -> None:
    """Answer requests over HTTP.

    Parameters
    ----------
    folder
        The folder of the witness.
    listen
        Address and port; port 0 takes a free one.
    anywhere
        Listen on an address that others can reach, too. It needs no secrets: what the witness
        answers is meant for everybody. Encryption is the matter of a proxy before it.
    """
    house = WitnessHouse(folder)
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    if not port.isdigit():
        raise UsageError(f"{listen} is no address with a port", remedy="like 127.0.0.1:8018")
    if not anywhere and not _is_loopback(host):
        raise UsageError(
            f"{host} is not an address of this machine alone",
            remedy="add --anywhere if others are to reach this witness",
        )
    config = uvicorn.Config(
        witness_app(house), access_log=False, log_config=None, log_level="critical",
        server_header=False,
    )  # fmt: skip
    with _bound(host, int(port)) as listener, contextlib.suppress(KeyboardInterrupt):
        address = f"http://{host}:{listener.getsockname()[1]}"
        if common.json:
            write_json({"address": address})
        else:
            say(f"The witness answers at {address}. Ctrl-C ends.")
        uvicorn.Server(config).run(sockets=[listener])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bound(host: str, port: int) -> socket.socket:
    try:
        listener = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise UnavailableError(
            f"cannot listen on {host}:{port}: {error.strerror or error}",
            remedy="choose another address with --listen",
        ) from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as in `serving.py`
    return listener


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
