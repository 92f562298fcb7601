"""Learn learned/wording.json: `python -m embeds.training.wording GOLD.jsonl…` (extra `train`).

The question is whether a line is a picture's caption or a line of the article, by its words alone. Gold are texts with
fragments, pictures' elements and credit lines with their captions, and pages with `paragraphs`. A site counts no more
than `MOST` of its captions, and of its other lines, whatever it has, and the whole of both counts the same.

The report is on sites that the weights never saw, by site and by language: the area under the curve (AUC), which is how
often a caption is taken for one sooner than another line.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..credits.caption_judge import LONGEST, SURE, describe_words
from ..credits.looks import SENTENCE_END
from ..learned.weights import FOLDER, Row, Weights
from ..text.language import likeliest_language
from . import gold_sets, manifest, softmax

FEWEST = 8  # captions, and other lines, of a language or site that the report shows
FOLDS = 4  # of the sites: the judge of a site's lines learnt from the others'
MOST = 60  # lines of a site, captions and others each
PENALTY = 0.5  # of L2
SITES = 3  # on which a word must be seen, or it is the site's own
SMALLEST = 0.1  # a weight below is left out: of a line's 60 words and pairs it would change the log-odds by 0.01
_LONG = 120  # code points of a paragraph whose first and last sentences count as lines, too
_TOLD = 2000  # code points that tell a text's language
_EDGES = " |•·"  # what parts captions from credits, and opens the entries of lists
_NEAR = 80  # code points from a labelled caption, where another may stand that is not labelled
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w\w")
_SUFFIX = re.compile(r"^www\.|\.(?:com|org|net|co|info|io|[a-z]{2})(?=$|[./])|\W|_")


class Line(NamedTuple):
    """A line, the site that it is from, its language, and whether it is a caption."""

    text: str
    site: str
    language: str
    is_caption: bool


def site_of(line: gold_sets.Line) -> str:
    """Return a name of a line's site that is the same in all sets: "DerStandard", "www.derstandard.at"."""
    name = str(line.get("outlet") or line.get("publisher") or line.get("site") or line["source"]).lower()
    return _SUFFIX.sub("", name.split("/")[0] if "github" not in name else name)


def lines_of(line: gold_sets.Line) -> Iterator[Line]:
    """Yield the captions and the other lines of a gold line of any of the formats; a line may come twice."""
    site, (captions, others) = site_of(line), _said(line)
    language = line.get("lang") or likeliest_language(" ".join([*captions, *others])[:_TOLD])
    for texts, is_caption in ((captions, True), (others, False)):
        for text in (" ".join(text.split()).strip(_EDGES) for text in texts):
            if _WORD.search(text) and len(text) <= LONGEST:
                yield Line(text, site, language, is_caption)


def _said(line: gold_sets.Line) -> tuple[list[str], list[str]]:
    """Return the captions and the other lines of a gold line."""
    if "parts" in line:
        captions = [line["text"][part["start"] : part["end"]] for part in line["parts"] if part["role"] == "caption"]
        return sorted(captions, key=len)[-1:], []
    if "fragments" not in line:
        return [line["caption"]] if line.get("caption") else [], [*_with_sentences(line.get("paragraphs", ()))]
    text, labelled = line["text"], line["fragments"]
    captions = [
        text[one["start"] : one["end"]] if one["kind"] == "caption" else one["fields"]["caption"]
        for one in labelled
        if one.get("strict", True) and (one["kind"] == "caption" or one.get("fields", {}).get("caption"))
    ]
    # Where not all captions are labelled, others stand next to those that are.
    near = 0 if "strict" not in str(labelled) and not line.get("extractor") else _NEAR
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text)]
    free = (
        text[start:end]
        for start, end in lines
        if not any(one["start"] - near < end and start < one["end"] + near for one in labelled)
    )
    return captions, [*_with_sentences(free)]


def _with_sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs, and of each long one its first and its last sentence."""
    for paragraph in map(str.strip, paragraphs):
        yield paragraph
        ends = [stop.end() for stop in SENTENCE_END.finditer(paragraph) if stop.end() < len(paragraph)]
        if len(paragraph) > _LONG and ends:
            yield paragraph[: ends[0]]
            yield paragraph[ends[-1] :]


def drawn(lines: Iterable[Line]) -> list[Line]:
    """Return each line once, and at most `MOST` of a site's captions and of its others; a caption is no other line."""
    kinds: dict[tuple[str, bool], list[Line]] = collections.defaultdict(list)
    unlike = {line.text: line for line in sorted(lines, key=lambda line: line.is_caption)}
    for line in unlike.values():
        kinds[line.site, line.is_caption].append(line)
    rng = random.Random(3)  # noqa: S311 - not used for secrets
    return [line for _, some in sorted(kinds.items()) for line in rng.sample(some, min(MOST, len(some)))]


def learn(lines: Sequence[Line], rows: Sequence[Row]) -> Weights:
    """Return the weights under which the captions among the lines are likeliest; `rows` are their features."""
    seen: dict[str, set[str]] = collections.defaultdict(set)
    for line, row in zip(lines, rows, strict=True):
        for name, _ in row:
            seen[name].add(line.site)
    common = {name for name, sites in seen.items() if len(sites) >= SITES}
    asked = [[[], [pair for pair in row if pair[0] in common]] for row in rows]
    right = [int(line.is_caption) for line in lines]
    return Weights(softmax.fit(asked, right, _counts(lines), penalty=PENALTY, rarest=SITES, steps=60))


