"""Which elements of a page are embeds: by their class, their name, their attributes or the player that they frame.

What decides are the rows of data/platforms.json. Nothing is parsed here but the tags that a marker nominated.
"""

from __future__ import annotations

import re
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
_PLACEHOLDER = 450  # the words that a wrapper may show until its embed is loaded, not more
_LONGEST = 200_000
_LAZY = re.compile(
    r"data-(?=[\w-]*?(?:src|embed|video|youtube|vimeo|iframe|player|tweet|url))[\w-]*+|video-?id|src|consent-original-src[\w-]*"
)
_PLAYER = re.compile(r"/embed|player\.|/plugins/|/video|watch\?|youtu\.be/|/status/|/p/|/reel/|/post/|vimeo\.com/\d")
_INERT = {"text/template", "text/plain", "text/html"}  # scripts that are no programs
_NAMES = "|".join(row.settings for row in facts.ROWS if row.settings)
_SETTINGS = re.compile(rf'"(?:{_NAMES})":"(https?:[^"]{{10,300}})"')
_OPTIONS = re.compile(r'"(?:url|src)"\s{0,3}:\s{0,3}"(https?:[^"]{10,300})"')
_OPTIONS_IN = re.compile(r"data-(?=[\w-]*?(?:setup|settings|config|embed|video|player))[\w-]*+")


def find(page: Page, nominated: list[Tag]) -> list[Embed]:
    """The embeds among the nominated tags, in order; of two that lie in each other, the outer one."""
    found: list[Embed] = []
    behind = -1
    for tag in nominated:
        if tag.start() < behind or tag[1]:
            continue
        if embed := _embed(page, tag):
            while found and found[-1].span[0] >= embed.span[0]:
                found.pop()  # it goes with this one
            if found and are_twins(page, found[-1], embed):
                embed = joined(page, found.pop(), embed)
            if not found or found[-1].span[1] <= embed.span[0]:
                found.append(embed)
                behind = embed.span[1]
    return found


def _embed(page: Page, tag: Tag) -> Embed | None:
    """The embed that a tag opens, or None."""
    name = tag[2].decode()
    if name in ("embed", "param", "object"):
        tag = _object(page, tag)
        name = tag[2].decode()
    said = page.attributes(tag)
    if name == "template" or (name == "script" and "data-telegram-post" not in said):
        return _kept(page, tag, said)
    if templates := markers.ELEMENTS.get(name):
        return _addressed(page, tag, said, templates, f"element:{name}")
    classes = said.get("class", "").lower().split()
    if known := next((known for known in classes if known in markers.CLASSES), None):
        return _classed(page, tag, said, known)
    if name in _FRAMES:
        return next((_made(page, tag, post.platform, post, "frame") for post in _addresses(page, tag, said)), None)
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
    """The embed of a block whose only words are its post's address; one with a caption ends before that."""
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
    """The <object> that holds a parameter or an <embed>, or the tag itself."""
    start = page.shadow.rfind(b"<object", max(0, tag.start() - 3_000), tag.start() + 1)
    outer = page.tag_at(start) if start >= 0 else None
    return outer if outer and outer[2] == b"object" and page.element(outer).end >= tag.end() else tag


def _addressed(page: Page, tag: Tag, said: dict[str, str], templates: Templates, rule: str) -> Embed | None:
    """The embed whose address or id stands in one of these attributes."""
    for attribute, template in templates.items():
        if value := said.get(attribute, "").strip():
            direct = addresses.read(value) if "/" in value else None
            if post := direct or addresses.read(template.format(value)):
                return _made(page, tag, post.platform, post, rule)
    return None


def _classed(page: Page, tag: Tag, said: dict[str, str], known: str) -> Embed | None:
    """The embed of a class that a platform's embed code has."""
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
    """Whether a post is one of this platform; of any that numbers its posts, where a card's class names none."""
    return post.platform == platform if platform else bool(post.id)


def _written(words: str, platform: str) -> Permalink | None:
    """The post whose address stands written out in the words."""
    posts = (addresses.read(words[start:end]) for start, end, _ in links.find(words))
    return next((post for post in posts if post and post.platform == platform), None)


