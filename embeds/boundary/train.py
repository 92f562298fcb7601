"""Learn the weights of data/boundary.json: `python -m embeds.boundary.train GOLD.jsonl…` (extra `train`).

A gold line is {"text", "source", "outlet"?, "fragments": [{"kind", "platform", "start", "end"}], "partial"?}. Every
labelled tweet or Bluesky post with an attribution asks one question; its site is the line's outlet or source. The
model is a softmax over a question's places, fitted with an L2 penalty. Posts that stand in several flattenings of one
page, and sites with many posts, weigh less, so that no site decides.

Beside the labelled texts it learns from composed ones: the same posts, flattened in the two ways that the labelled
texts lack (all glued, and lines broken around links), set between prose of other sites of the same fold.

The report is by cross-validation: no post is judged by weights that saw its site. Files after `--also` are scored with
the final weights and never learnt from.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import data
from ..blocks import Source
from ..platforms import bluesky, twitter
from . import shares, softmax
from .candidates import Question, candidates, weight
from .features import Row, describe

FOLDS = 8
PENALTY = 0.3
MOST_OF_A_SITE = 50.0
COMPOSED = 32  # composed texts for each post, each with the weight
COMPOSED_WEIGHT = 0.125
LARGEST_SITE = "_posts"  # one developer's blog, half of the labelled pages: reported apart


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its answer: `gold` is the number of the right place, -1 where it is none of them."""

    site: str
    extractor: str
    key: str
    question: Question
    places: list[int]
    rows: list[Row]
    start: int
    gold: int
    weight: float = 1.0


