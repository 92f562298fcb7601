"""What limits the reading of texts has a case on either side: so much is taken, and one more is not.

The numbers are written out, and none is read from the package: a constant that is moved fails here.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

import embeds
from embeds import detector
from embeds.credits import (
    bare,
    bylines,
    caption,
    caption_labels,
    chain_starts,
    credit_brackets,
    credit_chains,
    credit_ends,
    credit_labels,
    credit_line,
    name_forms,
    places,
    shapes,
    stretches,
)
from embeds.credits.credit_reading import Reading
from embeds.platforms import permalinks
from embeds.residue import lines
from embeds.starts import candidates
from embeds.text import encodings, links, scripts
from embeds.text.blocks import Source
from embeds.text.patience import ASKED_OF_ONE, Patience
from embeds.text.view import PLAIN

LONG = "The harbour wall at low tide, on the morning after the storm.\n"
STAMP = "\n3:05 PM - Apr 1, 2018\n"
PROSE = " it was late in the harbour, and all of the boats were gone, and nobody on the pier cared about that at all."


def words(length: int) -> str:
    """Words of together so many characters, without white space at their ends."""
    return ("tide " * length)[: length - 1] + "s"


def down(lines: int, each: str = "") -> str:
    return f"\n{each}" * lines


def name(length: int) -> str:
    return f"A{'a' * (length - 6)} Ruiz"


def whole(text: str) -> Source:
    return Source(text, 0, len(text))


def kinds(text: str) -> list[str]:
    return [record.kind for record in embeds.clean(text).records]


def raw(text: str) -> str:
    return embeds.clean(text).records[0].raw


def author(text: str) -> embeds.Author:
    return embeds.clean(text).posts[0].author


def asked(text: str, behind: str = "") -> candidates.Question:
    """The question where the words of a post begin that a signature would end."""
    return candidates.Question(whole(text + behind), len(text), 0, len(text), len(text))


def begins(text: str, behind: str = "") -> list[int]:
    """Where the words of a post could begin that a signature would end."""
    return candidates.candidates(asked(text, behind))


def captions(text: str) -> list[str]:
    """Where the captions stand that a text offers to its credit."""
    credit = text.index("(Photo"), text.index("Abel)") + 5
    return [option.where for option in caption.options(whole(text), credit, (0, len(text)), 0)]


def has_label(text: str) -> bool:
    """Whether the credit "AP" has a caption that a label opens."""
    at = text.index("Photo: AP")
    return caption_labels.caption_with_label(whole(text), (at, at + 9), whole(text).line(at), 0) is not None


def labelled(text: str) -> bool:
    return credit_labels.labelled_credit(whole(text), 0, (0, len(text))) is not None


def bracketed(text: str) -> bool:
    return credit_brackets.bracketed_credit(whole(text), len(text) - 3, (0, len(text))) is not None


def chain_begins(text: str) -> list[int]:
    return chain_starts.chain_starts(text, len(text) - 2, (0, len(text)))


def is_chain(text: str) -> bool:
    at = text.index("AP")
    return credit_chains.chain_at_end(whole(text), at, (0, len(text))) is not None


def named(text: str) -> list[int]:
    return [end for place in places.places(text, [], Patience(), names=True) for end in place.ends]


def creators(line: str) -> tuple[str, ...]:
    reading = credit_line.read(line)
    return reading.creators if reading else ()


NAMES = ("Ana", "Bea", "Cora", "Dora", "Eva")
PLAY = whole("Play\n" * 60)
CARD = f'{"M" * 60} on Twitter: "'

# What is so long, or stands so far away, or comes so often, is taken; one more is not.
LIMITS: dict[str, tuple[int, Callable[[int], bool]]] = {
    "text.blocks.REACH": (1500, lambda n: whole("a" * 2 * n).line(n) == (0, 2 * n)),
    "text.encodings._PRESCAN": (
        4096,
        lambda n: encodings.decode(b"<meta charset=koi8-r>".rjust(n + 1) + b"\xc1").endswith("а"),
    ),
    "text.links._LONGEST_LABEL": (63, lambda n: links.find(f"http://{'e' * n}.com") != []),
    "text.patience.ASKED": (399, lambda n: Patience(asked=n).lasts(0)),
    "text.patience.ASKED_OF_ONE": (
        59,
        lambda n: bool(detector.posts(f"{'@a ' * n}x. — Mara (@mara) May 3, 2021", PLAIN)),
    ),
    "text.patience.ASKED_OF_ONE, every": (120, lambda n: Patience(asked=n, may_ask=ASKED_OF_ONE).lasts(250)),
    "text.patience.ASKED_OF_ONE, just before": (119, lambda n: Patience(asked=n, may_ask=ASKED_OF_ONE).lasts(249)),
    "text.patience.ASKED, every": (400, lambda n: Patience(asked=n).lasts(250)),
    "text.patience.ASKED, just before": (399, lambda n: Patience(asked=n).lasts(249)),
    "text.patience.CLAIMED": (99, lambda n: Patience(claimed=n).lasts(0)),
    "text.patience.CLAIMED, every": (100, lambda n: Patience(claimed=n).lasts(400)),
    "text.patience.CLAIMED, just before": (99, lambda n: Patience(claimed=n).lasts(399)),
    "text.patience.JUDGED": (99, lambda n: Patience(claimed=n).judges(0)),
    "text.patience.JUDGED, every": (100, lambda n: Patience(claimed=n).judges(2000)),
    "text.patience.JUDGED, just before": (99, lambda n: Patience(claimed=n).judges(1999)),
    "text.scripts._SENTENCE": (
        4,
        lambda n: len(scripts.behind_latin(f"{words(5 * n)}\n港が", [0, 5 * n + 1, 5 * n + 3], "")) == 3,
    ),
    "text.scripts._HARDLY": (
        10,
        lambda n: len(scripts.behind_latin(f"{words(50)}\n港が", [0, 51, 53], "a" * (100 - n) + "港" * n)) == 2,
    ),
    "detector._HIT_EVERY": (125, lambda n: len(detector._thinned([(0, i, i + 1) for i in range(n)], 1000)) == n),
    "residue.lines._LONGEST": (900, lambda n: kinds("View this post on Instagram".rjust(n, "-")) == ["residue"]),
    "residue.lines._MOST_LINES, below": (
        20,
        lambda n: lines._with_neighbours(PLAY, 0, 4, "player-control", 0)[1] >= 5 * n + 4,
    ),
    "residue.lines._MOST_LINES, above": (
        20,
        lambda n: lines._with_neighbours(PLAY, 295, 299, "player-control", 0)[0] <= 295 - 5 * n,
    ),
    "credits.bare._LONGEST_CAPTION": (250, lambda n: bare._touches(f"{words(n)}\nForum", (0, n), (n + 1, n + 6))),
    "credits.bylines._LONGEST_SIGN_OFF": (200, lambda n: bylines.names_authors(f"By {words(n - 3)}", 0, n)),
    "credits.caption._BROKEN": (4, lambda n: caption._whole(whole("tide\n" * 8), (35, 39), 0)[0] <= 35 - 5 * n),
    "credits.caption._LONGEST": (900, lambda n: caption._may_be(words(n), 0, n)),
    "credits.caption._SENTENCES": (5, lambda n: f"last{n}" in captions("It rains. " * 6 + "(Photo: Jon Abel)")),
    "credits.caption_labels._BETWEEN": (40, lambda n: has_label(f"Photo: AP{down(n)}Image caption, The wall")),
    "credits.caption_labels.LONGEST_LINE, before": (400, lambda n: has_label(f"Image caption, {words(n)} Photo: AP")),
    "credits.caption_labels.LONGEST_LINE, behind": (
        400,
        lambda n: has_label(f"Photo: AP Image caption, {words(n - 25)}"),
    ),
    "credits.chain_starts._LONGEST_NAME": (100, lambda n: 2 in chain_begins(f"x A{'a' * (n - 1)}/AP")),
    "credits.chain_starts._MOST_JOINTS": (20, lambda n: chain_begins("a/" * n + "AP") != []),
    "credits.chain_starts._MOST_NAME_WORDS": (4, lambda n: 2 in chain_begins(f"a {' '.join(NAMES[:n])}/AP")),
    "credits.credit_brackets._DEEPEST": (3, lambda n: bracketed(f"(Photo: made by many {'(y) ' * (n - 1)}AP)")),
    "credits.credit_brackets._MOST_OPEN": (
        6,
        lambda n: credit_brackets._closing("(" * n + ")" * n, 0, 2 * n) is not None,
    ),
    "credits.credit_chains._MOST_WORDS": (
        15,
        lambda n: is_chain(f"A b. {'Photo by ' * 5}Ana B C D Ruiz, {('AP', 'AP Photo')[n - 15]}"),
    ),
    "credits.credit_ends._MOST_AGENCIES": (9, lambda n: credit_ends._agency_ends("AP " * n, 0, 3 * n) != []),
    "credits.credit_labels._LONGEST_IN_PROSE": (5, lambda n: labelled(f"Photo: {'Anna ' * n}When{PROSE}")),
    "credits.credit_line.LONGEST": (110, lambda n: labelled(f"Photo: {name(n - 1)}")),
    "credits.credit_line._MOST_BEFORE_SUFFIX": (4, lambda n: credit_line.read(f"{words(5 * n - 1)} 摄") is not None),
    "credits.credit_line.MOST_LEADS": (5, lambda n: creators("Photo: " * n + "Ana Ruiz") == ("Ana Ruiz",)),
    "credits.name_forms._CAPITALS": (2, lambda n: name_forms.is_body(f"Ellery Tide Works{' of' * n}")),
    "credits.stretches._MOST_STARTS": (12, lambda n: len(stretches.openings("Kelby." * 20 + "AP", 0, 122)) >= n),
    "credits.stretches._MOST_WORDS": (9, lambda n: len(stretches.capitals("of Kelby " * 14 + "AP", 0, 128)) >= n),
    "credits.bare._MOST_NAME_WORDS": (6, lambda n: not bare._is_heading(Reading(creators=("Ana " * n,)))),
    "credits.places._ONE_PICTURE": (600, lambda n: places.may_hold_names("a" * n, spoken=False)),
    "credits.shapes._LONGEST_SIGNED": (
        24,
        lambda n: shapes.signed_credit(whole(f"港。李小船{' ' * (n - 1)}摄"), 5, (0, n + 5)) is not None,
    ),
    "starts.candidates.LIMIT": (335, lambda n: candidates._within_limit(asked("a" * n), [0, n]) == [0, n]),
    "starts.candidates._AROUND": (400, lambda n: len(begins(f"{words(100)}\n港が閉まる。", "港".rjust(n))) == 3),
    "starts.candidates._LONE": (49, lambda n: len(begins(f"T{words(n - 1)}")) == 1),
    "starts.candidates._LOOK_BACK": (900, lambda n: 0 in begins(f"Tide.{' ' * (n - 10)}Tide.")),
    "starts.candidates._MOST": (80, lambda n: len(begins("Ab! " * 110)) >= n),
    "starts.candidates._NEAR": (450, lambda n: candidates._within_reach(asked(words(1000)), 0, 1000) <= 1000 - n),
    "platforms.card._LONGEST": (800, lambda n: "post" in kinds(f'{CARD}{words(n - 101)}pic.twitter.com/a1B2c3D4e5"')),
    "platforms.facebook._REACH": (
        240,
        lambda n: "post" in kinds(f"Posted by M{'a' * (n - 23)} on Friday, March 5, 2021"),
    ),
    "platforms.instagram._CAPTION": (
        2600,
        lambda n: raw(f"View this post on Instagram{words(n - 18)}\n\nA post shared by Mara (@maravoss)")[0] == "V",
    ),
    "platforms.instagram._LONGEST_NAME": (
        64,
        lambda n: bool(author(f"No.\n\nM{'a' * (n - 1)}(@maravoss)がシェアした投稿").name),
    ),
    "platforms.permalinks._FIRST_SNOWFLAKE": (
        29_700_859_247,
        lambda n: (link := permalinks.read(f"https://x.com/a/status/{n}")) is not None and link.posted is None,
    ),
    "platforms.reddit._BEFORE": (
        33,
        lambda n: "post" in kinds(f"Comment{' ' * 12}by{' ' * (n - 21)}u/maravoss in r/harbours"),
    ),
    "platforms.reddit._REACH": (
        340,
        lambda n: "post" in kinds(f'maravoss\'s comment from discussion{" " * 8}"{"a" * (n - 40)}"    .'),
    ),
    "platforms.feed_quote._MOST_ROWS": (
        12,
        lambda n: "post" in kinds(f"Mara (@maravoss){down(n - 1, 'tide')}\n— https://x.com/maravoss/status/12"),
    ),
    "platforms.reddit._FEWEST_WORDS": (4, lambda n: not kinds(f"{'Tide ' * (n - 1)}tide from r/harbours")),
    "platforms.signature._NAME_REACH": (
        110,
        lambda n: "post" in kinds(f"Two votes! — M{'a' * (n - 4)} (@maravoss) May 3, 2021"),
    ),
    "platforms.tiktok._CAPTION": (2600, lambda n: "post" in kinds(f"@maravoss {words(n - 10)}♬ original sound - mara")),
    "platforms.tiktok._LAST_LINE": (90, lambda n: raw(f"@mara tide ♬ original sound - M{words(n - 20)}").endswith("s")),
    "platforms.tiktok._NEAR": (400, lambda n: "post" in kinds(f"so @maravoss {words(n - 10)}♬ original sound - mara")),
    "platforms.twitter._NEXT": (
        70,
        lambda n: (
            author(f"Two! pic.x.com/f6G7h8I9j0{' ' * (n - 10)}\n? Mara (@maravoss) May 3, 2021").handle is not None
        ),
    ),
    "platforms.widget._LONGEST_NAME": (
        60,
        lambda n: author(f"M{words(n - 1)}\n@maravoss\nTide.{STAMP}").name is not None,
    ),
    "platforms.widget._MOST_ROWS, above": (
        12,
        lambda n: "post" in kinds(f"Mara @maravoss{down(n - 1, 'tide')}{STAMP}"),
    ),
    "platforms.widget._MOST_ROWS, below": (
        12,
        lambda n: raw(f"Mara @maravoss\nTide.{STAMP.rstrip()}{down(n, '12')}").count("12") == n,
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_so_much_and_no_more(name: str) -> None:
    most, is_taken = LIMITS[name]
    assert is_taken(most)
    assert not is_taken(most + 1)
