"""Learn learned/places.json, credits.json and captions.json: `python -m embeds.training.credits GOLD.jsonl…`.

It needs the extra `train`. A gold line is {"text", "source", "outlet"?, "exhaustive"?, "fragments": [{"kind", "start",
"end"}]}, or one picture's element of a page: {"text", "publisher", "authors"}. There are three questions. Every place
where a credit may end that no shape proves asks "does one end here?", and where anything reads as a credit, "which of
these stretches is it, if any?"; every credit found asks "which of the words beside it are its caption?". If a gold line
does not list all its credits ("exhaustive"), its other places ask the first question alone.

Elements are learnt from as they are, and set between the paragraphs of articles as extractors flatten pages.

What captions.json makes of a line's words (credits/caption_judge.py) is learnt with judges that never saw the line's
site; they learn from the files after --words, as training/wording.py does. The captions in these files are set
between paragraphs, too. Without --words the judge of learned/ speaks, and is trusted too much if it saw the sites.

The report is on sites that the weights never saw: each site is cleaned with weights learnt from the other folds.
"""

from __future__ import annotations

import argparse
import collections
import math
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .. import detector
from ..credits import caption
from ..credits.families import MARKED
from ..credits.looks import Stretch
from ..learned import weights as learned
from ..learned.weights import Question, Weights, replaced
from ..text.blocks import Source
from . import composed_captions, composed_credits, credit_questions, gold_sets, manifest, softmax, wording
from .composed_lines import Gold, as_gold, composed
from .credit_questions import Example
from .credit_report import report
from .wording import Judges

ASKED: tuple[Question, ...] = ("places", "credits", "captions")
FOLDS = 12  # of the sites, for the report
PENALTY = 0.4  # of L2
MOST_OF_A_SITE = 12.0  # the sum of the weights of a site's right answers, and of its wrong ones, is at most this
COMPOSED_WEIGHT = 0.4  # of an example from a composed text; one from a labelled text has 1
# Features of the places where composed_captions sets captions.
_BESIDE = ("where:above", "where:below", "where:last1", "where:split", "where:between")
# Weights with which only credits with a label or an agency are found, and no captions.
_MARKED_ALONE: dict[Question, Weights] = {
    "places": Weights({}),
    "credits": Weights({"bias": -99.0}),
    "captions": Weights({"where:none": 9.0}),
}


def site_of(line: Gold) -> str:
    """Return the site of a labelled text."""
    return str(line.get("outlet") or line.get("publisher") or line.get("site") or line["source"])


def examples(line: Gold, weight: float = 1.0) -> Iterator[Example]:
    """Yield the questions that a labelled text asks."""
    text, site = line["text"], site_of(line)
    labelled = [f for f in line["fragments"] if f["kind"] == "credit"]
    posts = [(f["start"], f["end"]) for f in line["fragments"] if f["kind"] in ("post", "stub")]
    with replaced(_MARKED_ALONE):
        claims = [f for f in detector.detect(text) if f.family in MARKED or f.family == "residue"]
    taken = list(posts)
    floor = 0
    for claim in claims:
        stretch = (claim.start, claim.end)
        gold = _holding(stretch, labelled)
        if claim.family in MARKED and gold:
            source = _between(text, stretch, posts)
            if one := _caption_example(source, _credit_of(claim), gold, floor, claim.evidence[0], site, weight):
                yield one
            stretch = gold
        taken.append(stretch)
        floor = stretch[1]
    for gold, credit in credit_questions.credits_in(line):
        if not any(start < credit[1] <= end for start, end in taken):
            source = _between(text, credit, taken)
            if one := _caption_example(source, credit, gold, source.start, "bare", site, weight):
                yield one
    yield from credit_questions.examples(line, site, weight)


def asked(line: Gold, judges: Judges | None, weight: float = 1.0) -> list[Example]:
    """Return the questions that a labelled text asks, described by a judge of words that never saw its site."""
    with replaced(_judge(judges, site_of(line))):
        return list(examples(line, weight))


