"""Kill runs at random moments and resume them: the output is the same to the byte as that of an uninterrupted run.

    python -m tests.kills [--times 200] [--seed 1]

Each run over files is killed (TERM, INT or KILL) a few times, with 1 or 2 workers, and then runs to its end. The exit
status is 1 if the output of one differs, it left files behind, or it did not end.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .processes import started

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
_LONGEST = 300.0  # seconds after which a run counts as hanging; undisturbed it takes two
# Small chunks, and a checkpoint at each, so that there is always something to resume.
_RUN = """
import sys
from embeds.cli import main
from embeds.batch import json_lines, output
json_lines.CHUNK, output._EVERY = 2000, 0.0
if __name__ == "__main__":
    sys.exit(main.main(sys.argv[1:]))
"""


class Kills:
    """Runs over two files in a folder, with bad lines among the good ones."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Write the inputs, and the output of an uninterrupted run."""
        self._folder, self._random = folder, random.Random(seed)  # noqa: S311 - no secret
        (folder / "run.py").write_text(_RUN, encoding="utf-8")
        post = "He was clear.\n\nEnough {}! — Mara Voss (@maravoss) May 3, 2021"
        for name in ("1.jsonl", "2.jsonl"):
            rows = (json.dumps({"id": n, "text": post.format(n)}) if n % 50 else "bad" for n in range(1000))
            (folder / name).write_text("\n".join(rows), encoding="utf-8")
        self._spent = 0.0
        self.run("whole.jsonl", 1, None)
        self._whole = self._results("whole.jsonl")

    def run(self, out: str, workers: int, kill: signal.Signals | None) -> int:
        """Start a run with --resume, kill it within the time that it takes, and return its exit status."""
        command = ["clean", "1.jsonl", "2.jsonl", "-o", out, "--resume", "--workers", str(workers)]
        began = time.monotonic()
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        with started([sys.executable, "run.py", *command], cwd=self._folder, **pipes) as run:
            if kill:
                time.sleep(self._random.uniform(0, self._spent))
                run.send_signal(kill)
            error = run.communicate(timeout=_LONGEST)[1]
        if not kill:
            self._spent = time.monotonic() - began
        if b"Traceback" in error and not _is_pythons_own(error, run.returncode):
            raise AssertionError(error.decode())
        return run.returncode

    def rounds(self, times: int) -> Iterator[tuple[int, str]]:
        """Yield for each run with some kills the number of kills so far and what went wrong, until they are enough."""
        plan = itertools.cycle(itertools.product(SIGNALS, (1, 2)))
        done = 0
        while done < times:
            wrong = []
            for kill, workers in itertools.islice(plan, min(self._random.randint(1, 3), times - done)):
                status = self.run("out.jsonl", workers, kill)
                done += 1
                if status not in (-kill, 128 + kill, 1):  # 1: it ended before the kill, and reports bad lines
                    wrong.append(f"status {status} after {kill.name}")
            if (status := self.run("out.jsonl", self._random.randint(1, 2), None)) != 1:
                wrong.append(f"status {status} in the end")
            if self._results("out.jsonl") != self._whole:
                wrong.append("other results")
            for path in self._folder.glob("out.jsonl*"):
                path.unlink()
            yield done, ", ".join(wrong)

    def _results(self, out: str) -> dict[str, bytes]:
        """Return the content of all files whose names begin with a name, by the rest of their names."""
        paths = self._folder.glob(f"{out}*")
        return {path.name.removeprefix(out): path.read_bytes() for path in paths}


def _is_pythons_own(error: bytes, status: int) -> bool:
    """Return whether a message is Python's own: about Ctrl-C at its start, or a worker that starts in a dying run."""
    return status == -signal.SIGINT or (status == -signal.SIGKILL and error.endswith(b"\nEOFError: Ran out of input\n"))


def main() -> int:
    """Kill as often as the command line says, and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # else runs in the background would ignore Ctrl-C
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for done, wrong in Kills(Path(folder), options.seed).rounds(options.times):
            failed += bool(wrong)
            print(f"{done} kills{': ' + wrong if wrong else ''}", flush=True)
    print(f"{failed} runs failed" if failed else "all runs came to the same, and left nothing behind")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
