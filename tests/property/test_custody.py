from __future__ import annotations

import base64
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.core import JSON, CustodyError, canonical
from amana.custody import (
    Checkpoint,
    Erased,
    Head,
    LogReader,
    LogWriter,
    Payload,
    Signer,
    commitments,
    consistency_proof,
    decode_note,
    disclose,
    inclusion_proof,
    leaf,
    leaf_hash,
    salted,
    verify_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from amana.custody.backends import MemoryLog
from amana.custody.ed25519 import Ed25519Signer
from amana.custody.head import decode_head, encode_head
from amana.custody.merkle import range_root
from amana.custody.note import encode_note
from amana.custody.payload import decode, encode, seal, stored_commitments
from amana.custody.segments import committed_length, split_lines
from amana.custody.tiles import (
    WIDTH,
    TreeBuilder,
    TreeReader,
    number_path,
    resource_path,
    resources,
    widths,
)
from amana.records import Field
from amana.sharing import Bundle, bundle_files

SIGNER = Signer.from_seeds("example.org/log", bytes(range(32)), bytes(range(32, 64)))
ED25519 = Ed25519Signer.generate("example.org/log")
LEAVES = [b"%d" % index for index in range(1200)]

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
key = st.text(st.characters(max_codepoint=127), max_size=8)
value: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(key, inner, max_size=3),
    max_leaves=8,
)
hex64 = st.binary(min_size=32, max_size=32).map(bytes.hex)
field = st.builds(Field, name=text, value=value, salt=hex64)
slot = field | st.builds(Erased, commitment=hex64)
payload = st.builds(
    lambda index, slots: Payload(index=index, slots=tuple(slots)),
    st.integers(0, 2**53 - 1),
    st.lists(slot, max_size=6, unique_by=lambda s: s.name if isinstance(s, Field) else id(s)),
)


class Tree:
    """A tree that grew in the given steps, and the files that it left."""

    def __init__(self, steps: list[int]) -> None:
        self.builder = TreeBuilder(0, [], [])
        self.files: dict[str, bytes] = {}
        for step in steps:
            self.grow(step)

    def grow(self, step: int) -> None:
        size = self.builder.size
        self.files |= self.builder.append(LEAVES[size : size + step])

    def read(self, level: int, number: int, width: int) -> bytes:
        return self.files[resource_path(str(level), number, width)]


steps = st.lists(st.integers(0, 300), max_size=4)


@given(steps, st.data())
def test_every_entry_is_proved_however_the_log_grew(steps: list[int], data: st.DataObject) -> None:
    tree = Tree([*steps, 1])
    size = tree.builder.size
    reader = TreeReader(size, tree.read)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, reader.fetch)
    verify_inclusion(leaf_hash(LEAVES[index]), index, size, proof, tree.builder.root())
    assert range_root(0, size, reader.fetch) == tree.builder.root()
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        with pytest.raises(CustodyError):
            verify_inclusion(leaf_hash(LEAVES[other]), index, size, proof, tree.builder.root())


