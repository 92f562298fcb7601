"""Read the credits that a page's JSON-LD gives to its images, and join them to the images."""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from ahocorasick_rs import BytesAhoCorasick

from .page import Page, Tag, shade
from .picture import Caption, ImageObject, is_free

# Bounds on time. The most on 398 labelled pages and embed codes: 6 scripts, 30,025 code points, 76 nodes, 9 tags.
_MOST_SCRIPTS = 50
_LONGEST = 1_000_000  # code points of a script; a longer one is not read
_MOST_NODES = 20_000  # objects, lists and values of a script
_MOST_SOURCES = 20  # tags of a <picture>
_CREDITS = (b"credittext", b"copyrightnotice", b"copyrightholder", b'"creator"', b'"author"')
_IMAGE = re.compile(rb"<(?:amp-)?img[\s/]")
_WRITTEN_OUT = re.compile(rb"[&'\"<>]")  # characters that an attribute may hold as entities
# What hides JSON-LD from old browsers, at its beginning: "//<![CDATA[", "/*<![CDATA[*/", "<!--", or white space alone.
_OPENING = re.compile(r"\s*+(?://|/\*)?\s*+(?:<!\[CDATA\[|<!--)?\s*+(?:\*/)?\s*+")
_JSON = json.JSONDecoder(strict=False)  # captions hold bare newlines
# A string, which is kept, or a comma too many, which is not: the first of two in '["a",, "b"]', the one in '["a",]'.
_STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+"?)|,(?=\s*+(?:,|\]|\}))', re.DOTALL)
# The size in a file's name: "-300x200" in "harbour-300x200.jpg", not in "harbour-300x200-wall.jpg".
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,5}$)")
_NOT_NAMES = {"image", "default", "photo", "img", "index", "main", "original"}  # many images' files are called so


def joined(page: Page, captions: list[Caption], taken: list[tuple[int, int]]) -> list[Caption]:
    """Return the captions in order, with what JSON-LD says of their images.

    An image that has no caption beside it, and lies in none of the spans `taken`, becomes a credit of its own.
    """
    images = _images(page)
    if not images:
        return captions
    said: set[str] = set()
    alone: list[Caption] = []
    for start in _near(page, images):
        tag = page.tag_at(start)
        keys = [key for one in _sources(page, tag) for key in _keys(page.attributes(one))] if tag else []
        image = next((images[name] for name in keys if name in images), None)
        if tag is None or image is None:
            continue
        beside = _beside(page, tag.start(), captions)
        if beside is not None:
            captions[beside] = replace(captions[beside], image=image, evidence=(*captions[beside].evidence, "json-ld"))
        elif not said & set(keys) and is_free(tag.span(), taken):
            line = image.credit or " / ".join(image.creators) or image.notice or ""
            alone.append(Caption(tag.span(), line, line, ("json-ld",), image))
        said.update(keys)
    return sorted([*captions, *alone], key=lambda caption: caption.span)


def _near(page: Page, names: Iterable[str]) -> list[int]:
    """Return the offsets of the images that may have one of these names, in order.

    The name stands in their tag, or between it and that of the image before or behind.
    """
    stems = {max(_WRITTEN_OUT.split(shade(name.rpartition(".")[0] or name)), key=len) for name in names} - {b""}
    places = [start for _, start, _ in BytesAhoCorasick(list(stems)).find_matches_as_indexes(page.shadow)]
    starts = [image.start() for image in _IMAGE.finditer(page.shadow)]
    behind = {bisect_right(starts, place) for place in places}
    return [start for number, start in enumerate(starts) if number in behind or number + 1 in behind]


def _beside(page: Page, at: int, captions: list[Caption]) -> int | None:
    """Return the index of an image's caption; None without one.

    It is the one in the same figure, on the image itself, or right behind it.
    """
    low, high = page.within(at, b"figure") or (at, at)
    first = bisect_left(captions, low, key=lambda caption: caption.span[0])
    beside = captions[first] if first < len(captions) else None
    return first if beside and (beside.span[0] <= high or beside.picture == at) else None


