"""Read the cases of tests/cases/*.toml and tests/pages/*.toml: texts and pages with marked spans."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
PAGES = Path(__file__).parent / "pages"
_MARKS = re.compile("[⟦⟧]")


@dataclass(frozen=True)
class Case:
    family: str
    name: str
    text: str
    spans: tuple[tuple[int, int], ...]
    records: tuple[dict[str, Any], ...]
    fails: bool

    @property
    def prose(self) -> str:
        """The words of the text outside its marked spans."""
        edges = [0, *(edge for span in self.spans for edge in span), len(self.text)]
        return "".join(self.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def cases(family: str, folder: Path = FOLDER) -> list[Case]:
    """Return the cases of one family, or of one file of pages."""
    table = tomllib.loads((folder / f"{family}.toml").read_text(encoding="utf-8"))
    return [_case(family, row) for row in table["case"]]


def forms(family: str) -> list[str]:
    """Return the rules that a platform's cases must show: one or more for each form of its posts."""
    listed: list[str] = tomllib.loads((FOLDER / f"{family}.toml").read_text(encoding="utf-8"))["forms"]
    return listed


def _case(family: str, row: dict[str, Any]) -> Case:
    marks = [mark.start() - number for number, mark in enumerate(_MARKS.finditer(row["text"]))]
    spans = tuple(zip(marks[::2], marks[1::2], strict=True))
    records = tuple(row.get("records", ()))
    assert len(records) == len(spans), f"{family}, {row['name']}: {len(spans)} spans, {len(records)} records"
    return Case(family, row["name"], _MARKS.sub("", row["text"]), spans, records, row.get("expect") == "fail")
