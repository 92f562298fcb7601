"""Read a stretch of a page as its reader sees it: plain words with the way back to the page.

Elements within a line of words leave nothing, all others part blocks by a blank line, and `<br>` is a line break.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..text import view as views
from ..text.quotes import Whole
from ..text.signs import Edit
from .page import INLINE, RAW, Page, Tag

# What is not written as it is shown: a comment, an entity, white space other than a single space.
_FORM = re.compile(r"<!(?:--(?:[^-]|-(?!->))*+(?:-->|\Z)|[^>]*+(?:>|\Z))|&#?\w{1,31};?|\s{2,}|[^\S ]")
_MOST_BREAKS = 2  # of lines, which part two blocks, however many tags stand between them


def view(page: Page, start: int, end: int) -> views.View:
    """Return the view of the stretch [start, end) of a page; its offsets of the text count from `start`.

    >>> page = Page("<p>The wall<br>\\n at <b>low</b> tide</p>", b"<p>the wall<br>\\n at <b>low</b> tide</p>")
    >>> view(page, 0, len(page.text)).words
    '\\n\\nThe wall\\nat low tide\\n\\n'
    """
    tags = list(page.tags(start, end))
    text = page.text[start:end]
    return views.edited(text, list(_gaps(_edits(text, tags, start))), _wholes(tags, start))


def _edits(text: str, tags: list[Tag], start: int) -> Iterator[Edit]:
    """Yield what tags, comments, entities and white space stand for, and nothing for raw text."""
    at, is_raw = 0, False
    for tag in tags:
        low, high = tag.start() - start, tag.end() - start
        yield from [Edit(at, low, "")] if is_raw else _forms(text, at, low)
        yield Edit(low, high, "\n" if tag[2] == b"br" else "" if tag[2] in INLINE else "\n\n")
        at, is_raw = high, tag[2] in RAW and not tag[1]
    yield from [Edit(at, len(text), "")] if is_raw else _forms(text, at, len(text))


def _forms(text: str, start: int, end: int) -> Iterator[Edit]:
    if start == end:
        return
    if text[start:end].isspace():
        yield Edit(start, end, " ")
        return
    for form in _FORM.finditer(text, start, end):
        said = form.group()
        plain = "" if said.startswith("<!") else html.unescape(said)
        if plain != said or said.isspace():
            yield Edit(*form.span(), " " if plain.isspace() else plain)


def _gaps(edits: Iterator[Edit]) -> Iterator[Edit]:
    """Yield edits, with those joined that make one gap between words."""
    gap: Edit | None = None
    for edit in edits:
        if edit.words.strip():
            if gap:
                yield gap
            gap = None
            yield edit
        elif gap and gap.end == edit.start:
            breaks = min(_MOST_BREAKS, gap.words.count("\n") + edit.words.count("\n"))
            gap = Edit(gap.start, edit.end, "\n" * breaks or max(gap.words, edit.words))
        else:
            if gap:
                yield gap
            gap = edit
    if gap:
        yield gap


def _wholes(tags: list[Tag], start: int) -> Iterator[Whole]:
    """Yield the elements that are closed, and the words of each."""
    waiting: list[Tag] = []
    for tag in tags:
        if not tag[1]:
            waiting.append(tag)
        elif (n := next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][2] == tag[2]), -1)) >= 0:
            opening = waiting[n]
            del waiting[n:]
            yield Whole(opening.start() - start, tag.end() - start, opening.end() - start, tag.start() - start)
