"""Tell whether a row's text is HTML."""

from __future__ import annotations

import re

_BLOCK = re.compile(  # "<!-- wp:paragraph --><p>The vote", "<div class='body'>"; not "<b>KELBY</b>", nor "<3 so much"
    r"\s*+(?:<!--[^<>]{0,500}-->\s*+)?"
    r"<(?:!doctype html|(?:html|head|body|main|article|section|header|div|p|figure|h[1-6]|blockquote|ul|ol|table)\b)"
    r"[^<>]*+>",
    re.IGNORECASE,
)


def holds_html(text: str) -> bool:
    """Return whether a row's text is HTML: a block of a page, which begins it, with a tag that ends something."""
    return _BLOCK.match(text) is not None and "</" in text
