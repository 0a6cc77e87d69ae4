from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amana.archive.scopes import (
    Amount,
    by_age,
    choose_sample,
    due,
    oldest,
    parse_amount,
    parse_rate,
    sample,
    take,
)
from amana.catalogue import CheckRow, sample_value
from amana.core import UsageError, sha256_hex, stamp
from amana.vault import Unit

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = timedelta(days=1)
UNITS = [Unit("packs", f"{number:08d}") for number in range(1, 11)]
SIZES = [(unit, 100) for unit in UNITS]
DIGESTS = [sha256_hex(b"%d" % number) for number in range(2000)]


def checked(number: int, age: timedelta) -> CheckRow:
    return CheckRow(
        number=number, at=stamp(NOW - age), scope="rolling", entries=0, of_log=True, problems=0,
        room="packs", first="", last="", length=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5%", Amount(share=0.05)),
        ("0.1%", Amount(share=0.001)),
        ("100%", Amount(share=1)),
        ("12", Amount(count=12)),
        ("2GB", Amount(size=2_000_000_000)),
        ("1.5 MiB", Amount(size=3 << 19)),
        ("500kB", Amount(size=500_000)),
        ("500KB", Amount(size=500_000)),
        ("7B", Amount(size=7)),
        ("3TiB", Amount(size=3 << 40)),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: Amount) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "0", "0%", "101%", "-1", "1.5", "5 percent", "GB", "1e9", "9" * 40, "nan%", "\u0665%"],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no amount"):
        parse_amount(text)


def test_rates() -> None:
    assert parse_rate("50MB/s") == parse_rate("50 MB") == 50_000_000
    for text in ("50", "5%/s", "fast"):
        with pytest.raises(UsageError, match="is no rate"):
            parse_rate(text)


def test_scopes() -> None:
    assert sample("1%", "00ff").seed == "00ff"
    assert oldest("2GB").amount == Amount(size=2_000_000_000)
    with pytest.raises(UsageError, match="a share or a number"):
        sample("2GB")
    for seed in ("xy", "abc", "", "AB"):
        with pytest.raises(UsageError, match="seed"):
            sample("1%", seed)


def test_a_sample_is_drawn_by_its_seed_alone() -> None:
    chosen = choose_sample(Amount(share=0.1), "00", DIGESTS)
    inside = {sha256 for sha256 in DIGESTS if chosen.reads(UNITS[0], sha256)}
    assert 140 < len(inside) < 260
    again = choose_sample(Amount(share=0.1), "00", DIGESTS[:500])
    assert again == chosen
    other = choose_sample(Amount(share=0.1), "01", DIGESTS)
    assert {sha256 for sha256 in DIGESTS if other.reads(UNITS[0], sha256)} != inside


@pytest.mark.parametrize("count", [1, 7, 1999, 2000, 5000])
def test_a_sample_of_a_number_has_that_number(count: int) -> None:
    chosen = choose_sample(Amount(count=count), "7a", DIGESTS)
    inside = sum(chosen.reads(UNITS[0], sha256) for sha256 in DIGESTS)
    assert inside == min(count, 2000)


def test_a_sample_of_everything_and_of_nothing() -> None:
    whole = choose_sample(Amount(share=1), "7a", DIGESTS)
    assert all(whole.reads(UNITS[0], sha256) for sha256 in DIGESTS)
    assert choose_sample(Amount(count=3), "7a", []).bound == "0" * 16
    assert choose_sample(Amount(share=0.25), "7a", []).bound == "4" + "0" * 15


@pytest.mark.parametrize("seed", ["00", "01", "7a", "ff"])
@pytest.mark.parametrize("number", [1, 38])
def test_a_share_of_few_takes_the_one_with_the_lowest_draw(seed: str, number: int) -> None:
    digests = DIGESTS[:number]
    lowest = min(digests, key=lambda sha256: sample_value(seed, sha256))
    for share in (1e-19, 1e-9):
        chosen = choose_sample(Amount(share=share), seed, digests)
        assert [each for each in digests if chosen.reads(UNITS[0], each)] == [lowest]
        assert choose_sample(Amount(share=share), seed, reversed(digests)) == chosen
    some = choose_sample(Amount(share=0.01), seed, digests)
    assert any(some.reads(UNITS[0], sha256) for sha256 in digests)


def test_the_oldest_come_first_and_equals_from_a_random_place_on() -> None:
    last: dict[tuple[str, str], CheckRow] = {UNITS[n]: checked(7, DAY) for n in range(5)}
    last[UNITS[2]] = checked(3, 9 * DAY)
    names = [int(unit.name) for unit, _ in by_age(SIZES, last, 0.5)]
    assert names == [8, 9, 10, 6, 7, 3, 4, 5, 1, 2]
    for offset in (0.0, 0.999999):
        assert sorted(by_age(SIZES, last, offset)) == SIZES


@pytest.mark.parametrize(
    ("amount", "number"),
    [
        (Amount(count=3), 3),
        (Amount(size=250), 3),
        (Amount(size=1), 1),
        (Amount(share=0.05), 1),
        (Amount(share=0.5), 5),
        (Amount(share=1), 10),
        (Amount(count=99), 10),
    ],
)
def test_as_much_is_taken_as_was_asked_for(amount: Amount, number: int) -> None:
    assert take(SIZES, amount) == set(UNITS[:number])
    assert take([], amount) == set()


def due_after(days: float, last: dict[tuple[str, str], CheckRow]) -> set[Unit]:
    return due(SIZES, last, now=NOW, since=NOW - days * DAY, began=NOW - 5 * DAY, cycle=90 * DAY)


def test_in_a_cycle_everything_is_due_once_and_nothing_at_once() -> None:
    last: dict[tuple[str, str], CheckRow] = {unit: checked(1, 5 * DAY) for unit in UNITS}
    assert due_after(1, last) == set()
    assert due_after(9.01, last) == set(UNITS[:1])
    assert due_after(45.01, last) == set(UNITS[:5])
    assert due_after(900, last) == set(UNITS)


def test_what_is_older_than_a_cycle_is_due_in_any_case() -> None:
    last: dict[tuple[str, str], CheckRow] = {unit: checked(1, 5 * DAY) for unit in UNITS}
    last[UNITS[0]] = last[UNITS[1]] = checked(0, 91 * DAY)
    assert due_after(0.1, last) == set(UNITS[:2])
    assert due_after(0.1, {}) == set(), "what was never checked is as old as the archive"


def test_a_rolling_check_every_hour_reads_everything_once_in_a_cycle() -> None:
    last: dict[tuple[str, str], CheckRow] = {}
    began = since = now = NOW
    read: dict[Unit, int] = dict.fromkeys(UNITS, 0)
    for hour in range(1, 91 * 24):
        now = NOW + timedelta(hours=hour)
        chosen = due(
            by_age(SIZES, last, 0.3), last, now=now, since=since, began=began, cycle=90 * DAY
        )
        for unit in chosen:
            read[unit] += 1
            last[unit] = checked(hour, NOW - now)
        since = now if chosen else since
    assert set(read.values()) == {1}
