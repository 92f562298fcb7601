"""Addresses as a resolver asks them: checked, joined, stripped of what must not be sent."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ..records import Outcome
from . import ips

LONGEST = 8192
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
_NOT_ASCII = re.compile(r"[^!-~]+")
_HOST = re.compile(r"[a-z0-9._-]{1,253}")
_PORTS = {"http": 80, "https": 443}


class Refused(Exception):  # noqa: N818 - an outcome, not a failure of ours
    """An address that is not asked: the outcome that it comes to, and why."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        """Keep both."""
        super().__init__(reason)
        self.outcome: Outcome = outcome
        self.reason: str = reason


class Address(NamedTuple):
    """An address that may be asked; `host` is in ASCII small letters, `port` None where it is the scheme's own."""

    url: str
    scheme: str
    host: str
    port: int | None
    had_userinfo: bool


def read(url: str, *, allow_private: bool = False) -> Address:
    """Check an address; raises Refused for one that no resolver should touch."""
    url = url.strip()
    check_length(url)
    if _CONTROLS.search(url):
        raise Refused("error", "not an address: it holds a control character or a backslash")
    try:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS:
            raise Refused("blocked", f"the scheme is {parts.scheme or 'missing'}, not http or https")
        host, port = _host(parts), parts.port
    except ValueError as err:  # UnicodeError is one, too
        raise Refused("error", f"not an address: {err}") from err
    if not allow_private and (reason := ips.refusal(host)):
        raise Refused("blocked", reason)
    port = None if port == _PORTS[parts.scheme] else port
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    rest = (_NOT_ASCII.sub(lambda found: quote(found[0], errors="replace"), part) for part in parts[2:])
    path, query, fragment = rest
    clean = SplitResult(parts.scheme, netloc, path or "/", query, fragment).geturl()
    check_length(clean)  # percent-encoded it is longer
    return Address(clean, parts.scheme, host, port, "@" in parts.netloc)


def check_length(url: str) -> None:
    """Raise Refused for an address that is longer than any browser's."""
    if len(url) > LONGEST:
        raise Refused("blocked", f"the address has {len(url)} characters, more than {LONGEST}")


def _host(parts: SplitResult) -> str:
    """The host in ASCII; raises ValueError for a name that is none (a label over 63 characters, say)."""
    host = parts.hostname or ""
    if ":" in host:
        if ips.literal(host) is None:
            raise ValueError(f"{host} is no host")
        return host
    host = _ascii(host).rstrip(".")
    if not _HOST.fullmatch(host) or "" in host.split("."):  # IDNA makes dots of some signs: "…" of three
        raise ValueError(f"{host[:80]!r} is no host")
    return host


def _ascii(host: str) -> str:
    """A name as it is looked up; raises ValueError where it is none.

    By the rules of 2008, under which straße.de is a name of its own; those of 2003 for what these leave out (emoji).
    """
    if host.isascii():
        return host.encode("idna").decode("ascii").lower()
    import idna  # httpx needs it, too

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host.encode("idna").decode("ascii").lower()


def joined(base: str, target: str) -> str:
    """The address that a target on a page leads to; raises Refused where it is none."""
    check_length(target)
    try:
        return urljoin(base, target.strip())
    except ValueError as err:
        raise Refused("error", f"not an address: {err}") from err


def from_header(raw: str) -> str:
    """A header's value (bytes as latin-1) as text: UTF-8 where it is that."""
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return raw
