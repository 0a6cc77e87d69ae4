from __future__ import annotations

import msgspec
import pytest

from amana.records import Actor, ActorBasis, Form, Restriction, RestrictionKind


def test_nobody_is_verified_by_default() -> None:
    assert Actor(name="dalia") == Actor(name="dalia", basis=ActorBasis.LOGIN, verified=False)


def test_a_form_claims_nothing_that_was_not_said() -> None:
    form = Form()
    assert (form.source, form.collector, form.purpose, form.consent) == (None,) * 4
    assert form.restrictions == ()


def test_an_embargo_keeps_its_day_through_json() -> None:
    form = Form(restrictions=(Restriction(kind=RestrictionKind.EMBARGO, until="2030-01-31"),))
    assert msgspec.json.decode(msgspec.json.encode(form), type=Form) == form


def test_a_restriction_that_nobody_knows_is_refused_rather_than_ignored() -> None:
    with pytest.raises(msgspec.ValidationError, match="whisper"):
        msgspec.json.decode(b'{"kind":"whisper"}', type=Restriction)
