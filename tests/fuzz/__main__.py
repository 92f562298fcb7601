"""Fuzz the package: `python -m tests.fuzz [--target clean] [--inputs 200000 | --minutes 10] [--engine atheris]`.

Each target is run by each engine that is installed: hypothesis, and atheris (extra `fuzz`), which follows the branches
that an input takes. Progress goes to standard error. A find is made small and written to the corpus, which the tests
replay. Exit status: 0 nothing found, 1 there are finds, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from . import finds
from .run import FOUND, left
from .targets import TARGETS

_ENGINES = ("hypothesis", "atheris")
_STUCK = 300.0  # seconds after which a process hangs that is still at the same input or find


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz or replay, and return the exit status."""
    options = _options(arguments)
    if options.replay:
        return replay(options.replay)
    engines = options.engine or [engine for engine in _ENGINES if find_spec(engine)]
    if "atheris" not in engines and not options.engine:
        print("atheris is not installed (pip install -e '.[fuzz]'): hypothesis alone", file=sys.stderr)
    found = False
    try:
        for target in options.target or TARGETS:
            for engine in engines:
                found |= fuzz(target, engine, options)
    except KeyboardInterrupt:
        return 130
    return 1 if found else 0


def fuzz(target: str, engine: str, options: argparse.Namespace) -> bool:
    """Run one target in a process of its own; return whether there were finds, a crash or hang of the process too."""
    amount = f"--inputs={options.inputs}" if options.inputs else f"--seconds={60 * (options.minutes or 1)}"
    print(f"{target}: {engine}, {amount.strip('-')}, seed {options.seed}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder) / "current"
        command = [sys.executable, "-m", "tests.fuzz.run", target, f"--engine={engine}", amount]
        command += [f"--seed={options.seed}", f"--corpus={options.corpus}", f"--current={current}"]
        with subprocess.Popen(command) as process:
            try:
                status = ended(process, current)
            except KeyboardInterrupt:  # the process gets the same signal, and says how far it came
                process.wait()
                raise
        if status not in (0, FOUND):
            path = finds.write(options.corpus, target, left(current))
            print(f"{target}: FIND the process ended with {status}", file=sys.stderr)
            print(f"  python -m tests.fuzz --replay {path}", file=sys.stderr, flush=True)
    return status != 0


def ended(process: subprocess.Popen[bytes], current: Path) -> int:
    """Return the status of a process, and end it if it is stuck in C code, which reacts to no signal."""
    seen = b""
    while True:
        try:
            return process.wait(_STUCK)
        except subprocess.TimeoutExpired:
            if seen == (seen := current.read_bytes() if current.is_file() else b""):
                process.send_signal(signal.SIGABRT)


def replay(paths: Sequence[Path]) -> int:
    """Check the inputs in these files, whose folders name the targets; print what each raises."""
    failed = False
    for path in paths:
        err = finds.failure(TARGETS[path.resolve().parent.name].check, finds.read(path))
        failed |= err is not None
        print(f"{path}: {''.join(traceback.format_exception(err)) if err else 'all is well'}")
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "--target", action="append", choices=TARGETS, help="what to fuzz, more than once for more (all)"
    )
    parser.add_argument("--engine", action="append", choices=_ENGINES, help="what makes the inputs (what is installed)")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--inputs", type=int, help="so many for each target and engine")
    amount.add_argument("--minutes", type=float, help="so long for each target and engine (1)")
    parser.add_argument("--seed", type=int, default=0, help="another number makes other inputs (0)")
    parser.add_argument("--corpus", type=Path, default=finds.CORPUS, help="the folder for finds (tests/fuzz/corpus)")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="check files of a corpus instead")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
