"""Commands of whoever witnesses the logs of others: `witness init`, `trust`, `sign`, `serve`."""

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
from amana.interface.cli.keys import write_new
from amana.interface.http.witness import witness_app


def init(folder: Path, /, *, name: str, common: Common = DEFAULT) -> None:
    """Make a witness for the logs of others.

    Parameters
    ----------
    folder
        Where it is to live; it must not hold anything yet.
    name
        What it is called in its signatures, like example.org/witness.
    """
    house = WitnessHouse.make(folder, name)
    if common.json:
        write_json({"root": str(folder), "keys": house.vkeys})
        return
    say(f"A new witness is in {folder}. Give {folder}/witness.vkey to those whose logs it signs.")
    say("Never put an older state of this folder back: a witness must not forget.")


def trust(folder: Path, keys: Path, /, *, common: Common = DEFAULT) -> None:
    """Let a witness know a log by its keys.

    Parameters
    ----------
    folder
        The folder of the witness.
    keys
        The keys of the log: custody/log.vkey of an archive, on a way that you trust.
    """
    origin = WitnessHouse(folder).trust(keys.read_text(encoding="utf-8"))
    if common.json:
        write_json({"origin": origin})
    else:
        say(f"The witness knows {origin} by these keys.")


def sign(
    folder: Path,
    request: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    common: Common = DEFAULT,
) -> None:
    """Sign a request that was carried by hand.

    Parameters
    ----------
    folder
        The folder of the witness.
    request
        The file that `amana witness request` wrote.
    output
        A new file for the answer.
    """
    signed = WitnessHouse(folder).sign(request.read_bytes())
    write_new(output, signed, 0o644)
    if common.json:
        write_json({"file": str(output)})
    else:
        say(f"The answer is in {output}. The archive enters it with `amana witness accept`.")


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
        return socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise UnavailableError(
            f"cannot listen on {host}:{port}: {error.strerror or error}",
            remedy="choose another address with --listen",
        ) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
