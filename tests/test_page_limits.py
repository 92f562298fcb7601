"""What limits the reading of pages has a case on either side: so much is taken, and one more is not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import embeds
from embeds.markup import element_text, flattened, kept, nominate, post_record
from embeds.markup.page import Page, shade
from embeds.platforms import addresses

from .test_limits import words

PLAYER = "https://www.youtube.com/embed/a1B2c3D4e5F"
FRAME = f'<iframe src="{PLAYER}"></iframe>'
VIMEO = '<iframe src="https://player.vimeo.com/video/76979871"></iframe>'
IMAGE = '<img src="harbour.jpg">'
SAID = "The wall. Photo: Ana Ruiz/AP"
PICTURE = '<picture>{}<source srcset="harbour.jpg"><img src="other.jpg"></picture>'
TITLE = '<a href="https://vimeo.com/76979871">The wall</a>'
POST = "https://x.com/maravoss/status/1389123456789012345"
TWO = "<p>Two!</p>"
CREDITED = {"@type": "ImageObject", "url": "harbour.jpg", "creditText": "Ana Ruiz"}


def page(text: str) -> Page:
    return Page(text, shade(text))


def found(page: str) -> bool:
    return bool(embeds.clean_html(page).records)


def raw(page: str) -> str:
    """The first record; empty where there is none."""
    return next((record.raw for record in embeds.clean_html(page).records), "")


def filled(head: str, tail: str, length: int) -> str:
    """Head and tail with a comment between them, together so long."""
    return f"{head}<!--{'-' * (length - len(head + tail) - 7)}-->{tail}"


def linked(data: object, length: int = 0) -> str:
    return f'<script type="application/ld+json">{json.dumps(data).ljust(length)}</script>'


def text(page: str) -> str | None:
    (post,) = embeds.clean_html(page).posts
    return post.text


def is_closed(page: str) -> bool:
    """Whether the element is read to its end with which a page begins."""
    seen = Page(page, shade(page))
    tag = seen.tag_from(0)
    return tag is not None and seen.element(tag).is_closed


def card(*rows: str, name: str = "div") -> str:
    """An element of these rows and a last one with the post's link."""
    return f'<{name}>{"".join(f"<p>{row}</p>" for row in rows)}<a href="{POST}">May 3, 2021</a></{name}>'


def is_address(text: str, at: int) -> bool:
    """Whether the offset in a page is found to lie in a post's address."""
    return nominate._address(page(text), at) is not None


def ends_words(length: int) -> bool:
    """Whether a link may sign a post if `</a` ends so far behind the host in its tag."""
    text = '<a href="https://' + 'twitter.com/maravoss/status/1">'.ljust(length - 3, "a") + "</a>"
    return nominate._may_be_post(page(text), text.index("twitter"), "twitter.com/")


def is_asked(count: int, at: int) -> bool:
    """Whether an element at an offset of a page is still read after so many others."""
    page = " " * at + "<blockquote>Two! — Mara (@maravoss) May 3, 2021</blockquote>"
    return flattened.find(Page(page, shade(page)), page.index("(@"), set(range(-count, 0)), []) is not None


def outer(page: str, inside: str) -> bytes | None:
    """The name of the tag that holds what stands in a page."""
    tag = Page(page, shade(page)).tag_at(page.index(inside))
    return tag[2] if tag else None


def waiting(between: str) -> bool:
    """Whether a frame that waits takes the element with it that asks for consent."""
    page = f'<div class="embed-consent">{between}<script type="text/plain">{FRAME}</script></div>'
    return raw(page) == page


