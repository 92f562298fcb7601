"""Find the elements of a page that are embeds: by their class, name or attributes, or by the player that they frame.

The rows of data/platforms.json decide. Only tags that a marker nominated are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..data import tables
from ..platforms import addresses, facts
from ..platforms.facts import Platform, Templates
from ..platforms.permalinks import Permalink
from ..text import links
from . import kept, markers, named, wrappers
from .embed import Embed, are_twins, joined
from .nominate import nominated
from .page import Element, Page, Tag, shade

_VALUES = {name: values for row in facts.ROWS for name, values in row.values.items()}
_FRAMES = frozenset(tables.load("markup.json")["frames"])
_ADDRESSED = frozenset((b"a", b"blockquote", b"iframe", b"div", b"amp-iframe", b"twitter-widget"))
_UNKNOWN: list[str] = tables.load("residue.json")["unknown"]
# Code points of words that an element may show until its embed is loaded, such as a notice of consent; the element that
# asks for consent may have as many (wrappers.py). Set by hand, not on labelled pages.
_PLACEHOLDER = 450
_LONGEST = 200_000  # offsets of an element whose words are read; the longest on labelled pages has 9,453
# Names of attributes that may hold the address of a player that loads late: "data-src", "data-embed-url", "videoid".
# Not "data-id", "data-title" or "href".
_LAZY = re.compile(
    r"data-(?=[\w-]*?(?:src|embed|video|youtube|vimeo|iframe|player|tweet|url))[\w-]*+|video-?id|src|consent-original-src[\w-]*"
)
# What stands in the address of a player or a post: "https://player.vimeo.com/…". Not "https://vimeo.com/about".
_PLAYER = re.compile(r"/embed|player\.|/plugins/|/video|watch\?|youtu\.be/|/status/|/p/|/reel/|/post/|vimeo\.com/\d")
_INERT = {"text/template", "text/plain", "text/html"}  # types of scripts that hold markup and never run
_NAMES = "|".join(row.settings for row in facts.ROWS if row.settings)
# An address in the JSON of a page builder's or a player's attribute: '"youtube_url":"https://…"', '"src": "https://…"'.
_SETTINGS = re.compile(rf'"(?:{_NAMES})":"(https?:[^"]{{10,300}})"')
_OPTIONS = re.compile(r'"(?:url|src)"\s{0,3}:\s{0,3}"(https?:[^"]{10,300})"')
# Names of attributes in which `_OPTIONS` is looked for: "data-setup", "data-player-config". Not "data-gallery".
_OPTIONS_IN = re.compile(r"data-(?=[\w-]*?(?:setup|settings|config|embed|video|player))[\w-]*+")


def find(page: Page, nominated: list[Tag]) -> list[Embed]:
    """Return the embeds among the nominated tags, in source order; of two that lie in each other, the outer one."""
    found: list[Embed] = []
    behind = -1
    for tag in nominated:
        if tag.start() < behind:
            continue
        if embed := _embed(page, tag):
            while found and found[-1].span[0] >= embed.span[0]:
                found.pop()  # this one's wrappers hold it
            if found and are_twins(page, found[-1], embed):
                embed = joined(page, found.pop(), embed)
            if not found or found[-1].span[1] <= embed.span[0]:
                found.append(embed)
                behind = embed.span[1]
    return found


def _embed(page: Page, tag: Tag) -> Embed | None:
    """Return the embed that a tag opens, or None."""
    name = tag[2].decode()
    if name in ("embed", "param", "object"):
        tag = _object(page, tag)
        name = tag[2].decode()
    said = page.attributes(tag)
    if name == "template" or (name == "script" and "data-telegram-post" not in said):
        return _from_script(page, tag, said)
    if templates := markers.ELEMENTS.get(name):
        return _addressed(page, tag, said, templates, f"element:{name}")
    classes = said.get("class", "").lower().split()
    if known := next((known for known in classes if known in markers.CLASSES), None):
        return _classed(page, tag, said, known)
    if name in _FRAMES:
        if post := next(_addresses(page, tag, said), None):
            return _made(page, tag, post.platform, post, "frame")
        return _made(page, tag, "", None, "frame") if any(one in said.get("src", "") for one in _UNKNOWN) else None
    if attribute := next((attribute for attribute in markers.ATTRIBUTES if attribute in said), None):
        return _attributed(page, tag, said, attribute)
    if name in markers.NEVER:
        return None
    if "wp-block-embed" in classes or "kg-embed-card" in classes:
        return _block(page, tag)
    if (post := named.post(said)) and _is_placeholder(page, tag):
        return _made(page, tag, post.platform, post, "named")
    return _lazy(page, tag, said)


def _block(page: Page, tag: Tag) -> Embed | None:
    """Return the embed of an editor's block whose only words are its post's address; its caption is left out."""
    element = page.element(tag)
    caption = next((inner for inner in element.tags[1:] if inner[2] == b"figcaption"), None)
    if caption:
        tag = element.tags[1]
        element = page.element(tag)
    address = page.words(element)
    if not element.is_closed or (caption and element.end > caption.start()) or " " in address:
        return None
    post = addresses.read(address)
    return _made(page, tag, post.platform, post, "address-in-block") if post else None


def _object(page: Page, tag: Tag) -> Tag:
    """Return the tag of the <object> around a <param> or an <embed>, or the tag itself."""
    start = page.shadow.rfind(b"<object", max(0, tag.start() - 3_000), tag.start() + 1)
    outer = page.tag_at(start) if start >= 0 else None
    return outer if outer and outer[2] == b"object" and page.element(outer).end >= tag.end() else tag


def _addressed(page: Page, tag: Tag, said: dict[str, str], templates: Templates, rule: str) -> Embed | None:
    """Return the embed whose address or id stands in an attribute that `templates` names, or None."""
    for attribute, template in templates.items():
        if value := said.get(attribute, "").strip():
            direct = addresses.read(value) if "/" in value else None
            if post := direct or addresses.read(template.format(value)):
                return _made(page, tag, post.platform, post, rule)
    return None


def _classed(page: Page, tag: Tag, said: dict[str, str], known: str) -> Embed | None:
    """Return the embed of an element with a class of a platform's embed codes, or None if it names no post.

    Its own attributes are asked for the address first, then its links; a blockquote with words needs none.
    """
    row = markers.CLASSES[known]
    platform = row.platform
    if embed := _addressed(page, tag, said, row.classes[known], f"class:{known}"):
        return embed
    element = page.element(tag)
    if row.links_to_post and (inside := _inside(page, element, row)):
        return _made(page, tag, platform, inside[1], f"class:{known}", inside[0])
    ids = (template.format(said[name]) for name, template in markers.ATTRIBUTES.items() if template and said.get(name))
    for value in (*ids, *said.values()):
        if (post := addresses.read(value)) and _is_of(post, platform):
            return _made(page, tag, post.platform, post, f"class:{known}")
    if inside := _inside(page, element, row):
        return _made(page, tag, inside[1].platform, inside[1], f"class:{known}", inside[0])
    if row.needs_address or not element.is_closed or element.name != "blockquote":
        return None
    words = page.words(element)
    return _made(page, tag, platform, _written(words, platform), f"class:{known}") if words else None


def _is_of(post: Permalink, platform: str) -> bool:
    """Return whether a post is of this platform; "" stands for any, if the post has an id."""
    return post.platform == platform if platform else bool(post.id)


def _written(words: str, platform: str) -> Permalink | None:
    """Return the first post of this platform whose address is written out in the words, or None."""
    posts = (addresses.read(words[start:end]) for start, end, _ in links.find(words))
    return next((post for post in posts if post and post.platform == platform), None)


def _inside(page: Page, element: Element, row: Platform) -> tuple[Tag, Permalink] | None:
    """Return the tag inside an element that names its post, and the post; None without one."""
    tags = element.tags[1:]
    for tag in reversed(tags) if row.ends_in_address and element.is_closed else tags:
        if not tag[1] and tag[2] in _ADDRESSED:
            said = page.attributes(tag)
            for attribute in ("href", "cite", "src", "data-src", "data-href", "data-tweet-id"):
                value = markers.ATTRIBUTES.get(attribute, "{}").format(said[attribute]) if attribute in said else ""
                if (post := addresses.read(value)) and _is_of(post, row.platform):
                    return tag, post
    return None


def _attributed(page: Page, tag: Tag, said: dict[str, str], attribute: str) -> Embed | None:
    """Return the embed that this attribute makes of an element, whatever its name and class, or None."""
    value, template = said[attribute], markers.ATTRIBUTES[attribute]
    if attribute in _VALUES and value.lower() not in _VALUES[attribute]:
        return None
    if card := next((card for value in _data_attrs(page, tag) if (card := kept.tweet(value))), None):
        return _from_markup(page, tag, card, f"attribute:{attribute}")
    if template and tag[2].decode() in markers.NEVER:
        return None
    post = addresses.read(value) if "/" in value and template else None
    post = post or addresses.read(template.format(value) if template else said.get("href", ""))
    if post is None:
        return None
    if tag[2] not in (b"script", b"blockquote") and len(page.words(page.element(tag))) > _PLACEHOLDER:
        return None
    return _made(page, tag, post.platform, post, f"attribute:{attribute}")


def _addresses(page: Page, tag: Tag, said: dict[str, str]) -> Iterator[Permalink]:
    """Yield the posts that the attributes of a frame name, or those of the parameters inside an <object>."""
    values = list(said.values())
    if tag[2] == b"object":
        inside = page.element(tag).tags[1:20]
        values += [value for inner in inside if not inner[1] for value in page.attributes(inner).values()]
    yield from (post for value in values if (post := addresses.read(value)))


def _lazy(page: Page, tag: Tag, said: dict[str, str]) -> Embed | None:
    """Return the embed that a script will put into an element: an attribute has its address or its markup."""
    for attribute, value in said.items():
        embed = None
        if markup := kept.markup(value):
            embed = _from_markup(page, tag, markup, "quoted:attribute")
        elif value.startswith(("{", "[")):
            settings = _settings(attribute, value)
            if settings and (post := addresses.read(settings[1])) and post.id:
                embed = _made(page, tag, post.platform, post, "settings")
        elif _LAZY.fullmatch(attribute) and _PLAYER.search(value) and (post := addresses.read(value)) and post.id:
            embed = _made(page, tag, post.platform, post, "attribute:lazy")
        if embed:
            return embed if _is_placeholder(page, tag) else None
    return None


def _settings(attribute: str, value: str) -> re.Match[str] | None:
    """Return a match whose first group is the address in a player's settings, which are JSON, or None."""
    value = value.replace("\\/", "/")
    return _SETTINGS.search(value) or (_OPTIONS.search(value) if _OPTIONS_IN.fullmatch(attribute) else None)


