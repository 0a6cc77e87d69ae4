"""`amana serve`: the screens, on this machine only."""

from __future__ import annotations

import ipaddress
import logging
import socket

import uvicorn

from amana.core import UnavailableError, UsageError
from amana.interface.cli.common import DEFAULT, Common, say, write_json
from amana.interface.http import Door, create_app

PORT = 8017


def serve(*, host: str = "127.0.0.1", port: int = PORT, common: Common = DEFAULT) -> None:
    """Show the archive in a browser on this machine.

    Parameters
    ----------
    host
        A loopback address: other addresses are refused, because there are no accounts.
    port
        The port; 0 takes a free one.
    """
    _require_loopback(host)
    with common.open() as archive, _listen(host, port) as listener:
        archive.hold()
        bound = listener.getsockname()[1]
        door = Door(host, bound)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{bound}/enter?token={door.token}"
        if common.json:
            write_json({"address": address})
        else:
            say(f"The archive “{archive.settings.name}” is open on this machine only, at")
            say(f"  {address}")
            say("This address works once, for one browser. Ctrl-C ends.")
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        config = uvicorn.Config(
            create_app(archive, door),  # type: ignore[arg-type]  # ASGI types of two libraries
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=30,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _require_loopback(host: str) -> None:
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        raise UsageError(
            f"{host} is not an address of this machine alone",
            remedy="amana has no accounts yet; reach it from elsewhere through an SSH tunnel",
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UnavailableError(
            f"port {port} of {host} cannot be used: {error.strerror}",
            remedy="name another one with --port, or --port 0 for any that is free",
        ) from error
    return listener
