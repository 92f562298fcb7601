"""Build texts and pages that are slow to clean: the words that the package looks for, repeated in every frame.

The words come from the package's own data, so a new lead-in, agency or platform is attacked without any change here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from embeds.credits.vocabulary import WORDS
from embeds.data import tables
from embeds.detector import TIERS
from embeds.markup import markers

# Frames: what stands around a word each time it is repeated.
FRAMES = (
    *(
        "{} ",
        "{}",
        "{}\n",
        "{}\n\n",
        "{}, ",
        "{}/",
        "{} / ",
        "{}. ",
        "{}: ",
        "{} via ",
    ),  # on one line, glued, on lines, in chains
    *("({} ", "((((({} ", "({}) ", "[{}\n", "{}\n/ "),  # in brackets, and in chains that an extractor broke
    *(
        "{} Ana Ruiz ",
        "{} Ana Ruiz\n",
        "{}: Ana Ruiz/AP ",
        "Ana Ruiz/{} ",
        "Ana Ruiz/{}. ",
        "Ana Ruiz/{}(",
        "Ana Ruiz - {}\n",
    ),
    *("{} {} Foto: © ", "A man walks. (Photo: Ana Ruiz/{})\n", "A man walks.\n{}: Ana Ruiz\n\n"),
    *("{} (@maravoss) ", "— {} (@maravoss) May 3, 2021\n"),
)
TAGS = (
    *("{}", "{} ", "{}>", "{}>x</div>", '{} src="x">', '{} class="x'),
    *(
        '<div class="{}">',
        '<div class="{}">x</div>',
        '<p {}="x">',
        '<img alt="{}" ',
        "<!--{}",
        "<script>{}",
        '<a href="{}">',
    ),
)
# Single units, each of which found a fault once.
TEXTS: dict[str, str] = {
    "写真：": "写真：",
    "lead-ins in one line": "Photo: Photo by Foto: © ",
    "lead-ins in open brackets": "((((Photo: ((((Photo by ",
    "agencies and slashes": "AP/",
    "names, agencies and stops": "Ana Ruiz/AP. ",
    "slashes": "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z AP ",
    "agencies and words in one line": "Reuters / AP, Getty Images via ",
    "names in lines": "Mara Voss\n" * 9 + "Mara Voss, Reuters\n",
    "captions and names": "A man walks along the pier, Reuters says.\nAna Ruiz\n\n",
    "credits": "A man walks. (Photo: Ana Ruiz/AFP via Getty Images)\n",
    "credits in one line": "A man walks. (Photo: Ana Ruiz/AFP via Getty Images) ",
    "tweets": "Again and again. — Mara Voss (@maravoss) May 3, 2021\n\n",
    "tweets in one line": "Again and again. — Mara Voss (@maravoss) May 3, 2021 ",
    "one line of words": "the ferry was late again and ",
    "no white space": "theferrywaslateagain",
    "newlines": "\n",
    "short lines": "The ferry\n",
    "open brackets": "(",
}
# Marks of Markdown, HTML and other encodings, which the view of a text takes off.
MARKS = (
    *("[", "](x.y)", "[a](b)", "![", "](((((", "[a\n> b](c) ", "<https://a.b>", "*a", "*a* ", "_a_ ", "**a", "*_*_ "),
    *(
        "> ",
        "> a\n",
        "> > a\n",
        "> a\n>\n",
        "\n>>>",
        f"> {'a' * 70}\n",
        "<b>",
        "<b>a</b>",
        "<p>a</p>",
        "<a href='b'>",
        "<",
    ),
    *("&amp;", "&mdash;", "&", "\\", "\\_", "â€”", "\u200b", "\x97", " , 2021", "*Photo: Jon Abel/AFP*\n\n"),
    "> Again. — Mara Voss (@maravoss) [May 3,\n> 2021](https://x.com/maravoss/status/1389123456789012345)\n\n",
)
PAGES: dict[str, str] = {
    "open tags": "<div>",
    "tags without end": "<div ",
    "attributes": "<p a=\"b\" c='d' e=f g>",
    "attributes without end": '<p a="',
    "quotation marks": '"',
    "open figures": "<figure><figcaption>Photo: ",
    "open blockquotes": '<blockquote class="twitter-tweet"><p>',
    "embeds": '<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>',
    "tweets in pages": '<blockquote class="twitter-tweet"><p>Again.</p>&mdash; Mara Voss (@maravoss) '
    '<a href="https://twitter.com/maravoss/status/1389123456789012345">May 3, 2021</a></blockquote>',
    "figures": '<figure><img src="a.jpg"><figcaption>The wall. Photo: Ana Ruiz/AP</figcaption></figure>',
    "pictures with credits": '<p><img src="a.jpg"></p><p>The wall. Photo: Ana Ruiz/AP</p>',
    "pictures with agencies": "<img>AP ",
    "pictures with lead-ins": "<img>Photo: Photo by Foto: © ",
    "pictures without end": '<img alt="',
    "entities": "&amp;&#8212;",
}


def words() -> dict[str, list[str]]:
    """Return what is looked for in texts, by kind: lists of credit_words.json, agencies by kind, platforms' anchors."""
    found = {kind: list(some) for kind, some in WORDS.items() if kind != "sources"}
    for row in tables.load("agencies.json")["agencies"]:
        found.setdefault(f"agency ({row['kind']})", []).extend(row["spellings"])
    for family in (family for tier in TIERS for family in tier if family.name not in ("credits", "bare")):
        found[family.name] = list(family.anchors)
    return {"marks of markup": list(MARKS), **found}


def marks() -> dict[str, list[str]]:
    """Return what is looked for in pages, by kind."""
    return {"marks of embeds": sorted(markers.EMBEDS), "marks of captions": sorted(markers.CAPTIONS)}


def units(some: Sequence[str], frames: Sequence[str], sample: int) -> Iterator[str]:
    """Yield each word in the first frame, and `sample` of them in every frame."""
    yield from (frames[0].replace("{}", word) for word in some)
    for word in some[:: max(1, len(some) // sample)][:sample]:
        yield from (frame.replace("{}", word) for frame in frames[1:])
