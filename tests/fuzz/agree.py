"""Compare the posts that `clean_html` finds in a page with those that `clean` finds in its words.

    python -m tests.fuzz.agree PAGES.jsonl[.xz] … [--list]

A line of the files is {"id": …, "html": …}. Each post of the page is matched with one of its words by platform, handle
and date, else by how its text begins. The results are counted by platform and kind; --list names the pages.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import embeds
from embeds import Post

_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
    *("table", "td", "th", "tr", "ul"),
)
Known = tuple[str, str | None, dt.date | None]

_BEGINNING = 40  # letters by which posts are matched
_FEW = 12  # posts with fewer letters are not matched by them


def flattened(page: str) -> str:
    """Return the words of a page as a simple scraper gives them: a blank line between blocks."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page, "lxml")
    for element in soup.find_all(["head", "script", "style", "template"]):
        element.decompose()
    for element in soup.find_all("br"):
        element.replace_with("\n")
    for element in soup.find_all(_BLOCKS):
        element.insert_before("\n\n")
        element.append("\n\n")
    text = re.sub(r"[ \t\r\f\xa0]+", " ", soup.get_text())
    return re.sub(r" ?\n ?(?:\n\s*)?", lambda gap: "\n\n" if gap[0].count("\n") > 1 else "\n", text).strip()


def compared(page: str) -> Iterator[tuple[str, str, Post]]:
    """Yield (platform, how it agrees or differs, post) for each post of a page, and for those only in its words."""
    text = flattened(page)
    left = list(embeds.clean(text).posts)
    everywhere = _letters(text)
    for post in embeds.clean_html(page).posts:
        if twin := _twin(post, left):
            left.remove(twin)
            yield post.platform, _difference(_known(post), _known(twin)), post
        elif _beginning(post):
            in_words = _beginning(post) in everywhere
            yield post.platform, "not found in the text" if in_words else "its words are not in the text", post
        else:
            yield post.platform, "has no words of its own", post
    for post in left:
        yield post.platform, "found in the text alone", post


def _twin(post: Post, others: list[Post]) -> Post | None:
    """Return the post that matches this one: by all that is known, by its first words, or by author and platform."""
    for same in (_known, _beginning, _author):
        for other in others:
            if same(post) and same(post) == same(other):
                return other
    return None


def _difference(page: Known, text: Known) -> str:
    """Return the names of the fields in which a post of the page and one of its words differ."""
    found = []
    for name, here, there in zip(("platform", "handle", "date"), page, text, strict=True):
        if here != there:
            found.append(f"{name} {'not in the text' if there is None else 'differs' if here else 'not in the page'}")
    return ", ".join(found) or "agree"


def _known(post: Post) -> Known:
    return post.platform, post.author.handle and post.author.handle.casefold(), post.published_on


def _author(post: Post) -> str:
    return f"{post.platform} {post.author.handle.casefold()}" if post.author.handle else ""


def _beginning(post: Post) -> str:
    """Return how a post's words begin; "" if they are too few to match it by."""
    letters = _letters(post.text)
    return letters[:_BEGINNING] if len(letters) >= _FEW else ""


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def main() -> int:
    """Compare the posts of all pages, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.agree", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="PAGES")
    parser.add_argument("--list", action="store_true", help="a line for each difference too")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for path in options.files:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for platform, kind, post in compared(row["html"]):
                    counts[kind, platform] += 1
                    if options.list and kind != "agree":
                        known = (post.author.handle, post.published_on, post.text[:80])
                        print(row["id"], platform, kind, *known, sep=" | ")
    for kind, platform in sorted(counts, key=lambda key: (key[0], -counts[key])):
        print(f"{counts[kind, platform]:6} {kind:40} {platform}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
