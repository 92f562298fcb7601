"""Count the posts and credits that are read alike however they are written: in Markdown, with entities, broken dashes.

    python -m tests.bench.dresses SAMPLES.jsonl [PAGES.jsonl.xz] [--credits TEXTS.jsonl …] [--show] [--json OUT]

A line of SAMPLES is an embed code ("html"); one of PAGES is a page ("html"), of which each blockquote is taken. The
code stands between two paragraphs of prose, and the whole is flattened plainly, as scrapers do: all text of a block
glued, or a line for each element. A code counts if one of the two gives exactly one post. The same page then goes
through converters as in a reader's pipeline (CONVERTED in converters.py), and its plain flattening is written in other
ways (SIGNS). Each must give one post of the same platform, handle, date and words as a plain flattening, or as the
markup, which shows where the words begin. The prose must be both paragraphs ("prose"), and nothing else that the plain
one does not leave, too ("bare"). White space does not count, nor what a converter itself made of a dash, a quotation
mark or an accent. Without the quote it must be judged where the words begin, so that these shares are lower.

A line of TEXTS is an article with labelled "fragments". Each credit of it that is found when it stands alone between
the two paragraphs must be found in Markdown, too (CREDITS, FIGURES), with the same creators, agencies and caption.

`--show` shows what fails, `--json OUT` writes the shares.
"""

from __future__ import annotations

import argparse
import collections
import html
import json
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bs4

import embeds

from .converters import ABOVE, BELOW, CONVERTED, CREDITS, FIGURES, SIGNS, glued, in_lines, page_around

# What html2text writes for named entities, and what stands for it here in both of two texts that are compared.
_TYPESET = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
# White space, signs without width, and what accents are made of: html2text has none where a page names them.
_NOTHING = re.compile(r"[\s\u00ad\u200b\u200e\u200f\u2060\ufeff\u0300-\u036f]+")
# What stays of the article itself: its picture, and the addresses of links in lines of their own.
_STAYS = re.compile(r"!\[[^\]]*\]\(wall\.jpg\)|^ {3}\[\d+\]:(?s:.*?)(?=\n\n|\Z)", re.MULTILINE)


class Tally:
    """How many texts of a dress were read as the plain one is, kept their prose and left nothing else in it."""

    def __init__(self) -> None:
        self.total = 0
        self.counts = dict.fromkeys(("same", "prose", "bare"), 0)

    def add(self, article: embeds.Article, same: bool, plain: Iterable[embeds.Article] = ()) -> bool:
        """Count one text; return whether all was right. What stays of a plain text may stay of its dresses, too."""
        left = _left(article)
        right = {
            "same": same,
            "prose": all(_folded(paragraph) in left for paragraph in (ABOVE, BELOW)),
            "bare": left in (_folded(ABOVE + BELOW), *map(_left, plain)),
        }
        self.total += 1
        for name, held in right.items():
            self.counts[name] += held
        return all(right.values())

    def shares(self) -> dict[str, float]:
        return {name: count / self.total for name, count in self.counts.items()}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", html.unescape(html.unescape(text)).translate(_TYPESET))
    return _NOTHING.sub("", plain.replace("--", "-"))


def _left(article: embeds.Article) -> str:
    """Return the words that stay, but for `_STAYS`."""
    return _folded(_STAYS.sub("", article.prose))


def told(article: embeds.Article) -> tuple[str, ...] | None:
    """Return what the article's one post says; None without one, or with more records."""
    if len(article.posts) != 1:
        return None
    post = article.posts[0]
    return post.platform, post.author.handle or "", str(post.published_on), _folded(post.text)


def codes(samples: Path, pages: Path | None) -> Iterator[str]:
    """Yield the embed codes of samples, and the blockquotes of pages."""
    for line in samples.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["html"]
    if pages:
        with lzma.open(pages, "rt", encoding="utf-8") as lines:
            for line in lines:
                for quote in bs4.BeautifulSoup(json.loads(line)["html"], "lxml").find_all("blockquote"):
                    if not quote.find("blockquote"):
                        yield str(quote)


def labelled(texts: Iterable[Path]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the labelled credits of texts in one line, with the names in them."""
    for path in texts:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for one in row["fragments"]:
                if one["kind"] == "credit":
                    fields = one.get("fields") or {}
                    said = " ".join(row["text"][one["start"] : one["end"]].split())
                    yield said, tuple(fields.get("creators") or ())


Found = tuple[dict[str, Tally], list[str]]


def posts(samples: Path, pages: Path | None) -> Found:
    """Return the tallies by dress, and a line about each text that went wrong."""
    tallies: dict[str, Tally] = collections.defaultdict(Tally)
    wrong = []
    for code in dict.fromkeys(codes(samples, pages)):
        page = page_around(code)
        plain = [f"{ABOVE}\n\n{flat(code).strip()}\n\n{BELOW}" for flat in (glued, in_lines)]
        read = [embeds.clean(text) for text in plain]
        wanted = [told(article) for article in read]
        if not any(wanted):
            continue
        wanted.append(told(embeds.clean_html(code)))
        dressed = {name: make(page) for name, make in CONVERTED.items()}
        text = plain[0] if wanted[0] else plain[1]
        dressed |= {name: make(text) for name, make in SIGNS.items()}
        for name, text in dressed.items():
            article = embeds.clean(text)
            said = told(article)
            if not tallies[name].add(article, said is not None and said in wanted, read):
                records = [(record.kind, record.raw) for record in article.records]
                wrong.append(f"{name}:\n{text}\n    wanted {wanted}\n    got    {said}\n    {records}")
    return tallies, wrong


def image_credits(texts: Iterable[Path]) -> Found:
    """Return the tallies by dress, and a line about each credit that went wrong."""
    tallies: dict[str, Tally] = collections.defaultdict(Tally)
    wrong = []
    for line, names in dict.fromkeys(labelled(texts)):
        plain = _attributed(embeds.clean(f"{ABOVE}\n\n{line}\n\n{BELOW}"))
        if plain is None:
            continue
        dressed = {name: f"{ABOVE}\n\n{make(line, names)}\n\n{BELOW}" for name, make in CREDITS.items()}
        dressed |= {name: make(line) for name, make in FIGURES.items()}
        for name, text in dressed.items():
            article = embeds.clean(text)
            said = _attributed(article)
            if not tallies[name].add(article, said == plain):
                wrong.append(f"{name}:\n{text}\n    wanted {plain}\n    got    {said}\n    {article.records}")
    return tallies, wrong


def _attributed(article: embeds.Article) -> tuple[Any, ...] | None:
    """Return what the article's one credit says; None without one, or with more records."""
    if len(article.credits) != 1 or len(article.records) != 1:
        return None
    credit = article.credits[0]
    return credit.creators, credit.agencies, _folded(credit.caption or "")


def main() -> None:
    """Print the shares by dress."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("samples", type=Path)
    ask.add_argument("pages", type=Path, nargs="?")
    ask.add_argument("--credits", type=Path, nargs="+", default=[], metavar="TEXTS", help="texts with labelled credits")
    ask.add_argument("--show", action="store_true", help="show the texts that are read in another way")
    ask.add_argument("--json", type=Path, help="write the shares here")
    args = ask.parse_args()
    shares = {}
    for tallies, wrong in (posts(args.samples, args.pages), image_credits(args.credits)):
        if args.show:
            print(*wrong, sep="\n\n")
        for name, tally in tallies.items():
            shares[name] = tally.shares()
            print(
                f"{name:34} {tally.total:4}  " + "  ".join(f"{key} {share:.3f}" for key, share in shares[name].items())
            )
    if args.json:
        args.json.write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
