"""Compose texts to learn credits from: credit strings between paragraphs, and articles with bylines but no credit.

A credit string is {"text", "lang", "outlet", "parts": [{"role", "start", "end"}]}, a page of prose {"site", "lang",
"title", "paragraphs"}. The forms of bylines, datelines and sign-offs are in bylines.json.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..credits.gazetteer import SPELLINGS

Line = dict[str, Any]

TIMES = 2  # texts made of each string
NEGATIVES = 5  # articles made of each page
MOST_OF_AN_OUTLET = 150  # strings: a third of the bank is one site's, in one form
_FORMS = json.loads(Path(__file__).with_name("bylines.json").read_text(encoding="utf-8"))
_ROLES = ("lead", "creator", "agency", "distributor", "notice", "status")
_BUTTONS = re.compile(r"(?:Enlarge this image )?(?:toggle|hide) caption ")
_LONG = 40  # code points of a paragraph between which a string is set
# Agencies that news texts name most: they stand in a text as often as all others together.
_COMMON = [
    *("AP", "AP", "AP", "Associated Press", "The Associated Press", "Reuters", "Reuters", "REUTERS", "AFP", "AFP"),
    *("dpa", "EFE", "ANSA", "Xinhua", "ANTARA", "Bloomberg", "PTI", "CNN", "PA", "APA", "TASS", "UPI", "BBC", "NPR"),
    *("Agencia EFE", "Europa Press", "Lusa", "Belga", "AAP", "IANS", "Fox News", "ABC News", "The New York Times"),
    *("Washington Post", "The Guardian", "KNA", "epd", "Twitter", "Facebook", "YouTube", "Getty Images"),
]


def composed(strings: list[Line], pages: list[Line]) -> Iterator[Line]:
    """Yield labelled texts: strings between paragraphs of their language, and articles without credits."""
    rng = random.Random(5)  # noqa: S311 - not used for secrets
    of_language: dict[str, list[list[str]]] = defaultdict(list)
    for page in pages:
        of_language[page["lang"]].append([one for one in page["paragraphs"] if len(one) > _LONG])
    mixed = rng.sample(strings, len(strings))
    seen: Counter[str] = Counter()
    for string in mixed:
        outlet = string["outlet"].partition("/")[0]
        seen[outlet] += 1
        if seen[outlet] <= MOST_OF_AN_OUTLET and (credit := _credit_of(string)):
            for _ in range(TIMES):
                hosts = of_language.get(string["lang"]) or of_language["en"]
                yield {**_between(rng, string, credit, rng.choice(hosts)), "outlet": f"strings of {outlet}"}
    names = sorted({name for string in strings for name in _people(string)})
    for _ in range(NEGATIVES):
        for page in pages:
            yield {**_signed(rng, page, names), "outlet": f"articles of {page['site']}"}


def _credit_of(string: Line) -> tuple[int, int] | None:
    """Return the stretch of the credit in a string, with its brackets; None where the caption stands inside it."""
    text, parts = string["text"], string["parts"]
    said = [part for part in parts if part["role"] in _ROLES]
    if not said:
        return None
    start, end = min(part["start"] for part in said), max(part["end"] for part in said)
    if any(part["role"] == "caption" and start <= part["start"] < end for part in parts):
        return None
    if buttons := _BUTTONS.match(text, start, end):
        start = buttons.end()
    while start > 0 and text[start - 1] in "([（©【":
        start -= 1
    while end < len(text) and text[end] in ")]）.】":
        end += 1
    return start, end


def _people(string: Line) -> Iterator[str]:
    for part in string["parts"]:
        name = string["text"][part["start"] : part["end"]]
        if part["role"] == "creator" and name.count(" ") in (1, 2) and name.replace(" ", "").isalpha():
            yield name


def _between(rng: random.Random, string: Line, credit: tuple[int, int], host: list[str]) -> Line:
    """Return a string between paragraphs: as it is, with its caption on a line above, or the credit alone."""
    text, said = string["text"], string["text"]
    line = text[slice(*credit)]
    above, kind = text[: credit[0]].rstrip(), rng.random()
    if above and not text[credit[1] :].strip() and kind < 0.4:
        said = above + rng.choice(["\n", "\n\n"]) + line if kind < 0.25 else line
    if rng.random() < 0.08:
        said = f"{rng.choice(_FORMS['furniture'])} {said}"
    between = rng.choice(["\n\n"] * 5 + ["\n"] * 3 + [" "] * 4)
    around = between if between == " " or rng.random() < 0.8 else "\n" * rng.choice([1, 2, 3])
    glue = around if rng.random() > 0.03 else ""
    cut, size, edge = rng.randrange(len(host) + 1), rng.randrange(1, 4), rng.random()
    before, behind = host[max(0, cut - size) : cut], host[cut : cut + size]
    before, behind = [] if edge < 0.08 else before, [] if edge > 0.9 else behind
    head = between.join(before) + (around if before else "")
    start, at = len(head), len(head) + said.rfind(line)
    fragment = {"kind": "credit", "start": start, "end": start + len(said), "credit": (at, at + len(line))}
    return {"text": head + said + (glue + between.join(behind) if behind else ""), "fragments": [fragment]}


def _signed(rng: random.Random, page: Line, names: list[str]) -> Line:
    """Return an article with bylines, datelines and sign-offs, and no credit."""
    parts = [one for one in page["paragraphs"] if len(one) > _LONG][:8] or page["paragraphs"][:1]
    agencies = [rng.choice(_COMMON) if rng.random() < 0.6 else rng.choice(sorted(SPELLINGS)) for _ in range(2)]
    place = rng.choice(_FORMS["places"])
    words = {
        **dict(zip(("name", "other"), rng.sample(names, 2), strict=True)),
        **dict(zip(("agency", "second"), agencies, strict=True)),
        "code": rng.choice(_FORMS["codes"]),
        "place": rng.choice([place, place.upper()]),
    }
    if rng.random() < 0.6:
        parts[0] = _formed(rng, "opening", words, parts[0])
    if rng.random() < 0.8:
        parts.insert(0, _formed(rng, "top", words))
    if rng.random() < 0.6:
        parts.insert(0, page["title"])
    if rng.random() < 0.3:
        parts[-1] = _formed(rng, "closing", words, parts[-1])
    elif rng.random() < 0.7:
        parts.append(_formed(rng, "end", words))
    between = rng.choice(["\n\n"] * 5 + ["\n"] * 3 + [" "])
    return {"text": between.join(filter(None, parts)), "fragments": []}


def _formed(rng: random.Random, kind: str, words: dict[str, str], text: str = "") -> str:
    form: str = rng.choice(_FORMS[kind])
    return form.format(**words, text=text)
