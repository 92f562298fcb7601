"""The documents that every framework cleans, and the rows that it must give: `export.fields(embeds.clean(text))`."""

from __future__ import annotations

import datetime as dt
import json
import math
from pathlib import Path
from typing import Any

import embeds
from embeds import export

HARBOUR = (Path(__file__).parent.parent / "articles" / "harbour.txt").read_text(encoding="utf-8")
LONG = "Nobody in Port Ellery remembers a winter like it, and the wall still stands. " * 32_500
ADDRESS = "https://twitter.com/maravoss/status/1389123456789012345"

TEXTS = {
    "harbour": HARBOUR,
    "tweet": "It was close.\n\nTwo votes! t.co/Zk4mB9xTqW — Mara Voss (@maravoss) May 3, 2021\n\nWe count again.",
    "dated": f"He left.\n\nGone! — Mara Voss (@maravoss) [May 3, 2021]({ADDRESS})\n\nShe stayed.",
    "credit": "The count begins at noon.\n\n(Photo: Jon Abel/Reuters)\n\nNobody had slept.",
    "residue": "Everyone saw the picture.\n\nView this post on Instagram\n\nNobody liked it.",
    "none": "Nothing at all happened in Kelby on Monday.",
    "empty": "",
    "null": None,
    "scripts": "Мэр промолчал. 市長は黙っていた。\u2028\x00 🧱\n\nNo! 🧱 — Ада (@ada_k) May 3, 2021\n\nÀ demain.",
    "long": f"{LONG}\n\nEnough! — Mara Voss (@maravoss) May 3, 2021\n\n{LONG}",  # 5 million characters
}
# Columns beside the texts that a framework could change: a null must not become NaN, nor an integer a float.
DOCUMENTS: list[dict[str, Any]] = [
    {"id": name, "text": text, "weight": [1.5, math.nan, None][n % 3], "count": [2**53 + 1, None][n % 2]}
    for n, (name, text) in enumerate(TEXTS.items())
]


def expected(text: str | None, cleaner: Any = embeds.clean) -> dict[str, Any]:
    """Return the `prose` and `records` of a text."""
    return {"prose": None, "records": None} if text is None else export.fields(cleaner(text))


def plain(row: Any) -> Any:
    """Return a framework's row in one form: dates as in JSON, UTC as Z, and NaN, which equals nothing, as a word."""
    return json.loads(json.dumps(row, default=_date).replace('+00:00"', 'Z"'), parse_constant=str)


def _date(value: object) -> str:
    assert isinstance(value, dt.date)
    return value.isoformat()
