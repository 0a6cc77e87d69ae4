"""Every type that is decoded to is prepared first: unprepared, threads can end the process."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house.conftest import Module

PREPARES = "amana.core.shapes"
DECODES = re.compile(r"msgspec\.((json|msgpack|toml|yaml)\.(decode|Decoder)|convert)")
HIDES = re.compile(r"(from|import) msgspec\.(?!structs)|from msgspec import .*(convert|json|pack)")
"""What `DECODES` would not see: the functions under other names."""


def shapes(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what is passed as a type to a decoder of msgspec."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and DECODES.fullmatch(name := ast.unparse(call.func)):
            yield from (each.value for each in call.keywords if each.arg == "type")
            yield from call.args[0 if name.endswith("Decoder") else 1 :][:1]


def is_prepared(shape: ast.expr) -> bool:
    return isinstance(shape, ast.Call) and ast.unparse(shape.func) == "prepared"


def test_every_type_is_prepared_where_it_is_decoded_to(modules: list[Module]) -> None:
    looked_at = 0
    for module in modules:
        assert not HIDES.search(module.text), f"{module.name}: import msgspec as a whole"
        for shape in shapes(module.tree):
            looked_at += 1
            assert is_prepared(shape) or module.name == PREPARES, (
                f"{module.name}:{shape.lineno}: use prepared()"
            )
    assert looked_at > 100


@pytest.mark.parametrize(
    "call",
    ["msgspec.json.decode(x, type=Fact)", "msgspec.convert(x, Fact)", "msgspec.json.Decoder(Fact)",
     "msgspec.convert(x, type=list[Fact])", "msgspec.msgpack.Decoder(type=Fact)"],
)  # fmt: skip
def test_what_is_not_prepared_is_seen(call: str) -> None:
    assert [is_prepared(shape) for shape in shapes(ast.parse(call))] == [False]
