"""Find WordPress's captions that were never rendered: `[caption id="…"]<img …> The wall. Photo: Jon Abel[/caption]`."""

from __future__ import annotations

from ..credits import caption_shortcode
from ..text.blocks import Source
from ..text.view import view
from .page import Page
from .picture import Caption

MARKER = caption_shortcode.OPENING
_LONGEST = 6000  # code points of the shortcode with the markup of its picture


def find(page: Page, at: int) -> Caption | None:
    """Return the caption whose shortcode opens at `at`, with its picture, or None."""
    seen = view(page.text[at : at + _LONGEST])
    frame = caption_shortcode.frame(Source(seen.words, 0, len(seen.words)), 0)
    if frame is None:
        return None
    start, end = seen.span(*frame.span)
    words = " ".join(seen.words[slice(*frame.words)].split())
    return Caption((at + start, at + end), words, None, (caption_shortcode.RULE,)) if words else None