def _is_placeholder(page: Page, tag: Tag) -> bool:
    """Return whether an element is closed and has no more words than may stand there until an embed is loaded."""
    element = page.element(tag)
    return element.is_closed and len(page.words(element)) <= _PLACEHOLDER


def _from_script(page: Page, tag: Tag, said: dict[str, str]) -> Embed | None:
    """Return the embed whose markup a script or a <template> holds until a reader consents, or None.

    The script must be of a type that never runs; a template must stand inside an element that asks for consent.
    """
    element = page.element(tag)
    if not element.is_closed or (element.name == "script" and said.get("type", "").lower() not in _INERT):
        return None
    markup = kept.markup(page.text[tag.end() : element.tags[-1].start()])
    embed = _from_markup(page, tag, markup, f"quoted:{element.name}") if markup else None
    if embed is None:
        return None
    span = wrappers.with_placeholder(page, embed.span)
    if element.name == "template" and span == embed.span:
        return None  # a pattern that the page's programs copy
    return replace(embed, span=wrappers.around(page, span))


def _data_attrs(page: Page, tag: Tag) -> list[str]:
    """Return the values of `data-attrs` on a tag and on the first ten inside its element."""
    tags = [inner for inner in page.element(tag).tags[:10] if not inner[1]]
    return [value for inner in tags if (value := page.attributes(inner).get("data-attrs"))]


