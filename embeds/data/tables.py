"""Load the data files of this folder."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def load(name: str) -> Any:
    """Return the content of a JSON file of this folder; raise FileNotFoundError if there is none of this name."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
