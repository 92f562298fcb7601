"""What limits the reading of pages has a case on either side: so much is taken, and one more is not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import embeds
from embeds.markup import element_text, kept, nominate, post_record
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
CREDITED = {"@type": "ImageObject", "url": "harbour.jpg", "creditText": "Ana Ruiz"}


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
    "beside._READ": (167, lambda n: found(f"{IMAGE}The council told AP what it will do.<br>" * (n - 1) + IMAGE + SAID)),
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
    "flattened._LONGEST": (6000, lambda n: found(filled("<p>Two! — Mara (@maravoss) ", "May 3, 2021</p>", n))),
    "flattened._REACH": (4000, lambda n: found(filled("<p>Two! ", "— Mara ", n) + "(@maravoss) May 3, 2021</p>")),
    "kept._LONGEST": (20_000, lambda n: kept.markup("<p>".ljust(n, "a")) is not None),
    "linked_data._LONGEST": (1_000_000, lambda n: found(linked(CREDITED, n) + IMAGE)),
    "linked_data._MOST_NODES": (20_000, lambda n: found(linked([CREDITED, *[0] * (n - 2)]) + IMAGE)),
    "linked_data._MOST_SCRIPTS": (50, lambda n: found(linked({}) * (n - 1) + linked(CREDITED) + IMAGE)),
    "linked_data._MOST_SOURCES": (20, lambda n: found(linked(CREDITED) + PICTURE.format("<source>" * (n - 2)))),
    "nominate._LOOKED_AT": (150, lambda n: len(nominate._few([0] * n)) == n),
    "nominate._LOOKED_AT, every": (151, lambda n: len(nominate._few([600] * n)) == n),
    "nominate._LOOKED_AT, just before": (150, lambda n: len(nominate._few([599] * n)) == n),
    "nominate._PICTURES": (400, lambda n: len(nominate._few([0] * n, nominate._PICTURES)) == n),
    "nominate._PICTURES, every": (401, lambda n: len(nominate._few([250] * n, nominate._PICTURES)) == n),
    "page._FAR": (
        20_000,
        lambda n: found(filled(f"<figure>{IMAGE}", "", n) + f"<figcaption>{SAID}</figcaption></figure>"),
    ),
    "page._LONGEST_TAG": (30_000, lambda n: found(f'<iframe {"a" * (n - 57)} src="{PLAYER}"></iframe>')),
    "page._MOST_ATTRIBUTES": (100, lambda n: found(f'<iframe {"a " * (n - 1)}src="{PLAYER}"></iframe>')),
    "page._MOST_TAGS": (2000, lambda n: is_closed(f"<div>{'<br>' * (n - 2)}</div>")),
    "page._TAGS_BACK": (4, lambda n: outer(f'<div title="{"<b>" * (n - 1)}tide">', "tide") == b"div"),
    "post_record._DATE_REACH": (200, lambda n: post_record._date_in("May 3, 2021".rjust(n)) is not None),
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
