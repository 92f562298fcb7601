"""The shapes in which credits stand in running text, each a rule with a name, in the order in which they are tried.

A shape gets an anchor (the offset of a lead-in or an agency) and the line around it, and returns the stretch of the
credit line, or None. What the line says is read by credit_line.py; how much caption stands beside it, by caption.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..text.blocks import Source
from . import caption_words, galleries, lead_ins, notices, vocabulary
from .chain_starts import chain_starts
from .credit_brackets import bracketed_credit
from .credit_chains import chain_at_end, inline_chain, leading_chain
from .credit_labels import labelled_credit
from .credit_line import LONGEST, read
from .gazetteer import agency
from .looks import Stretch

_LONGEST_SIGNED = 24  # code points, where words are not parted by spaces
_TIED_AGENCY = re.compile(r"(?<![^\s。）」』！？])([^\s。（）「」]{2,8})$")
# The name that signs a caption behind a comma or a space: takes "李小船摄" in "码头，李小船摄", "通讯员李小船 摄".
_SIGNED = re.compile(
    rf"(?<=[，、,；;）)\s])(?:[\u4e00-\u9fff]{{2,6}}[记記]者\s?|通讯员\s?)?[\u4e00-\u9fff]{{2,4}}\s?[/／]?\s?"
    rf"(?:{vocabulary.alternatives(vocabulary.WORDS['plain_suffix'])})$"
)
# The reporter behind a Korean caption, whose sentence ends in a state: takes "김하늘 기자" in "있다. 김하늘 기자"; not
# in "합의했다. 김하늘 기자", which is a text's byline.
_KOREAN = re.compile(r"(?<=있다\.\s)[가-힣]{2,4}\s(?:선임|사진|인턴)?기자$")


def doubled_credit(source: Source, _at: int, line: Stretch) -> Stretch | None:
    """Find the credit behind a button, alone or twice: `toggle caption Ana Ruiz/AFP Ana Ruiz/AFP`."""
    button = caption_words.FURNITURE.match(source.text, *line)
    if not button or line[1] - button.end() > 2 * LONGEST:
        return None
    value = source.text[button.end() : line[1]]
    half = (len(value) - 1) // 2
    doubled = value[:half].strip() == value[half:].strip()
    if not (reading := read(value)):
        return None
    certain = reading.known if doubled or reading.joints else reading.leads
    named = reading.has_full_name and button.group().rstrip().endswith("caption")  # the button that shows a credit
    return line if certain or named or (doubled and reading.leads) else None


def signed_credit(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the end of a caption in East Asia: `…＝ＡＰ`, `…＝春山花子撮影`, `…。李小船 摄`, `…，李小船摄`."""
    text = source.text
    if line[1] - at > _LONGEST_SIGNED:
        return None
    low = max(line[0], at - _LONGEST_SIGNED)
    if credit := _behind_a_stop(source, at, low, line):
        return credit
    named = _SIGNED.search(text, low, line[1]) or _KOREAN.search(text, low, line[1])
    return named.span() if named else None


def _behind_a_stop(source: Source, at: int, low: int, line: Stretch) -> Stretch | None:
    """Return the credit that ends a line, behind a full stop or `＝`, or alone on it."""
    text = source.text
    stop = max([text.rfind(mark, low, at) for mark in ("＝", "。", "！", "？", "”", "」", ". ")])
    if stop < 0 and not (low == line[0] and lead_ins.ends_as_a_credit(text, line[1])):
        return None
    tied = stop >= 0 and text[stop] == "＝"
    if tied and (pair := _TIED_AGENCY.search(text, low, stop)) and agency(pair[1]):
        stop = pair.start(1)  # "…。時事＝AFP"
    credit = source.trim(low if stop < 0 else stop + (not tied), line[1])
    reading = read(text[slice(*credit)])
    if reading is None or not ("by" in reading.leads or (tied and reading.is_supplied)):
        return None
    return credit if stop < 0 or tied or lead_ins.SUFFIX.search(text, at, line[1]) else None


def licensed_credit(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the line that ends in a licence: `“The wall” by Ana Ruiz is licensed under CC BY 2.0`."""
    text = source.text
    if line[1] - at > LONGEST or notices.licence_in(text[at : line[1]]) is None:
        return None
    for start in (line[0], *chain_starts(text, at, line)):
        reading = read(text[start : line[1]]) if line[1] - start <= 2 * LONGEST else None
        if not (reading and reading.notice and (reading.creators or reading.agencies)):
            continue
        named = reading.has_full_name and reading.notice.startswith("CC")  # texts have licences, too, by other names
        if reading.leads or reading.known or named:
            return start, line[1]
    return None


def labelled_caption(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the credit at the end of a caption that a label opens (`FILE PHOTO: …`), empty where the line has none."""
    label = caption_words.CAPTION_LABEL.match(source.text, at, line[1])
    if label is None or at != line[0] or label.end() >= line[1]:
        return None
    low = max(label.end(), line[1] - LONGEST)
    for word in re.finditer(r"\b\w", source.text[low : line[1]]):
        start = low + word.start()
        if credit := bracketed_credit(source, start, line) or chain_at_end(source, start, line):
            return credit
    return line[1], line[1]


SHAPES: tuple[tuple[str, Callable[[Source, int, Stretch], Stretch | None]], ...] = (
    (galleries.RULE, galleries.counted_credit),
    ("credit:doubled", doubled_credit),
    ("credit:bracket", bracketed_credit),
    ("credit:label", labelled_credit),
    ("credit:chain", chain_at_end),
    ("credit:leading", leading_chain),
    ("credit:inline", inline_chain),
    ("credit:signed", signed_credit),
    ("credit:licence", licensed_credit),
    ("caption:label", labelled_caption),
)