def scaled(weights: Weights, lines: Sequence[Line], scores: Sequence[float]) -> Weights:
    """Return weights whose log-odds are as sure as they are right on sites left out, which gave these scores."""
    asked = [[[], [("score", score), ("bias", 1.0)]] for score in scores]
    fitted = softmax.fit(asked, [int(line.is_caption) for line in lines], _counts(lines), penalty=0, rarest=1, steps=50)
    values = {name: round(value * fitted["score"], 3) for name, value in weights.values.items()}
    values["bias"] = round(values.get("bias", 0.0) + fitted["bias"], 3)
    return Weights({name: value for name, value in values.items() if abs(value) >= SMALLEST or name == "bias"})


def _counts(lines: Sequence[Line]) -> list[float]:
    """Return what each line counts: the captions of a language the same in all as its other lines.

    Else a language with more captions than others would have captions alone. Those with few of either go together.
    """
    total = collections.Counter((line.language, line.is_caption) for line in lines)
    few = {language for language, _ in total if min(total[language, True], total[language, False]) < FEWEST}
    kinds = [("few" if line.language in few else line.language, line.is_caption) for line in lines]
    sums = collections.Counter(kinds)
    return [(sums[name, True] + sums[name, False]) / 2 / sums[name, is_caption] for name, is_caption in kinds]


@dataclass(frozen=True)
class Judges:
    """The weights learnt from all lines, and for each fold of the sites those learnt from the others.

    `lines` are what they learnt from, `scores` the scores of these by the weights that never saw their site.
    """

    whole: Weights
    fold: dict[str, int]
    parts: list[Weights]
    lines: list[Line]
    scores: list[float]

    def without(self, site: str) -> Weights:
        """Return weights that never saw this site."""
        return self.parts[self.fold[site]] if site in self.fold else self.whole


def learnt(sets: Iterable[gold_sets.GoldSet]) -> Judges:
    """Learn the judge of captions' words from gold sets, and for each fold of their sites one that left it out."""
    return learnt_from(drawn(one for gold in sets for line in gold.lines for one in lines_of(line)))


def learnt_from(lines: list[Line]) -> Judges:
    """Learn the judge from lines, and for each fold of their sites one that left it out."""
    rows = [describe_words(line.text) for line in lines]
    fold = softmax.folds((line.site for line in lines), FOLDS)
    parts = []
    for number in range(FOLDS):
        kept = [at for at, line in enumerate(lines) if fold[line.site] != number]
        parts.append(learn([lines[at] for at in kept], [rows[at] for at in kept]))
    raw = [parts[fold[line.site]].score(row) for line, row in zip(lines, rows, strict=True)]
    whole, *parts = (scaled(one, lines, raw) for one in (learn(lines, rows), *parts))
    scores = [parts[fold[line.site]].score(row) for line, row in zip(lines, rows, strict=True)]
    return Judges(whole, fold, parts, lines, scores)


def area(judged: Iterable[tuple[float, bool]]) -> float:
    """Return how often a caption has a higher score than another line (AUC), from pairs of score and is_caption."""
    ordered = sorted(judged)
    below = right = captions = 0.0
    for _, some in itertools.groupby(ordered, key=lambda pair: pair[0]):
        same = [is_caption for _, is_caption in some]
        right += sum(same) * (below + (len(same) - sum(same)) / 2)
        below += len(same) - sum(same)
        captions += sum(same)
    return right / max(1.0, captions * below)


def report(judges: Judges) -> dict[str, float]:
    """Print how good the judges are on sites left out: over all, by language and by site; return the first two."""
    figures: dict[str, float] = {}
    groups: dict[tuple[str, str], list[tuple[float, bool]]] = collections.defaultdict(list)
    for line, score in zip(judges.lines, judges.scores, strict=True):
        for group in (("all", "sites"), ("language", line.language), ("site", line.site)):
            groups[group].append((score, line.is_caption))
    for (name, key), pairs in sorted(groups.items(), key=lambda item: -len(item[1])):
        captions = [score for score, is_caption in pairs if is_caption]
        others = [score for score, is_caption in pairs if not is_caption]
        if min(len(captions), len(others)) >= FEWEST:
            shares = [sum(score >= SURE for score in some) / len(some) for some in (captions, others)]
            print(
                f"{name} {key:24} AUC {area(pairs):.3f}, taken {shares[0]:.3f} of {len(captions)} captions"
                f" and {shares[1]:.3f} of {len(others)} other lines"
            )
            if name != "site":
                figures[f"AUC, {name} {key}, each left out"] = round(area(pairs), 3)
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Learn the weights, print the report and write the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="labelled texts, elements, credit lines and pages")
    parser.add_argument("--dry-run", action="store_true", help="report, but leave the weights as they are")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER", help="where the weights go (learned/)")
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser.parse_args(arguments)
    sets = [gold_sets.read(path) for path in options.gold]
    judges = learnt(sets)
    figures = report(judges)
    if not options.dry_run:
        command = ["python", "-m", "embeds.training.wording", *manifest.without_folders(arguments)]
        manifest.write(
            "wording",
            judges.whole,
            sets,
            command=command,
            site_of=site_of,
            figures=figures,
            folder=options.to,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
