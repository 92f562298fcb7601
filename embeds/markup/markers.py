"""What nominates a tag: the words of data/markup.json that embeds, captions and credits bear."""

from __future__ import annotations

from ..data import tables
from . import named, spoken

_DATA = tables.load("markup.json")
CLASSES: dict[str, str] = {name: platform for platform, names in _DATA["classes"].items() for name in names}
ELEMENTS: dict[str, dict[str, str]] = _DATA["elements"]
ATTRIBUTES: dict[str, str] = _DATA["attributes"]
HOSTS: tuple[str, ...] = tuple(_DATA["hosts"])
EMBEDS: tuple[str, ...] = (
    *CLASSES,
    *(f"<{name}" for name in ELEMENTS),
    *ATTRIBUTES,
    *HOSTS,
    *named.MARKERS,
    *_DATA["encoded"],
    *("wp-block-embed", "kg-embed-card", "youtube_url", "vimeo_url", "%3cblockquote", "%3ciframe", "<iframe"),
)
# What these name is linked to, not embedded.
NEVER = frozenset(("a", "link", "meta", "source", "img", "input", "form", "body", "html", "main", "article", "head"))
CAPTIONS: tuple[str, ...] = ("<figcaption", *_DATA["caption_words"], *_DATA["credit_words"], *spoken.MARKERS)
