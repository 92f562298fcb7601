"""Take secrets out of what is written to a recording: addresses, headers, pages and reasons.

Only values are replaced: in a replay an address is redacted the same way, and so is found in the recording. A value is
secret because of its name: `token=…`, `"client_secret": "…"`, `t%6Fken[]=…`, also in an address inside an address.
Cookies and credentials are replaced up to the end of their line.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

BLANK = "REDACTED"
# Names are compared in lower case, with letters and digits only and no number at the end: `x_api-key2` is xapikey.
_ENDS = (
    *("token", "secret", "password", "passwd", "passphrase", "pwd", "signature", "sessionid", "sessid", "jwt"),
    *("apikey", "accesskey", "accesskeyid", "privatekey", "authkey", "credential", "credentials", "authorization"),
)
_BEGINNINGS = ("xamz", "xgoog")
# These only as whole names: zipcode, design and author are not secret.
_WHOLE = {"sig", "auth", "code", "sid", "pass", "session", "oauth", "otp", "bearer", "hmac", "authcode", "cookie"}
_LINES = {"cookie", "setcookie", "authorization", "proxyauthorization"}
_LONGEST_NAME = 100  # characters before a separator in which a name is looked for
_DEEPEST = 8  # levels of addresses inside addresses; what lies deeper is replaced whole

# What stands between a name and its value: name=value, "name": value, name: value. A quotation mark may be escaped, for
# a script (\") or for HTML (&quot;).
_QUOTE = r"""(?:\\{0,3}["']|&(?:quot|apos|#39|#34|#x27|#x22);)"""
_SEPARATOR = re.compile(rf"{_QUOTE}?[ \t]{{0,3}}[=:][ \t]{{0,3}}(?P<quote>{_QUOTE})?")
_SPACE = r" \t\r\n\f\v"  # not \s: a page is read byte for byte, and \s takes bytes that are parts of letters (\xa0)
_NO_NAME = re.compile(r"[^\w.\[\]%-]")
_ESCAPED = re.compile(r"u00(?:26|3f|22|27)|x(?:26|3f|22|27)", re.IGNORECASE)  # left of \u0026 or \x26 before a name
_END_IN_ADDRESS = re.compile(r"[&#]")
_END_IN_TEXT = re.compile(rf"""[&#{_SPACE}"'<>]|\\(?!/)""")  # a value may go on behind \/, a script's slash
_END_IN_PATH = re.compile(rf"""[;/?&#{_SPACE}"'<>\\]""")  # /a;jsessionid=…/b?c=d
_END_OF_LINE = re.compile(r"[\r\n]")
_STRINGS = {sign: re.compile(rf"[^{sign}\\]*(?:\\.[^{sign}\\]*)*", re.DOTALL) for sign in "\"'"}
_USERINFO = re.compile(rf"""((?:\\?/){{2}})[^/?#{_SPACE}"'<>\\]{{1,8192}}@""")  # //name:password@
# A piece that may be percent-encoded as a whole: what stands between two signs, as "a%3D5" in "u=1&a%3D5"; or a whole
# value, slashes included, unless it begins as an address ("https://…").
_PIECE = re.compile(rf"""(?<==)(?!https?:\\?/)[^&#=?{_SPACE}"'<>\\]+|[^&#=?/{_SPACE}"'<>\\]+""")


def in_address(url: str) -> str:
    """Return an address, or the value of a header that holds one, without passwords and secrets.

    >>> in_address("https://ellery.example/?id=7&t%6Fken=hush&u=https%3A%2F%2Fa.example%2F%3Fsid%3D5")
    'https://ellery.example/?id=7&t%6Fken=REDACTED&u=https%3A%2F%2Fa.example%2F%3Fsid%3DREDACTED'
    """
    return _redacted(url, _END_IN_ADDRESS)


def in_text(text: str) -> str:
    """Return a page or any other text without the secrets in its addresses, headers, JSON and scripts."""
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
    """Return the offset where the secret behind a separator ends, or where the value begins if it is not secret."""
    start, opened = separator.end(), separator["quote"]
    if not (before[-1].isalnum() or before[-1] in "_]-."):
        return start
    written = _NO_NAME.split(before)[-1]
    name = _decoded_name(written)
    if ":" in separator[0] and not opened:  # a header; or a number in JSON, an address or prose, which hold no secret
        return _first(_END_OF_LINE, text, start) if _bare_name(name) in _LINES else start
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


def _decoded_name(name: str) -> str:
    """Return a name without percent-encoding, however often it was encoded; the last name of an encoded address."""
    while (decoded := unquote(name)) != name:
        name = decoded
    return _ESCAPED.sub("", _NO_NAME.split(name)[-1], count=1)


def _bare_name(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold().rstrip("0123456789")


def _is_secret(name: str) -> bool:
    """Return whether values of this name are secret, by the whole name or its last part: `data[user.sid]`."""
    parts = [_bare_name(part) for part in re.split(r"[.\[\]]", name)]
    last = next((part for part in reversed(parts) if part), "")
    return any(one in _WHOLE or one.endswith(_ENDS) or one.startswith(_BEGINNINGS) for one in ("".join(parts), last))


def _with_pieces_redacted(text: str, depth: int) -> str:
    """Return the text without the secrets inside its percent-encoded pieces."""
    return _PIECE.sub(lambda piece: _piece(piece[0], depth), text) if "%" in text else text


def _piece(written: str, depth: int) -> str:
    plain = unquote(written, "latin-1")  # byte for byte, so that the rest can be encoded again as it was
    if plain == written:
        return written
    if depth == _DEEPEST:
        return BLANK
    safe = _redacted(plain, _END_IN_ADDRESS, depth + 1)
    return written if safe == plain else quote(safe, safe="", encoding="latin-1", errors="replace")
