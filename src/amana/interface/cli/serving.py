"""`amana serve`: the screens, on this machine only."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import signal
import socket
from types import FrameType

import uvicorn

from amana.archive import (
    Archive,
    Asked,
    CheckReport,
    LookedAt,
    keep_checking,
    keep_stamping,
    keep_watching,
)
from amana.core import AmanaError, UnavailableError, UsageError
from amana.interface.cli.app import INTERRUPTED
from amana.interface.cli.common import DEFAULT, Common, say, write_json
from amana.interface.cli.plain import count
from amana.interface.cli.watching import tell_look
from amana.interface.http import Door, Works, create_app

PORT = 8017
_PATIENCE = 3
"""Seconds that answers under way get when the server ends; work under way is finished."""


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
    for asked in (signal.SIGTERM, signal.SIGHUP):  # the system ends, or the terminal was closed
        signal.signal(asked, _end)
    with common.open() as archive, _listen(host, port) as listener:
        archive.become_committer()
        bound = listener.getsockname()[1]
        door, works = Door(host, bound), Works(archive)
        app = create_app(archive, door, works)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            log_level="critical",  # its tracebacks may carry evidence; faults are told by us
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        checking = keep_checking(archive, lambda told: _checked(told, common))
        stamping = keep_stamping(archive, lambda told: _asked(told, common))
        watching = keep_watching(archive, lambda told: _looked(told, common))
        # Ctrl-C is how it ends.
        with contextlib.suppress(KeyboardInterrupt), checking, stamping, watching:
            shown = f"[{host}]" if ":" in host else host
            _tell(archive, f"http://{shown}:{bound}/enter?token={door.token}", common)
            uvicorn.Server(config).run(sockets=[listener])
        _finish(works, common)


def _tell(archive: Archive, address: str, common: Common) -> None:
    if common.json:
        write_json({"address": address})
        return
    say(f"The archive “{archive.settings.name}” is open on this machine only, at")
    say(f"  {address}")
    say("This address works once, for one browser. Ctrl-C ends.")


def _checked(told: CheckReport | AmanaError, common: Common) -> None:
    """Tell what the rolling check found, unless all is well."""
    if isinstance(told, CheckReport) and told.ok and told.not_entered is None:
        return
    if common.json:
        write_json(told if isinstance(told, CheckReport) else told.problem())
    elif isinstance(told, AmanaError):
        say(f"The rolling check could not be made: {told.message}")
    elif told.ok:
        say(f"The rolling check could not be entered: {told.not_entered}")
    else:
        say(f"The rolling check found {count(len(told.problems), 'problem')}: run `amana check`.")


def _asked(told: Asked | AmanaError, common: Common) -> None:
    """Tell what went wrong with a time-stamp."""
    if common.json:
        write_json(told if isinstance(told, Asked) else told.problem())
    elif isinstance(told, AmanaError):
        say(f"Time-stamps could not be asked for: {told.message}")
    else:
        said = "; but ".join((told.detail, *told.odd))
        say(f"The time-stamp authority {told.what}: {said}")


def _looked(told: LookedAt | AmanaError, common: Common) -> None:
    """Tell what a look at a watched page found, or why none could be taken."""
    if isinstance(told, LookedAt):
        tell_look(told, common)
    elif common.json:
        write_json(told.problem())
    else:
        say(f"Watched pages could not be looked at: {told.message}")


def _finish(works: Works, common: Common) -> None:
    """Let what was begun come to its end, unless Ctrl-C is pressed again."""
    if works.under_way and not common.json:
        say("Finishing what was begun. Ctrl-C again ends at once; what was acknowledged is safe.")
    try:
        works.finish()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)  # closing would wait for the work, too
    if not common.json:
        say("Closed.")


def _end(number: int, frame: FrameType | None) -> None:
    """End as after Ctrl-C."""
    del number, frame
    signal.raise_signal(signal.SIGINT)


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
    # Lines take this over: else each answer of two parts waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "there is no such port"
        raise UnavailableError(
            f"port {port} of {host} cannot be used: {reason}",
            remedy="name another one with --port, or --port 0 for any that is free",
        ) from error
    return listener
