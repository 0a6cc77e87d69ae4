from __future__ import annotations

import msgspec
import pytest

from amana.reading import Limits
from amana.reading.readers import FAMILIES
from amana.reading.sandbox.protocol import (
    COMMAND,
    DROP,
    END,
    FORK,
    REPLY,
    RUN,
    Hello,
    Launch,
    Proof,
    Setup,
    Trouble,
)


def test_messages_survive_the_way() -> None:
    setup = Setup(limits=Limits(), families=FAMILIES, unconfined=False)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(setup), type=Setup) == setup
    hello = Hello(layers=("seccomp",), libraries={"pdf": (("a", "1"),)})
    for message in (hello, Trouble(message="m", remedy="r")):
        body = msgspec.msgpack.encode(message)
        assert msgspec.msgpack.decode(body, type=Hello | Trouble) == message
    launch = Launch(command=("/usr/bin/bwrap", "--"), seconds=1, memory=2)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(launch), type=Launch) == launch
    proof = Proof(layers=("seccomp",))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(proof), type=Proof | Trouble) == proof


def test_commands_and_replies_have_one_length() -> None:
    assert len({FORK, RUN, END, DROP}) == 4
    assert COMMAND.unpack(COMMAND.pack(END, 2**40, 7)) == (END, 2**40, 7)
    assert REPLY.unpack(REPLY.pack(-9, 5)) == (-9, 5)


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"type": "hello"}), type=Hello | Trouble)
