"""Score the installed package on the labelled articles beside the checkout, and hold the figures to .ci/floors.json.

    python .ci/scores.py

A figure of floors.json is a floor, or a ceiling where less is better (CEILINGS). Exits with 1 where one is missed.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CEILINGS = {"prose_lost", "embed_left", "false_alarms", "crashes"}


def score(name: str) -> dict:
    """The figures of one gold file, as score.py writes them."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        script, gold = SHARED / "tools" / "score.py", SHARED / "gold" / f"{name}.jsonl"
        subprocess.run([sys.executable, script, gold, "--json", out], check=True)
        return json.loads(out.read_text(encoding="utf-8"))


def figure(figures: dict, path: str) -> float:
    """ "post.F1" -> figures["post"]["F1"]."""
    for key in path.split("."):
        figures = figures[key]
    return figures


def main() -> int:
    """Print every figure beside its limit."""
    if not (SHARED / "gold").is_dir():
        print("no labelled articles beside this checkout: scores not taken")
        return 0
    missed = 0
    for name, limits in json.loads((ROOT / ".ci" / "floors.json").read_text(encoding="utf-8")).items():
        figures = score(name)
        for path, limit in limits.items():
            value = figure(figures, path)
            ok = value <= limit if path in CEILINGS else value >= limit
            missed += not ok
            print(f"  {'ok    ' if ok else 'MISSED'} {name} {path} {value:.4f} (limit {limit})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
