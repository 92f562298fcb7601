"""Make a Credit of a caption's element: its credit line is read by the same grammar as in text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..credits import credit_line
from ..credits.credit_reading import Reading
from ..credits.gazetteer import names
from . import spoken
from .picture import Caption

if TYPE_CHECKING:
    from ..records import Credit


def normalize(caption: Caption, source: str) -> Credit:
    """Return the Credit of a caption in the page `source`; JSON-LD fills only the fields that its words leave open."""
    from ..records import Credit, Span

    line, text = caption.credit, caption.text
    reading = credit_line.read(line) if line else None
    if line is None:
        line = spoken.credit_in(text)
        reading = credit_line.read(line) if line else None
    reading = reading or Reading()
    shown = text.replace(line, " ", 1) if line else text
    words = " ".join(shown.split()).strip(" " + credit_line.JOINERS) or None
    image = caption.image
    return Credit(
        span=Span(start=caption.span[0], end=caption.span[1]),
        raw=source[slice(*caption.span)],
        evidence=caption.evidence,
        creators=reading.creators or (image.creators if image and not reading.agencies else ()),
        agencies=reading.agencies,
        agency_names=names(reading.agencies),
        credit_line=line or (image.credit if image else None),
        caption=words,
        caption_confidence=1.0 if words else None,
        date=reading.date,
        notice=reading.notice or (image.notice if image else None),
    )
