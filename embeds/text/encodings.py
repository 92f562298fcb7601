"""Decode a file's bytes: an article as UTF-8, a page of HTML in the encoding that a browser would use."""

from __future__ import annotations

import codecs
import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
FOR_EXAMPLE = "for example with iconv -f CP1252 -t UTF-8"  # the commonest of the others
_PRESCAN = 4096  # bytes; the HTML standard looks at 1,024, but some pages put more before their <meta>
_META = re.compile(rb"<meta[^>]{1,300}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)  # a comment that is never closed hides the rest
# Python's codecs that are character sets: "cp1251", "koi8-r", "euc_jp". Not those that unpack, escape or encrypt:
# "zip", "idna", "rot13".
_CHARSET = re.compile(
    r"utf-(?:8|16|16-le|16-be)|ascii|(?:cp|iso8859-|koi8-|mac-|tis-|gb|big5|shift_jis|euc_|iso2022_jp)\w*"
)
# Labels that browsers read as a larger encoding than they name (WHATWG Encoding Standard, "Names and labels").
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}


def text(raw: bytes) -> str:
    """Return the text of an article's bytes; raise ValueError that says why they are not UTF-8, and what to do."""
    if b"\0" in raw:
        at = raw.index(0)
        raise ValueError(f"binary, or UTF-16 without its mark (a NUL byte at offset {at}); give it UTF-8 text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        byte = f"0x{raw[err.start]:02x} at offset {err.start}"
        raise ValueError(f"not UTF-8 (byte {byte}); convert it first, {FOR_EXAMPLE}") from err


def page(raw: bytes) -> str:
    """Return the text of a page of HTML; raise ValueError for bytes that are none."""
    if b"\0" in raw and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError(f"binary (a NUL byte at offset {raw.index(0)}); give it a page of HTML")
    return decode(raw)


def decode(raw: bytes) -> str:
    """Return the text of a page, decoded by its byte order mark, else its <meta>, else as UTF-8, else as cp1252.

    Bytes that the encoding cannot decode become U+FFFD; line ends stay as they are.

    >>> decode('<meta charset="windows-1251"><p>мир'.encode("cp1251"))
    '<meta charset="windows-1251"><p>мир'
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    if declared := _declared(raw):
        return raw.decode(declared, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _declared(raw: bytes) -> str | None:
    """Return the encoding that a page declares, or None where it declares none that Python knows."""
    head = _COMMENT.sub(b"", raw[:_PRESCAN])
    found = _META.search(head) or _XML.search(head)
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return None
    return _READ_AS.get(name, name) if _CHARSET.fullmatch(name) else None
