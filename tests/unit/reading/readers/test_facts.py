from __future__ import annotations

from amana.reading.readers.facts import Facts, decoded


def test_facts_keep_their_order_and_come_once() -> None:
    facts = Facts()
    for key, value in (("b:x", 1), ("a:x", " two "), ("b:x", 1), ("b:x", "other"), ("c:x", "")):
        facts.add(key, value)
    assert facts.pairs() == (("b:x", "1"), ("a:x", "two"), ("b:x", "other"))
    assert facts.first("b:x") == "1"
    assert facts.first("c:x") is None


def test_keys_and_values_are_made_to_fit() -> None:
    facts = Facts()
    facts.add("png:Über alles " + "x" * 90, "a\0b\ud800c" + "y" * 5000)
    ((key, value),) = facts.pairs()
    assert key.startswith("png:_ber_alles_xxx")
    assert len(key) == 60
    assert value.startswith("abcyy")
    assert len(value) <= 2000


def test_there_is_a_bound() -> None:
    facts = Facts(most=2)
    for n in range(5):
        facts.add("a:n", n)
    assert len(facts.pairs()) == 2


def test_text_of_no_stated_encoding() -> None:
    assert decoded("شاهد".encode()) == "شاهد"
    assert decoded(b"Andr\xe9") == "André"
