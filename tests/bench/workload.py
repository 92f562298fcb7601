"""Make documents to measure with: articles, a given share of which holds posts or credits.

They are the labelled articles beside the checkout, if there are any; else the tests' own cases, each in an article's
worth of made-up prose, so that the benchmark runs anywhere.
"""

from __future__ import annotations

import functools
import json
import random
from pathlib import Path

from ..marked_cases import FOLDER, cases

GOLD = Path(__file__).parents[3] / "shared" / "gold"
_OF_PICTURES = "A photographer of Reuters had come with the first boat."  # without it, bare names are no credits
_LENGTHS = range(200, 40_001)
_SENTENCES = (
    "The ferry was late again, and nobody on the pier knew why.",
    "The council had promised a second boat before the summer, and then it had promised it again.",
    "“We have waited long enough,” the harbour master said after the vote.",
    "Two firms offered to bring the stone by sea, so that the narrow road over the hill stays open.",
    "In January the engineers had warned of the cracks; by March they had stopped counting them.",
    "Most of the fleet winters in Kelby now, which is a day away and costs twice as much.",
    "Nobody had asked the fishermen.",
    "A third of the money comes from the county, and the rest from a fund that was meant for the school.",
    "The minutes of that meeting, which ran to 41 pages, were published on the council's site in June.",
    "Der Hafen bleibt bis Oktober gesperrt, sagte eine Sprecherin der Gemeinde am Montag.",
)


def documents(share: float, size: int, seed: int = 1) -> list[str]:
    """Return texts of `size` characters together, a `share` (0-1) of them with fragments; each comes once a round."""
    choose = random.Random(seed)  # noqa: S311 - nothing secret
    pools = [list(texts) for texts in _pools()]
    for pool in pools:
        choose.shuffle(pool)
    found: list[str] = []
    while size > 0:
        pool = pools[choose.random() < share]
        number = len(found)
        found.append(f"No. {number}. {pool[number % len(pool)]}")
        size -= len(found[-1])
    return found


def lines(texts: list[str]) -> list[bytes]:
    """Return the documents as lines of JSON, as a file of articles holds them."""
    return [
        json.dumps({"id": f"doc-{n}", "text": text}, ensure_ascii=False).encode("utf-8", "replace")
        for n, text in enumerate(texts)
    ]


def source() -> str:
    """Return where the documents come from, for the table's head."""
    return "labelled articles" if GOLD.is_dir() else "the tests' own cases in made-up prose"


@functools.cache
def _pools() -> tuple[list[str], list[str]]:
    """Return the texts without fragments, and those with."""
    clear, hit = _labelled() if GOLD.is_dir() else made()
    return clear, hit


def _labelled() -> tuple[list[str], list[str]]:
    clear: list[str] = []
    hit: list[str] = []
    for name in ("dcr", "html", "text"):
        for raw in (GOLD / f"{name}.dev.jsonl").open(encoding="utf-8"):
            row = json.loads(raw)
            kinds = {fragment["kind"] for fragment in row["fragments"]}
            if len(row["text"]) not in _LENGTHS:
                continue
            if kinds & {"post", "credit"}:
                hit.append(row["text"])
            elif not kinds and not row.get("partial"):
                clear.append(row["text"])
    return clear, hit


def made() -> tuple[list[str], list[str]]:
    """Return articles around the tests' own cases: those without fragments, and those with."""
    choose = random.Random(1)  # noqa: S311 - nothing secret
    clear: list[str] = []
    hit: list[str] = []
    for name in sorted(path.stem for path in FOLDER.glob("*.toml")):
        for case in cases(name):
            if not case.fails:
                parts = [_prose(choose), case.text, _prose(choose), _prose(choose)]
                if case.spans:
                    hit.append("\n\n".join((*parts, _OF_PICTURES)))
                else:
                    clear.append("\n\n".join(parts))
    return clear, hit


def _prose(choose: random.Random) -> str:
    """Return a few paragraphs of made-up prose."""
    return "\n\n".join(" ".join(choose.sample(_SENTENCES, choose.randint(1, 5))) for _ in range(choose.randint(2, 6)))
