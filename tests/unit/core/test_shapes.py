from __future__ import annotations

import subprocess
import sys
import textwrap

import msgspec
import pytest

from amana.core import prepared

SIDE_BY_SIDE = textwrap.dedent("""
    import sys, threading, types, msgspec
    from amana.core import prepared

    SOURCE = '''
    class Leaf(msgspec.Struct):
        a: "tuple[str, ...] | None" = None
        b: "dict[str, list[int]]" = {}

    class Top(msgspec.Struct):
        one: Leaf
        many: "list[Leaf]"
    '''

    def decode(together, shape):
        together.wait()
        msgspec.json.decode(b'{"one": {"a": ["x"]}, "many": [{}]}', type=prepared(shape))

    sys.setswitchinterval(1e-6)
    for number in range(400):
        module = types.ModuleType(f"shapes{number}")
        module.msgspec = msgspec
        sys.modules[module.__name__] = module
        exec(textwrap.dedent(SOURCE), module.__dict__)
        together = threading.Barrier(4)
        each = [threading.Thread(target=decode, args=(together, module.Top)) for _ in range(4)]
        for thread in each:
            thread.start()
        for thread in each:
            thread.join()
    print("all")
""").replace("import sys,", "import sys, textwrap,")


class Told(msgspec.Struct):
    words: tuple[str, ...]


def test_what_is_prepared_is_the_type_itself() -> None:
    assert prepared(Told) is Told
    assert msgspec.convert({"words": ["x"]}, prepared(dict[str, tuple[str, ...]])) == {
        "words": ("x",)
    }


def test_threads_may_decode_to_a_type_for_the_first_time_together() -> None:
    """Without it this ends with a memory fault within the first few of the 400 types."""
    ended = subprocess.run(
        [sys.executable, "-c", SIDE_BY_SIDE], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "all\n"), ended.stderr


def test_what_msgspec_does_not_know_is_refused_each_time() -> None:
    class Loop(msgspec.Struct):
        broken: int | float | list[int] | tuple[int, ...]

    for _ in range(2):
        with pytest.raises(TypeError, match="more than one array-like"):
            prepared(Loop)
