"""Find posts of Reddit: `Title by u/handle in r/sub`, glued (`byu/handle insub`) or in lines, and comments.

A comment says `Comment by u/handle from discussion in r/sub`. Until 2020 a card said `Title from r/sub`, and a comment
`handle's comment from discussion "Title"`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..starts import candidates, choice
from ..text.blocks import Source
from ..text.language import function_words
from . import fields, permalinks
from .family import Family, Fragment, Parts, claim
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

# "by u/maravoss in r/harbours", "byu/maravoss inharbours", "Comment by u/maravoss from discussion in r/harbours". Not
# "by maravoss in r/harbours".
_TAIL = re.compile(
    r"(?P<comment>Comment\s{0,12})?by\s{0,12}u/(?P<handle>[\w-]{3,20})\s{0,12}"
    r"(?:from discussion\s{0,12})?in\s{0,12}(?:r/)?(?P<sub>\w{2,21})"
)
# The "posted " of "a note posted by u/maravoss", which is a sentence. Not "My wall ".
_VERB = re.compile(r"\b(?:made|posted|published|said|shared|started|submitted|uploaded|written)\s{1,8}$", re.IGNORECASE)
# 'maravoss's comment from discussion "The wall".', and the same with "Comment from discussion" before it.
_OLD_COMMENT = re.compile(
    r"(?:Comment\s{1,8}from discussion\s{1,8})?(?P<handle>[\w-]{3,20})['’]s comment from discussion\s{1,8}"
    r"[\"“](?P<title>[^\n]{1,300}?)[\"”]\s{0,4}\.?"
)
# "The wall of the old harbour from r/harbours". Not ". The wall from r/harbours".
_OLD_CARD = re.compile(r"(?P<title>[^\s.][^\n]{0,300}?)\s{1,8}from\s{1,8}r/\w{2,21}")
# What begins the credit of a picture, or a heading of an article about the sub: "Photo", "via", "The best of", "10".
# Not "Bestow" or "Images".
_NO_TITLE = re.compile(
    r"\d|(?:image|photo|picture|screenshot|video|via|source|credit|courtesy|(?:the )?(?:best|top|funniest)|more)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 5  # of an old card's title: shorter lines are headings too often
# A title less sure of its beginning stays prose. Of 40 labelled titles none that began right was less sure, and most
# that began wrong were.
_SURE = 0.25
_BEFORE = 40  # code points before "u/": "Comment by" and white space; more would find no more
_REACH = 340  # code points behind the anchor: an old comment's title and what stands around; more would find no more


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the post or comment that holds the anchor, or None."""
    if source.text.startswith("u/", anchor):
        return _quote(source, anchor, floor)
    if source.text.startswith("s comment", anchor):
        return _old_comment(source, anchor, floor)
    return _old_card(source, anchor, floor)


def _old_comment(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the comment `handle's comment from discussion "Title"`, if it is alone on its line."""
    text, (start, end) = source.text, source.line(anchor)
    starts = [start]
    for _ in range(2):  # "Comment" and "from discussion" may stand in lines above
        starts += [above[0] for above in [source.line_above(starts[-1])] if above]
    comments = (_OLD_COMMENT.match(text, at, min(source.end, anchor + _REACH)) for at in reversed(starts))
    comment = next((c for c in comments if c and c.end("handle") == anchor - 1), None)
    if comment is None or comment.start() < floor or comment.end() < end:
        return None
    parts: Parts = {"handle": comment.span("handle"), "body": comment.span("title")}
    return claim("reddit", source, *comment.span(), parts, "old-comment")


def _old_card(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the card `Title from r/sub`, if it is alone on one line or on three, and has no stop at its end."""
    start, end = source.line(anchor + 1)
    for _ in range(3):
        if start < floor:
            break
        if card := _OLD_CARD.fullmatch(source.text, start, end):
            title = card["title"]
            if (
                len(title.split()) < _FEWEST_WORDS
                or not (title[0].isupper() or title[0] in '[("“')
                or _NO_TITLE.match(title)
            ):
                return None
            return claim("reddit", source, start, end, {"body": card.span("title")}, "old-card")
        above = source.line_above(start)
        if above is None:
            break
        start = above[0]
    return None


def _quote(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the post or comment whose `u/` stands at `anchor`, or None.

    Its tail must begin or end a line, as no sentence about a post does.
    """
    text = source.text
    low = max(floor, source.start, anchor - _BEFORE)
    tails = _TAIL.finditer(text, low, min(source.end, anchor + _REACH))
    tail = next((t for t in tails if t.start("handle") == anchor + 2), None)
    if tail is None or not (_begins_line(source, tail.start()) or _ends_line(source, tail.end())):
        return None
    if tail["sub"].casefold() in function_words() or _is_in_sentence(source, tail):
        return None
    parts: Parts = {"handle": tail.span("handle")}
    if tail["comment"]:
        return claim("reddit", source, tail.start(), tail.end(), parts, "comment")
    end = source.trim(floor, tail.start())[1]
    if (title := source.seen.link(end - 1)) and title.start >= max(floor, source.start):  # in markup a title is a link
        parts["body"] = title.start, end
        return claim("reddit", source, title.start, tail.end(), parts, "title")
    line = source.line(max(end - 1, source.start))[0]  # a title has one line
    asked = candidates.Question(source, end, max(floor, line), tail.start(), tail.end(), room=300, title=True)
    start = choice.start(asked)
    if start.confidence < _SURE:
        return claim("reddit", source, tail.start(), tail.end(), parts, "title")
    parts["body"] = start.at, asked.end
    return claim("reddit", source, min(start.at, tail.start()), tail.end(), parts, "title", sure=start.confidence)


def _begins_line(source: Source, start: int) -> bool:
    """Return whether a tail begins its line."""
    return "\n" in source.gap_before(start)


def _ends_line(source: Source, end: int) -> bool:
    """Return whether a line ends at `end`, or else a sentence without a stop: no small letter follows."""
    gap = source.gap_after(end)
    if "\n" in gap or end + len(gap) == source.end:
        return True
    behind = source.text[end + len(gap)]
    return bool(gap) and (behind in '[“"«' or (behind.isalpha() and not behind.islower()))


def _is_in_sentence(source: Source, tail: re.Match[str]) -> bool:
    """Return whether the tail stands inside a sentence of the article: "a note posted by u/mara in Kites today"."""
    verb = _VERB.search(source.text, max(source.start, tail.start() - _BEFORE), tail.start())
    return verb is not None and "\n" not in source.gap_after(tail.end()) and tail.end() < source.end


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment; its text is the post's title."""
    return fields.post(fragment)


def read_markup(words: Words, _post: Permalink | None) -> Said:
    """Return what an embed code says: the title, which links to the post. A comment's code has no words of it."""
    handle = re.search(r"\bby\s{0,12}u/(?P<handle>[\w-]{3,20})", words.text)
    title = next((a for a in words.anchors if (post := permalinks.read(a.href)) and post.platform == "reddit"), None)
    body = [(title.start, title.end)] if title and words.text[title.start : title.end].strip() != "Comment" else []
    return Said(body, None, handle["handle"] if handle else None)


family: Family = Family("reddit", "post", ("u/", "s comment from discussion", "from r/", "\nr/"), find, normalize)
