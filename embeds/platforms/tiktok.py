"""Find posts of TikTok: `@handle caption #tags ♬ original sound - author`, from the handle to the sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text.blocks import Source, is_blank
from . import fields
from .family import Family, Fragment, Parts, claim
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

_CAPTION = 2600  # code points: TikTok's limit was 2,200, and white space; the longest of 57 labelled has 1,717
_HANDLE = re.compile(r"(?:^|(?<=[\s.!?”\"»)\]\[]))@([\w.]{2,24})(?=\s|$)")
_SOUND = re.compile(r"♬\s*(?P<sound>[^\n♬]{1,120}?)\s[-–—]\s(?P<author>[^\n♬\[\]]{1,80})")
_LAST_LINE = 90  # code points of a sound's line; a longer one goes on with prose. 56 of 57 labelled have at most 57
# The author, where prose is glued behind: "mara - mara", "mara voss", "Mara Voss", "mara". Of "Mara Voss said so" it
# takes "Mara Voss".
_AUTHOR = re.compile(
    r"(\S.{0,40}?)\s+[-–—]\s+\1|[a-zß-ÿ]\S*(?:\s[a-zß-ÿ]\S*){0,3}|(?=\S*?[a-zß-ÿ])\S++\s[^\W\d_a-z]\S*|\S+"
)
_NEAR = 400  # code points before the note in which a handle counts that begins neither a line nor a sentence
_BULLET = " \t\r\xa0*-"  # what may stand before a handle on its line


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the post whose sound's note stands at `anchor`, or None."""
    sound = _SOUND.match(source.text, anchor, source.end)
    if sound is None:
        return None
    handle = _opening(source, anchor, floor)
    if handle is None:
        return None
    parts: Parts = {"handle": handle.span(1), "body": (handle.end(), anchor)}
    return claim("tiktok", source, handle.start(), _end(source, sound), parts, "handle", "sound")


def _opening(source: Source, note: int, floor: int) -> re.Match[str] | None:
    """Return the handle that begins the post, or None.

    It is the one that begins its quote, else the nearest that begins a line, else the last behind a sentence, else the
    first of those near the note.
    """
    text, low = source.text, max(floor, source.start, note - _CAPTION)
    quote = source.seen.quote(note)
    if quote is not None and quote >= low and (handle := _HANDLE.match(text, quote, note)):
        return handle
    handles = list(_HANDLE.finditer(text, low, note))
    for handle in reversed(handles):
        line = text.rfind("\n", low, handle.start()) + 1
        if not text[max(line, low) : handle.start()].strip(_BULLET) and not _is_inline(source, handle):
            return handle
    behind = [h for h in handles if text[low : h.start()].rstrip()[-1:] in '.!?”"»)]:']
    return behind[-1] if behind else next((h for h in handles if note - h.start() <= _NEAR), None)


def _is_inline(source: Source, handle: re.Match[str]) -> bool:
    """Return whether a handle that begins a line is a mention that a scraper set apart from the words before it."""
    above = source.line_above(handle.start())
    gap = source.gap_before(handle.start())
    return above is not None and gap.startswith(" ") and not is_blank(gap)


def _end(source: Source, sound: re.Match[str]) -> int:
    """Return the end of the sound's author: the line's, or that of a name if prose is glued behind."""
    text = source.text
    if link := source.seen.link(sound.start()):
        return link.end
    line_end = source.line(sound.start())[1]
    if line_end - sound.start() <= _LAST_LINE and text[line_end - 1] not in ".!?”":
        return line_end
    author = _AUTHOR.match(text, sound.start("author"), sound.end())
    return author.end() if author else sound.end()


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment."""
    return fields.post(fragment)


def read_markup(words: Words, _post: Permalink | None) -> Said:
    """Return what an embed code says: `@handle`, the caption, `♬ sound`."""
    note = words.text.find("♬")
    end = note if note >= 0 else len(words.text)
    opening = re.match(r"\s*@([\w.]{2,24})\s", words.text)
    start = opening.end() if opening else 0
    return Said([(start, end)] if start < end else [], None, opening[1] if opening else None)


family: Family = Family("tiktok", "post", ("♬",), find, normalize)
