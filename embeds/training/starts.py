"""Learn learned/starts.json: `python -m embeds.training.starts GOLD.jsonl…` (extra `train`).

A gold line is {"text", "source", "outlet"?, "fragments": [{"kind", "platform", "start", "end"}], "partial"?}. Every
labelled tweet or Bluesky post with an attribution asks one question: at which place do its words begin? The model is a
softmax over a question's places, fitted with an L2 penalty. A question's site is the line's outlet or source. Posts
that stand in several flattenings of one page, and sites with many posts, count less, so that no site dominates.

Beside the labelled texts it learns from composed ones: the same posts in each other's places, in articles without
posts, and in flattenings that the labelled texts lack (composed_texts.py).

The report is a cross-validation by site: no post is judged with weights that saw its site. Files after `--also` are
scored with the final weights and never learnt from.
"""

from __future__ import annotations

import argparse
import collections
import math
import random
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..learned.weights import FOLDER, Row, Weights, shares
from ..platforms import bluesky, twitter
from ..starts.candidates import Question, candidates, weight
from ..starts.start_features import describe
from ..starts.worth import chosen
from ..text.blocks import Source
from . import composed_texts, gold_sets, manifest, softmax
from .composed_texts import site_of

# Chosen by the mean log-likelihood of the right place in the folds. Composed texts that count more make composed texts
# better and labelled ones worse: with twice the shares it falls from -0.35 to -0.36 on pages, from -0.20 to -0.22 on
# texts, from -0.39 to -0.41 on blogs. With twice as many of them nothing changes. Gradient-boosted trees over the
# likeliest five places, which raise it to -0.33 and -0.37 in the folds, made pages of sites that nobody read worse.
FOLDS = 8  # of the sites, for the report
PENALTY = 0.7  # of L2; between 0.3 and 1 the folds tell no difference
MOST_OF_A_SITE = 45.0  # the sum of the weights of a site's examples is at most this
FLATTENED, SWAPPED, MOVED = 30, 3, 12_000  # composed texts: for every post, for every labelled place, and in all
FLATTENED_SHARE, MADE_SHARE = 2.0, 0.5  # what all texts of a kind that were composed with one post count together
TEXT_SHARE = 6.0  # what a post in a text counts that came without its page (there are few); one from a page counts 1
# How often posts of several lines count, labelled and composed: they are few, and a third of them began wrong. On
# labelled pages the log-likelihood rises from -0.267 to -0.257 with these, on blogs it falls from -0.353 to -0.380.
LINES_SHARE, COMPOSED_LINES_SHARE = 3.0, 2.0
BLOG_SHARE = 0.4  # what a post in a blog counts: there are many, and composed texts are worse with more
THINNED = 0.3  # share of the largest site's posts that texts are composed with
LARGEST_SITE = "_posts"  # one developer's blog, half of the labelled pages: reported apart


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its answer: `gold` is the index of the right place, -1 if none of the places is right.

    A composed example names the site of its `surroundings`, and the `share` that all examples with its key count
    together.
    """

    site: str
    extractor: str
    key: str
    question: Question
    places: list[int]
    rows: list[Row]
    start: int
    gold: int
    surroundings: str = ""
    share: float | None = None
    is_blog: bool = False


def examples(lines: Iterable[dict[str, Any]], *, blogs: bool = False) -> Iterator[Example]:
    """Yield the questions that the labelled posts of these lines ask, each with its answer."""
    for line in lines:
        text = line["text"]
        source, floor = Source(text, 0, len(text)), 0
        for post in sorted((f for f in line["fragments"] if f["kind"] == "post"), key=lambda f: f["start"]):
            asked = ask(source, floor, post["start"], post["end"])
            floor = post["end"]
            if asked is not None:
                one = example(asked, post["start"], site_of(line), str(line.get("extractor") or "text"))
                yield replace(one, is_blog=blogs)


def ask(source: Source, floor: int, start: int, end: int) -> Question | None:
    """Return the question that the post at [start, end) asks; None if it has no attribution."""
    for mark in re.finditer("@", source.text[start:end]):
        for platform in (twitter, bluesky):
            asked: Question | None = platform.ask(source, start + mark.start(), floor)
            if asked and asked.after == end and asked.attribution >= start:
                return asked
    return None


def example(asked: Question, start: int, site: str, extractor: str) -> Example:
    """Return a question with its answer; a post without words starts at its attribution."""
    places = candidates(asked)
    answer = asked.end if start == asked.attribution else start
    gold = places.index(answer) if answer in places else -1
    words = re.sub(r"\W+", "", asked.source.text[start : asked.end])
    return Example(site, extractor, words[:60], asked, places, list(describe(asked, places)), start, gold)


# Composed texts.


def composed(made: list[Example], lines: list[dict[str, Any]]) -> Iterator[Example]:
    """Yield the same posts in other places and flattenings: see composed_texts.py."""
    rng = random.Random(1)  # noqa: S311 - not used for secrets
    labelled = [_labelled(one) for one in made if one.gold >= 0 and one.start < one.question.attribution]
    labelled = [one for one in labelled if one.site != LARGEST_SITE or rng.random() < THINNED]
    prose = [line for line in lines if site_of(line) != LARGEST_SITE]
    yield from _asked(composed_texts.flattened(rng, labelled, prose, FLATTENED))
    yield from _asked(composed_texts.swapped(rng, labelled, SWAPPED))
    yield from _asked(composed_texts.moved(rng, labelled, prose, MOVED))


def _labelled(one: Example) -> composed_texts.Labelled:
    q = one.question
    return composed_texts.Labelled(
        one.site, one.key, one.extractor, q.source.text, q.floor, one.start, q.end, q.attribution, q.after
    )


def _asked(texts: Iterable[composed_texts.Composed]) -> Iterator[Example]:
    for made in texts:
        asked = ask(Source(made.text, 0, len(made.text)), made.floor, made.start, made.end)
        if asked is None:
            continue
        one = example(asked, made.start, made.post.site, made.extractor)
        if one.gold >= 0:
            share = FLATTENED_SHARE if made.kind == "flattened" else MADE_SHARE
            yield replace(one, key=f"{made.post.key} {made.kind}", surroundings=made.surroundings, share=share)


# Fitting.


def fit(learn: list[Example]) -> Weights:
    """Return the weights learnt from the examples whose right place is among the candidates."""
    learn = [one for one in learn if one.gold >= 0]
    rows, right = [one.rows for one in learn], [one.gold for one in learn]
    return Weights(softmax.fit(rows, right, _shares_of(learn), penalty=PENALTY, rarest=3, steps=400))


def _shares_of(learn: list[Example]) -> list[float]:
    """Return the weight of each example: less for one post in many flattenings, and for a site with many posts."""
    times = collections.Counter((one.site, one.key) for one in learn)
    single = [_share_of(one, times[one.site, one.key]) for one in learn]
    of_site: dict[str, float] = collections.defaultdict(float)
    for one, value in zip(learn, single, strict=True):
        of_site[one.site] += value
    return [v * min(1.0, MOST_OF_A_SITE / of_site[one.site]) for one, v in zip(learn, single, strict=True)]


def _share_of(one: Example, times: int) -> float:
    in_lines = _lines(one) > 1
    if one.share is not None:
        return one.share * (COMPOSED_LINES_SHARE if in_lines else 1.0) / times
    share = BLOG_SHARE if one.is_blog else TEXT_SHARE if one.extractor == "text" else 1.0
    return share * (LINES_SHARE if in_lines else 1.0) / math.sqrt(times)


# Judging.


@dataclass(frozen=True, slots=True)
class Judged:
    """An example with the likeliest place (an index), its confidence (0-1), and the place that would be claimed."""

    example: Example
    said: int
    confidence: float
    claimed: int

    @property
    def right(self) -> bool:
        """Whether the likeliest place is the right one."""
        return self.said == self.example.gold

    @property
    def lost(self) -> int:
        """The number of characters of prose that the claim would take, without white space."""
        return len(
            "".join(self.example.question.source.text[self.example.places[self.claimed] : self.example.start].split())
        )


def judge(one: Example, weights: Weights) -> Judged:
    """Return what these weights say of an example."""
    likely = shares([*map(weights.score, one.rows)])
    best = max(range(len(likely)), key=likely.__getitem__)
    return Judged(one, best, likely[best], chosen([one.question.after - place for place in one.places], likely))


def cross_validate(made: list[Example], more: list[Example], fold: dict[str, int]) -> list[Judged]:
    """Return every example judged with weights that saw nothing of its site."""
    judged = []
    for number in range(FOLDS):
        weights = fit([one for one in [*made, *more] if number not in (fold[one.site], fold.get(one.surroundings))])
        judged += [judge(one, weights) for one in made if fold[one.site] == number]
    return judged


def report(judged: list[Judged]) -> dict[str, float]:
    """Print the share of exact starts by kind of text and by confidence, and return it."""
    figures: dict[str, float] = {}

    def line(title: str, chosen: list[Judged]) -> None:
        if chosen:
            figures[title.strip()] = round(sum(j.right for j in chosen) / len(chosen), 3)
            print(f"  {title:32} {figures[title.strip()]:.3f} of {len(chosen)}")

    pages = [j for j in judged if j.example.extractor != "text" and not j.example.is_blog]
    blogs = [j for j in judged if j.example.is_blog]
    without = [j for j in pages if j.example.site != LARGEST_SITE]
    line("pages", pages)
    line("pages without the largest site", without)
    line("ready-made text", [j for j in judged if j.example.extractor == "text"])
    line("blogs", blogs)
    line("blogs, as claimed", [replace(j, said=j.claimed) for j in blogs])
    figures["blogs, as claimed, by site"] = _by_site(blogs)
    line("bodies of several lines", [j for j in judged if j.example.site != LARGEST_SITE and _lines(j.example) > 1])
    line("  as claimed", [replace(j, said=j.claimed) for j in without])
    print(f"  prose lost by the claims: {sum(j.lost for j in judged)} characters")
    by_confidence = sorted(without, key=lambda j: -j.confidence)
    line("the most confident 80 %", by_confidence[: len(without) * 4 // 5])
    for extractor in sorted({j.example.extractor for j in without}):
        line(f"  {extractor}", [j for j in without if j.example.extractor == extractor])
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.5, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        line(f"  confidence {low:.2f}-{min(high, 1):.2f}", [j for j in without if low <= j.confidence < high])
    return figures


def _by_site(judged: list[Judged]) -> float:
    """Print the share of exact starts as claimed, averaged over sites, and return it."""
    sites: dict[str, list[bool]] = collections.defaultdict(list)
    for one in judged:
        sites[one.example.site].append(one.claimed == one.example.gold)
    share = round(sum(sum(right) / len(right) for right in sites.values()) / max(1, len(sites)), 3)
    print(f"  averaged over their {len(sites)} sites: {share}")
    return share


def _lines(one: Example) -> int:
    body = one.question.source.text[one.start : one.question.end]
    return sum(1 for line in body.split("\n") if weight(line.strip()))


def main(arguments: list[str] | None = None) -> int:
    """Learn the weights, print the report and write the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="labelled texts to learn from")
    parser.add_argument("--blogs", action="append", default=[], type=Path, help="labelled blogs, which count less")
    parser.add_argument("--also", action="append", default=[], type=Path, help="labelled texts to score, not to learn")
    parser.add_argument("--no-report", action="store_true", help="leave the cross-validation out")
    parser.add_argument("--dry-run", action="store_true", help="report, but leave the weights as they are")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER", help="where the weights go (learned/)")
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser.parse_args(arguments)
    sets = [gold_sets.read(path) for path in [*options.gold, *options.blogs]]
    lines = [line for one in sets for line in one.lines]
    made = [one for n, gold in enumerate(sets) for one in examples(gold.lines, blogs=n >= len(options.gold))]
    fold = softmax.folds((one.site for one in made), FOLDS)
    more = list(composed(made, lines))
    print(f"{len(made)} posts of {len(fold)} sites, and {len(more)} composed")
    figures: dict[str, float] = {}
    if not options.no_report:
        print("cross-validated by site:")
        figures = report(cross_validate(made, more, fold))
    weights = fit([*made, *more])
    for path in options.also:
        judged = [judge(one, weights) for one in examples(gold_sets.read(path).lines)]
        print(f"{path.name}, never learnt from: {sum(j.right for j in judged) / len(judged):.3f} of {len(judged)}")
    if not options.dry_run:
        command = ["python", "-m", "embeds.training.starts", *manifest.without_folders(arguments)]
        manifest.write("starts", weights, sets, command=command, site_of=site_of, figures=figures, folder=options.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
