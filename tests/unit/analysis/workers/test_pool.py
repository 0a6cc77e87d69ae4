from __future__ import annotations

import threading

import pytest
from tests.unit.analysis.workers.conftest import MakeOrder

from amana.analysis import Analysts, Answer, Budget, Code, Failed
from amana.core import UnavailableError

BUDGET = Budget(seconds=1, memory=512 << 20)


def test_one_text_after_the_other_is_analysed_by_one_process(
    probes: str, order_of: MakeOrder
) -> None:
    with Analysts(1, BUDGET, steps=probes) as analysts:
        for _ in range(3):
            said = analysts.observe(order_of("The Tribunal of Norhaven sat."))
            assert isinstance(said, Answer)
            assert {name: data.count(b"\n") for name, data in said.facts.items()} == {
                "words": 3, "roles": 3,
            }  # fmt: skip
        assert len(analysts._started) == 1


def test_a_text_that_brings_a_worker_down_stands_in_nobodys_way(
    probes: str, order_of: MakeOrder
) -> None:
    found: dict[str, Answer | Failed] = {}
    with Analysts(2, BUDGET, steps=probes) as analysts:

        def observe(text: str) -> None:
            found[text] = analysts.observe(order_of(text))

        texts = ("HANG", "DIE", "EAT", "FAIL", "Norhaven")
        threads = [threading.Thread(target=observe, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        codes = {text: said.code for text, said in found.items() if isinstance(said, Failed)}
    assert codes == {
        "HANG": Code.TOO_LONG, "DIE": Code.DIED, "EAT": Code.MEMORY, "FAIL": Code.STEP,
    }  # fmt: skip
    assert isinstance(found["Norhaven"], Answer)
    failed = found["FAIL"]
    assert isinstance(failed, Failed)
    assert "secret" not in failed.reason  # what the text says is not told
    assert "KeyError at analysis_probes.py:" in failed.reason
    assert "in the step words" in failed.reason


def test_who_stops_waits_for_nobody(probes: str, order_of: MakeOrder) -> None:
    said: list[object] = []

    def observe(analysts: Analysts) -> None:
        said.append(analysts.observe(order_of("SLEEP")))

    with Analysts(1, Budget(seconds=600, memory=512 << 20), steps=probes) as analysts:
        analysts.observe(order_of("Norhaven"))
        thread = threading.Thread(target=observe, args=(analysts,))
        thread.start()
        while analysts._idle:
            pass
    thread.join()
    assert isinstance(said[0], Failed)
    with pytest.raises(UnavailableError, match="stopped"):
        analysts.observe(order_of("Norhaven"))


def test_what_is_missing_here_is_no_fault_of_a_text(probes: str, order_of: MakeOrder) -> None:
    with Analysts(1, BUDGET, steps=probes) as analysts:
        with pytest.raises(UnavailableError, match="was not built") as lacking:
            analysts.observe(order_of("LACK"))
        assert lacking.value.remedy == "run: make words"
        assert isinstance(analysts.observe(order_of("Norhaven")), Answer)


def test_steps_that_are_not_there_are_told(order_of: MakeOrder) -> None:
    with (
        Analysts(1, BUDGET, steps="amana.analysis.nowhere:STEPS") as analysts,
        pytest.raises(UnavailableError, match="ModuleNotFoundError"),
    ):
        analysts.observe(order_of("Norhaven"))
