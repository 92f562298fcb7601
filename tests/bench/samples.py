"""Count how many flattened embed codes are found: `python -m tests.bench.samples SAMPLES.jsonl`.

A line of the file is an embed code with its "platform", its "locale", its "truth" {author_handle, author_name, …} and
what two scrapers made of it: "flat_empty" (all text glued) and "flat_nl" (a line for each element). Each form is set
between two paragraphs of prose. If it names its author, it must give one post of its platform by that author; if not,
it is a leftover, which is counted separately. In all of them both paragraphs must be unharmed.

`--json OUT` writes the figures.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from typing import Any

import embeds

FORMS = ("flat_empty", "flat_nl")
ABOVE = "The council met on Tuesday evening to talk about the new harbour wall, and nobody was in a hurry."
BELOW = "Work is to begin in May, when the storms are over and the boats have gone out again."


class Tally:
    """Counts for one platform, one locale or all: how many were right, of how many."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {name: [0, 0] for name in ("posts", "furniture", "prose")}

    def add(self, name: str, right: bool) -> None:
        self.counts[name][0] += right
        self.counts[name][1] += 1

    def figures(self) -> dict[str, float | None]:
        return {name: right / of if of else None for name, (right, of) in self.counts.items()}

    def __str__(self) -> str:
        return "  ".join(f"{name} {right:3}/{of:<3}" for name, (right, of) in self.counts.items())


def measure(path: Path) -> tuple[dict[str, Tally], list[str]]:
    """Return the tallies by platform and locale, and a line about each form that went wrong."""
    tallies: dict[str, Tally] = collections.defaultdict(Tally)
    wrong = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sample = json.loads(line)
        for form in FORMS:
            if not (flat := sample.get(form, "").strip()):
                continue
            article = embeds.clean(f"{ABOVE}\n\n{flat}\n\n{BELOW}")
            name = "posts" if _author(sample, flat) else "furniture"
            found = _is_post(article, sample, flat) if name == "posts" else len(article.records) == 1
            unharmed = all(paragraph in article.prose for paragraph in (ABOVE, BELOW))
            for key in ("all", f"platform {sample['platform']}", f"locale {sample['locale']}"):
                tallies[key].add(name, found)
                tallies[key].add("prose", unharmed)
            if not found or not unharmed:
                records = [(record.kind, record.raw) for record in article.records]
                wrong.append(f"{number} {sample['platform']} {form}: {flat!r}\n    {records}")
    return tallies, wrong


def _author(sample: dict[str, Any], flat: str) -> str | None:
    """Return the handle, or else the name, by which the flattened form names its author; None if it does not."""
    handle, name = sample["truth"].get("author_handle"), sample["truth"].get("author_name")
    return next((author for author in (handle, name) if author and author in flat), None)


def _is_post(article: embeds.Article, sample: dict[str, Any], flat: str) -> bool:
    """Return whether the article holds one post, of the sample's platform and by its author."""
    if len(article.posts) != 1 or article.posts[0].platform != sample["platform"]:
        return False
    author = article.posts[0].author
    return _author(sample, flat) in (author.handle, author.name)


def main() -> None:
    """Print the figures by platform and by locale."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("samples", type=Path)
    ask.add_argument("--json", type=Path, help="write the figures here")
    args = ask.parse_args()
    tallies, wrong = measure(args.samples)
    print(*wrong, sep="\n")
    for key in sorted(tallies, key=lambda key: (key == "all", key)):
        print(f"{key:22} {tallies[key]}")
    figures = tallies["all"].figures()
    print("  ".join(f"{name} {share:.3f}" for name, share in figures.items() if share is not None))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