def _from_markup(page: Page, tag: Tag, markup: str, rule: str) -> Embed | None:
    """Return the embed of an element that holds this markup, if the markup is one embed and nothing else."""
    quoted = Page(markup, shade(markup))
    inner = find(quoted, nominated(quoted)[0])
    if len(inner) != 1 or inner[0].span != (0, len(markup)):
        return None
    embed = _made(page, tag, inner[0].platform, inner[0].post, rule)
    return replace(embed, post=inner[0].post, html=inner[0].html, is_player=inner[0].is_player)


def _made(page: Page, tag: Tag, platform: str, post: Permalink | None, rule: str, inside: Tag | None = None) -> Embed:
    """Return the embed of an element.

    An element that is never closed ends behind the link to its post, which the tag `inside` opens, or with its own tag.
    """
    element = page.element(tag)
    end = element.end
    if not element.is_closed:
        end = _behind(element, page.element(inside).end) if inside else tag.end()
    elif post and post.handle is None and platform == "twitter":
        post = _with_handle(page, element, post)
    core = tag.start(), end
    is_whole = end - tag.start() <= _LONGEST
    html = page.text[slice(*core)] if is_whole else page.text[tag.start() : tag.end()]
    player = not is_whole or tag[2].decode() in _FRAMES
    row = facts.of(platform)
    span = wrappers.around(page, wrappers.with_root(page, core, row) if row.root else core)
    if player and row.has_byline:
        span = wrappers.around(page, wrappers.with_byline(page, span, f".{row.hosts[0]}"))
    return Embed(core, span, platform, post, html, (rule,), player)


def _with_handle(page: Page, element: Element, post: Permalink) -> Permalink:
    """Return the same tweet under an address that names its author, if the element has one."""
    own = [addresses.read(value) for value in page.attributes(element.tag).values()]
    inside = _inside(page, element, facts.of(post.platform))
    return next((one for one in (*own, inside and inside[1]) if one and one.handle and one.id == post.id), post)


def _behind(element: Element, end: int) -> int:
    """Return the end of the end tags that follow within 20 offsets of `end` and of each other."""
    for tag in element.tags:
        if tag.start() >= end:
            if not tag[1] or tag.start() > end + 20:
                break
            end = tag.end()
    return end
