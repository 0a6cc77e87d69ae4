"""The process that records: `python -P -m amana.acquire.capture.recorder_process SOCKETS`.

SOCKETS is a folder that only the caller can enter; the process listens in it on `slot-N` and
`noise`. It ends when its standard input ends: then every slot is closed at once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import msgspec

from amana.acquire.capture.authority import Authority
from amana.acquire.capture.control import (
    LONGEST,
    Close,
    Closed,
    Ended,
    Failed,
    Fetch,
    Got,
    Open,
    Opened,
    Order,
    Ready,
    Tidings,
)
from amana.acquire.capture.recording import Recording
from amana.acquire.capture.slots import Noise, Slot
from amana.core import AmanaError, prepared

_ORDERS = msgspec.json.Decoder(prepared(Order))


class Desk:
    """Takes orders and carries them out, several at once."""

    def __init__(self, sockets: Path) -> None:
        self._sockets = sockets
        self._authority = Authority()
        self._slots: dict[int, Slot] = {}
        self._work: set[asyncio.Task[None]] = set()
        self._noise = Noise(sockets / "noise", self._authority)

    async def serve(self, orders: asyncio.StreamReader) -> None:
        """Work until there are no more orders."""
        await self._noise.open()
        self._say(Ready(spki=self._authority.spki, noise=str(self._sockets / "noise")))
        while line := await orders.readline():
            task = asyncio.create_task(self._carry_out(_ORDERS.decode(line)))
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        for slot in list(self._slots.values()):
            await slot.close(0)
        await self._noise.shut()

    async def _carry_out(self, order: Order) -> None:
        number = order.number if isinstance(order, Fetch) else None
        try:
            if isinstance(order, Open):
                await self._open(order)
            elif isinstance(order, Fetch):
                fetched = await self._slots[order.slot].fetch(order.url, order.purpose)
                self._say(Got(slot=order.slot, number=order.number, fetched=fetched))
            else:
                await self._close(order)
        except AmanaError as error:
            self._say(Failed(slot=order.slot, said=error.message, number=number))
        except KeyError:
            self._say(Failed(slot=order.slot, said="this slot is not open", number=number))
        except OSError as error:
            said = f"{error.filename or 'the disk'}: {error.strerror or error}"
            self._say(Failed(slot=order.slot, said=said, number=number))

    async def _open(self, order: Open) -> None:
        if order.slot in self._slots:
            self._say(Failed(slot=order.slot, said="this slot is open already"))
            return
        recording = Recording(
            Path(order.folder),
            order.profile,
            order.limits,
            on_ended=lambda exchange: self._say(Ended(slot=order.slot, exchange=exchange)),
        )
        path = self._sockets / f"slot-{order.slot}"
        slot = Slot(path, self._authority, recording, order.profile)
        await recording.begin()
        await slot.open()
        self._slots[order.slot] = slot
        self._say(Opened(slot=order.slot, socket=str(path)))

    async def _close(self, order: Close) -> None:
        slot = self._slots.pop(order.slot)
        self._say(Closed(slot=order.slot, cut=await slot.close(order.within)))

    def _say(self, tidings: Tidings) -> None:
        data = msgspec.json.encode(tidings) + b"\n"
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]


async def main(sockets: Path) -> None:
    """Record until standard input ends."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: None)  # the caller decides when it is over
    orders = asyncio.StreamReader(limit=LONGEST)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    await Desk(sockets).serve(orders)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
