"""Check, join and normalize addresses (URLs) before a resolver asks them."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ..records import Outcome
from . import ips

LONGEST = 8192  # characters of an address that is asked
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
_NOT_ASCII = re.compile(r"[^!-~]+")
_HOST = re.compile(r"[a-z0-9._-]{1,253}")
_PORTS = {"http": 80, "https": 443}


class Refused(Exception):  # noqa: N818 - an outcome, not a failure of ours
    """An address is not asked; `outcome` and `reason` go into its Resolution."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        """Keep outcome and reason."""
        super().__init__(reason)
        self.outcome: Outcome = outcome
        self.reason: str = reason


class Address(NamedTuple):
    """An address that may be asked; `host` is in lower-case ASCII, `port` is None if it is the scheme's own."""

    url: str
    scheme: str
    host: str
    port: int | None
    had_userinfo: bool


def read(url: str, *, allow_private: bool = False) -> Address:
    """Return a checked address, without user name and password; raise Refused for one that must not be asked."""
    url = url.strip()
    check_length(url)
    if _CONTROLS.search(url):
        raise Refused("error", "not an address: it holds a control character or a backslash")
    try:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS:
            raise Refused("blocked", f"the scheme is {parts.scheme or 'missing'}, not http or https")
        host, port = _host(parts), parts.port
    except ValueError as err:  # UnicodeError is a ValueError
        raise Refused("error", f"not an address: {err}") from err
    if not allow_private and (reason := ips.refusal(host)):
        raise Refused("blocked", reason)
    port = None if port == _PORTS[parts.scheme] else port
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    rest = (_NOT_ASCII.sub(lambda found: quote(found[0], errors="replace"), part) for part in parts[2:])
    path, query, fragment = rest
    clean = SplitResult(parts.scheme, netloc, path or "/", query, fragment).geturl()
    check_length(clean)  # again: percent-encoding has made it longer
    return Address(clean, parts.scheme, host, port, "@" in parts.netloc)


def check_length(url: str) -> None:
    """Raise Refused for an address of more than `LONGEST` characters."""
    if len(url) > LONGEST:
        raise Refused("blocked", f"the address has {len(url)} characters, more than {LONGEST}")


def _host(parts: SplitResult) -> str:
    """Return the host in ASCII; raise ValueError for what is not a host (a label over 63 characters, say)."""
    host = parts.hostname or ""
    if ":" in host:
        if ips.literal(host) is None:
            raise ValueError(f"{host} is not a host")
        return host
    host = _in_ascii(host).rstrip(".")
    if not _HOST.fullmatch(host) or "" in host.split("."):  # IDNA turns "…" into three dots
        raise ValueError(f"{host[:80]!r} is not a host")
    return host


def _in_ascii(host: str) -> str:
    """Return a host name as it is looked up, in ASCII (IDNA); raise ValueError if it is not one.

    The rules of 2008 come first, in which straße.de is a name of its own; those of 2003 take what these refuse (emoji).
    """
    if host.isascii():
        return host.encode("idna").decode("ascii").lower()
    import idna  # imported here: few hosts need it

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host.encode("idna").decode("ascii").lower()


def joined(base: str, target: str) -> str:
    """Return the address that a target leads to from the page `base`; raise Refused if it is not an address."""
    check_length(target)
    try:
        return urljoin(base, target.strip())
    except ValueError as err:
        raise Refused("error", f"not an address: {err}") from err


def from_header(raw: str) -> str:
    """Return a header's value, which came decoded as latin-1, decoded as UTF-8 if it is valid UTF-8."""
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return raw