@given(st.integers(1, 1200), st.integers(1, 1200), st.data())
def test_any_two_sizes_are_consistent_and_no_other_history_is(
    one: int, two: int, data: st.DataObject
) -> None:
    old, new = sorted((one, two))
    reader = TreeReader(1200, Tree([1200]).read)
    old_root, new_root = range_root(0, old, reader.fetch), range_root(0, new, reader.fetch)
    proof = consistency_proof(old, new, reader.fetch)
    verify_consistency(old, new, proof, old_root, new_root)
    forged = Tree([])
    changed = data.draw(st.integers(0, old - 1))
    forged.builder.append([*LEAVES[:changed], b"another", *LEAVES[changed + 1 : old]])
    with pytest.raises(CustodyError):
        verify_consistency(old, new, proof, forged.builder.root(), new_root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        wrong = [*proof[:place], bytes(32), *proof[place + 1 :]]
        with pytest.raises(CustodyError):
            verify_consistency(old, new, wrong, old_root, new_root)


@given(steps, st.integers(1, 300))
def test_a_log_that_was_opened_again_goes_on_as_one_that_was_not(
    steps: list[int], more: int
) -> None:
    straight, broken = Tree(steps), Tree(steps)
    size = straight.builder.size
    full, partial = widths(size)
    entries = LEAVES[full * WIDTH : full * WIDTH + partial]
    broken.builder = TreeBuilder.resume(size, broken.read, entries)
    straight.grow(more)
    broken.grow(more)
    assert broken.files == straight.files
    assert broken.builder.root() == straight.builder.root() == Tree([size + more]).builder.root()


@given(st.integers(0, 10**15))
def test_a_path_leads_back_to_its_number(number: int) -> None:
    path = number_path(number)
    assert re.fullmatch(r"(x\d{3}/)*\d{3}", path)
    assert int(path.replace("x", "").replace("/", "")) == number
    assert not path.startswith("x000")


@given(st.integers(0, 200_000))
def test_tiles_hold_every_hash_of_their_level_once(size: int) -> None:
    held: dict[str, int] = {}
    for kind, number, width in resources(size):
        assert number * WIDTH == held.get(kind, 0), "without a gap"
        assert 0 < width <= WIDTH
        held[kind] = held.get(kind, 0) + width
    level = 0
    while size >> (8 * level):
        assert held.pop(str(level)) == size >> (8 * level)
        level += 1
    assert held == ({"entries": size} if size else {})


@given(payload)
def test_a_payload_is_read_as_it_was_written(payload: Payload) -> None:
    line = encode(payload)
    assert line.count(b"\n") == 1
    assert decode(line) == payload
    assert stored_commitments(line) == commitments(payload.slots)
    assert seal(payload) == (line, leaf(commitments(payload.slots)))
    assert split_lines(line * 2) == [line, line]


@given(payload, st.data())
def test_one_changed_letter_of_a_payload_is_refused_or_changes_the_leaf(
    payload: Payload, data: st.DataObject
) -> None:
    line = encode(payload)
    place = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(
        st.sampled_from([byte for byte in string.printable.encode() if byte != line[place]])
        | st.integers(0, 255).filter(lambda byte: byte != line[place])
    )
    changed = line[:place] + bytes([other]) + line[place + 1 :]
    try:
        read = decode(changed)
    except CustodyError:
        return
    assert (read.index, leaf(commitments(read.slots))) != (
        payload.index,
        leaf(commitments(payload.slots)),
    )


@given(payload, st.data())
def test_one_letter_more_or_less_is_refused_or_changes_the_leaf(
    payload: Payload, data: st.DataObject
) -> None:
    line = encode(payload)
    place = data.draw(st.integers(0, len(line) - 1))
    letter = data.draw(st.binary(max_size=1))
    changed = line[:place] + letter + line[place + (not letter) :]
    try:
        read = decode(changed)
    except CustodyError:
        return
    before = (payload.index, leaf(commitments(payload.slots)))
    assert (read.index, leaf(commitments(read.slots))) != before


@given(st.lists(field, min_size=1, max_size=6, unique_by=lambda f: f.name), st.data())
def test_erasing_fields_never_changes_the_leaf(fields: list[Field], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, len(fields) - 1)))
    whole = commitments(fields)
    slots = [Erased(commitment=whole[i]) if i in gone else f for i, f in enumerate(fields)]
    erased = Payload(index=0, slots=tuple(slots))
    assert leaf(commitments(decode(encode(erased)).slots)) == leaf(whole)
    for i in gone:
        assert fields[i].salt.encode() not in encode(erased)


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(["name", "path", "source", "collector", "consent"]), text),
    st.sets(st.sampled_from(["name", "path", "source", "collector", "consent", "digests"])),
)
def test_what_is_withheld_occurs_in_no_byte_of_a_bundle(
    told: dict[str, str], release: set[str]
) -> None:
    secrets = {name: f"canary-{name}-{value}" for name, value in told.items()}
    fields = salted([("digests", {"sha256": "ab" * 32}), *secrets.items()])
    released = release & {found.name for found in fields}
    storage = MemoryLog()
    LogWriter.create(storage, SIGNER, "0").append([fields], lambda: "0")
    proven = LogReader(storage, SIGNER.verifier).prove(0)
    bundle = Bundle(
        ref="IT-7F3K-Q2MH",
        original="ab" * 32,
        size=1,
        index=0,
        disclosure=disclose(proven.payload, released),
        proof=proven.proof,
        checkpoint=proven.checkpoint,
        verifier=SIGNER.verifier,
    )
    whole = b"\n".join(bundle_files(bundle).values())
    for found in fields:
        shown = found.name in released
        assert (found.salt.encode() in whole) == shown
        assert bytes.fromhex(found.salt) not in whole
        if found.name in secrets:
            assert (f"canary-{found.name}".encode() in whole) == shown
            if not shown:
                for form in (str(found.value).encode(), canonical(found.value)):
                    assert form not in whole
                    assert base64.b64encode(form)[:12] not in whole


