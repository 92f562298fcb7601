"""The families of image credits: find one by its shape with the caption beside it, and read it into a Credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import embeds  # its records are imported when one is made

from ..platforms.family import Family, Fragment, Parts, claim
from ..text.blocks import Source
from . import buttons, caption, caption_shortcode, caption_words, credit_line, lead_ins, notices, places
from .credit_reading import Reading
from .gazetteer import SPELLINGS, agency, names
from .looks import Stretch
from .shapes import SHAPES
from .sign_offs import signs_a_text
from .vocabulary import WORDS, anchors

if TYPE_CHECKING:
    from ..records import Credit

# The rest of a chain that an extractor broke at its joint: takes " ⏎ / Getty Images ⏎", "⏎ - ⏎ AFP"; not " / AFP ⏎".
_BROKEN = re.compile(r"(?=[^\S\n]*+\n)\s*+[/|–—-]\s*+(\S[^\n]{1,39}?)(?=[^\S\n]*+(?:\n|$))")
_WORD = re.compile(r"\b\w|[©ⓒ]")
_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the credit around an anchor (a lead-in or an agency) with its caption, by the first shape that fits."""
    if source.text.startswith(caption_shortcode.OPENING, anchor):
        frame = caption_shortcode.frame(source, anchor)
        return _framed(source, frame) if frame else None
    start, end = source.line(anchor)
    line = source.trim(max(start, floor), end)
    if source.text.startswith(buttons.ANCHORS, anchor) and (behind := buttons.framed(source, anchor, line)):
        parts: Parts = {"credit": behind.credit, "caption": behind.caption}
        return claim("credits", source, *behind.span, parts, buttons.RULE, sure=1.0)
    for rule, shape in SHAPES:
        found = shape(source, anchor, line)
        if found is None or found[0] < floor:
            continue
        credit = _with_ends(source, found, line)
        if signs_a_text(source, credit, line):
            continue
        whole = caption.with_caption(source, credit, line, floor, rule)
        written: Parts = {"credit": source.trim(*credit), "caption": source.trim(*(whole.caption or (0, 0)))}
        parts = {name: (low, high) for name, (low, high) in written.items() if low < high}
        if not parts:
            continue  # a label without a credit, in a line too long to be a caption
        span = buttons.around(source, whole.span, floor)
        return claim("credits", source, *span, parts, *whole.evidence(rule), sure=whole.sure)
    return None


def _with_ends(source: Source, credit: Stretch, line: Stretch) -> Stretch:
    """Return a credit with the rest of its chain, the roles and the notice that follow it."""
    if (joint := _BROKEN.match(source.text, credit[1], source.end)) and agency(joint[1].strip()):
        credit = credit[0], joint.end()
    if roles := credit_line.ROLES.match(source.text, credit[1], line[1]):
        credit = credit[0], roles.end()
    for form in (notices.NOTICE, notices.RESTRICTION):
        if notice := form.match(source.text, credit[1], line[1]):
            credit = credit[0], notice.end()
    return credit


def _framed(source: Source, frame: caption_shortcode.Frame) -> Fragment:
    """Return the caption in a shortcode, with the credit that its words hold."""
    low, high = frame.words
    inner = Source(source.text, low, high, source.is_dense)
    words = [] if source.is_dense else [word.start() for word in _WORD.finditer(source.text, low, high)]
    near = (at for at in words if at < low + credit_line.LONGEST or at >= high - credit_line.LONGEST)
    asked = ((at, inner.line(at)) for at in near)
    tried = ((rule, shape(inner, at, line), line) for at, line in asked for rule, shape in SHAPES)
    ended = ((rule, _with_ends(inner, credit, line)) for rule, credit, line in tried if credit and credit[0] >= low)
    rule, (start, end) = next(((rule, credit) for rule, credit in ended if credit[0] < credit[1]), ("", (high, high)))
    behind = inner.trim(high - len(source.text[end:high].lstrip(".,;:" + credit_line.JOINERS + _WHITE)), high)
    beside = max(inner.trim(low, start), behind, key=lambda part: part[1] - part[0])
    written: Parts = {"credit": (start, end), "caption": beside}
    parts: Parts = {name: part for name, part in written.items() if part[0] < part[1]}
    return claim("credits", source, *frame.span, parts, *filter(None, (caption_shortcode.RULE, rule)), sure=1.0)


def normalize(fragment: Fragment) -> Credit:
    """Read a credit's fragment into a Credit."""
    line = fragment.part("credit")
    if line and "credit:doubled" in fragment.evidence:
        line = credit_line.alone(line)
    reading = ((credit_line.read(line) if line else None) or Reading()).handed_on()
    whole = (fragment.part("caption") or "").rstrip(credit_line.JOINERS + _WHITE)
    beside = _without_label(caption_words.without_furniture_before(whole))
    spans = {
        name: embeds.Span(start=fragment.start + a, end=fragment.start + b) for name, (a, b) in fragment.parts.items()
    }
    if beside:
        end = spans["caption"].start + len(whole)
        spans["caption"] = embeds.Span(start=end - len(beside), end=end)
    return embeds.Credit(
        span=embeds.Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        creators=reading.creators,
        agencies=reading.agencies,
        agency_names=names(reading.agencies),
        credit_line=credit_line.PAGE_DATE.sub("", " ".join(line.split()), count=1) if line else None,
        credit_span=spans.get("credit"),
        caption=" ".join(beside.split()) or None,
        caption_span=spans["caption"] if beside else None,
        caption_confidence=fragment.sure if beside else None,
        date=reading.date,
        notice=reading.notice,
    )


def _without_label(caption: str) -> str:
    """Return a caption without the media word that opens it: "The wall" for "Foto: The wall"."""
    lead = lead_ins.lead(caption, 0, len(caption))
    return caption[lead.end :].lstrip() if lead and lead.kind in ("label", "weak") else caption


family: Family = Family(
    "credits",
    "credit",
    anchors((*SPELLINGS, *lead_ins.anchors(), *WORDS["licence"], *buttons.ANCHORS, caption_shortcode.OPENING)),
    find,
    normalize,
    whole_words=True,
)

# In East Asia words stand side by side, and the lead-in behind the name.
asian_family: Family = Family("asian", "credit", (*lead_ins.SUFFIXES, *lead_ins.GLUED, "기자"), find, normalize)


bare_family: Family = Family("bare", "credit", places.ANCHORS, None, normalize, whole_words=True)

CREDITS: tuple[Family, ...] = (family, asian_family)
MARKED = frozenset(one.name for one in CREDITS)
BARE: tuple[Family, ...] = (bare_family,)
