"""Tell a wire's sign-off, which ends a text, from a credit: `… will meet again in May. (AFP)`."""

from __future__ import annotations

from ..text.blocks import PICTURE, Source
from ..text.language import reports
from .caption_judge import log_odds
from .credit_line import JOINERS, read
from .lead_ins import names_pictures
from .looks import Stretch
from .sentences import is_stopped, last_sentence, said_before

_SIGN, _SIGN_OR_SOURCE = frozenset(("sign",)), frozenset(("sign", "source"))  # kinds of lead-ins that texts have, too
_CERTAIN = 2.5  # log-odds of a caption; of 8,550 sentences that end paragraphs 9 have more
_TEXT = 300  # code points of a line that is a text and no caption
_TIES = "/／=＝"  # what ties a wire to its picture in East Asia: "항구의 벽. /연합뉴스"
_PARAGRAPH = 64  # bytes in UTF-8 of a line that is more than a site's footer: East Asia says as much with fewer signs


def signs_a_text(source: Source, credit: Stretch, line: Stretch) -> bool:
    """Return whether wires alone that end a line may sign a text: no paragraph stands below, or somebody says it.

    Takes "(AFP)" in "The council will meet again in May. (AFP)"; not "(AP Photo)", nor what has a line of its own.
    """
    said = said_before(source.text, line[0], credit[0]).rstrip(JOINERS + " \xa0")
    value = source.text[slice(*credit)]
    if not is_stopped(said, 0, len(said)) or source.text[credit[1] : line[1]].strip(" .)]"):
        return False
    if value[:1] in _TIES or not _is_of_wires(value, _SIGN):
        return False
    last = last_sentence(said)
    return reports(last) if goes_on(source, credit[1]) else is_prose(source, line[0], credit[0], last)


def signs_below(source: Source, sentence: Stretch, credit: Stretch) -> bool:
    """Return whether wires alone on a line may sign the text whose last sentence stands above."""
    text = source.text
    if not is_stopped(text, *sentence) or sentence[1] > credit[0] or goes_on(source, credit[1]):
        return False
    low = source.line(sentence[1] - 1)[0]
    is_last = is_prose(source, low, credit[0], text[low : sentence[1]])
    return is_last and _is_of_wires(text[slice(*credit)], _SIGN_OR_SOURCE)


def is_prose(source: Source, low: int, credit: int, said: str) -> bool:
    """Return whether what is `said` before a credit, on the line from `low`, is no caption as far as can be told.

    A caption stands right below its picture, or is all there is, or sounds like nothing else.
    """
    if log_odds(said) >= _CERTAIN:
        return False
    above = source.line_above(low)
    if above is None:
        return credit - low >= _TEXT
    return source.text[above[1] - 1] != PICTURE and not source.seen.has_picture(above[0], low)


def _is_of_wires(said: str, leads: frozenset[str]) -> bool:
    """Return whether a credit names nothing but wires, and no pictures: "AFP/dpa", "© AFP"; not "AP Photo".

    `leads` are the kinds of lead-ins that it may have.
    """
    reading = read(said)
    if reading is None or reading.creators or reading.status or not leads.issuperset(reading.leads):
        return False
    return reading.kinds == {"wire"} and not any(map(names_pictures, reading.agencies))


def goes_on(source: Source, end: int) -> bool:
    """Return whether a paragraph of the text stands below the line that ends at `end`."""
    below = source.line_below(end)
    opening = source.text[below[0] : min(below[1], below[0] + _PARAGRAPH)] if below else ""
    if below is None or len(opening.encode("utf-8", "replace")) < _PARAGRAPH:
        return False
    return is_stopped(source.text, *below)
