"""Put before composed posts what articles put before theirs, and give posts the shapes that labelled ones seldom have.

Before a post: a lead-in with a colon, a quotation of its words, a list of headings, a bullet. Within a post: sentences
in lines and paragraphs of their own, an emoji alone on a line, a list. The words stand in data/announcements.json.
"""

from __future__ import annotations

import random
import re

from ..data import tables

# Shares of the composed texts in which such things stand before the post; most have none of them.
_LEAD_IN, _QUOTED, _HEADINGS, _BULLET = 0.14, 0.05, 0.04, 0.03
_PARAGRAPHS, _EMOJI_LINE, _LISTED = 0.15, 0.04, 0.04  # the same for the shapes of posts
_EMOJI = "😂🔥👏🚨🎉👀😭⚡💥🙏🏆📸👇🤯"
_ITEMS = ("・", "- ", "• ", "✅ ", "→ ", "* ")
_BULLETS = ("- ", "* ", "• ", "1. ", "2. ")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\s@#])|(?<=[。！？])(?=\S)")
_SAID = tables.load("announcements.json")
_MOST_WORDS = 90  # code points of the words that a sentence quotes


def lead(rng: random.Random, language: str, name: str, words: str, gap: str, prose: str) -> str:
    """Return what stands between the prose and a post, mostly nothing; each line of it ends with the `gap`."""
    drawn = rng.random()
    if drawn < _LEAD_IN:
        lines = _SAID["lead_ins"].get(language) or _SAID["lead_ins"]["en"]
        return str(rng.choice(lines)).replace("{name}", name) + gap
    drawn -= _LEAD_IN
    first = _SENTENCE_END.split(words.strip())[0].rstrip(".")
    if drawn < _QUOTED and 15 < len(first) < _MOST_WORDS and "\n" not in first:
        lines = _SAID["quoted"].get(language) or _SAID["quoted"]["en"]
        return str(rng.choice(lines)).replace("{name}", name).replace("{words}", first) + gap
    drawn -= _QUOTED
    if drawn < 0 or drawn >= _HEADINGS + _BULLET or "\n" not in gap:
        return ""
    if drawn < _HEADINGS:
        sentences = [found for line in prose.split("\n") if len(found := line.split()) > 8]
        titles = [" ".join(rng.choice(sentences)[: rng.randrange(3, 8)]) for _ in range(3)] if sentences else []
        return "".join(title.rstrip(".,:;") + gap for title in titles)
    return rng.choice(_BULLETS)


def reshaped(rng: random.Random, words: str) -> str:
    """Return a post's words, sometimes with sentences in paragraphs of their own, an emoji alone on a line, a list."""
    drawn = rng.random()
    if drawn < _PARAGRAPHS + _LISTED:
        gap = rng.choice(["\n", "\n\n", "\n\n"])
        lines = _SENTENCE_END.split(words)
        words = "".join(line + (gap if rng.random() < 0.8 else " ") for line in lines).strip()
        lines = words.split(gap)
        if drawn > _PARAGRAPHS and len(lines) > 2:
            item = rng.choice(_ITEMS)
            words = gap.join([lines[0], *(item + line for line in lines[1:])])
    if rng.random() < _EMOJI_LINE:
        lines = words.split("\n")
        lines.insert(rng.randrange(len(lines) + 1), rng.choice(_EMOJI) * rng.randrange(1, 4))
        words = "\n".join(lines)
    return words
