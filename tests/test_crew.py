"""Signals that come while a worker starts or a module is imported wait until that is done, and are not lost."""

from __future__ import annotations

import multiprocessing.process
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from embeds.processes.crew import Crew, Task
from embeds.processes.interrupts import held


class Stopped(KeyboardInterrupt):
    """What the signal's handler raises."""


@pytest.fixture(autouse=True)
def _stopped_by_a_signal() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    yield
    signal.signal(signal.SIGTERM, before)


def test_a_worker_that_is_starting_is_known_before_the_run_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    start = multiprocessing.process.BaseProcess.start

    def stopped(process: multiprocessing.process.BaseProcess) -> None:
        signal.raise_signal(signal.SIGTERM)
        start(process)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", stopped)
    crew: Crew[int] = Crew(1)
    with pytest.raises(Stopped):
        crew.give(Task(len, "late again"))
    (process,) = crew._workers.values()
    assert process.is_alive()
    crew.close()
    assert not process.is_alive()


def test_a_signal_in_a_block_comes_behind_it() -> None:
    done = []
    with pytest.raises(Stopped), held():
        signal.raise_signal(signal.SIGTERM)
        done.append("the rest of the block")
    assert done


def test_a_signal_in_a_block_that_fails_is_not_lost() -> None:
    with pytest.raises(Stopped), held():
        signal.raise_signal(signal.SIGTERM)
        raise ZeroDivisionError