# What is so long, or stands so far away, or comes so often, is taken; one more is not.
LIMITS: dict[str, tuple[int, Callable[[int], bool]]] = {
    "platforms.addresses._HEAD": (
        80,
        lambda n: (
            addresses.read(f"https://www.facebook.com/v1{'1' * (n - 36)}/plugins/post.php?href={PLAYER}")
            == addresses.read(PLAYER)
        ),
    ),
    "platforms.addresses._LONGEST": (3999, lambda n: addresses.read(f"{PLAYER}?".ljust(n, "a")) is not None),
    "beside._LONGEST": (1500, lambda n: found(f"{IMAGE}<p>Photo: Ana Ruiz/AP<br>{words(n - 24)}</p>")),
    "beside._READ": (51, lambda n: found(f"{IMAGE}The council told AP what it will do.<br>" * (n - 1) + IMAGE + SAID)),
    "beside._REACH": (7999, lambda n: found(filled(IMAGE, f"<p>{SAID}", n) + "</p>")),
    "captions._LONGEST": (1500, lambda n: found(f"<figure>{IMAGE}<figcaption>{words(n)}</figcaption></figure>")),
    "captions._LONGEST_MARKUP": (20_000, lambda n: found(IMAGE + filled("<figcaption>", f"{SAID}</figcaption>", n))),
    "captions._REACH": (4000, lambda n: found(filled(IMAGE, "", n) + '<div class="caption">The wall</div>')),
    "captions._WORDS_BETWEEN": (40, lambda n: found(f'{IMAGE}{words(n)}<div class="caption">{SAID}</div>')),
    "element_text._DEEPEST": (99, lambda n: "tide" in element_text.read(f"{'<b>' * n}tide{'</b>' * n}").text),
    "element_text._MOST_TAGS": (4000, lambda n: "tide" in element_text.read(f"tide{'<br>' * n}").text),
    "elements._LONGEST": (
        200_000,
        lambda n: text(filled("<blockquote class=twitter-tweet><p>Two!</p>", "</blockquote>", n)) == "Two!",
    ),
    "elements._PLACEHOLDER": (450, lambda n: found(f'<div data-src="{PLAYER}">{words(n)}</div>')),
    "feeds._LONGEST_TAG": (
        300,
        lambda n: found(f"<description {'x' * (n - 14)}>&lt;p&gt;{POST}&lt;/p&gt;</description>"),
    ),
    "flattened._ASKED": (149, lambda n: is_asked(n, 999)),
    "flattened._ASKED, every": (150, lambda n: is_asked(n, 1000)),
    "flattened._LONGEST": (12_000, lambda n: found(filled("<p>Two! — Mara (@maravoss) ", "May 3, 2021</p>", n))),
    "flattened._LONGEST_WORDS": (3000, lambda n: found(card("Mara (@maravoss)", words(n - 29), name="blockquote"))),
    "flattened._MOST_ABOVE": (6, lambda n: len(list(flattened._above(page(TWO * n), len(TWO * n), []))) == n),
    "flattened._MOST_AUTHORS": (
        10,
        lambda n: found(f"<blockquote>{'(@a) ' * (n - 1)}. — Mara (@maravoss) May 3, 2021</blockquote>"),
    ),
    "kept._LONGEST": (20_000, lambda n: kept.markup("<p>".ljust(n, "a")) is not None),
    "linked_data._LONGEST": (1_000_000, lambda n: found(linked(CREDITED, n) + IMAGE)),
    "linked_data._MOST_NODES": (20_000, lambda n: found(linked([CREDITED, *[0] * (n - 2)]) + IMAGE)),
    "linked_data._MOST_SCRIPTS": (50, lambda n: found(linked({}) * (n - 1) + linked(CREDITED) + IMAGE)),
    "linked_data._MOST_SOURCES": (20, lambda n: found(linked(CREDITED) + PICTURE.format("<source>" * (n - 2)))),
    "nominate._LOOKED_AT": (150, lambda n: len(nominate._few([0] * n)) == n),
    "nominate._LOOKED_AT, every": (151, lambda n: len(nominate._few([600] * n)) == n),
    "nominate._LOOKED_AT, just before": (150, lambda n: len(nominate._few([599] * n)) == n),
    "nominate._LONGEST_HEAD": (20, lambda n: is_address(f"https://{'a' * (n - 9)}.nitter.net/maravoss/status/1", n)),
    "nominate._LONGEST_LINK": (1300, ends_words),
    "nominate._PICTURES": (400, lambda n: len(nominate._few([0] * n, nominate._PICTURES)) == n),
    "nominate._PICTURES, every": (401, lambda n: len(nominate._few([250] * n, nominate._PICTURES)) == n),
    "page.FAR": (
        20_000,
        lambda n: found(filled(f"<figure>{IMAGE}", "", n) + f"<figcaption>{SAID}</figcaption></figure>"),
    ),
    "page._LONGEST_TAG": (30_000, lambda n: found(f'<iframe {"a" * (n - 57)} src="{PLAYER}"></iframe>')),
    "page._MOST_ATTRIBUTES": (100, lambda n: found(f'<iframe {"a " * (n - 1)}src="{PLAYER}"></iframe>')),
    "page._MOST_TAGS": (2000, lambda n: is_closed(f"<div>{'<br>' * (n - 2)}</div>")),
    "page._TAGS_AROUND": (
        150,
        lambda n: found(f"<blockquote>{'</p>' * (n - 1)}Two! — Mara (@maravoss) May 3, 2021</blockquote>"),
    ),
    "page._TAGS_BACK": (4, lambda n: outer(f'<div title="{"<b>" * (n - 1)}tide">', "tide") == b"div"),
    "post_record._DATE_REACH": (200, lambda n: post_record._date_in("May 3, 2021".rjust(n)) is not None),
    "rendered._LONGEST": (80, lambda n: found(card(f"{'M' * (n - 10)} @maravoss", "Two votes!"))),
    "rendered._LONGEST_NAME": (60, lambda n: found(card("M" * n, "@maravoss", "Two votes!"))),
    "rendered._MOST_POSTS": (
        4,
        lambda n: found(card("@maravoss", "Two " + "".join(f'<a href="{POST[:-1]}{i}">x</a> ' for i in range(n - 1)))),
    ),
    "rendered._MOST_ROWS": (60, lambda n: found(card("@maravoss", *"a" * (n - 2)))),
    "rendered._MOST_WORDS": (6, lambda n: found(card(" ".join("W" * n), "@maravoss", "Two votes!"))),
    "scan.LONGEST": (10_000_000, lambda n: found(FRAME.ljust(n))),
    "spoken._FAR": (20_000, lambda n: found(f'<a class="lightbox" title="{SAID}">{filled(IMAGE, "</a", n)}>')),
    "spoken._LONGEST": (
        1500,
        lambda n: found(f'<a class="lightbox" title="{words(n - 19)} Photo: Ana Ruiz/AP">{IMAGE}</a>'),
    ),
    "spoken._LONGEST_CREDIT": (300, lambda n: found(f'<img src="a.jpg" data-credit="{words(n)}">')),
    "spoken._SHORTEST": (2, lambda n: not found(f'<img src="a.jpg" data-credit="{"a" * n}">')),
    "wrappers._BYLINE": (200, lambda n: raw(f"{VIMEO}<p>{TITLE.replace('The wall', words(n))}</p>").endswith("</p>")),
    "wrappers._LONGEST_BYLINE": (2000, lambda n: raw(VIMEO + filled("<p>", f"{TITLE}</p>", n)).endswith("</p>")),
    "wrappers._MOST": (12, lambda n: raw(f"{'<figure>' * n}{FRAME}{'</figure>' * n}").count("<figure>") == n),
    "wrappers._OUTSIDE_LINKS": (20, lambda n: raw(f"{VIMEO}<p>{TITLE} {words(n - 1)}</p>").endswith("</p>")),
    "wrappers._PLACEHOLDER": (450, lambda n: waiting(words(n))),
    "wrappers._PLACEHOLDER_REACH": (6000, lambda n: waiting(filled("", "", n - 27))),
    "wrappers._PLACEHOLDER_TAGS": (60, lambda n: waiting("<br>" * (n - 1))),
}


@pytest.mark.parametrize("name", LIMITS)
def test_so_much_and_no_more(name: str) -> None:
    most, is_taken = LIMITS[name]
    assert is_taken(most)
    assert not is_taken(most + 1)
