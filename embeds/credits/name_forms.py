"""How the names of people and organisations are written, and the addresses that stand for them."""

from __future__ import annotations

import re

from ..text.language import function_words
from . import vocabulary
from .gazetteer import agency

HANDLE = re.compile(r"@\w[\w.]{0,30}")
EMAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}")
_ADDRESS_BEHIND = re.compile(rf"\s+[<(]?{EMAIL.pattern}[>)]?$")
# Takes "www.harbour-post.example.com", "https://ellery.co.uk"; not "ellery.example", nor an address with a path.
DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){0,2}"
    r"\.(?:com|org|net|(?:co|com|org|net|ac|go|or|ne)\.[a-z]{2}|info|gov|edu|tv|eu|news|media|io|me"
    r"|de|at|ch|fr|it|es|pt|pl|cz|sk|hu|ro|bg|rs|hr|si|ru|ua|gr|tr|ie|ca|au|nz|nl|be|se|no|dk|fi|ee|lv|lt|cn|jp|kr|in|id"
    r"|my|vn|ph|sg|hk|tw|th|pk|ir|il|ae|za|ke|ng|br|mx|ar|cl|co|pe)"
)
USER = re.compile(r"[\w.\-]{2,30}")
# Takes a short word of a name, with the full stop that ends no sentence: "J.", "J.-P.", "Jr.", "III"; not "Inc."
INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}|(?:Jr|Sr|Dr|St|Mt|Lt|Sgt|Cpl|Capt|Maj|Prof)\.|II|III|IV", re.IGNORECASE)
FIRST_IDEOGRAPH = "\u4e00"  # what follows in Unicode is written without case, and mostly without spaces
_CAPITALS = 0.55  # share of an organisation's words; 0.65 loses 1 of 239 credits found in 312 texts, 0.4 gains none
_RANKS = frozenset(vocabulary.WORDS["rank"])
_WORD = re.compile(r"[^\W\d_][\w'’´`.\-]*")
_UNNAMED_MAKERS = frozenset(vocabulary.WORDS["unnamed_maker"])
_UNNAMED_WORKS = frozenset(vocabulary.WORDS["unnamed_work"])
_DETERMINERS = frozenset(vocabulary.WORDS["determiner"])
_MOST_UNNAMED = 5  # words
# Takes "Ana B. Ruiz", "J. K. Abel"; not "Ana Ruiz", nor "Ruiz & Co.".
_WITH_INITIAL = re.compile(r"(?:[^\W\d_a-z][\w'’-]+ )?(?:[^\W\d_a-z]\. ?){1,2}[^\W\d_a-z][\w'’-]+")


def is_name(text: str) -> bool:
    """Return whether this looks like a person's name: one to five capitalised words, initials and particles."""
    parts = text.split()
    if not 1 <= len(parts) <= 5 or not _is_capitalised(parts[0]):
        return False
    return all(
        INITIAL.fullmatch(word)
        or word.casefold() in vocabulary.PARTICLES
        or (
            _WORD.fullmatch(word)
            and not word.endswith(".")
            and (_is_capitalised(word) or word[:2] in ("d'", "d’", "al", "el"))
        )
        for word in parts
    )


def is_full_name(text: str) -> bool:
    """Return whether this looks like a person's name of two or three words."""
    return 2 <= len(text.split()) <= 3 and is_name(text)


def is_person(text: str) -> bool:
    """Return whether this looks like a person's full name, and no word of an organisation's name stands in it."""
    named = is_full_name(text) and text.partition(" ")[0].casefold() not in vocabulary.ARTICLES
    return named and not vocabulary.names_a_body(text) and not agency(text)


def has_initial(text: str) -> bool:
    """Return whether this is a person's name with an initial, and nothing else: "Ana B. Ruiz"."""
    return _WITH_INITIAL.fullmatch(text) is not None


def is_body(text: str, *, beside: bool = False) -> bool:
    """Return whether this looks like an organisation's name: up to seven words, more than half of them capitalised.

    `beside` an agency it may begin with a small letter: "dpa / lumo PIX".
    """
    parts = text.split()
    if not 1 <= len(parts) <= 7 or any(c in text for c in '!?"“”。！？：'):
        return False
    if not (_is_capitalised(parts[0]) or parts[0][0].isdigit() or any(c.isupper() for c in parts[0])):
        return beside and len(parts) == 2 and _is_capitalised(parts[1])
    if any(map(vocabulary.opens_a_sentence, parts[1:])):  # "Jon Abel It was late"
        return False
    capital = sum(_is_capitalised(word) or word[1:2].isupper() or word == "&" for word in parts)
    stopped = any(
        word.endswith(".") and not INITIAL.fullmatch(word) and word not in vocabulary.ABBREVIATIONS for word in parts
    )
    return capital / len(parts) > _CAPITALS and not stopped


def is_unnamed_maker(text: str) -> bool:
    """Return whether this says what a maker is, who has no name: "the artist", "Kelby police"."""
    return _unnamed(text) in _UNNAMED_MAKERS


def is_unnamed_work(text: str) -> bool:
    """Return whether this says from what a picture was taken, without its name: "the viral video"."""
    return _unnamed(text) in _UNNAMED_WORKS


def _unnamed(text: str) -> str | None:
    """Return the last of a few words, or of those before "of", in small letters; None with a small word among them.

    That is "family" in "the victim's family", "the family of Ana Ruiz"; None in "inside the museum".
    """
    *before, last = text.partition(" of ")[0].casefold().split() or ("",)
    if before[:1] and before[0] in _DETERMINERS:
        before = before[1:]
    if len(before) >= _MOST_UNNAMED or not all(map(_WORD.fullmatch, (*before, last))):
        return None
    return last if function_words().isdisjoint(before) else None


def is_asian_name(text: str) -> bool:
    """Return whether this may be a name in a script of East Asia, in which it has no spaces."""
    return 2 <= len(text) <= 4 and all(sign >= FIRST_IDEOGRAPH for sign in text) and is_name(text)


def without_address(text: str) -> str:
    """Return a name without the e-mail address behind it; anything else as it is."""
    address = _ADDRESS_BEHIND.search(text) if "@" in text else None
    return text[: address.start()] if address and is_name(text[: address.start()]) else text


def without_rank(text: str) -> str:
    """Return a name without the military rank before it: "Jon Abel" for "Petty Officer 2nd Class Jon Abel"."""
    if text.partition(" ")[0] not in _RANKS:
        return text
    parts = text.split()
    ranks = next((number for number, word in enumerate(parts) if word not in _RANKS), len(parts))
    return " ".join(parts[ranks:]) if len(parts) - ranks >= 2 else text


def _is_capitalised(word: str) -> bool:
    """Return whether a word begins with a capital; in scripts without case every word counts as such."""
    return word[0].isalpha() and not word[0].islower()
