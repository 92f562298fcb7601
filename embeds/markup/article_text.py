"""Give the plain text of a page's article, with trafilatura (extra `extract`)."""

from __future__ import annotations


def article_text(page: str) -> str | None:
    """Return the text of the article in a page of HTML, or None if none is found; comments of readers are left out."""
    import trafilatura

    text: str | None = trafilatura.extract(page, include_comments=False)
    return text
