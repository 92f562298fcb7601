"""A post reads alike however converters wrote it, and nothing of how it was written is left in the prose."""

from __future__ import annotations

import pytest

import embeds
from embeds.text import wraps

ABOVE = "The council met on Tuesday evening, and nobody was in a hurry."
BELOW = "Work is to begin in May, when the storms are over."

Said = tuple[str, str, str, str]  # platform, handle, date and words
TWEET: Said = ("twitter", "maravoss", "2021-05-03", "Two votes! We count again on Friday.")
HARBOUR: Said = ("tiktok", "port.ellery", "None", "The new wall at low tide #harbour #wall")

POSTS: dict[str, tuple[Said, str]] = {
    "addresses and titles that a converter broke": (
        HARBOUR,
        '> [@port.ellery](https://www.tiktok.com/@port.ellery?refer=embed\n> "@port.ellery")\n>\n'
        '> The new wall at low tide [#harbour](https://www.tiktok.com/tag/harbour "harbour")\n'
        '> [#wall](https://www.tiktok.com/tag/wall\n> "wall")\n>\n'
        "> [♬ Sea shanty no. 2 - The harbour\n> band](https://www.tiktok.com/music/Sea-shanty-no-2-\n"
        '> 6817665487665629186?refer=embed "♬ Sea shanty no. 2 - The\n> harbour band")',
    ),
    "the same outside a quote": (
        HARBOUR,
        '[@port.ellery](https://www.tiktok.com/@port.ellery?refer=embed\n"@port.ellery")\n\n'
        "The new wall at low tide #harbour #wall\n\n"
        "[♬ Sea shanty no. 2 - The harbour\nband](https://www.tiktok.com/music/Sea-shanty-no-2-\n"
        '6817665487665629186?refer=embed "♬ Sea shanty no. 2 - The\nharbour band")',
    ),
    "the same in angle brackets": (
        HARBOUR,
        '> [@port.ellery](<https://www.tiktok.com/@port.ellery?refer=embed>\n> "@port.ellery")\n>\n'
        "> The new wall at low tide #harbour #wall\n>\n"
        "> [♬ Sea shanty - The harbour band](<https://www.tiktok.com/music/Sea-shanty-no-2-\n"
        '> 6817665487665629186?refer=embed> "♬ Sea shanty - The harbour band")',
    ),
    "such an address, as a reader shows it that renders Markdown": (
        HARBOUR,
        "@port.ellery\nThe new wall at low tide #harbour #wall\n"
        "[♬ Sea shanty no. 2 - The harbour band](https://www.tiktok.com/music/Sea-shanty-no- 2-6817665487665629186"
        ' "♬ Sea shanty no. 2 - The harbour band")',
    ),
    "two hyphens are an em dash in a quote, without a date": (
        ("twitter", "maravoss", "None", "Two votes! We count again on Friday."),
        "> Two votes! We count again on Friday.\n>\n> -- Mara Voss (@maravoss)\n"
        "> [](https://twitter.com/maravoss/status/1389123456789012345)",
    ),
    "two hyphens are an em dash behind a link of a tweet": (
        ("twitter", "maravoss", "None", "Two votes!"),
        "Two votes! pic.twitter.com/a1B2c3D4e5\n-- Mara Voss (@maravoss)",
    ),
    "links and images without words stand in the quote": (
        TWEET,
        "> \n> ![](https://ellery.example/face.jpg)\n>\n> [  \n>  ](https://twitter.com/maravoss)\n>\n"
        "> Two votes! We count again on Friday.\n>\n> — Mara Voss (@maravoss) May 3, 2021\n> [](https://ellery.example)",
    ),
    "a converter broke lines in the words of links": (
        ("facebook", "", "2021-05-03", ""),
        "Posted by [Port Ellery Harbour\nBoard](https://www.facebook.com/ellery/) on [Monday, May 3,\n"
        "2021](https://www.facebook.com/ellery/posts/10153399200496881)",
    ),
    "a converter broke the mark of a picture that was lost": (
        ("bluesky", "maravoss.bsky.social", "2021-05-03", "Two votes! We count again on Friday."),
        "Two votes! We count again on Friday.  \n  \n[[image or\nembed]](https://bsky.app/profile/did:plc:abc/post/3mg)\n\n"
        "— Mara Voss ([@maravoss.bsky.social](https://bsky.app/profile/did:plc:abc))\n"
        "[May 3, 2021 at 2:17\nPM](https://bsky.app/profile/did:plc:abc/post/3mg)",
    ),
}


def told(post: embeds.Post) -> Said:
    return post.platform, post.author.handle or "", str(post.published_on), post.text


@pytest.mark.parametrize(("said", "text"), POSTS.values(), ids=POSTS)
def test_posts_read_alike(said: Said, text: str) -> None:
    article = embeds.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}")
    assert [told(post) for post in article.posts] == [said]
    assert article.prose == f"{ABOVE}\n\n{BELOW}"


def test_white_space_within_a_link_is_no_part_of_its_words() -> None:
    text = "> Two votes!\n>\n> — Mara Voss (@maravoss) [ May 3, 2021\n> ](https://x.com/maravoss/status/1389123456789012345)"
    (post,) = embeds.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}").posts
    assert (post.id, post.raw) == ("1389123456789012345", text)


