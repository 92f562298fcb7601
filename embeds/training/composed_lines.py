"""Compose texts to learn credits from: a picture's caption and credit, set between paragraphs as extractors do."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

Gold = dict[str, Any]

COMPOSED = 6  # texts made of each element
_TITLED = 0.5  # share of the elements apart from the text that get a title, as captions in galleries have


def as_gold(element: Gold) -> Gold:
    """Return a picture's element as a labelled text that is one credit."""
    text = element["text"].strip()
    return {**element, "text": text, "fragments": [{"kind": "credit", "start": 0, "end": len(text)}]}


def composed(elements: list[Gold], lines: list[Gold]) -> Iterator[Gold]:
    """Yield labelled texts with the elements between paragraphs, in the white space that extractors use."""
    rng = random.Random(5)  # noqa: S311 - not used for secrets
    hosts = [line for line in lines if len(line["text"]) > 1500 and not line["fragments"]]
    titles = [
        " ".join(words[: rng.randrange(2, 6)]) for one in elements if (words := (one.get("caption") or "").split())
    ]
    for element in elements:
        for _ in range(COMPOSED):
            paragraphs = [p.strip() for p in re.split(r"\n\s*\n?", rng.choice(hosts)["text"]) if len(p.split()) > 12]
            if len(paragraphs) < 3:
                continue
            between = rng.choice(["\n\n", "\n\n", "\n", "\n", "\n\n\n\n", " "])
            inside = " " if between == " " else rng.choice(["\n", "\n", between, between, "\n\n\n", " ", ""])
            around = between if between == " " or rng.random() < 0.6 else "\n" * rng.choice([2, 3, 5, 8])
            parts, authors = _parts(rng, element)
            apart = "\n" in inside and around.count("\n") >= 2 * inside.count("\n")
            if apart and len(parts) > 1 and rng.random() < _TITLED:
                parts = [rng.choice(titles), *parts]
            said = inside.join(parts)
            cut = rng.randrange(min(12, len(paragraphs)))
            before = between.join(paragraphs[:cut]) + (around if cut else "")
            text = before + said + around + between.join(paragraphs[cut : cut + 12])
            span = {"kind": "credit", "start": len(before), "end": len(before) + len(said)}
            # "exhaustive" leaves credits out: the text around this one may hold others that are not labelled
            yield {**element, "authors": authors, "text": text, "fragments": [span], "exhaustive": ["none"]}


def _parts(rng: random.Random, element: Gold) -> tuple[list[str], list[str]]:
    """Return an element's lines and its authors: as they are, the credit alone, or the caption and a bare name."""
    parts = [part.strip() for part in element["text"].strip().split("\n")]
    authors, caption_text = element["authors"], (element.get("caption") or "").strip()
    kind = rng.random()
    if kind < 0.3 and caption_text and element["creators"]:
        return [caption_text, element["creators"][0]], element["creators"][:1]
    if kind < 0.6 and len(parts) > 1:  # the credit alone, as many are
        return [part for part in parts if any(author in part for author in authors)] or parts, authors
    return parts, authors
