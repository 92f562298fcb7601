"""Data with its sources, and the code that makes it anew."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def load(name: str) -> Any:
    """The content of one JSON file of this folder."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