def test_addresses_of_links_stand_in_lines_of_their_own() -> None:
    post = "> Two [votes][1]! [sic][3]\n>\n> -- Mara Voss ([@maravoss][the author]) [May 3,\n> 2021][2]"
    rest = f"{BELOW}\n\n   [1]: https://t.co/a1B2c3D4e5\n\n   [2]:\nhttps://x.com/maravoss/status/1389123456789012345\n"
    rest += '[the author]: <https://x.com/maravoss> "Mara"'
    article = embeds.clean(f"{ABOVE}\n\n{post}\n\n{rest}")
    assert [told(post) for post in article.posts] == [("twitter", "maravoss", "2021-05-03", "Two votes! [sic][3]")]
    assert (article.posts[0].id, article.posts[0].links[0].url) == ("1389123456789012345", "https://t.co/a1B2c3D4e5")
    assert article.prose == f"{ABOVE}\n\n{rest}"
    assert not embeds.clean(article.prose).records


def test_emphasis_right_behind_a_picture_is_no_part_of_a_caption() -> None:
    (credit,) = embeds.clean(f"{ABOVE}\n\n![](wall.jpg)_The wall. Photo: Jon Abel/AFP_\n\n{BELOW}").credits
    assert (credit.raw, credit.caption) == ("_The wall. Photo: Jon Abel/AFP_", "The wall.")


@pytest.mark.parametrize(
    "text",
    [
        f"{ABOVE}\n\n![](wall.jpg)_Photo: Jon Abel/AFP_\n\n\n\n{BELOW}",
        f"{ABOVE}\n\n![](wall.jpg)\n*Photo: Jon Abel/AFP*\n\n\n\n{BELOW}",
        f"{ABOVE}\n\n![The wall at low tide](wall.jpg)\n*Photo: Jon Abel/AFP*\n\n{BELOW}",
        f"{ABOVE}\n\n\n\nPhoto: Jon Abel/AFP\n\n![](tide.jpg)\n\n{BELOW}",
    ],
)
def test_no_caption_stands_across_a_picture(text: str) -> None:
    (credit,) = embeds.clean(text).credits
    assert credit.caption is None


def test_a_caption_may_begin_right_behind_its_picture() -> None:
    text = f"{ABOVE}\n\n\n\n![](wall.jpg)The wall at low tide.\nPhoto: Jon Abel/AFP\n\n\n\n{BELOW}"
    assert embeds.clean(text).credits[0].caption == "The wall at low tide."


WRAPPED = (
    "The council met on Tuesday evening to talk about the new harbour wall, and\nnobody was in a hurry.\n\n{}\n\n"
    "Work is to begin in May, when the storms are over and the boats have gone out\nagain, whatever the mayor says."
)


@pytest.mark.parametrize("picture", ["![](a.b)", ""])
def test_a_caption_that_a_converter_broke_is_one_line(picture: str) -> None:
    caption = "_Two fishermen mend their nets beside the old wall at Kelby. Photo: Jon\nAbel/AFP_"
    (credit,) = embeds.clean(WRAPPED.format(picture + caption)).credits
    assert credit.raw == caption
    assert (credit.creators, credit.agencies) == (("Jon Abel",), ("AFP",))
    assert credit.caption == "Two fishermen mend their nets beside the old wall at Kelby."


def test_a_signature_that_a_converter_broke_is_one_line() -> None:
    words = "Two votes! We count again on Friday, and all who care about the wall of this\nport should come. — Mara\n"
    (post,) = embeds.clean(WRAPPED.format(words + "Voss (@maravoss) May 3, 2021")).posts
    assert (post.author.name, post.author.handle) == ("Mara Voss", "maravoss")


@pytest.mark.parametrize(
    "text",
    [
        "The wall.\nThe tide.\nThe boats.\nThe storm.",
        WRAPPED.replace(
            "\n\n{}", "\n- a list of all of the things that the council talked about on that day\nwere none"
        ),
        f"{'tide ' * 40}\n" + f"{'tide ' * 15}\nstorms\n\n" * 4,
        f"{'潮' * 75}\n" * 8,
        f"{'tide ' * 10}\nharbour walls stand\n" * 9,
    ],
)
def test_lines_that_nobody_broke_stay(text: str) -> None:
    assert wraps.edits(text) == []


@pytest.mark.parametrize("name", ["_NARROW", "_WIDE", "_FEWEST", "_WORD", "_SHARE"])
def test_so_much_and_no_more_tells_that_a_text_was_broken(name: str) -> None:
    def is_broken(width: int = 78, breaks: int = 3, word: int = 5, short: int = 0) -> bool:
        line = f"{'tide ' * 20}"[: width - 2] + "s"
        return bool(wraps.edits(f"{line}s\n{'a' * word}\n\n" * breaks + "the\ntide\n\n" * short))

    limits = {
        "_NARROW": (is_broken(width=68), is_broken(width=67)),
        "_WIDE": (is_broken(width=80), is_broken(width=81)),
        "_FEWEST": (is_broken(breaks=3), is_broken(breaks=2)),
        "_WORD": (is_broken(word=25), is_broken(word=26)),
        "_SHARE": (is_broken(breaks=9, short=1), is_broken(breaks=8, short=1)),
    }
    assert limits[name] == (True, False)


@pytest.mark.parametrize("text", ["The wall must go.\n\n-- Mara Voss (@maravoss)", "> He -- Jon Abel (@jonabel)"])
def test_two_hyphens_alone_are_no_signature(text: str) -> None:
    assert not embeds.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}").records
