"""Secrets taken out of what is written down: addresses, headers, pages and reasons.

Values are replaced and the rest stays as it is, so that an address that is asked when a recording is replayed, blanked
in the same way, is found in it. A value is a secret by its name: `token=…`, `"client_secret": "…"`, `t%6Fken[]=…`, also
in an address inside an address. Cookies and credentials are blanked up to the end of their line.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

BLANK = "REDACTED"
# Names are compared in small letters, without signs and without a number at their end: `x_api-key2` is xapikey.
_ENDS = (
    *("token", "secret", "password", "passwd", "passphrase", "pwd", "signature", "sessionid", "sessid", "jwt"),
    *("apikey", "accesskey", "accesskeyid", "privatekey", "authkey", "credential", "credentials", "authorization"),
)
_BEGINNINGS = ("xamz", "xgoog")
# Only these whole: zipcode, design and author are no secrets.
_WHOLE = {"sig", "auth", "code", "sid", "pass", "session", "oauth", "otp", "bearer", "hmac", "authcode", "cookie"}
_LINES = {"cookie", "setcookie", "authorization", "proxyauthorization"}
_LONGEST_NAME = 100
_DEEPEST = 8  # addresses in addresses; what lies deeper is blanked whole

# name=value, "name": value, name: value; a quote may be escaped itself, for a script or for HTML.
_QUOTE = r"""(?:\\{0,3}["']|&(?:quot|apos|#39|#34|#x27|#x22);)"""
_SEPARATOR = re.compile(rf"{_QUOTE}?[ \t]{{0,3}}[=:][ \t]{{0,3}}(?P<quote>{_QUOTE})?")
_SPACE = r" \t\r\n\f\v"  # not \s: a page is read byte for byte, and some bytes of letters are spaces by themselves
_NO_NAME = re.compile(r"[^\w.\[\]%-]")
_ESCAPED = re.compile(r"u00(?:26|3f|22|27)|x(?:26|3f|22|27)", re.IGNORECASE)  # what is left of \u0026 before a name
_END_IN_ADDRESS = re.compile(r"[&#]")
_END_IN_TEXT = re.compile(rf"""[&#{_SPACE}"'<>]|\\(?!/)""")  # not at the \/ of scripts
_END_IN_PATH = re.compile(rf"""[;/?&#{_SPACE}"'<>\\]""")  # /a;jsessionid=…/b?c=d
_END_OF_LINE = re.compile(r"[\r\n]")
_STRINGS = {sign: re.compile(rf"[^{sign}\\]*(?:\\.[^{sign}\\]*)*", re.DOTALL) for sign in "\"'"}
_USERINFO = re.compile(rf"""((?:\\?/){{2}})[^/?#{_SPACE}"'<>\\]{{1,8192}}@""")  # //name:password@
# What is encoded in one go: what stands between two signs, and a value with its slashes unless it is an address itself.
_PIECE = re.compile(rf"""(?<==)(?!https?:\\?/)[^&#=?{_SPACE}"'<>\\]+|[^&#=?/{_SPACE}"'<>\\]+""")


def in_address(url: str) -> str:
    """An address, or the value of a header that holds one, without passwords and secrets.

    >>> in_address("https://ellery.example/?id=7&t%6Fken=hush&u=https%3A%2F%2Fa.example%2F%3Fsid%3D5")
    'https://ellery.example/?id=7&t%6Fken=REDACTED&u=https%3A%2F%2Fa.example%2F%3Fsid%3DREDACTED'
    """
    return _redacted(url, _END_IN_ADDRESS)


def in_text(text: str) -> str:
    """A page, a reason or any other text without the secrets of the addresses, headers, JSON and scripts in it."""
    return _redacted(text, _END_IN_TEXT)


def _redacted(text: str, end: re.Pattern[str], depth: int = 0) -> str:
    parts: list[str] = []
    done = 0
    for found in _SEPARATOR.finditer(text):
        if found.start() <= done:
            continue
        stop = _end_of_secret(text, found, text[max(done, found.start() - _LONGEST_NAME) : found.start()], end)
        if stop > found.end():
            parts += (_with_pieces_redacted(text[done : found.end()], depth), BLANK)
            done = stop
    return _USERINFO.sub(rf"\1{BLANK}@", "".join(parts) + _with_pieces_redacted(text[done:], depth))


def _end_of_secret(text: str, separator: re.Match[str], before: str, end: re.Pattern[str]) -> int:
    """Where the secret behind a separator ends; where it would begin, if there is none."""
    start, opened = separator.end(), separator["quote"]
    if not (before[-1].isalnum() or before[-1] in "_]-."):
        return start
    written = _NO_NAME.split(before)[-1]
    name = _plain(written)
    if ":" in separator[0] and not opened:  # a header, or else a number in JSON, an address, prose
        return _first(_END_OF_LINE, text, start) if _letters(name) in _LINES else start
    if not _is_secret(name):
        return start
    if opened in _STRINGS:
        return _STRINGS[opened].match(text, start).end()  # type: ignore[union-attr]  # it matches everything
    if opened:
        closed = text.find(opened, start)
        return closed if closed >= 0 else len(text)
    lead = before.removesuffix(written)
    in_path = lead.endswith(";") and not lead.endswith("&amp;")
    return _first(_END_IN_PATH if in_path else end, text, start)


def _first(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.search(text, start)
    return found.start() if found else len(text)


def _plain(name: str) -> str:
    """A name without percent-encoding, however often it was encoded, and of an encoded address the last name."""
    while (decoded := unquote(name)) != name:
        name = decoded
    return _ESCAPED.sub("", _NO_NAME.split(name)[-1], count=1)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold().rstrip("0123456789")


def _is_secret(name: str) -> bool:
    """Whether values of this name are; of `data[user.sid]` the last part counts, too."""
    parts = [_letters(part) for part in re.split(r"[.\[\]]", name)]
    last = next((part for part in reversed(parts) if part), "")
    return any(one in _WHOLE or one.endswith(_ENDS) or one.startswith(_BEGINNINGS) for one in ("".join(parts), last))


def _with_pieces_redacted(text: str, depth: int) -> str:
    """The text without what is secret once its percent-encoded pieces are read."""
    return _PIECE.sub(lambda piece: _piece(piece[0], depth), text) if "%" in text else text


def _piece(written: str, depth: int) -> str:
    plain = unquote(written, "latin-1")  # byte for byte, so that what stays is written as it was
    if plain == written:
        return written
    if depth == _DEEPEST:
        return BLANK
    safe = _redacted(plain, _END_IN_ADDRESS, depth + 1)
    return written if safe == plain else quote(safe, safe="", encoding="latin-1", errors="replace")