def _composed_for(one: Example) -> bool:
    """Return whether a caption may stand where composed_captions sets one: on lines beside, or in text on one line."""
    return any(row[0][0].startswith(_BESIDE) for row in one.rows)


def _judge(judges: Judges | None, site: str) -> dict[Question, Weights]:
    """Return the judge of words that never saw a site; nothing without judges."""
    return {"wording": judges.without(wording.site_of({"source": site}))} if judges else {}


def _credit_of(claim: Any) -> Stretch:
    start, end = claim.parts.get("credit", (0, len(claim.raw)))
    return claim.start + start, claim.start + end


def _holding(stretch: Stretch, labelled: list[Gold]) -> Stretch | None:
    """Return the labelled credit that holds most of a stretch, or None."""
    for f in labelled:
        inside = min(stretch[1], f["end"]) - max(stretch[0], f["start"])
        if inside > 0.7 * (stretch[1] - stretch[0]):
            return f["start"], f["end"]
    return None


def _between(text: str, stretch: Stretch, taken: list[Stretch]) -> Source:
    low = max((end for _, end in taken if end <= stretch[0]), default=0)
    high = min((start for start, _ in taken if start >= stretch[1]), default=len(text))
    return Source(text, low, high)


def _caption_example(
    source: Source, credit: Stretch, gold: Stretch, floor: int, rule: str, site: str, weight: float
) -> Example | None:
    """Return the question which option is the labelled caption; None if no option comes close."""
    line = source.line(credit[0])
    found = caption.options(source, credit, (max(line[0], floor), line[1]), floor)
    spans = [(min(credit[0], at[0]), max(credit[1], at[1])) if at else credit for _, at in found]
    miss = [_wrong(source.text, span, gold) for span in spans]
    right = min(range(len(found)), key=miss.__getitem__)
    if len(found) < 2 or miss[right] > 0.15 * (gold[1] - gold[0]) + 2:
        return None
    rows = caption.describe(source, found, credit, rule)
    return Example("captions", site, re.sub(r"\W+", "", source.text[slice(*gold)])[:60], rows, right, weight)


def _wrong(text: str, one: Stretch, other: Stretch) -> int:
    """Return how many characters other than white space lie in only one of two stretches."""
    edges = ((min(one[0], other[0]), max(one[0], other[0])), (min(one[1], other[1]), max(one[1], other[1])))
    return sum(len(re.sub(r"\s", "", text[low:high])) for low, high in edges)


# Fitting.


def fit(learn: list[Example], question: Question, before: Weights) -> Weights:
    """Return the weights learnt from the examples of one question: those of `before`, moved as far as these pull them.

    Where several answers may be right, weights learnt from the other examples choose one first.
    """
    learn = [one for one in learn if one.question == question]
    if not learn:
        return before
    sure = credit_questions.known(learn)
    weights = _fitted(sure, before) if sure else before
    if len(sure) < len(learn):
        weights = _fitted(credit_questions.decided(learn, weights), before)
    return weights


def _fitted(learn: list[Example], before: Weights) -> Weights:
    rows, right = [one.rows for one in learn], [one.right for one in learn]
    moved = softmax.fit(rows, right, _shares(learn), penalty=PENALTY, rarest=5, steps=300, before=before.values)
    return Weights(moved)


def _shares(learn: list[Example]) -> list[float]:
    """Return the weight of each example: less for the same words in many flattenings, and for a site with many."""
    times = collections.Counter((one.site, one.key) for one in learn)
    single = [one.weight / math.sqrt(times[one.site, one.key]) for one in learn]
    of_site: dict[tuple[str, bool], float] = collections.defaultdict(float)
    for one, value in zip(learn, single, strict=True):
        of_site[one.site, bool(one.right)] += value
    return [
        v * min(1.0, MOST_OF_A_SITE / of_site[one.site, bool(one.right)]) for one, v in zip(learn, single, strict=True)
    ]


