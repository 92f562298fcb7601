"""Read single signs that are written in another way, and drop signs that nobody sees.

Converters and readers leave the same dash as `—`, `&mdash;`, U+0097 or `â€”`, the same handle as `mara_voss` or
`mara\\_voss`, and signs between letters that have no width.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from .patience import few

# Soft hyphen, signs of no width, marks of direction. Not the joiners, of which emoji and other scripts are made.
HIDDEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"

# The byte that a sign stands for where UTF-8 was read as Windows-1252 or as Latin-1.
_BYTES = {chr(code): bytes([code]) for code in range(0x80, 0x100)}
for _code in range(0x80, 0xA0):
    _BYTES.setdefault(bytes([_code]).decode("cp1252", "ignore") or chr(_code), bytes([_code]))
_CONTINUES = "".join(sign for sign, byte in _BYTES.items() if byte < b"\xc0")
_CONTROLS = "\x82\x84\x8b\x91\x92\x93\x94\x96\x97\x9b"  # where Windows-1252 has quotation marks and dashes

# The set of characters in front is for the engine, which skips to the next of them.
_FORMS = re.compile(
    rf"[&\\âðÃÂ{_CONTROLS}{HIDDEN}](?:"
    # "&mdash;", "&#8212;", and escaped once more: "&amp;mdash;". Not "R&B;" or "AT&T"
    r"(?<=&)(?P<entity>(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    # Markdown's escapes, "\_" and "\#", and its hard break. Not "\n" of two letters
    r"|(?<=\\)(?P<escape>[!-/:-@\[-`{-~]|(?=\n))"
    # "â€”", "ðŸ˜¡", "Ã©", "Â ". Not "Ã”", which is Portuguese in capitals before a quotation mark
    rf"|(?P<mojibake>(?<=â)[€\x80][{_CONTINUES}]|(?<=ð)[Ÿ\x9f][{_CONTINUES}]{{2}}"
    r"|(?<=Ã)[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]|(?<=Â)[\xa0-\xbf])"
    rf"|(?<=[{_CONTROLS}])(?P<control>)"
    rf"|(?<=[{HIDDEN}])(?P<hidden>)"
    ")"
)
_SPACED = re.compile(r"(?<=\d) (?=,\s\d{4}\b)")  # in "May 3 , 2021": the tokens of a corpus
_TOKENS = 1000  # code points within which a text of tokens has a comma
_ESCAPED = re.compile("&(?:amp;)+")
# One of which stands in every form; most texts hold none. To look for one after another is quicker than a pattern.
_ASCII = "&\\"
_ALL = _ASCII + "âðÃÂ" + _CONTROLS + HIDDEN


class Edit(NamedTuple):
    """A stretch [start, end) of a text that stands for other words, or for none."""

    start: int
    end: int
    words: str


def edits(text: str) -> list[Edit]:
    """Return the signs of a text that stand for others.

    >>> edits("Enough &mdash; Mara")
    [Edit(start=7, end=14, words='—')]
    """
    found: list[Edit] = []
    for sign in _ASCII if text.isascii() else _ALL:
        if sign in text:
            forms = ((form, _plain(form)) for form in few(_FORMS.finditer(text)))
            found += [Edit(*form.span(), plain) for form, plain in forms if plain != form.group()]
            break
    if text.find(" , ", 0, _TOKENS) >= 0:
        found += [Edit(*space.span(), "") for space in few(_SPACED.finditer(text))]
    return found


def _plain(form: re.Match[str]) -> str:
    """Return what a form stands for; the form itself where it stands for nothing."""
    said = form.group()
    match form.lastgroup:
        case "entity":
            plain = html.unescape(_ESCAPED.sub("&", said))
            return said if plain.startswith("&") and len(plain) > 1 else plain
        case "escape":
            return said[1:]
        case "mojibake":
            return b"".join(_BYTES[sign] for sign in said).decode("utf-8", "ignore") or said
        case "control":
            return said.encode("latin-1").decode("cp1252")
    return ""
