"""Features of a credit's form: of what kinds of pieces it is made, and how it meets the words around it on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..learned.weights import Row
from ..text.language import function_words
from . import caption_words, lead_ins, vocabulary
from .credit_line import BRACKETS
from .credit_reading import Reading
from .gazetteer import agency
from .looks import SENTENCE_END, Stretch
from .name_forms import is_full_name, is_name

# What parts the pieces of a form: takes "/", " via ", " - "; not "-" in "Ruiz-Abel".
_PIECE = re.compile(r"\s*([/|;]|, | (?:via|for|FOR|und|and|&) |\s[-–—]\s|[()\[\]（）])\s*")
_KINDS = {"wire": "A", "agency": "A", "stock": "A", "platform": "P", "public": "G"}  # a paper or broadcaster is "M"
_MOST_PIECES = 9  # with the joiners; a longer form stands too seldom to be learnt
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?。] ?(?=[(\[（]|[^\W\d_a-z])")  # takes "tide. A" in "at low tide. Ana Ruiz"
_COLON = re.compile(r"[:：]\s")
_SENTENCE = 400  # code points before a credit in which its sentence begins
_HEAD = 600  # code points of a text's head, where headings and bylines stand
_TAIL = 400  # code points behind the last line


def place_of(credit: Stretch, line: Stretch) -> str:
    """Return whether a stretch is a whole "line", its "tail", its "head", or "inner" words of it."""
    if credit[1] < line[1]:
        return "head" if credit[0] == line[0] else "inner"
    return "line" if credit[0] == line[0] else "tail"


def before_of(text: str, start: int, line: int) -> str:
    """Return what stands before a stretch on its line: nothing ("line"), a stop, a dash, a quotation mark, a word."""
    if start == line:
        return "line"
    before = text[line:start]
    if before.rstrip() == before:
        return "bracket-glued" if text[start] in BRACKETS else "glued"
    last = before.rstrip()[-1:]
    signs = {"stop": ".!?…。", "dash": "-–—|•/", "quote": "\"'”’»)", "comma": ",，、", "colon": ";:；："}
    kind = next((name for name, some in signs.items() if last in some), "word")
    gap = "" if len(before) - len(before.rstrip()) < 3 else "-wide"
    return ("bracket-" if text[start] in BRACKETS else "") + kind + gap


def describe_form(text: str, credit: Stretch, line: Stretch, reading: Reading) -> Row:
    """Return the features of a credit's form and of the words before it.

    A form is like "by+N/A": a lead-in, a full name and an agency behind a slash.
    """
    on, said, start = place_of(credit, line), text[slice(*credit)], before_of(text, credit[0], line[0])
    form = "".join(_pieces(said, reading))
    names = [f"form:{form}", f"form:{form}|{on}", f"form:{form}|{start}"]
    last = text[line[0] : credit[0]].rstrip().rpartition(" ")[2]
    if last:
        kind = _kind_of_word(last)
        names += [f"last:{kind}|{start}", f"last:{kind}|{form}"]
        if last.casefold() in function_words():
            names.append(f"last:{last.casefold()}")
    if (first := said.split(None, 1)[0].casefold()) not in function_words():
        names.append(f"first:{first[:12]}")
    if said.isupper():
        names.append(f"upper|{form}")
    names += _inside(said, reading)
    sentence = _sentence_of(text, line[0], credit[0])
    if sentence < credit[0] and caption_words.FURNITURE.match(text, sentence, credit[0]):
        names.append(f"before:furniture|{on}")
    if (above := _lines_above(text, line[0])) < 3:
        names += [f"top:{above}", f"top:{above}|{form}"]
    if not text[line[1] : line[1] + _TAIL].strip():
        names += ["last line", f"last line|{form}|{on}"]
    return [(name, 1.0) for name in names]


def _kind_of_word(word: str) -> str:
    if word[0].isalpha():
        return "small" if word[0].islower() else "capital"
    return "digit" if word[0].isdigit() else "sign"


def _inside(said: str, reading: Reading) -> Iterator[str]:
    """Yield the names of what a credit seldom has inside: the stop of a sentence, a bracket, a colon."""
    if _INNER_STOP.search(said):
        yield "inner:stop"
    if any(sign in BRACKETS for sign in said[1:-1]):
        yield "inner:bracket"
    if sum(1 for _ in _COLON.finditer(said)) > len(reading.leads):
        yield "inner:colon"


def _sentence_of(text: str, low: int, high: int) -> int:
    """Return where the last sentence before an offset begins."""
    low = max(low, high - _SENTENCE)
    stops = [stop.end() for stop in SENTENCE_END.finditer(text, low, high) if text[stop.end() : high].strip()]
    at = max(stops, default=low)
    return high - len(text[at:high].lstrip())


def _lines_above(text: str, at: int) -> int:
    """Return how many lines that are not blank stand above an offset, three at most."""
    return 3 if at > _HEAD else min(3, sum(not line.isspace() for line in text[:at].splitlines() if line))


def _pieces(said: str, reading: Reading) -> Iterator[str]:
    """Yield the kinds of a credit's lead-ins, its pieces and the joiners between."""
    yield "".join(sorted(set(reading.leads))) + ("+" if reading.leads else "")
    rest = said
    if reading.leads:
        rest = said.lstrip("".join(BRACKETS))
        if len(rest) < len(said):
            yield "("
        if lead := lead_ins.lead(rest, 0, len(rest)):
            rest = rest[lead.end :]
    for piece in _PIECE.split(rest)[:_MOST_PIECES]:
        if part := piece.strip(" .:"):
            yield part if _PIECE.fullmatch(f" {part} ") else _kind_of_piece(part)


def _kind_of_piece(part: str) -> str:
    """Return A agency, P platform, G authority, M paper, S status, N full name, W word, L longer name, @ or x, X."""
    if entry := agency(part):
        return _KINDS.get(entry.kind, "M")
    if part.casefold() in vocabulary.STATUS:
        return "S"
    if is_name(part):
        return "N" if is_full_name(part) else "L" if " " in part else "W"
    return "@" if part[0] == "@" else "x" if part[0].islower() else "X"
