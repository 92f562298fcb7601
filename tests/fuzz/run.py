"""Fuzz one target in a process of its own: `python -m tests.fuzz.run`, which `python -m tests.fuzz` starts.

The input that is being checked stands in the file `--current`, so that the parent process still has it when C code
hangs or crashes. A find does not end the run; a second of its kind is not reported.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import itertools
import math
import mmap
import os
import random
import sys
import tempfile
import time
from contextlib import redirect_stderr, suppress
from pathlib import Path

from . import finds
from .draws import SIZE, Draws

_TOLD = 5.0  # seconds between two lines of progress
_ROUND = 2_000  # examples before hypothesis is restarted, because it keeps each of them
_AT_ONCE = 16  # inputs in one example: each costs hypothesis a millisecond, as much as most checks do
_INSTRUMENTED = 10  # an input may take this many times as long under atheris, which counts every branch
_ROOM = 1 << 20  # bytes for the current input
_FIRST = 50  # random inputs that atheris begins with: from none it would take long to find long ones


FOUND = 10  # the status of a process with finds, which no crash has


class Over(BaseException):
    """The inputs or the time asked for are used up; not an Exception, which hypothesis would catch."""


class Current:
    """A file with the input that is being checked, mapped into memory, so that it survives a crash of the process."""

    def __init__(self, path: Path) -> None:
        """Make the file."""
        with path.open("wb+") as file:
            file.truncate(_ROOM)
            self._room = mmap.mmap(file.fileno(), _ROOM)

    def __call__(self, text: str) -> None:
        """Put an input into the file."""
        raw = text.encode("utf-8", "surrogatepass")[: _ROOM - 8]
        self._room[: 8 + len(raw)] = len(raw).to_bytes(8, "big") + raw


def left(path: Path) -> str:
    """Return the input that a process was checking when it ended; empty if it had not begun."""
    raw = path.read_bytes() if path.is_file() else b""
    return raw[8 : 8 + int.from_bytes(raw[:8], "big")].decode("utf-8", "surrogatepass")


class Run:
    """A run that checks inputs made from bytes, counts them, and writes finds to the corpus."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Start the counts and the clock."""
        from .targets import TARGETS

        self._target, self._corpus = TARGETS[options.target], options.corpus
        self._current = Current(options.current)
        self._slack = _INSTRUMENTED if options.engine == "atheris" else 1
        self._most: int | None = options.inputs
        self._kinds: set[str] = set()
        finds.failure(self._target.check, "")  # so that loading is not measured
        self._count, self._began = 0, time.monotonic()
        self._told, self._ends = self._began, self._began + (options.seconds or math.inf)

    def end(self) -> int:
        """Print how many inputs there were, and return the process's status."""
        self._say(
            f"{self._count:,} inputs in {time.monotonic() - self._began:.0f} s, {len(self._kinds)} kinds of finds"
        )
        return FOUND if self._kinds else 0

    def __call__(self, data: bytes) -> None:
        """Make an input from the bytes and check it; raise Over if inputs or time are used up."""
        if self._count == self._most or time.monotonic() > self._ends:
            raise Over
        text = self._target.make(Draws(data))
        self._current(text)
        self._count += 1
        if time.monotonic() - self._told > _TOLD:
            self._told = time.monotonic()
            self._say(f"{self._count:,} inputs, {len(self._kinds)} finds")
        err = finds.failure(self._target.check, text, self._slack)
        if err and finds.kind(err) not in self._kinds:
            self._kinds.add(finds.kind(err))
            small = finds.smallest(self._target.check, text, err, self._slack)
            path = finds.write(self._corpus, self._target.name, small)
            self._say(f"FIND {finds.kind(err)}\n  python -m tests.fuzz --replay {path}")

    def _say(self, what: str) -> None:
        """Print a line on standard error."""
        print(f"{self._target.name}: {what}", file=sys.stderr, flush=True)


def with_hypothesis(run: Run, seed: int) -> None:
    """Check inputs from bytes of hypothesis until the run is over."""
    from hypothesis import HealthCheck, Phase, given, settings, strategies
    from hypothesis import seed as seeded

    some = settings(
        max_examples=_ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    def check(data: bytes) -> None:
        for at in range(0, len(data), SIZE):
            run(data[at : at + SIZE])

    size = SIZE * _AT_ONCE
    for number in itertools.count(seed):
        seeded(number)(some(given(strategies.binary(min_size=size, max_size=size))(check)))()


def with_atheris(run: Run, seed: int) -> None:
    """Check inputs from bytes of atheris, which seeks code that was not reached yet; this ends the process."""
    import atheris

    def check(data: bytes) -> None:
        try:
            run(data)
        except (Over, KeyboardInterrupt):
            os._exit(run.end())  # libFuzzer cannot be stopped otherwise

    first = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_FIRST):
            (Path(folder) / str(number)).write_bytes(first.randbytes(SIZE))
        how = [f"-seed={seed + 1}", f"-max_len={SIZE}", "-len_control=0", "-verbosity=0", "-handle_int=0"]
        atheris.Setup([sys.argv[0], *how, folder], check)
        atheris.Fuzz()


def main() -> int:
    """Run the target, and return FOUND if there was a find."""
    options = _options()
    faulthandler.enable()  # shows the stack if it crashes, or its parent ends it
    run = _instrumented(options) if options.engine == "atheris" else Run(options)
    with suppress(Over, KeyboardInterrupt):
        (with_atheris if options.engine == "atheris" else with_hypothesis)(run, options.seed)
    return run.end()


def _instrumented(options: argparse.Namespace) -> Run:
    """Return a run over a package whose branches are counted, for which it must be imported here."""
    import atheris

    with redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["embeds"]):  # it prints every module
        return Run(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), required=True)
    parser.add_argument("--inputs", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--current", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
