"""Count the credits that `clean_html` finds beside pictures: `python -m tests.bench.beside_pictures TEXTS.jsonl…`.

A line of a file is an article's "text" with its "fragments" {"kind", "start", "end"}. The words of each credit are set
between two paragraphs. Where `clean` finds a credit in them, `clean_html` must find the same one if they stand behind a
picture in a page, in each of the shapes in which content systems put them there, and both paragraphs must be unharmed.

`--json OUT` writes the figures.
"""

from __future__ import annotations

import argparse
import html
import json
from collections.abc import Iterable
from pathlib import Path

import embeds

from .samples import ABOVE, BELOW

IMAGE = '<img src="/files/harbour-wall.jpg" alt="">'
SHAPES = {
    "paragraph": f"<p>{IMAGE}<br>{{}}</p>",
    "next paragraph": f"<p>{IMAGE}</p>\n<p><em>{{}}</em></p>",
    "small": f"<div>{IMAGE}<small>{{}}</small></div>",
}
Credits = list[tuple[tuple[str, ...], tuple[str, ...], str | None]]


def measure(texts: Iterable[str]) -> tuple[dict[str, list[int]], list[str]]:
    """Return for each shape how many credits are found, with how many captions, of how many, and a line for each other.

    `texts` are the words of credits, with their captions.
    """
    counts = {shape: [0, 0, 0] for shape in SHAPES}
    wrong = []
    for words in texts:
        plain = embeds.clean(f"{ABOVE}\n\n{words}\n\n{BELOW}")
        if not plain.credits:
            continue
        for shape, markup in SHAPES.items():
            block = markup.format(html.escape(words, quote=False).replace("\n", "<br>"))
            article = embeds.clean_html(f"<p>{ABOVE}</p>\n{block}\n<p>{BELOW}</p>")
            unharmed = f"<p>{ABOVE}</p>" in article.prose and f"<p>{BELOW}</p>" in article.prose
            found = unharmed and _credits(article) == _credits(plain)
            same = found and [one.caption for one in article.credits] == [one.caption for one in plain.credits]
            counts[shape] = [n + one for n, one in zip(counts[shape], (found, same, True), strict=True)]
            if not same:
                raws = [[one.raw for one in side.credits] for side in (plain, article)]
                wrong.append(f"{shape}: {words!r}\n    " + "\n    ".join(map(repr, raws)))
    return counts, wrong


def _credits(article: embeds.Article) -> Credits:
    return [(credit.creators, credit.agencies, credit.credit_line) for credit in article.credits]


def labelled(path: Path) -> list[str]:
    """Return the words of the credits that are labelled in a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        row["text"][one["start"] : one["end"]] for row in rows for one in row["fragments"] if one["kind"] == "credit"
    ]


def main() -> None:
    """Print the figures by shape."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("texts", type=Path, nargs="+")
    ask.add_argument("--json", type=Path, help="write the figures here")
    args = ask.parse_args()
    counts, wrong = measure([words for path in args.texts for words in labelled(path)])
    print(*wrong, sep="\n")
    for shape, (found, same, total) in counts.items():
        print(f"{shape:15} found {found:3}/{total:<3}  with the same caption {same:3}/{total:<3}")
    if args.json:
        figures = {shape: found / total if total else None for shape, (found, _, total) in counts.items()}
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