def _sources(page: Page, image: Tag) -> list[Tag]:
    """Return the tags that name an image's files: its own, and each <source> of its <picture>."""
    picture = page.within(image.start(), b"picture")
    inside = page.tags(picture[0], image.start()) if picture else ()
    return [image, *(tag for tag in islice(inside, _MOST_SOURCES) if tag[2] == b"source")]


def _keys(said: dict[str, str]) -> list[str]:
    """Return the names of the files in an image's attributes, by which JSON-LD may know it."""
    values = [said.get(name, "") for name in ("src", "data-src", "data-lazy-src", "data-original")]
    values += said.get("srcset", "").split(",")[:3]
    return [name for value in values if (name := _name(value))]


def _name(address: str) -> str | None:
    """Return the name of the file at an address, without the size that WordPress puts into it; None if it names none.

    Names of fewer than six characters, and those of many images, are none.
    """
    address = address.strip().partition(" ")[0].partition("?")[0]
    name = _SIZE.sub("", address.rpartition("/")[2].lower())
    return name if len(name) >= 6 and name.partition(".")[0] not in _NOT_NAMES else None


def _images(page: Page) -> dict[str, ImageObject]:
    """Return the images of the page's JSON-LD that have a credit, by the names of their files."""
    found: dict[str, ImageObject] = {}
    for start, end in page.linked_data[:_MOST_SCRIPTS]:
        if end - start > _LONGEST or page.shadow.find(b"imageobject", start, end) < 0:
            continue
        if all(page.shadow.find(word, start, end) < 0 for word in _CREDITS):
            continue
        nodes = list(_nodes(page.text[start:end]))
        people = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
        for node in nodes:
            if not (_is_image(node) and (image := _image(node, people))):
                continue
            for address in (node.get("contentUrl"), node.get("url"), node.get("@id"), node.get("thumbnailUrl")):
                if isinstance(address, str) and (name := _name(address)):
                    found.setdefault(name, image)
    return found


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a piece of JSON-LD, however deep; none if it is no JSON."""
    opening = _OPENING.match(text)
    text = text[opening.end() :] if opening else text
    try:
        waiting: list[Any] = [_read(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _read(text: str) -> Any:
    """Return what JSON says, whatever stands behind it, without the commas too many that templates leave.

    Raises ValueError for what is no JSON, and RecursionError for what nests too deep.
    """
    try:
        return _JSON.raw_decode(text)[0]
    except ValueError:
        return _JSON.raw_decode(_STRING_OR_COMMA.sub(lambda found: found[1] or "", text))[0]


def _is_image(node: dict[str, Any]) -> bool:
    said = node.get("@type")
    kinds = said if isinstance(said, list) else (said,)
    return any(isinstance(kind, str) and kind.rpartition("/")[2] == "ImageObject" for kind in kinds)


def _image(node: dict[str, Any], people: dict[str, dict[str, Any]]) -> ImageObject | None:
    """Return what a node says of its image, or None if it says neither creators, credit nor notice.

    `people` are those whom it may name by their @id alone.
    """
    creators = tuple(name for key in ("creator", "author") for name in _names(node.get(key), people))
    credit, notice = (_text(node.get(key)) for key in ("creditText", "copyrightNotice"))
    holder = next(iter(_names(node.get("copyrightHolder"), people)), None)
    if not (creators or credit or notice or holder):
        return None
    return ImageObject(tuple(dict.fromkeys(creators)), credit or holder, notice)


def _names(value: Any, people: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names of people and bodies in a value: a name, an object with one, an @id of `people`, or a list."""
    values = value if isinstance(value, list) else [value]
    known = (people.get(str(one.get("@id")), one) if isinstance(one, dict) else one for one in values[:20])
    named = (_text(one.get("name") if isinstance(one, dict) else one) for one in known)
    return [name for name in named if name and "://" not in name]


def _text(value: Any) -> str | None:
    text = " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= 300 else None
