"""Make a Credit of a caption's element: its credit line is read by the same grammar as in text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import embeds  # its records are imported when one is made

from ..credits import credit_line, families
from ..credits.credit_reading import Reading
from ..credits.gazetteer import names
from . import spoken
from .picture import Caption

if TYPE_CHECKING:
    from ..records import Credit


def normalize(caption: Caption, source: str) -> Credit:
    """Return the Credit of a caption in the page `source`; JSON-LD fills only the fields that its words leave open."""
    said = dict(families.normalize(caption.fragment)) if caption.fragment else _read(caption.text, caption.credit)
    if image := caption.image:
        said["creators"] = said["creators"] or (() if said["agencies"] else image.creators)
        said["credit_line"] = said["credit_line"] or image.credit
        said["notice"] = said["notice"] or image.notice
    said |= {"span": {"start": caption.span[0], "end": caption.span[1]}, "raw": source[slice(*caption.span)]}
    return embeds.Credit(**said | {"evidence": caption.evidence, "credit_span": None, "caption_span": None})


def _read(text: str, line: str | None) -> dict[str, Any]:
    """Return the fields that the words of a caption tell; `line` is the part of them that markup calls the credit."""
    reading = credit_line.read(line) if line else None
    if line is None:
        line = spoken.credit_in(text)
        reading = credit_line.read(line) if line else None
    reading = (reading or Reading()).handed_on()
    shown = text.replace(line, " ", 1) if line else text
    words = " ".join(shown.split()).strip(" " + credit_line.JOINERS) or None
    return {
        "creators": reading.creators,
        "agencies": reading.agencies,
        "agency_names": names(reading.agencies),
        "credit_line": line,
        "caption": words,
        "caption_confidence": 1.0 if words else None,
        "date": reading.date,
        "notice": reading.notice,
    }
