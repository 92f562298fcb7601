"""Find what goes with an embed: wrappers that hold nothing else, and the widget's script beside it.

Spans are (start, end), code points into the page.
"""

from __future__ import annotations

from ..data import tables
from ..platforms import facts
from .page import Page, Tag

_DATA = tables.load("markup.json")
_WRAPPERS: tuple[str, ...] = (*_DATA["wrappers"], *(word for row in facts.ROWS for word in row.wrappers))
_SCRIPTS = tuple(script for row in facts.ROWS for script in row.scripts)
_IN_LINE = tuple(script for row in facts.ROWS for script in row.inline)
_CONSENT: tuple[str, ...] = tuple(_DATA["consent"])
_ALWAYS = {"figure", "noscript", "center", "blockquote"}  # wrappers if they hold nothing else
_PLAIN = {"div", "span", "p", "section", "aside"}  # wrappers only if their class or id says so, or they have neither
# A player's byline: offsets of its element, code points of its words, and code points of words outside its links. The
# one on labelled pages has 169, 47 and 11.
_LONGEST_BYLINE, _BYLINE, _OUTSIDE_LINKS = 2_000, 200, 20
# What asks for consent: code points of its words (as in elements.py), offsets and tags from its start to the embed. Set
# by hand.
_PLACEHOLDER, _PLACEHOLDER_REACH, _PLACEHOLDER_TAGS = 450, 6_000, 60
_MOST = 12  # wrappers and scripts that one embed may have: a bound on time
Span = tuple[int, int]


def around(page: Page, span: Span) -> Span:
    """Return the span of an embed with the wrappers around it and the scripts behind it."""
    for _ in range(_MOST):
        behind = page.tag_behind(span[1])
        if behind is None:
            break
        grown = _in_wrapper(page, span, behind) if behind[1] else _with_script(page, span, behind)
        if grown == span:
            break
        span = grown
    return span


def _in_wrapper(page: Page, span: Span, close: Tag) -> Span:
    """Return the span of the wrapper that `close` ends, if it holds nothing but `span`; else `span`."""
    opening = page.tag_before(span[0])
    if opening is None or opening[1] or opening[2] != close[2] or not _is_wrapper(page, opening):
        return span
    return opening.start(), close.end()


def _is_wrapper(page: Page, tag: Tag) -> bool:
    name = tag[2].decode()
    if name in _ALWAYS or name.startswith("amp-"):
        return True
    if name not in _PLAIN:
        return False
    said = page.attributes(tag)
    marks = f"{said.get('class', '')} {said.get('id', '')}".lower()
    return any(word in marks for word in _WRAPPERS) or not said or (name in ("p", "span") and not marks.strip())


def _with_script(page: Page, span: Span, tag: Tag) -> Span:
    """Return the span with the widget's script behind it, which may stand in a paragraph of its own."""
    script = page.tag_behind(tag.end()) if tag[2] == b"p" else tag
    if script is None or not _is_widget(page, script):
        return span
    end = page.element(script).end
    if tag[2] == b"p":
        close = page.tag_behind(end)
        if close is None or close[2] != b"p" or not close[1]:
            return span
        end = close.end()
    return span[0], end


def with_root(page: Page, span: Span, platform: facts.Platform) -> Span:
    """Return an embed's span with what its platform puts before it: an empty element and the script that fills it."""
    while (grown := _with_one_before(page, span, platform)) != span:
        span = grown
    return span


def _with_one_before(page: Page, span: Span, platform: facts.Platform) -> Span:
    close = page.tag_before(span[0])
    if close is None or close[2] not in (b"script", b"div") or not close[1]:
        return span
    opening = page.tag_at(page.shadow.rfind(b"<" + close[2], max(0, close.start() - 2_000), close.start()))
    if opening is None or page.element(opening).end != close.end():
        return span
    is_root = close[2] == b"div" and page.attributes(opening).get("id") == platform.root
    is_root = is_root and page.is_white(opening.end(), close.start())
    script = page.shadow[opening.start() : close.end()].decode() if close[2] == b"script" else ""
    return (opening.start(), span[1]) if is_root or any(part in script for part in platform.inline) else span


def with_placeholder(page: Page, span: Span) -> Span:
    """Return an embed's span with the elements around it that ask for consent and hold few words more."""
    at, low = span[0], max(0, span[0] - _PLACEHOLDER_REACH)
    for _ in range(_PLACEHOLDER_TAGS):
        at = page.shadow.rfind(b"<", low, at)
        tag = page.tag_from(at) if at >= 0 else None
        if at < 0:
            break
        if tag is None or tag[1] or tag[2] not in (b"div", b"figure", b"section", b"aside"):
            continue
        said = page.attributes(tag)
        if any(word in f"{said.get('class', '')} {said.get('id', '')}".lower() for word in _CONSENT):
            element = page.element(tag)
            if element.is_closed and element.end >= span[1] and len(page.words(element)) <= _PLACEHOLDER:
                span = element.start, element.end
    return span


def with_byline(page: Page, span: Span, host: str) -> Span:
    """Return a player's span with the line below that names it: `<a>Title</a> from <a>Someone</a> on <a>Vimeo</a>`.

    All links of the line must lead to `host`, which begins with a dot, and hardly a word may stand outside them.
    """
    tag = page.tag_behind(span[1])
    if tag is None or tag[1] or tag[2] not in (b"p", b"div"):
        return span
    element = page.element(tag)
    if not element.is_closed or element.end - element.start > _LONGEST_BYLINE:
        return span
    anchors = [inner for inner in element.tags if inner[2] == b"a" and not inner[1]]
    linked = sum(len(page.words(page.element(anchor))) for anchor in anchors)
    words = len(page.words(element))
    if not anchors or words > _BYLINE or words - linked > _OUTSIDE_LINKS:
        return span
    hosts = [page.attributes(anchor).get("href", "").partition("//")[2].partition("/")[0] for anchor in anchors]
    return (span[0], element.end) if all(host in f".{one}".lower() for one in hosts) else span


def _is_widget(page: Page, tag: Tag) -> bool:
    """Return whether a tag opens the script of a platform's widget."""
    if tag[2] != b"script" or tag[1]:
        return False
    source = page.attributes(tag).get("src", "").lower()
    if source:
        return any(script in source for script in _SCRIPTS)
    start = page.shadow[tag.end() : tag.end() + 2_000].partition(b"</script")[0].decode()
    return any(script in start for script in _IN_LINE)
