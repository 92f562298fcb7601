"""Count how many posts of pages are found once a sanitizer has washed them: `python -m tests.bench.washed PAGES…`.

A line of the files is a page {"html": …}, or an embed code alone; they may be packed (.xz). Each post that a page's
markup tells and that names its author is tried in two ways: "washed", in its place in the page but without classes and
data attributes, and in tables of newsletters ("ghost", "substack", "plain"), which are put between two paragraphs. It
must give one post of its platform by that author, and in tables with its words; both paragraphs must be unharmed.

`--json OUT` writes the figures.
"""

from __future__ import annotations

import argparse
import collections
import html
import json
import lzma
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import embeds
from embeds.text import links

_MARKED = re.compile(r"""\s(?:class|data-[\w-]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?(?=[^<>]*>)""", re.IGNORECASE)
_TAGS = re.compile(r"<(?:!--.*?-->|(script|style)\b.*?</\1>|[^<>]*>)", re.DOTALL | re.IGNORECASE)
# Platforms whose embed codes name the author in words, and not by an address alone.
_SPOKEN = ("twitter", "instagram", "facebook", "tiktok", "reddit", "mastodon", "bluesky")
ABOVE = "<p>The council met on Tuesday evening to talk about the new harbour wall, and nobody was in a hurry.</p>"
BELOW = "<p>Work is to begin in May, when the storms are over and the boats have gone out again.</p>"


def ghost(post: embeds.Post, words: str, shown: str) -> str:
    """Return a tweet as Ghost sends it by e-mail."""
    link = f'<a href="https://twitter.com/twitter/status/{post.id}" class="kg-twitter-link">'
    assert post.author.handle
    return f"""<table cellspacing="0" cellpadding="0" class="kg-twitter-card"><tr><td><table width="100%"><tr>
<td width="48"><a href="https://twitter.com/{post.author.handle}" class="kg-twitter-link"><img src="a.jpg"></a></td>
<td class="kg-twitter-owner">{link}{html.escape(post.author.name or "")}</a><br>{link}<span>@{post.author.handle}</span>
</a></td></tr><tr><td colspan="2">{link}{words}</a></td></tr><tr><td colspan="2"><table><tr><td>{link}<span>12:01 PM
</span> &bull; <span>{shown}</span></a></td></tr></table></td></tr><tr><td colspan="2">{link}<span>1,204</span> likes
&bull; <span>88</span> retweets</a></td></tr></table></td></tr></table>"""


def substack(post: embeds.Post, words: str, shown: str) -> str:
    """Return a tweet as Substack sends it by e-mail."""
    return f"""<div class="tweet"><a href="{post.permalink}" target="_blank"><table><tr><td><img src="a.jpg"></td><td>
<span class="tweet-author-name">{html.escape(post.author.name or "")} </span><span class="tweet-author"
>@{post.author.handle}</span></td></tr></table><p class="tweet-text">{words}</p><p class="tweet-date">{shown}</p>
<p class="tweet-metadata"><span class="rt-count">88</span> Retweets<span class="like-count">1,204</span> Likes</p></a>
</div>"""


def plain(post: embeds.Post, words: str, shown: str) -> str:
    """Return a table of no system: the words, and below them the attribution."""
    who = f"{html.escape(post.author.name or '')} (@{post.author.handle})"
    return f"""<table width="100%" style="border:1px solid #ccc"><tr><td style="padding:12px"><p>{words}</p>
<p>&mdash; {who} <a href="{post.permalink}">{shown}</a></p></td></tr></table>"""


TABLES: tuple[Callable[[embeds.Post, str, str], str], ...] = (ghost, substack, plain)
Tally = dict[str, list[int]]


def pages(files: list[Path]) -> Iterator[str]:
    """Yield the pages of the files."""
    for file in files:
        with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["html"] for line in lines)


def measure(files: list[Path]) -> tuple[dict[str, Tally], list[str]]:
    """Return how many were found of how many, by way and platform, and a line about each that was not."""
    tallies: dict[str, Tally] = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    wrong = []
    for page in pages(files):
        for post in embeds.clean_html(page).posts:
            if not _names_its_author(post):
                continue
            for way, is_right, shown in _ways(page, post):
                for platform in ("all", post.platform):
                    tallies[way][platform][0] += is_right
                    tallies[way][platform][1] += 1
                if not is_right:
                    wrong.append(f"{way} {post.platform} {post.author.handle or post.author.name}: {shown!r}")
    return tallies, wrong


def _names_its_author(post: embeds.Post) -> bool:
    words, author = _words(post.raw), post.author.handle or post.author.name
    return post.platform in _SPOKEN and author is not None and author in links.LINK.sub(" ", words)


def _words(markup: str) -> str:
    return html.unescape(_TAGS.sub(" ", markup))


def _ways(page: str, post: embeds.Post) -> Iterator[tuple[str, bool, str]]:
    """Yield each way to try a post, whether it was found so, and what it was made of."""
    start, raw = post.span.start, _MARKED.sub("", post.raw)
    end = start + len(raw)
    article = embeds.clean_html(page[:start] + raw + page[post.span.end :])
    found = [one for one in article.posts if one.span.start < end and one.span.end > start]
    left = raw[found[0].span.end - start :] + raw[: max(0, found[0].span.start - start)] if found else raw
    yield "washed", _is_right(found, post) and not re.search(r"\w", _words(left)), raw
    if post.platform == "twitter" and post.permalink and post.published_on and post.text and post.author.name:
        words = html.escape(post.text)
        shown = f"{post.published_on:%B} {post.published_on.day}, {post.published_on.year}"
        for table in TABLES:
            made = table(post, words, shown)
            article = embeds.clean_html(f"{ABOVE}\n{made}\n{BELOW}")
            alike = _is_right(article.posts, post) and article.posts[0].text == post.text
            unharmed = ABOVE in article.prose and BELOW in article.prose
            yield table.__name__, alike and unharmed, made


def _is_right(found: Sequence[embeds.Post], post: embeds.Post) -> bool:
    if len(found) != 1 or found[0].platform != post.platform:
        return False
    author = found[0].author
    return author.handle == post.author.handle if post.author.handle else author.name == post.author.name


def main() -> None:
    """Print the figures by way and platform."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("pages", type=Path, nargs="+")
    ask.add_argument("--json", type=Path, help="write the figures here")
    args = ask.parse_args()
    tallies, wrong = measure(args.pages)
    print(*wrong, sep="\n")
    for way, tally in tallies.items():
        for platform, (right, of) in sorted(tally.items(), key=lambda row: (row[0] == "all", row[0])):
            print(f"{way:10} {platform:10} {right:4}/{of:<4}")
    figures = {way: tally["all"][0] / tally["all"][1] for way, tally in tallies.items()}
    print("  ".join(f"{way} {share:.3f}" for way, share in figures.items()))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