def examples(lines: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """The questions that the labelled posts of these lines ask."""
    for line in lines:
        text = line["text"]
        source, floor = Source(text, 0, len(text)), 0
        for post in sorted((f for f in line["fragments"] if f["kind"] == "post"), key=lambda f: f["start"]):
            asked = ask(source, floor, post["start"], post["end"])
            floor = post["end"]
            if asked is not None:
                yield example(asked, post["start"], site_of(line), str(line.get("extractor") or "text"))


def ask(source: Source, floor: int, start: int, end: int) -> Question | None:
    """The question of the post at [start, end), if it has an attribution."""
    for mark in re.finditer("@", source.text[start:end]):
        for platform in (twitter, bluesky):
            asked: Question | None = platform.ask(source, start + mark.start(), floor)
            if asked and asked.after == end and asked.attribution >= start:
                return asked
    return None


def example(asked: Question, start: int, site: str, extractor: str, weight: float = 1.0) -> Example:
    """A question with its answer; a post without words starts at its attribution."""
    places = candidates(asked)
    answer = asked.end if start == asked.attribution else start
    gold = places.index(answer) if answer in places else -1
    words = re.sub(r"\W+", "", asked.source.text[start : asked.end])
    return Example(site, extractor, words[:60], asked, places, list(describe(asked, places)), start, gold, weight)


def site_of(line: dict[str, Any]) -> str:
    """The site of a gold line."""
    return str(line.get("outlet") or line["source"])


# Composed texts.

_SEPARATORS = {"\n\n": 3, "\n": 3, " ": 2, "": 2, "\n\n\n\n": 1}
_INLINE = re.compile(r"(\s?)(https?://t\.co/\w{10}|pic\.twitter\.com/\w{10}|#\w+|@\w+)")


def composed(made: list[Example], lines: list[dict[str, Any]], fold: dict[str, int]) -> Iterator[Example]:
    """The same posts in other flattenings, between prose of sites of their own fold."""
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    prose: dict[int, list[dict[str, Any]]] = collections.defaultdict(list)
    for line in lines:
        if not line.get("partial") and len(line["text"]) >= 1200 and site_of(line) != LARGEST_SITE:
            prose[fold.get(site_of(line), -1)].append(line)
    seen = set()
    for one in made:
        rare = one.site != LARGEST_SITE or rng.random() > 0.7
        pool = prose[fold[one.site]] or prose[-1]
        if not rare or not one.key or (one.site, one.key) in seen or not pool:
            continue
        seen.add((one.site, one.key))
        for _ in range(COMPOSED):
            if again := _compose(rng, one, rng.choice(pool)):
                yield again


def _compose(rng: random.Random, one: Example, line: dict[str, Any]) -> Example | None:
    around = _split_prose(rng, line)
    text = one.question.source.text
    signature = re.match(r"(.*\))\s*(.*)$", text[one.question.attribution : one.question.after], re.DOTALL)
    if around is None or signature is None:
        return None
    words, gap, date_gap = _flatten(rng, text[one.start : one.question.end])
    before, after = rng.choices(list(_SEPARATORS), list(_SEPARATORS.values()), k=2)
    start = len(around[0]) + len(before)
    post = words + gap + signature[1] + date_gap + signature[2]
    whole = around[0] + before + post + after + around[1]
    asked = ask(Source(whole, 0, len(whole)), 0, start, start + len(post))
    if asked is None:
        return None
    again = example(asked, start, one.site, "composed", COMPOSED_WEIGHT)
    return replace(again, key=one.key + "~") if again.gold >= 0 else None


def _split_prose(rng: random.Random, line: dict[str, Any]) -> tuple[str, str] | None:
    """The prose before and behind a paragraph's end, sometimes all on one line."""
    text = line["text"]
    spans = [(f["start"], f["end"]) for f in line["fragments"]]
    ends = [end.start() for end in re.finditer(r"(?<=[.!?”\"])\s*\n", text)]
    ends = [end for end in ends if not any(low <= end <= high for low, high in spans)]
    if not ends:
        return None
    end = rng.choice(ends)
    before, behind = text[:end].rstrip()[-1500:], text[end:].lstrip()[:800]
    if rng.random() < 0.35:
        before, behind = re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", behind)
    return before, behind


def _flatten(rng: random.Random, body: str) -> tuple[str, str, str]:
    """The words as an extractor prints them, and the gaps that it leaves before the dash and before the date.

    One that joins an element's strings with nothing glues the lines; one that joins them with a newline breaks them
    around every link and tag too. Flattenings with other white space are those of the labelled pages.
    """
    lines = [line for line in map(str.strip, re.split(r"\n+", body)) if line]
    if rng.random() < 0.5:
        return "".join(lines), rng.choice(["", " "]), " "
    words = _INLINE.sub(lambda m: (m[1] if rng.random() < 0.7 else "") + "\n" + m[2] + "\n", "\n".join(lines))
    return re.sub(r"\n\n+", "\n", words).strip("\n"), "\n", " \n"


# Fitting.


def fit(learn: list[Example]) -> dict[str, float]:
    """The weights learnt from the examples whose right place is among the candidates."""
    learn = [one for one in learn if one.gold >= 0]
    rows, right = [one.rows for one in learn], [one.gold for one in learn]
    return softmax.fit(rows, right, _shares_of(learn), penalty=PENALTY, rarest=3, steps=400)


def _shares_of(learn: list[Example]) -> list[float]:
    """How much each example counts: less for one post in many flattenings, and for a site with many posts."""
    times = collections.Counter((one.site, one.key) for one in learn)
    single = [
        one.weight * (2.0 if one.extractor == "text" else 1.0) / math.sqrt(times[one.site, one.key]) for one in learn
    ]
    of_site: dict[str, float] = collections.defaultdict(float)
    for one, value in zip(learn, single, strict=True):
        of_site[one.site] += value
    return [v * min(1.0, MOST_OF_A_SITE / of_site[one.site]) for one, v in zip(learn, single, strict=True)]


# Judging.


@dataclass(frozen=True, slots=True)
class Judged:
    """An example with what was said of it."""

    example: Example
    said: int
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the right place was said."""
        return self.said == self.example.gold


def judge(one: Example, weights: dict[str, float]) -> Judged:
    """What these weights say of an example."""
    likely = shares([sum(weights.get(name, 0.0) * value for name, value in row) for row in one.rows])
    best = max(range(len(likely)), key=likely.__getitem__)
    return Judged(one, best, likely[best])


def cross_validate(made: list[Example], more: list[Example], fold: dict[str, int]) -> list[Judged]:
    """Every example judged by weights that saw nothing of its site."""
    judged = []
    for number in range(FOLDS):
        weights = fit([one for one in [*made, *more] if fold[one.site] != number])
        judged += [judge(one, weights) for one in made if fold[one.site] == number]
    return judged


def report(judged: list[Judged]) -> None:
    """Print the share of exact starts, by kind of text, and how far the confidence can be believed."""

    def line(title: str, chosen: list[Judged]) -> None:
        if chosen:
            print(f"  {title:32} {sum(j.right for j in chosen) / len(chosen):.3f} of {len(chosen)}")

    pages = [j for j in judged if j.example.extractor != "text"]
    without = [j for j in pages if j.example.site != LARGEST_SITE]
    line("pages", pages)
    line("pages without the largest site", without)
    line("ready-made text", [j for j in judged if j.example.extractor == "text"])
    line("bodies of several lines", [j for j in judged if j.example.site != LARGEST_SITE and _lines(j.example) > 1])
    by_confidence = sorted(without, key=lambda j: -j.confidence)
    line("the most confident 80 %", by_confidence[: len(without) * 4 // 5])
    for extractor in sorted({j.example.extractor for j in without}):
        line(f"  {extractor}", [j for j in without if j.example.extractor == extractor])
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.5, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        line(f"  confidence {low:.2f}-{min(high, 1):.2f}", [j for j in without if low <= j.confidence < high])


def _lines(one: Example) -> int:
    body = one.question.source.text[one.start : one.question.end]
    return sum(1 for line in body.split("\n") if weight(line.strip()))


def main(arguments: list[str] | None = None) -> int:
    """Learn, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="labelled texts to learn from")
    parser.add_argument("--also", action="append", default=[], type=Path, help="labelled texts to score, not to learn")
    parser.add_argument("--dry-run", action="store_true", help="report, but leave the weights as they are")
    options = parser.parse_args(arguments)
    lines = [json.loads(line) for path in options.gold for line in path.open(encoding="utf-8")]
    made = list(examples(lines))
    fold = softmax.folds((one.site for one in made), FOLDS)
    more = list(composed(made, lines, fold | {site_of(line): fold.get(site_of(line), -1) for line in lines}))
    print(f"{len(made)} posts of {len(fold)} sites, and {len(more)} composed; cross-validated by site:")
    report(cross_validate(made, more, fold))
    weights = fit([*made, *more])
    for path in options.also:
        judged = [judge(one, weights) for one in examples(json.loads(line) for line in path.open(encoding="utf-8"))]
        print(f"{path.name}, never learnt from: {sum(j.right for j in judged) / len(judged):.3f} of {len(judged)}")
    if not options.dry_run:
        about = "Written by python -m embeds.boundary.train; the features are described in boundary/features.py."
        (data.FOLDER / "boundary.json").write_text(
            json.dumps({"about": about, "weights": weights}, indent=0) + "\n", encoding="utf-8"
        )
        print(f"{len(weights)} weights written to data/boundary.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
