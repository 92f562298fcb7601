"""The target that a shortener's page names: by refresh, by script, by link, or as its title.

t.co answers a browser with a meta refresh, a script and a title that all say it; lnkd.in shows a warning page with one
link out. The body is a stranger's, so every pattern is bounded.
"""

from __future__ import annotations

import html
import re

from .address import from_header
from .answers import Answer

_TAG = re.compile(r"<(meta|a)\b([^<>]{1,9000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>[\w-]{1,60})\s{0,5}=\s{0,5}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*url\s*=\s*(?P<url>.+)", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(
    r"(?<![\w.])(?:(?:window|document|self|top)\.)?location(?:\.href)?\s{0,5}(?:\.replace\s{0,5}\(|\.assign\s{0,5}\(|=)"
    r"\s{0,5}(?:\"(?P<double>[^\"<>\s]{1,8192})\"|'(?P<single>[^'<>\s]{1,8192})')"
)
_TITLE = re.compile(r"<title>\s{0,40}(?P<url>https?://[^\s<>\"]{1,8192})\s{0,40}</title>", re.IGNORECASE)
_OUT = ("data-tracking-control-name", "external_url_click")  # lnkd.in's link, in any order of attributes


def target(answer: Answer) -> tuple[str, str] | None:
    """The target that an answer without a redirect names, and the name of what named it."""
    if (header := answer.header("refresh")) and (url := _refresh(from_header(header))):
        return url, "refresh"
    page = answer.body.decode("utf-8", "replace")
    link = None
    for tag in _TAG.finditer(page):
        attributes = _attributes(tag[2])
        if tag[1].lower() == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            if url := _refresh(attributes.get("content", "")):
                return url, "meta-refresh"
        elif attributes.get(_OUT[0]) == _OUT[1]:
            link = link or attributes.get("href")
    if script := _SCRIPT.search(page):
        return _unescaped(script["double"] or script["single"]), "script"
    if link:
        return link, "link"
    title = _TITLE.search(page)
    return (html.unescape(title["url"]), "title") if title else None


def _attributes(tag: str) -> dict[str, str]:
    return {
        found["name"].lower(): html.unescape(found["double"] or found["single"] or found["bare"] or "")
        for found in _ATTRIBUTE.finditer(tag)
    }


def _refresh(content: str) -> str | None:
    """The address in a refresh: `0;URL=https://...`; None where it only says how soon to load the same page again."""
    found = _REFRESH.fullmatch(content)
    return found["url"].strip().strip("'\"") if found else None


def _unescaped(script: str) -> str:
    r"""A string of JavaScript without its escapes: http:\/\/ and \u0026."""
    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", _character, script)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else escape[3]
