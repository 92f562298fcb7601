"""Serve a page on this machine alone, which cleans what is pasted or dropped into it and takes corrections.

Nothing that is sent is kept. The tool answers only its own page: a Host that is not this machine, and an Origin that is
not this page, are refused, so that no other site that the reader has open can ask it anything.
"""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ..cards import told
from ..cards.tiles import tiles
from ..formats import labels
from ..pipeline import clean, clean_html
from ..text import encodings
from .article_page import own, template

LONGEST = 5_000_000  # bytes of one text or page: a second of work
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def app(port: int) -> ASGIApp:
    """Return the tool as it is served at a port of this machine."""
    routes = [Route("/", _page), Route("/clean", _clean, methods=["POST"])]
    return _Guard(Starlette(routes=routes), port)


async def _page(_request: Request) -> Response:
    parts = own("page.css", "serve.css", "serve.js")
    policy = f"{parts['policy']}; connect-src 'self'; img-src data:; frame-ancestors 'none'"
    page = template("serve.html").render(**parts, longest=LONGEST)
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


async def _clean(request: Request) -> Response:
    """Return the tiles, cards and fragments of the text or, with ?html, of the page in the body."""
    raw = bytearray()
    async for some in request.stream():
        raw += some
        if len(raw) > LONGEST:
            return _refusal(f"longer than {LONGEST:,} bytes; clean it with `embeds clean`", 413)
    try:
        return JSONResponse(await run_in_threadpool(cleaned, bytes(raw), is_html="html" in request.query_params))
    except ValueError as err:
        return _refusal(str(err), 422)


def cleaned(raw: bytes, *, is_html: bool) -> dict[str, Any]:
    """Return what the page draws of a text or a page; raise ValueError if it cannot be decoded."""
    text = encodings.page(raw) if is_html else encodings.text(raw)
    article = clean_html(text) if is_html else clean(text)
    spans = [(record.span.start, record.span.end) for record in article.records]
    dumped = [record.model_dump() for record in article.records]
    return {
        "text": text,
        "prose": article.prose,
        "tiles": list(tiles(len(text), spans, article.pieces)),
        "cards": [{"title": told.title(one), "kind": one["kind"], "rows": told.rows(one)} for one in dumped],
        "fragments": labels.fragments(article),
    }


def _refusal(why: str, status: int) -> Response:
    return JSONResponse({"error": why}, status)


class _Guard:
    """Refuse requests that do not come from the tool's own page, and add headers that keep it apart from others."""

    def __init__(self, inner: ASGIApp, port: int) -> None:
        self._inner = inner
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self._inner(scope, receive, send)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = headers.get("host", ""), headers.get("origin")
        is_own = host in self._hosts and (origin == f"http://{host}" if origin or scope["method"] != "GET" else True)

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            await send(message)

        if is_own:
            return await self._inner(scope, receive, with_headers)
        return await _refusal("not asked by this tool's own page", 403)(scope, receive, with_headers)
