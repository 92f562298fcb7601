"""The words of credit lines, from data/credit_words.json, as patterns."""

from __future__ import annotations

import json
import re
from pathlib import Path

_WORDS: dict[str, list[str]] = json.loads(
    (Path(__file__).parent.parent / "data" / "credit_words.json").read_text(encoding="utf-8")
)

LABELS = (*_WORDS["label"], *_WORDS["label_unverified"])
PARTICLES = frozenset(_WORDS["particle"])
SUPPLIER_STATUS = frozenset(_WORDS["supplier_status"])
CAPTION_LABELS = (*_WORDS["caption_label"], *_WORDS["figure_label"])


def _any(words: tuple[str, ...] | list[str]) -> str:
    """An alternation of literals, the longest first; a space stands for any white space within a line."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[^\S\n]+") for word in longest_first)


_COLON = r"\s?(?::|：|\.\.\.|…|=)"
# What may open a credit; the group that matched tells how much it proves.
LEAD = re.compile(
    rf"(?P<by>(?:{_any(_WORDS['by'])})(?=\s))|(?P<bare>Credit(?=\s[A-Z]))"
    rf"|(?P<label>(?:{_any(LABELS)}){_COLON}|Fot\.(?=\s)|Фото(?=\s@?[А-ЯA-Z]))"
    rf"|(?P<weak>(?:{_any(_WORDS['weak_label'])}){_COLON})"
    rf"|(?P<source>(?:{_any(_WORDS['source_label'])}){_COLON})"
    rf"|(?P<sign>{_any(_WORDS['sign'])}|Copyright(?=\s))",
    re.IGNORECASE,
)
CAPTION_LABEL = re.compile(rf"{_any(_WORDS['caption_label'])}|(?:{_any(_WORDS['figure_label'])}) \d{{1,2}}: ")
STATUS = re.compile(rf"\b(?:{_any(_WORDS['status'])})\b", re.IGNORECASE)
LICENCE = re.compile(
    rf"(?:(?:Lizenziert unter|licen[sc]ed under) )?\b(?:{_any(_WORDS['licence'])})(?: \d\.\d)?(?!\w).*", re.IGNORECASE
)
NOTICE = re.compile(
    r"\s*[/|]?\s*(?:©|\(c\)|Copyright)\s*(?:19|20)\d\d[^\n.]{0,60}(?:\.\s*All rights reserved\.?)?|\.?\s*All rights reserved\.?"
)
FURNITURE = re.compile(rf"(?:(?:{_any(_WORDS['furniture'])})\s*)+")
PICTURE_WORD = re.compile(rf"(?<!\w)(?:{_any(_WORDS['picture_word'])})(?!\w)", re.IGNORECASE)
NOT_A_MAKER = re.compile(rf"\b(?:{_any(_WORDS['not_a_maker'])})(?!\w)", re.IGNORECASE)


def anchors() -> tuple[str, ...]:
    """The literals that open credits, in the cases in which they are written."""
    labels = [*LABELS, *_WORDS["weak_label"], *_WORDS["source_label"]]
    with_colon = [label + colon for label in labels for colon in (":", " :", "\xa0:", "：", "...", "=")]
    plain = [*_WORDS["sign"], *_WORDS["by"], *CAPTION_LABELS, "Credit ", "Copyright ", "Fot. ", "Фото ", *with_colon]
    cased = {form for word in plain for form in (word, word.upper(), word.lower(), word[:1].upper() + word[1:])}
    return tuple(sorted(cased | {word.title() for word in plain}))
