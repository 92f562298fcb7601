"""Find the target that a shortener's page names: in a refresh, a script, a link or its title.

t.co answers a browser with a meta refresh, a script and a title, which all name it; lnkd.in shows a warning page with
one link out. The body comes from strangers: it is cut short before it comes here, and every pattern is bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .address import from_header
from .answers import Answer

if TYPE_CHECKING:  # imported where a page is read: most short links answer with a redirect
    from bs4 import BeautifulSoup

_DELAY = "0123456789.;, \t\n\f\r"  # characters that may stand before "url" in a refresh
# `window.location.href = "https://…"`, `location.replace('…')`, `location='…'`; not `mylocation = "…"`, nor a target
# that is computed, as `location = base + "…"`.
_SCRIPT = re.compile(
    r"(?<![\w.])(?:(?:window|document|self|top)\.)?location(?:\.href)?\s{0,5}(?:\.replace\s{0,5}\(|\.assign\s{0,5}\(|=)"
    r"\s{0,5}(?:\"(?P<double>[^\"<>\s]{1,8192})\"|'(?P<single>[^'<>\s]{1,8192})')"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,8192}", re.IGNORECASE)


def target(answer: Answer) -> tuple[str, str] | None:
    """Return the target that an answer's header or page names, and what names it ("refresh", "script", …), or None."""
    if (header := answer.header("refresh")) and (url := _refresh(from_header(header))):
        return url, "refresh"
    if b"<" not in answer.body:  # not a page: bs4 would warn that it looks like an address or a file's name
        return None
    page = _soup(answer.body.decode("utf-8", "replace"))
    for meta in page.find_all("meta", attrs={"http-equiv": re.compile(r"refresh\Z", re.IGNORECASE)}):
        if url := _refresh(str(meta.get("content", ""))):
            return url, "meta-refresh"
    for script in page.find_all("script"):
        if found := _SCRIPT.search(script.get_text()):
            return _unescaped(found["double"] or found["single"]), "script"
    if link := page.find("a", attrs={"data-tracking-control-name": "external_url_click"}, href=True):  # lnkd.in
        return str(link["href"]), "link"
    title = page.title.get_text(strip=True) if page.title else ""
    return (title, "title") if _ADDRESS.fullmatch(title) else None


def _soup(page: str) -> BeautifulSoup:
    """Parse only the elements of a page that may name a target."""
    from bs4 import BeautifulSoup
    from bs4.filter import SoupStrainer

    return BeautifulSoup(page, "lxml", parse_only=SoupStrainer(["meta", "script", "a", "title"]))


def _refresh(content: str) -> str | None:
    """Return the address in a refresh such as `0;URL=https://…`; None if it only reloads the same page."""
    delay, _, url = content.partition("=")
    delay = delay.rstrip().lower()
    if not delay.endswith("url") or delay.removesuffix("url").strip(_DELAY):
        return None
    return url.strip().strip("'\"") or None


def _unescaped(script: str) -> str:
    r"""Return a string of JavaScript without its escapes: http:\/\/, \u0026, and \ud83d\ude00 for one character."""
    plain = re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", _character, script)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else escape[3]