NOTE = encode_note(SIGNER.sign(Checkpoint(origin="example.org/log", size=7, root=bytes(32)).text()))


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_no_changed_byte_of_a_checkpoint_is_believed(place: int, bits: int) -> None:
    changed = NOTE[:place] + bytes([NOTE[place] ^ bits]) + NOTE[place + 1 :]
    with pytest.raises(CustodyError):
        verify_checkpoint(changed, SIGNER.verifier)


@given(st.binary(max_size=200) | text.map(str.encode))
def test_whatever_is_read_as_a_note_is_spelled_so(data: bytes) -> None:
    try:
        note = decode_note(data)
    except CustodyError:
        return
    assert encode_note(note) == data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_a_signed_text_is_verified_and_no_other(body: str) -> None:
    note = decode_note(encode_note(ED25519.sign(f"{body}\n")))
    assert note.text == f"{body}\n"
    ED25519.verifier.verify(note)


heads = st.builds(
    Head,
    size=st.integers(0, 10**18 - 1),
    root=st.binary(min_size=32, max_size=32),
    vault=st.text("0123456789abcdefghijklmnopqrstuvwxyz.:-", min_size=1, max_size=30),
)


@given(heads, st.data())
def test_a_head_is_read_as_it_was_written_and_no_changed_one_is(
    head: Head, data: st.DataObject
) -> None:
    written = encode_head(head)
    assert decode_head(written) == head
    place = data.draw(st.integers(0, len(written) - 1))
    bits = data.draw(st.integers(1, 255))
    with pytest.raises(CustodyError):
        decode_head(written[:place] + bytes([written[place] ^ bits]) + written[place + 1 :])


@given(st.integers(1, 8), st.binary(max_size=40), st.data())
def test_recovery_never_cuts_a_committed_line(count: int, tail: bytes, data: st.DataObject) -> None:
    """Whatever one byte becomes, or is put in: all committed lines stay, or nothing is cut."""
    lines = [
        encode(Payload(index=i, slots=(Field(name="n", value="v" * i, salt="ab" * 32),)))
        for i in range(count)
    ]
    whole = b"".join(lines)
    place = data.draw(st.integers(0, len(whole)))
    letter = data.draw(st.sampled_from([b"\n", b"\r", b"\n\n", b""]) | st.binary(max_size=1))
    replaced = data.draw(st.booleans())
    damaged = whole[:place] + letter + whole[place + replaced :]
    try:
        length = committed_length(damaged + tail, 0, count)
    except CustodyError:
        return
    assert length >= len(damaged.rstrip(b"\n")) or damaged[: len(whole)] == whole
    assert length <= len(damaged + tail)
