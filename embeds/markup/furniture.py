"""Tell what of a page is its own furniture, and not the article's: footers, menus, forms, teasers."""

from __future__ import annotations

import re

from ahocorasick_rs import BytesAhoCorasick

from .page import FAR, Page

PICTURE = re.compile(rb"<(?:img|picture|amp-img|video|amp-video|source|canvas)[\s>/]")
_AROUND = BytesAhoCorasick([b"<footer", b"</footer", b"<nav", b"</nav", b"<form", b"</form"])
# The address of a page or file that shows the picture again, larger: "/wp-content/harbour.jpg", "/gallery/12",
# "/photo-of-the-day". Not "/2021/harbour-opens" and not "/photographers": such a link makes its element a teaser.
_PICTURE_PAGE = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif)\b"
    r"|/(?:image|photo|foto|media|picture|bild(?:er)?|galler(?:y|ie)|galer[ií][ae]|attachment)s?[/-]",
    re.IGNORECASE,
)


def is_around(page: Page, at: int) -> bool:
    """Return whether an offset lies in a footer, a menu or a form: the last tag of such a name opens one."""
    tags = _AROUND.find_matches_as_indexes(page.shadow[max(0, at - FAR) : at])
    is_open = {number // 2: number % 2 == 0 for number, _, _ in tags}
    return any(is_open.values())


def picture_before(page: Page, at: int, low: int) -> int | None:
    """Return where the last picture before an offset begins, at `low` or behind it; None without one."""
    while (at := page.shadow.rfind(b"<", low, at)) >= 0:
        if PICTURE.match(page.shadow, at):
            return at
    return None


def is_teaser(page: Page, at: int) -> bool:
    """Return whether one link holds both an offset and a picture, and leads elsewhere than to the picture."""
    link = page.within(at, b"a ")
    outer = page.tag_at(link[0]) if link else None
    if link is None or outer is None:
        return False
    href = page.attributes(outer).get("href", "").strip()
    return href.strip("#") != "" and not _PICTURE_PAGE.search(href) and bool(PICTURE.search(page.shadow, *link))
