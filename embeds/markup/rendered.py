"""Read a post that a site, a newsletter or a reader of feeds has set as a card of its own.

    twitter.com                            The words of the post.
    Mara Voss                              Mara Voss (@maravoss) on X
    @maravoss                    or        May 3, 2021
    The words of the post.
    7:43 AM · May 3, 2021
    12 Retweets 102 Likes

The first or the last row must name the author of the post to which the card links. All other rows are its words, but
for furniture around them: the platform's name, when it was posted, counters, buttons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from ..data import tables
from ..platforms import addresses, facts, widget
from ..platforms.family import Fragment, Parts
from ..platforms.permalinks import Permalink
from ..platforms.said import Words
from ..starts import candidates
from ..text import dates
from ..text.marks import LinkedWords
from ..text.scripts import EMOJI

Row = tuple[int, int]  # start and end of a line of the card's words, without white space at its ends

_FURNITURE = frozenset(tables.load("markup.json")["card_words"])
_NOBODY = frozenset(("", "i", "twitter", "x", "web"))  # what stands for the handle in addresses that name nobody
_LINE = re.compile(r"\S[^\n]*")
# "@maravoss", "(maravoss)", "@maravoss@social.example", "@maravoss (Mara Voss)".
_HANDLE = re.compile(
    r"[@(](?P<handle>(?P<user>\w(?:[\w.-]{0,78}\w)?)(?P<server>@[\w.-]{3,60})?)(?:\s\((?P<name>[^()\n]{1,60})\))?"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"[^\w\s·•∙|,.:()/+’'—–-]")  # what no row of furniture holds: "@", "!", an emoji
_COUNTED = re.compile(rf"[{EMOJI}]\ufe0f?\s{{0,2}}(?=\d)")  # the sign before a counter: "❤ 1,204"
_DASHES = "—–-"
_BEHIND_NAME = re.compile(r"[(,]")
_AROUND = " \t\xa0()·—–-:✔✓"  # what stands around a name
# "https://x.com/maravoss", "https://bsky.app/profile/mara.example.social", "https://social.example/@maravoss".
_PROFILE = re.compile(r"https?://[\w.-]{4,60}/(?:profile/|@)?(?P<handle>[\w.-]{1,60})/?(?:[?#]|$)")
_LONGEST = 80  # code points of a row of furniture, and of one that names the author
_LONGEST_NAME, _MOST_WORDS = 60, 6  # code points and words of a name in a row of its own, if it has no link
_STOPS = ".!?…:,"  # what ends words, and no name
_MOST_POSTS = 4  # to which a card links: its own, and those that it quotes
_MOST_ROWS = 60  # of a card: a bound on time


def read(words: Words, post: Permalink, posts: Sequence[Permalink], *, is_quotation: bool) -> Fragment | None:
    """Return the post as an element's words show it; None if they do not. `posts` are all to which the element links.

    In a quotation a link to the author's page names the author, and the words may be longer than a post's in text.
    """
    rows = [(row.start(), row.start() + len(row.group().rstrip())) for row in _LINE.finditer(words.text)]
    if not 1 < len(rows) <= _MOST_ROWS or len(posts) > _MOST_POSTS:
        return None
    parts = _Card(words, post, posts, is_quotation=is_quotation).read(rows)
    if parts is None or not (is_quotation or candidates.weight(words.text[slice(*parts["body"])]) <= candidates.LIMIT):
        return None
    links = tuple(sorted(words.anchors))
    return Fragment(post.platform, 0, len(words.text), words.text, parts, ("card",), links=links)


class _Card:
    """The words of an element, read as those of one post."""

    def __init__(self, words: Words, post: Permalink, posts: Sequence[Permalink], *, is_quotation: bool) -> None:
        self.text, self.paragraphs, self.is_quotation = words.text, words.paragraphs, is_quotation
        row = facts.of(post.platform)
        self.names = frozenset(name.casefold() for name in (*row.hosts, *row.called))
        self.on = tuple(f" on {name}" for name in row.called)
        self.own = [anchor for anchor in words.anchors if _is_of(anchor, post)]
        profiles = [(anchor, found["handle"]) for anchor in words.anchors if (found := _PROFILE.match(anchor.href))]
        handle = post.handle or ""
        is_named = handle.casefold() not in _NOBODY and not handle.startswith("did:")
        self.profiles = [a for a, other in profiles if other.casefold() == handle.casefold() or not is_named]
        handles = {handle} if is_named else {other for _, other in profiles}
        self.handles = {other.casefold() for other in handles}
        self.others = {(other.handle or "").casefold() for other in posts} if len(posts) > 1 else set()
        self.has_server = not row.hosts

    def read(self, rows: Sequence[Row]) -> Parts | None:
        """Return where the post's words, its name and its handle stand; None if the rows show no post."""
        rows = self._without_furniture(rows)
        found = (self._headed(rows) or self._footed(rows)) if rows else None
        if found is None:
            return None
        parts, start, end = found
        inside = [row for row in rows if start <= row[0] < end]
        if start >= end or not self._is_linked(start, end) or any(self._author(row, self.others) for row in inside):
            return None
        return {**parts, "body": (start, end)}

    def _is_linked(self, start: int, end: int) -> bool:
        """Return whether a link to the post stands around the words [start, end) or outside, and not among them."""
        return any(link.end <= start or end <= link.start or link.start <= start < end <= link.end for link in self.own)

    def _headed(self, rows: Sequence[Row]) -> tuple[Parts, int, int] | None:
        """Return the author and the words below, if the first rows name the author."""
        end, below = rows[-1][1], rows[1:]
        if (parts := self._author(rows[0])) is None:
            if below and self._is_name(rows[0]) and (handle := self._author(below[0])) and "name" not in handle:
                parts, below = {**handle, "name": rows[0]}, below[1:]
            elif linked := self._linked(rows[0]):
                parts, start = linked
                if start < rows[0][1]:
                    return parts, start, end
        while below and (self._author(below[0]) or self._is_furniture(below[0])):
            below = below[1:]
        return (parts, below[0][0], end) if parts and below else None

    def _footed(self, rows: Sequence[Row]) -> tuple[Parts, int, int] | None:
        """Return the author and the words above, if the last rows name the author.

        But for quotations the words must be one paragraph: others above may be the article's.
        """
        parts, above = self._author(rows[-1]) or self._signed_off(rows[-1]), rows[:-1]
        if parts is None:
            return None
        if "name" not in parts and above and self._is_name(above[-1]):
            parts, above = {**parts, "name": above[-1]}, above[:-1]
        above = self._without_furniture(above)
        if not above or not (self.is_quotation or self._is_paragraph(above[0][0], above[-1][1])):
            return None
        return parts, above[0][0], above[-1][1]

    def _is_paragraph(self, start: int, end: int) -> bool:
        """Return whether [start, end) are the words of one paragraph."""
        is_inside = any(low <= start and end <= high for low, high in self.paragraphs)
        return is_inside or "\n\n" not in self.text[start:end]

    def _is_name(self, row: Row) -> bool:
        """Return whether a row without a handle may be the name above one: it has a link to the author, or looks so."""
        start, end = row
        text = self.text[start:end]
        if any(link.start <= start and end <= link.end for link in (*self.own, *self.profiles)):
            return True
        return len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_WORDS and text[-1] not in _STOPS

    def _author(self, row: Row, handles: Set[str] | None = None) -> Parts | None:
        """Return the name and the handle that a row is, which is the post's author's or one of `handles`; or None."""
        start, end = row
        if end - start > _LONGEST:
            return None
        known = self.handles if handles is None else handles
        every = [h for h in _HANDLE.finditer(self.text, start, end) if not h["server"] or self.has_server]
        found = next((h for h in reversed(every) if h["user"].casefold() in known), None)
        if found is None:
            link = next((link for link in self.own if link.start <= start and end <= link.end), None)
            on = next((on for on in self.on if link and self.text.endswith(on, start, end)), None)
            return {"name": (start, end - len(on))} if on else None
        when = next((link for link in self.own if found.end() <= link.start and link.end <= end), None)
        rest = [(found.end(), when.start), (when.end, end)] if when else [(found.end(), end)]
        if not all(self._is_plain(*part) for part in rest):
            return None
        before, handle = self._name(start, found.start()), found.span("handle")
        if before[0] < before[1] and found["name"]:
            return None
        name = found.span("name") if found["name"] else before
        return {"handle": handle, "name": name} if name[0] < name[1] else {"handle": handle}

    def _name(self, start: int, end: int) -> Row:
        """Return a stretch without what stands around a name."""
        while start < end and self.text[start] in _AROUND:
            start += 1
        while start < end and self.text[end - 1] in _AROUND:
            end -= 1
        return start, end

    def _linked(self, row: Row) -> tuple[Parts, int] | None:
        """Return the author's name that begins a row of a quotation, with its link, and where the words go on."""
        start, end = row
        name = next((link for link in self.profiles if link.start <= start < link.end), None)
        if name is None or not self.is_quotation:
            return None
        behind = self.text[name.end : end].lstrip()
        if behind.startswith(":"):
            return {"name": (start, name.end)}, end - len(behind[1:].lstrip())
        return ({"name": (start, name.end)}, end) if self._is_plain(name.end, end) else None

    def _signed_off(self, row: Row) -> Parts | None:
        """Return the author's name that is a quotation's last row, with a dash and a link; None if it is none."""
        start, end = row
        link = next((link for link in (*self.own, *self.profiles) if link.start < end and start < link.end), None)
        if link is None or not self.is_quotation or self.text[start] not in _DASHES:
            return None
        low, high = max(start, link.start), min(end, link.end)
        if not (self._is_plain(start, low) and self._is_plain(high, end)):
            return None
        behind = _BEHIND_NAME.search(self.text, low, high)
        return {"name": self._name(low, behind.start() if behind else high)}

    def _without_furniture(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return rows without those of furniture that stand first and last."""
        first, last = 0, len(rows)
        while first < last and self._is_furniture(rows[first]):
            first += 1
        while first < last and self._is_furniture(rows[last - 1]):
            last -= 1
        return rows[first:last]

    def _is_furniture(self, row: Row) -> bool:
        text = self.text[slice(*row)]
        return widget.is_furniture(text) or self._is_plain(*row)

    def _is_plain(self, start: int, end: int) -> bool:
        """Return whether nothing stands in [start, end) but the platform, a time, numbers and words of furniture."""
        said = self.text[start:end]
        if len(said) > _LONGEST:
            return False
        for link in self.own:
            words = self.text[link.start : link.end]
            if "/" in words and len(words.split()) == 1:
                said = said.replace(words, " ")  # the post's address
        if said.strip(_AROUND).casefold() in self.names:
            return True
        said = _COUNTED.sub("", _without_date(said))
        return not _SIGN.search(said) and all(word.casefold() in _FURNITURE for word in _LETTERS.findall(said))


def _without_date(text: str) -> str:
    """Return a text without the first date in it."""
    found = dates.first(text) if any(map(str.isdigit, text)) else None
    return text[: found[0]] + text[found[1] :] if found else text


def _is_of(anchor: LinkedWords, post: Permalink) -> bool:
    """Return whether a link leads to this post."""
    found = addresses.read(anchor.href)
    return found is not None and (found.platform, found.id) == (post.platform, post.id)
