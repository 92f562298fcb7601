"""The blind tool beside the checkout: aggregate figures on labelled articles of sites that nobody here has read.

Only its figures are read. What it prints, and the texts that it unpacks for the time it runs, are never kept.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import limits


def read(tool: Path) -> dict[str, dict[str, float] | None]:
    """Return the figures of each set; a set that the tool could not measure is None (its exit status is then 1)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        status = subprocess.run([sys.executable, tool, "--json", out], capture_output=True).returncode
        if not out.exists():
            sys.exit(f"{tool.name} wrote no figures (exit status {status}): run it by itself to see why")
        return json.loads(out.read_text(encoding="utf-8"))


def missed(tool: Path, floors: dict[str, dict[str, float]]) -> int:
    """Print the figures beside their limits, and return how many miss theirs; a set with limits must have figures."""
    if not tool.exists():
        print("no thermometer beside this checkout: figures of unseen sites not taken")
        return 0
    count = 0
    sets = read(tool)
    for name in dict.fromkeys([*sets, *floors]):
        figures, wanted = sets.get(name), floors.get(name, {})
        if figures is not None:
            count += limits.missed(f"blind {name}", figures, wanted)
        elif wanted:
            count += 1
            print(f"  MISSED blind {name}: it has limits, and the tool gives no figures")
        else:
            print(f"  not measured: blind {name} (the tool gives no figures, and there are no limits)")
    return count
