"""What joins the pieces of a credit: the signs and words of data/joiners.json, as the patterns that ask for them."""

from __future__ import annotations

import re

from ..data import tables
from .vocabulary import WORDS, alternatives

_ROWS = tables.load("joiners.json")["joiners"]
_SPACED = {
    "free": r"\s*{}\s*",
    "around": r",?\s+{}\s+",
    "before": r"\s+{}\s*",
    "behind": r"{}\s+",
}
# "Institute for Tides" is one organisation; "Ana Ruiz for Tides" are a person and an outlet.
_NOT_BEHIND_A_BODY = "".join(rf"(?<!{re.escape(word)}\s)" for word in WORDS["body_for"])


def _any_of(words: list[str]) -> str:
    """Return the part of a pattern that takes any of these signs or words, in any case."""
    signs, others = [word for word in words if len(word) == 1], [word for word in words if len(word) > 1]
    parts = ["[" + "".join(map(re.escape, signs)) + "]"] * bool(signs) + [f"(?i:{alternatives(others)})"] * bool(others)
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _join(*flags: str) -> str:
    """Return the part of a pattern that takes the joiners with these flags, and the white space that they need."""
    spaced: dict[str, list[str]] = {}
    for row in _ROWS:
        if all(row.get(flag) for flag in flags):
            spaced.setdefault(row["space"], []).extend(row["of"])
    return "|".join(_SPACED[space].format(_any_of(words)) for space, words in spaced.items())


def _first(*flags: str) -> str:
    """Return the class of the characters with which these joiners begin: most characters join nothing."""
    rows = [row for row in _ROWS if all(row.get(flag) for flag in flags) and row["space"] in ("free", "behind")]
    return "\\s," + "".join(sorted({re.escape(sign[0]) for row in rows for sign in row["of"]}))


def _alone(words: list[str]) -> str:
    """Return the part of a pattern that takes these signs, or these words on word boundaries."""
    return rf"(?<!\w){_any_of(words)}(?!\w)" if words[0].isalpha() else _any_of(words)


# What joins two pieces of a credit where its line goes on: takes "/", " | ", ", ", " via ", " – "; not "-" in
# "Ruiz-Abel", nor "," in "1,000".
JOINT = re.compile(rf"(?=[{_first('long')}])(?:{_join('long')})")
# A joint that prose seldom has: takes "/", "|", "via" as a word, "pour «"; not "," or "Olivia".
TIGHT = re.compile("|".join([*(_alone(row["of"]) for row in _ROWS if row.get("tight")), r"\b(?i:pour) «"]))
# Parts "Ana Ruiz/AFP", "Ana Ruiz, AP", "AFP via Getty Images", "Ana Ruiz - dpa", "Ana Ruiz (AFP)", "新华社记者李小船",
# "Ana Ruiz for Tides", "Ana Ruiz pour « Le Port »"; not "Ruiz-Abel", "Institute for Tides".
PARTS = (
    rf"{_join()}|(?<=[\u3040-\u9fff])(?:,|、(?=[\u4e00-\u9fff]))"
    rf"|\s{_NOT_BEHIND_A_BODY}(?:{alternatives(WORDS['outlet_for'])})\s+(?=[Tt]he\s|[A-Z]|«)"
)
FIRST = _first() + "、"