def _inside(page: Page, element: Element, row: Platform) -> tuple[Tag, Permalink] | None:
    """The tag inside an element that holds the post's address, and the address."""
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
    """The embed that an attribute makes of any element."""
    value, template = said[attribute], markers.ATTRIBUTES[attribute]
    if attribute in _VALUES and value.lower() not in _VALUES[attribute]:
        return None
    if card := next((card for value in _attrs(page, tag) if (card := kept.tweet(value))), None):
        return _held(page, tag, card, f"attribute:{attribute}")
    if template and tag[2].decode() in markers.NEVER:
        return None
    post = addresses.read(value) if "/" in value and template else None
    post = post or addresses.read(template.format(value) if template else said.get("href", ""))
    if post is None:
        return None
    if tag[2] not in (b"script", b"blockquote") and len(page.words(page.element(tag))) > _PLACEHOLDER:
        return None
    return _made(page, tag, post.platform, post, f"attribute:{attribute}")


def _addresses(page: Page, tag: Tag, said: dict[str, str]) -> list[Permalink]:
    """The posts that a frame's attributes name, and an object's parameters."""
    values = list(said.values())
    if tag[2] == b"object":
        inside = page.element(tag).tags[1:20]
        values += [value for inner in inside if not inner[1] for value in page.attributes(inner).values()]
    return [post for value in values if (post := addresses.read(value))]


def _lazy(page: Page, tag: Tag, said: dict[str, str]) -> Embed | None:
    """The embed that an element will become: an attribute holds its player's address, or its whole markup."""
    for attribute, value in said.items():
        embed = None
        if markup := kept.markup(value):
            embed = _held(page, tag, markup, "quoted:attribute")
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
    """The address that a player's settings name, which are JSON."""
    value = value.replace("\\/", "/")
    return _SETTINGS.search(value) or (_OPTIONS.search(value) if _OPTIONS_IN.fullmatch(attribute) else None)


def _is_placeholder(page: Page, tag: Tag) -> bool:
    """Whether the element that a tag opens says no more than what stands there until an embed is loaded."""
    element = page.element(tag)
    return element.is_closed and len(page.words(element)) <= _PLACEHOLDER


def _kept(page: Page, tag: Tag, said: dict[str, str]) -> Embed | None:
    """The embed whose markup a script keeps that is no program, or a template inside what asks for consent."""
    element = page.element(tag)
    if not element.is_closed or (element.name == "script" and said.get("type", "").lower() not in _INERT):
        return None
    markup = kept.markup(page.text[tag.end() : element.tags[-1].start()])
    embed = _held(page, tag, markup, f"quoted:{element.name}") if markup else None
    if embed is None:
        return None
    span = wrappers.with_placeholder(page, embed.span)
    if element.name == "template" and span == embed.span:
        return None  # what a page's programs copy from
    return replace(embed, span=wrappers.around(page, span))


def _attrs(page: Page, tag: Tag) -> list[str]:
    """The values of `data-attrs` on a tag and on the first ones inside its element."""
    tags = [inner for inner in page.element(tag).tags[:10] if not inner[1]]
    return [value for inner in tags if (value := page.attributes(inner).get("data-attrs"))]


def _held(page: Page, tag: Tag, markup: str, rule: str) -> Embed | None:
    """The embed that an element will be replaced with, if this markup is one embed and nothing else."""
    quoted = Page(markup, shade(markup))
    inner = find(quoted, nominated(quoted)[0])
    if len(inner) != 1 or inner[0].span != (0, len(markup)):
        return None
    embed = _made(page, tag, inner[0].platform, inner[0].post, rule)
    return replace(embed, post=inner[0].post, html=inner[0].html, is_player=inner[0].is_player)


def _made(page: Page, tag: Tag, platform: str, post: Permalink | None, rule: str, inside: Tag | None = None) -> Embed:
    """The embed of an element. One that is never closed ends behind the link to its post, or with its own tag."""
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
    """The same tweet under the address that names its author, if one stands in the element."""
    own = [addresses.read(value) for value in page.attributes(element.tag).values()]
    inside = _inside(page, element, facts.of(post.platform))
    return next((one for one in (*own, inside and inside[1]) if one and one.handle and one.id == post.id), post)


def _behind(element: Element, end: int) -> int:
    """The end of the end tags that follow on `end` and close what was opened inside the element."""
    for tag in element.tags:
        if tag.start() >= end:
            if not tag[1] or tag.start() > end + 20:
                break
            end = tag.end()
    return end
