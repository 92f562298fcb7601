"""The plain words of a text, in whatever way they are written, and the way back from them to the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import embeds
from embeds.text.marks import LinkedWords
from embeds.text.view import view

# Each text, and its plain words.
FORMS = [
    # entities
    ("Enough! &mdash; Mara Voss", "Enough! — Mara Voss"),
    ("Enough! &#8212; Mara, &#x2014; Mara", "Enough! — Mara, — Mara"),
    ("Enough! &amp;mdash; &amp;amp;quot;Mara&amp;amp;quot;", 'Enough! — "Mara"'),
    ("Salt &amp; Co&period;", "Salt & Co."),
    ("AT&T; R&B; a&b; &nosuchsign; &#0; & ;", "AT&T; R&B; a&b; &nosuchsign; \ufffd & ;"),
    # signs of another encoding
    ("Enough! \x97 Mara \x93Voss\x94", "Enough! — Mara “Voss”"),
    ("Enough! â€” Mara â€œVossâ€\x9d ðŸ˜€ Ã©tÃ© Â°", "Enough! — Mara “Voss” 😀 été °"),
    ("À L'ÉCHÉANCE “SÃO PAULO”, “MAÇÔ. Ângela â", "À L'ÉCHÉANCE “SÃO PAULO”, “MAÇÔ. Ângela â"),
    ("one\x85two \x80 \x95", "one\x85two \x80 \x95"),
    # signs without width
    ("Ma\u00adra Vo\u200bss\ufeff (\u200e@maravoss\u200f)", "Mara Voss (@maravoss)"),
    ("👩\u200d👩\u200d👧 می\u200cشود", "👩\u200d👩\u200d👧 می\u200cشود"),
    # tokens of a corpus
    ("( @maravoss ) May 3 , 2021", "( @maravoss ) May 3, 2021"),
    ("May 3 , 20 and Port Ellery , 2021", "May 3 , 20 and Port Ellery , 2021"),
    # escapes and hard breaks
    (r"mara\_voss \#wall 3\. \\ C:\new \d", r"mara_voss #wall 3. \ C:\new \d"),
    ("One\\\ntwo", "One\ntwo"),
    # links and images
    ("See [the wall](https://ellery.example).", "See the wall."),
    ('See [the wall](https://ellery.example "A wall") and [a](<b c>).', "See the wall and a."),
    ("See [the [old] *wall*](https://ellery.example/a_(b)).", "See the [old] wall."),
    ("![The wall](wall.jpg) ![](b.jpg)[![c](d.jpg)](e)", "The wall c"),
    ("<https://ellery.example> <mailto:a@ellery.example>", "https://ellery.example mailto:a@ellery.example"),
    (r"[sic] (so) [a] (b) \[c](d) [e\](f) f](g)", "[sic] (so) [a] (b) [c](d) e](f) f"),
    ("[one\n\ntwo](https://ellery.example)", "[one\n\ntwo](https://ellery.example)"),
    # emphasis: over whole lines, or beside links and quotes
    ("*The wall.*\n\n**Photo: Jon Abel**\n_The wall_  ", "The wall.\n\nPhoto: Jon Abel\nThe wall  "),
    ("A *wall* [here](b), **there**, ***and*** _there_.", "A wall here, there, and there."),
    ("A *wall* here, and 5*3*2", "A *wall* here, and 5*3*2"),
    ("[a](b) @_mara_ mara_voss_ 5*3*2 * a* *b * snake_case_", "a @_mara_ mara_voss_ 5*3*2 * a* *b * snake_case_"),
    ("*URL*", "*URL*"),
    ("* a\n* b", "* a\n* b"),
    # quotes
    ("> Enough!\n>\n> So it is.", "Enough!\n\nSo it is."),
    (">Enough!\n> > So it is.\n>>> No", "Enough!\nSo it is.\nNo"),
    ("a > b\n3 > 2", "a > b\n3 > 2"),
    (f"> {'tide ' * 12}\n> {'tide ' * 13}\n> tide", f"{'tide ' * 12}\n{'tide ' * 13}tide"),
    (f"> {'tide ' * 12}tide\n> comes.", f"{'tide ' * 12}tide comes."),
    (f"> {'tide ' * 12}tide\\\n> comes.", f"{'tide ' * 12}tide\ncomes."),
    (f"> {'tide ' * 12}tide\n> > comes.", f"{'tide ' * 12}tide\ncomes."),
    ("> [May 3,\n> 2021](https://ellery.example/a-\n> b)", "May 3, 2021"),
    # tags
    ("<p>The <em>old</em> wall</p><p>and<br/>the new</p>", "\nThe old wall\n\nand\nthe new\n"),
    ('See <a href="https://ellery.example">the wall</a> <img src="a.jpg" />.', "See the wall ."),
    (
        "A <center></center> tag, <p>, (<br>) <3 <maravoss> a < b > c",
        "A <center></center> tag, <p>, (<br>) <3 <maravoss> a < b > c",
    ),
]


@pytest.mark.parametrize(("text", "words"), FORMS)
def test_plain_words(text: str, words: str) -> None:
    assert view(text).words == words


# Each text with a stretch of its words, and the stretch of the text that belongs to it.
WHOLE = [
    ("See [the wall](a.html) now", "the wall", "[the wall](a.html)"),
    ("See [the wall](a.html) now", "wall", "wall"),
    ("![The wall](a.jpg)", "The wall", "![The wall](a.jpg)"),
    ("**[*The wall*](a.html)**\n", "The wall", "**[*The wall*](a.html)**"),
    ("*The wall*\n\nThe tide", "The wall\n\nThe tide", "*The wall*\n\nThe tide"),
    ("<p>The <em>wall</em></p>", "The wall", "<p>The <em>wall</em></p>"),
    ("<p>The <em>wall</em></p>", "wall", "<em>wall</em>"),
    ("Voss &mdash; Mara", "—", "&mdash;"),
    ("The wall\u200b\u200e is old", "The wall", "The wall\u200b\u200e"),
    ("> The wall\n> is old", "The wall\nis old", "> The wall\n> is old"),
    ("> The wall\n> is old", "wall\nis old", "wall\n> is old"),
    ("> The wall\n> is old", "is old", "> is old"),
    ("> The wall\n>\n> is old\n> \nNow", "is old", ">\n> is old\n>"),
    ("> The wall\n>\n> is old", "The wall", "> The wall"),
    ("> The tide\n>\n> > The wall\n>\n> is old", "The wall", ">\n> > The wall"),
    ("> *The wall*\r\n>\r\n> Now", "The wall", "> *The wall*"),
]


@pytest.mark.parametrize(("text", "words", "whole"), WHOLE)
def test_marks_go_with_the_words_that_are_all_theirs(text: str, words: str, whole: str) -> None:
    seen = view(text)
    start = seen.words.index(words)
    low, high = seen.span(start, start + len(words))
    assert text[low:high] == whole


def test_links_and_quotes_are_known_to_the_place() -> None:
    seen = view("One\n\n> Two [three](https://ellery.example/a \"b\") four\n> > Five\n\nSix <a href='b.html'>seven</a>")
    assert seen.words == "One\n\nTwo three four\nFive\n\nSix seven"
    three, seven = LinkedWords(9, 14, "https://ellery.example/a"), LinkedWords(30, 35, "b.html")
    assert seen.links == (three, seven)
    assert [seen.link(at) for at in (8, 9, 13, 14, 30)] == [None, three, three, None, seven]
    assert (seen.links_in(9, 14), seen.links_in(9, 13), seen.links_in(0, 35)) == ((three,), (), (three, seven))
    assert [seen.quote(at) for at in (0, 3, 5, 18, 20, 23, 24, 26)] == [None, None, 5, 5, 20, 20, 20, None]


LIMITS: dict[str, tuple[int, Callable[[int], bool]]] = {
    "marks._DEEPEST": (20, lambda n: view(f"[a{'[' * (n - 1)}{']' * (n - 1)}](b)").words.startswith("a")),
    "marks._LONGEST": (3000, lambda n: view(f"[{'a' * n}](b)").words.startswith("a")),
    "marks._MOST_BREAKS": (20, lambda n: "\n" not in view(f"[{'a⏎' * n}b](c)".replace("⏎", "\n")).words),
    "quotes._WIDTH": (67, lambda n: "\n" in view(f"> {'a' * (n - 6)}\n> tide").words),
    "patience.MARKS": (1000, lambda n: view("\\_" * n).words == "_" * n),
}


@pytest.mark.parametrize("name", LIMITS)
def test_so_much_and_no_more(name: str) -> None:
    most, is_read = LIMITS[name]
    assert is_read(most)
    assert not is_read(most + 1)


MARKS = [
    *[
        "&mdash;",
        "&amp;amp;",
        "\\",
        "\\_",
        "â€”",
        "\x97",
        "\u200b",
        " , 2021",
        "\n",
        "\n\n",
        "\n> ",
        "> ",
        ">>",
        "\r\n",
    ],
    *["[", "]", "](a)", "![", "(", ")", "<https://a.b>", "*", "**", "_", "<p>", "</p>", "<a href='b'>", "</a>", "<br>"],
    *["wall", " tide ", "Photo: Jon Abel/AFP", "— Mara Voss (@maravoss) May 3, 2021", "a" * 70],
]
TEXTS = st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=25).map("".join)


@given(TEXTS)
@example("*a [b* c](d)")
@example("> [a\n> b](c\n> d) e")
@settings(max_examples=500, deadline=None)
def test_the_way_back_leads_through_the_text_in_order(text: str) -> None:
    seen = view(text)
    at = end = 0
    for piece in seen.pieces:
        assert (piece.at, piece.start >= end) == (at, True)
        following = next((other.at for other in seen.pieces if other.at > at), len(seen.words))
        if not piece.is_form:
            assert seen.words[at:following] == text[piece.start : piece.end]
        at, end = following, piece.end
    if not seen.pieces:
        assert seen.words == text or not seen.words
    spans = [seen.span(n, n + 1) for n, sign in enumerate(seen.words) if not sign.isspace()]
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("text", "prose", "raw"),
    [
        ("It rained.\n\n*The wall. Photo: Jon Abel/AFP*\n\nIt still did.", "It rained.\n\nIt still did.", None),
        (
            "It rained.\n\n![The wall. Photo: Jon Abel/AFP](../wall.jpg)\n\nIt still did.",
            "It rained.\n\nIt still did.",
            "![The wall. Photo: Jon Abel/AFP](../wall.jpg)",
        ),
        (
            "It rained.\n\n> Two &amp; three!\n>\n> -- Mara Voss (@mara\\_voss) [May 3,\n"
            "> 2021](https://x.com/a/status/1389123456789012345)\n\nIt still did.",
            "It rained.\n\nIt still did.",
            None,
        ),
    ],
)
def test_records_are_of_the_text(text: str, prose: str, raw: str | None) -> None:
    article = embeds.clean(text)
    assert article.prose == prose
    (record,) = article.records
    assert record.raw == text[record.span.start : record.span.end] == (raw or record.raw)


def test_fields_of_a_post_in_markdown() -> None:
    text = (
        "> Two &amp; three! See [ellery.example/tide](https://t.co/a1B2c3D4e5) [#wall](https://x.com/hashtag/wall)\n>\n"
        "> -- Mara \\_ Voss ([@mara\\_voss](https://x.com/mara_voss)) [May 3,\n"
        "> 2021](https://x.com/mara_voss/status/1389123456789012345)\n"
    )
    (post,) = embeds.clean(text).posts
    assert (post.text, post.author and post.author.name, post.author and post.author.handle) == (
        "Two & three! See ellery.example/tide #wall",
        "Mara _ Voss",
        "mara_voss",
    )
    assert [(link.raw, link.url) for link in post.links] == [("ellery.example/tide", "https://t.co/a1B2c3D4e5")]
    assert (post.permalink, str(post.published_on), post.hashtags) == (
        "https://twitter.com/mara_voss/status/1389123456789012345",
        "2021-05-03",
        ("wall",),
    )


def test_captions_that_stay_are_kept_with_their_marks() -> None:
    text = "It rained.\n\n*The wall at low tide. Photo: Jon Abel/AFP*\n\nIt still did."
    assert embeds.clean(text, captions="keep").prose == "It rained.\n\n*The wall at low tide. *\n\nIt still did."