def learnt(
    learn: list[Example], questions: tuple[Question, ...], before: Mapping[Question, Weights]
) -> dict[Question, Weights]:
    """Return the weights of these questions, learnt from nothing where `before` has none."""
    return {question: fit(learn, question, before.get(question, Weights({}))) for question in questions}


def _composed(elements: list[Gold], articles: list[Gold], judges: Judges | None) -> Iterator[Gold]:
    """Yield the elements in texts; an element's text is from a site that the judge of its words never saw, either."""
    if judges is None:
        yield from composed(elements, articles)
        return
    of_fold = [judges.fold.get(wording.site_of(line), 0) for line in (*elements, *articles)]
    for number in range(wording.FOLDS):
        inside = [line for line, fold in zip((*elements, *articles), of_fold, strict=True) if fold == number]
        yield from composed(
            [one for one in inside if "authors" in one], [one for one in inside if "authors" not in one]
        )


def main(arguments: list[str] | None = None) -> int:
    """Learn the weights, print the report and write the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="labelled texts and elements to learn from")
    parser.add_argument("--words", nargs="+", type=Path, default=[], help="gold of training.wording")
    parser.add_argument("--only", nargs="+", choices=ASKED, default=ASKED, help="learn these questions alone")
    parser.add_argument("--no-report", action="store_true", help="do not score unseen sites, which takes long")
    parser.add_argument("--dry-run", action="store_true", help="report, but leave the weights as they are")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="move the weights of learned/ towards these labels; write them to this file alone, for clean(credits=)",
    )
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser.parse_args(arguments)
    read = [gold_sets.read(path) for path in options.gold]
    sets = {one.name: one.lines for one in read}
    strings = [line for lines in sets.values() for line in lines if "parts" in line]
    pages = [line for lines in sets.values() for line in lines if "paragraphs" in line]
    sets = {
        name: lines if "fragments" in lines[0] else [as_gold(line) for line in lines]
        for name, lines in sets.items()
        if "fragments" in lines[0] or "authors" in lines[0]
    }
    elements = [line for lines in sets.values() for line in lines if "authors" in line]
    articles = [line for lines in sets.values() for line in lines if "authors" not in line]
    words = [gold_sets.read(path) for path in options.words]
    judges = wording.learnt(words) if words else None
    made = [one for lines in sets.values() for line in lines for one in asked(line, judges)]
    made += [one for line in _composed(elements, articles, judges) for one in asked(line, judges, COMPOSED_WEIGHT)]
    if pages:
        made += [
            one
            for line in composed_credits.composed(strings, pages)
            for one in credit_questions.examples(line, site_of(line), COMPOSED_WEIGHT)
        ]
    if judges:
        bank = [line for one in words for line in one.lines if "parts" in line]
        set_in = (
            one for line in composed_captions.composed(bank, judges) for one in asked(line, judges, COMPOSED_WEIGHT)
        )
        made += [one for one in set_in if one.question == "captions" and _composed_for(one)]
    fold = softmax.folds((site_of(line) for lines in sets.values() for line in lines), FOLDS)
    questions: tuple[Question, ...] = tuple(options.only)
    for question in questions:
        some = [one for one in made if one.question == question]
        print(f"{question}: {len(some)} questions of {len({one.site for one in some})} sites")
    before = {question: learned.weights(question) for question in questions} if options.out else {}
    figures: dict[str, float] = {}
    if not options.no_report:
        without = {n: learnt([one for one in made if fold.get(one.site) != n], questions, before) for n in range(FOLDS)}
        figures = report(sets, lambda site: without[fold[site]] | _judge(judges, site), site_of)
    weights = learnt(made, questions, before)
    if options.out and not options.dry_run:
        manifest.write_all(options.out, weights)
    elif not options.dry_run:
        command = ["python", "-m", "embeds.training.credits", *manifest.without_folders(arguments)]
        for question in questions:
            manifest.write(
                question, weights[question], [*read, *words], command=command, site_of=site_of, figures=figures
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
