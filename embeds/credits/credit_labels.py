"""Credits behind a lead-in: `Photo: Ana Ruiz/Reuters`, `Photo by Ana Ruiz`, `© Acme Works`."""

from __future__ import annotations

import re
from itertools import pairwise

from ..text.blocks import Source, is_blank
from . import glue, lead_ins, vocabulary
from .caption_judge import sounds_like_one
from .chain_starts import FIRST_UNCASED
from .credit_ends import end_at_agency
from .credit_line import LONGEST, MOST_LEADS, read
from .credit_reading import Reading
from .gazetteer import agency
from .given_names import opens_with_given
from .looks import STOP_BEFORE, YEAR, Stretch
from .name_forms import DOMAIN, is_name, is_person, is_unnamed_maker

_ASIAN_STATUS = [word for word in (*vocabulary.STATUS, *vocabulary.WORDS["suffix"]) if word[0] >= FIRST_UNCASED]
_LONGEST_IN_PROSE = 5  # words of a name that prose follows
# A name where the text runs on has two words, since the next word with a capital begins a sentence: takes "Ana Ruiz" in
# "Ana Ruiz Two children", "Ana Ruiz and Jon Abel", "@anaruiz"; not in "Ana Ruiz AFP".
_NAME_IN_PROSE = re.compile(
    r"\s?(?:@\w[\w.]{1,29}\w|[^\W\d_a-z][\w'’.-]{1,20} [^\W\d_a-z][\w'’-]{1,20}"
    r"(?: (?:and|und|et|y|e|&) [^\W\d_a-z][\w'’.-]{1,20} [^\W\d_a-z][\w'’-]{1,20})?)"
    r"(?= [^\W\d_a-z][\w'’]{0,20} [a-zß-ÿ])"
)
# What ties a person to an outlet where the text runs on: takes " for " in "Ana Ruiz for Tides", " / ".
_OUTLET = re.compile(r" (?:for (?:the )?|/ )(?=[^\W\d_a-z])")
_NAME_WORD = re.compile(r"\s?(?:(?:de|del|di|do|da|du|des) )?([^\W\d_a-z][\w.&'’-]{0,20})(?= )")
_LONGEST_FRONT = 60  # code points
_FRONT_WORDS = re.compile(r"(?<!\S)(?:[^\W\d_a-z][\w.&'’-]{0,24}\s){1,5}$")
# The last word of a sentence: takes "tagte.", "tide.”"; not "Ruiz." or "Inc.", in which names end.
_LAST_OF_SENTENCE = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{2,30}[.!?…]['\"”’»]?$")
# A name in East Asia where the line goes on behind a space: takes "김하늘 기자" in "사진=김하늘 기자 시",
# "春山花子" in "写真＝春山花子 市は"; of "사진=켈비시 시 의회는" only "켈비시".
_ASIAN_VALUE = re.compile(
    r"\s?[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2,12}"
    rf"(?:\s(?:{vocabulary.alternatives(_ASIAN_STATUS)}))?(?=[」』）\])】>]?\s)"
)
# The stop of a sentence before the next: takes those in "Ruiz. The wall", "提供。港"; not in "J. Abel", "Abel. und".
_STOP = re.compile(r"(?<=\w\w)\.(?=\s+[\"“„«]?[^\W_a-z])|。(?=\S)")
_ABBREVIATIONS = tuple(vocabulary.WORDS["made_by"])
_WORD = re.compile(r"\S+")
_MOST_STATUS = 3  # words
_PARTED = re.compile(r"[|/•·–—-]\s?$")  # what parts a caption from its credit as a stop does
# The work of another behind a credit: takes " 编辑/苏" in "摄影/李小船 编辑/苏晓".
_ROLE = re.compile(rf"\s(?:{vocabulary.alternatives(vocabulary.WORDS['role'])})\s?[/／:：|](?=\s?[\u4e00-\u9fff])")
# What may be the next lead-in: takes the space before "Photo:", "Photo credit :"; not before "photo:".
_LEAD_WORD = re.compile(r"[^\S\n]+(?=[^\W\d_a-z][^\W\d_]{2,15}(?: [^\W\d_]{2,10})?\s?:)")


def labelled_credit(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the credit behind the lead-in at an anchor: to the end of the line, of its agency or of its name."""
    text = source.text
    lead = lead_ins.lead(text, at, source.end)
    if lead is None:
        return None
    at, anchor = _front(text, at, line[0], lead), at
    if at == anchor and not _may_open(text, at, line[0], lead):
        return None
    end = line[1]
    opens = at == line[0] or STOP_BEFORE.search(text[max(line[0], at - 5) : at]) is not None
    if at == line[0] and not text[lead.end : end].strip():
        below = source.line_below(lead.end)
        if below and _LAST_OF_SENTENCE.search(text, max(below[0], below[1] - LONGEST), below[1]):
            return None
        end = below[1] if below else end
    end = _before_next_lead(text, lead.end, end)
    if end - lead.end <= LONGEST:
        under = at == line[0] and source.gap_before(at).count("\n") == 1 and _is_under_caption(source, at)
        reading = read(text[at:end])
        value = text[lead.end : end].strip()
        supplied = lead.kind == "source" and reading and reading.is_supplied
        if supplied and _is_behind_caption(source, at, line, under=under):
            return at, end
        if reading and _is_credit(lead.kind, value, reading, opens=opens, under_caption=under):
            return _in_brackets(text, lead, end) or (at, end)
    if lead.kind in ("given", "of"):
        return None  # a sentence may open so: "Photos provided by AFP showed the wall"
    inside = _end_inside(text, at, lead, line, opens=opens)
    return (at, inside) if inside else None


def _end_inside(text: str, at: int, lead: lead_ins.Lead, line: Stretch, *, opens: bool) -> int | None:
    """Return the end of the credit where its line goes on: at its agency, its stop, a joint or its name."""
    high = line[1]
    short = end_at_agency(text, at, lead.end, high)
    reading = read(text[at:short]) if short else None
    if short and reading and _is_credit(lead.kind, text[lead.end : short].strip(), reading):
        return short
    for end_of in (_before_stop, _before_glue):
        if end := end_of(text, at, lead, high, opens=opens):
            return end
    tied = text[lead.end - 1] in "=＝" or (opens and text[lead.end - 1] != ":")
    if lead.kind == "label" and tied and (word := _ASIAN_VALUE.match(text, lead.end, high)):
        reading = read(text[at : word.end()])
        return word.end() if reading and _is_credit(lead.kind, word.group(), reading, opens=True) else None
    parted = opens or _PARTED.search(text, max(line[0], at - 3), at) is not None
    if lead.kind in ("label", "by", "source") and parted and (end := _end_of_status(text, lead.end, high)):
        return end
    person = lead.kind == "sign" and opens_with_given(
        text[lead.end : lead.end + _LONGEST_FRONT]
    )  # no site's own notice
    named = lead.kind in ("label", "by") or person
    return _end_of_name(text, lead, high, opens=parted) if named else None


def _before_stop(text: str, at: int, lead: lead_ins.Lead, high: int, *, opens: bool) -> int | None:
    """Return the end of the credit that ends as a sentence does before the next: `Photo by Ana Ruiz. The council …`."""
    best = None
    for stop in _STOP.finditer(text, lead.end, min(high, lead.end + LONGEST)):
        if text.endswith(_ABBREVIATIONS, lead.end, stop.end()):
            continue
        reading = read(text[at : stop.end()])
        if reading is None or not (reading.known or reading.status or any(map(is_person, reading.creators))):
            break
        if not _is_credit(lead.kind, text[lead.end : stop.start()].strip(), reading, opens=opens):
            break
        best = stop.end()
    return best


def _before_glue(text: str, at: int, lead: lead_ins.Lead, high: int, *, opens: bool) -> int | None:
    """Return the end of the credit that a sentence follows without a space: `Photo by Ana RuizThe council met`."""
    for end in glue.joints(text, lead.end, min(high, lead.end + LONGEST)):
        reading = read(text[at:end]) if glue.opens_sentence(text, end) else None
        if reading is None or not _is_credit(lead.kind, text[lead.end : end].strip(), reading, opens=opens):
            continue
        inside = (name for name in (*reading.creators, *reading.agencies) if not agency(name))
        return None if any(glue.has_joint(name) for name in inside) else end
    return None


def _in_brackets(text: str, lead: lead_ins.Lead, end: int) -> Stretch | None:
    """Return the credit in the brackets behind a caption that a label opens: `Foto: The wall (Ana Ruiz/AFP)`."""
    closed = lead.kind in ("label", "weak", "given") and text[end - 1] in ")）"
    start = max(text.rfind(sign, lead.end, end) for sign in "(（") if closed else -1
    caption = text[lead.end : max(lead.end, start)].strip()
    if not caption or is_person(caption) or agency(caption) or caption.casefold() in vocabulary.STATUS:
        return None
    inside = read(text[start:end])
    if lead.kind == "given":  # "写真は月曜日の港（ロイター）"
        return (start, end) if inside and inside.known else None
    return (start, end) if inside and inside.has_full_name and inside.known and inside.joints else None


def _front(text: str, at: int, low: int, lead: lead_ins.Lead) -> int:
    """Return where the body begins that stands before a lead-in, as in "U.S. Navy photo by"; else `at`."""
    if lead.kind != "by" or at == low or not text[at - 1].isspace():
        return at
    found = _FRONT_WORDS.search(text, max(low, at - _LONGEST_FRONT), at)
    starts = [found.start() + word.start() for word in re.finditer(r"\S+", found.group())] if found else []
    return next(
        (start for start in starts if start == low or STOP_BEFORE.search(text[max(low, start - 5) : start])), at
    )


def _may_open(text: str, at: int, line_start: int, lead: lead_ins.Lead) -> bool:
    """Return whether a lead-in may begin here: not inside a word, and in lower case only where the line begins."""
    before = text[at - 1] if at > line_start else "\n"
    first = lead.words[0]
    if before.isalnum():
        if lead.kind == "by":
            return glue.is_joint(text, at)
        return lead.kind == "label" and before.islower() and first.isupper()
    return not (first.isalpha() and first.islower()) or at == line_start


def _before_next_lead(text: str, low: int, high: int) -> int:
    """Return where the value ends if another lead-in follows it: a credit given twice, or the next picture's."""
    if role := _ROLE.search(text, low, min(high, low + LONGEST)):
        high = role.start()
    for word in _LEAD_WORD.finditer(text, low, min(high, low + LONGEST)):
        second = lead_ins.lead(text, word.end(), high)
        if second and second.kind == "label" and text[low : word.start()].strip(" .,/|"):
            return word.start()
    return high


def _is_under_caption(source: Source, at: int) -> bool:
    """Return whether at least four words stand right above, and a blank line below: at a text's end sites sign."""
    above, line = source.line_above(at), source.line(at)
    behind = source.gap_after(line[1])
    is_last = line[1] + len(behind) >= source.end
    return above is not None and is_blank(behind) and not is_last and len(source.text[slice(*above)].split()) >= 4


def _is_behind_caption(source: Source, at: int, line: Stretch, *, under: bool) -> bool:
    """Return whether the words before a source, on its line or right above it, sound like a caption, not like a text.

    `under` says that a line stands right above, and a blank one below.
    """
    before = source.trim(line[0], at)
    above = source.line_above(at) if under and before[0] == before[1] else before
    return above is not None and above[0] < above[1] and sounds_like_one(source.text[slice(*above)])


def _is_credit(kind: str, value: str, reading: Reading, *, opens: bool = False, under_caption: bool = False) -> bool:
    """Return whether a lead-in of this kind and the value behind it are a credit.

    `opens` says that a line or a sentence begins with the lead-in, `under_caption` that a caption stands right above
    it: a site's footer stands apart.
    """
    known = bool(reading.known or reading.joints)
    size = len(value.split())
    if vocabulary.names_no_maker(value) and not (reading.is_supplied and reading.joints):
        return False
    if kind == "label" or "label" in reading.leads:
        return known or size <= (5 if opens else 4)
    if kind in ("by", "given"):
        return known or opens
    if kind == "of":  # "Images from Kelby" may be a heading
        return bool(reading.known) or reading.status
    if kind == "weak":
        return bool(reading.known) or (opens and size <= 4)
    if kind in ("source", "bare"):
        return reading.is_supplied and bool(reading.creators or kind == "bare")
    if reading.is_supplied:
        return True
    if YEAR.search(value):
        return False
    if reading.known:  # a broadcaster or an authority, which also sign their pages: "© Kelby TV"
        return under_caption or (reading.joints > 0 and reading.has_full_name)
    if DOMAIN.fullmatch(value):  # a site's own notice
        return False
    return under_caption or reading.status or (" " in value and (is_name(value) or reading.joints > 0))


def _end_of_status(text: str, at: int, high: int) -> int | None:
    """Return the end of what has no name behind a lead-in if a sentence begins there: `Photo: supplied The …`.

    So it does behind "the family" in "Photo courtesy of the family The council met".
    """
    words = list(_WORD.finditer(text, at, min(high, at + _LONGEST_FRONT)))[: _MOST_STATUS + 1]
    for word, behind in reversed([*pairwise(words)]):
        said = text[words[0].start() : word.end()]
        unnamed = word.group().islower() and is_unnamed_maker(said)
        ends = unnamed or said.casefold() in vocabulary.STATUS
        if ends and behind.group()[0].isupper() and not agency(behind.group()):
            return word.end()
    return None


def _opens(text: str, at: int, end: int) -> bool:
    """Return whether a sentence or a dateline begins with this word: "When", "El" in "El consejo"; not "El Sayed"."""
    word = text[at:end]
    article = word.casefold() in vocabulary.ARTICLES and text[end + 1 : end + 2].islower()
    return article or vocabulary.opens_a_sentence(word) or glue.opens_dateline(text, at)


def _end_of_name(text: str, lead: lead_ins.Lead, high: int, *, opens: bool) -> int | None:
    """Return the end of the name behind a lead-in where the text runs on: `Photo: Ana Ruiz When the sun …`.

    A word that no name ends in shows where the next sentence begins. Without one the credit must open a sentence or
    have two lead-ins: `Photo: Courtesy of Acme Works Later that year …`.
    """
    start = lead.end
    for _ in range(MOST_LEADS - 1):
        second = lead_ins.lead(text, start + text[start : start + 1].isspace(), high)
        if second is None:
            break
        start, opens = second.end, True
    else:
        return None
    end, size, tied = start, 0, False
    while size <= _LONGEST_IN_PROSE:
        if size > 1 and not tied and (joint := _OUTLET.match(text, end, high)):
            end, size, tied = joint.end(), 0, True
        word = _NAME_WORD.match(text, end, high)
        if word is None:
            break
        if size and _opens(text, *word.span(1)):
            is_read = not tied or read(text[start:end]) is not None
            return end if is_read and (opens or (size > 1 and lead.kind == "label")) else None
        end, size = word.end(), size + 1
    name = _NAME_IN_PROSE.match(text, start, high) if opens else None
    return name.end() if name else None
