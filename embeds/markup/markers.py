"""List the markers that nominate a tag, from data/platforms.json and data/markup.json: bare literals, in lower case."""

from __future__ import annotations

from ..data import tables
from ..platforms import facts
from . import named, spoken

_DATA = tables.load("markup.json")
CLASSES = {name: row for row in facts.ROWS for name in row.classes}
ELEMENTS = {name: templates for row in facts.ROWS for name, templates in row.elements.items()}
ATTRIBUTES = {name: template for row in facts.ROWS for name, template in row.attributes.items()}
HOSTS = {  # with the platform of each; "" if its addresses lead to posts of any
    literal: row.platform
    for row in facts.ROWS
    for literal in ([f"{host}/" for host in row.hosts] if row.in_markup is None else row.in_markup)
}
EMBEDS: tuple[str, ...] = (
    *CLASSES,
    *(f"<{name}" for name in ELEMENTS),
    *ATTRIBUTES,
    *HOSTS,
    *named.MARKERS,
    *(row.settings for row in facts.ROWS if row.settings),
    *_DATA["encoded"],
    *("wp-block-embed", "kg-embed-card", "%3cblockquote", "%3ciframe", "<iframe"),
)
# An address in these elements is linked to, or the page's own: it embeds nothing.
NEVER = frozenset(("a", "link", "meta", "source", "img", "input", "form", "body", "html", "main", "article", "head"))
CAPTIONS: tuple[str, ...] = ("<figcaption", *_DATA["caption_words"], *_DATA["credit_words"], *spoken.MARKERS)
PICTURES = ("<img", "<amp-img ")
