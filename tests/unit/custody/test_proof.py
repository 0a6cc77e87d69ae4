from __future__ import annotations

import base64
import json

import pytest

from amana.core import UsageError, canonical
from amana.custody import Erased, Payload, commitments, disclose, field_commitment, leaf
from amana.custody.proof import tlog_proof
from amana.records import Field

SHOWN = Field(name="digests", value={"sha256": "ab" * 32}, salt="01" * 32)
KEPT = Field(name="source", value="canary: the name of the source", salt="02" * 32)
GONE = Erased(commitment="03" * 32)
PAYLOAD = Payload(index=4, slots=(SHOWN, KEPT, GONE))


def test_a_disclosure_shows_what_is_released_and_commits_to_the_rest() -> None:
    made = disclose(PAYLOAD, {"digests"})
    assert made.released == (SHOWN,)
    assert made.withheld == ("source",)
    assert made.leaf == leaf(commitments(PAYLOAD.slots))
    stored = json.loads(made.json())
    assert stored == {
        "leaf": made.leaf.decode(),
        "slots": [
            {
                "commitment": field_commitment(SHOWN),
                "message": f'["digests",{{"sha256":"{"ab" * 32}"}}]',
                "salt": "01" * 32,
            },
            {"commitment": field_commitment(KEPT)},
            {"commitment": "03" * 32},
        ],
        "withheld": ["source"],
    }


@pytest.mark.parametrize("release", [[], ["digests"], ["source"], ["digests", "source"]])
def test_what_is_withheld_occurs_in_no_byte(release: list[str]) -> None:
    data = disclose(PAYLOAD, release).json()
    for field in (SHOWN, KEPT):
        for secret in (field.salt.encode(), canonical(field.value)):
            told = secret in data.replace(b"\\", b"")
            assert told == (field.name in release), (field.name, secret)


def test_a_name_that_the_entry_does_not_have_cannot_be_released() -> None:
    with pytest.raises(UsageError, match="has no field collector, sources") as caught:
        disclose(PAYLOAD, {"sources", "digests", "collector"})
    assert caught.value.remedy == "its fields are: digests, source"


def test_a_tlog_proof_is_spelled_as_c2sp_says() -> None:
    path = [bytes(32), bytes(range(32))]
    note = b"example.org/log\n5\n...\n\n\xe2\x80\x94 example.org/log ...\n"
    assert tlog_proof(4, path, note) == (
        b"c2sp.org/tlog-proof@v1\nindex 4\n%s\n%s\n\n"
        % (base64.b64encode(path[0]), base64.b64encode(path[1]))
        + note
    )
    assert tlog_proof(0, [], note) == b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + note
