"""Draw an article in a notebook: its source with the records in colour, and a card for each record.

Notebooks show what `_repr_html_` returns. It stands inside a page that is not ours: so it brings no script and no
style sheet, and every word of the article is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from . import told
from .tiles import tiles

# Half transparent, so that they can be read on a light and on a dark notebook.
COLOURS = {"post": "rgba(56,132,255,.28)", "credit": "rgba(255,165,0,.30)", "residue": "rgba(214,82,214,.26)"}
_LONGEST = 50_000  # code points of the source: a notebook keeps all of it in its file
_MOST = 100  # cards
_LABEL = "text-align:left;vertical-align:top;white-space:nowrap;font-weight:normal;opacity:.75;padding-right:1em"
_WRAPPED = "white-space:pre-wrap;overflow-wrap:anywhere"


def drawn(
    source: str, records: Sequence[Mapping[str, Any]], pieces: Sequence[tuple[int, int, int]], length: int
) -> str:
    """Return an article as HTML; `records` are as `model_dump` gives them, `length` is that of the prose.

    A source that was left out, or what lies behind the first 50,000 code points, is not drawn.
    """
    counted = f"{len(records)} record{'' if len(records) == 1 else 's'}, {length:,} characters of prose"
    shown = f'<div style="{_WRAPPED};max-height:24em;overflow:auto">{_source(source, records, pieces)}</div>'
    cards = "".join(_card(number, record) for number, record in enumerate(records[:_MOST], 1))
    more = f"<p>… and {len(records) - _MOST} more records</p>" if len(records) > _MOST else ""
    return f'<div style="max-width:60em"><p><b>Article</b>: {counted}</p>{shown if source else ""}{cards}{more}</div>'


def _source(source: str, records: Sequence[Mapping[str, Any]], pieces: Sequence[tuple[int, int, int]]) -> str:
    spans = [(record["span"]["start"], record["span"]["end"]) for record in records]
    parts = []
    for start, end, number, _ in tiles(len(source), spans, pieces):
        if start >= _LONGEST:
            parts.append(f"… and {len(source) - _LONGEST:,} more characters")
            break
        words = escape(told.visible(source[start : min(end, _LONGEST)]))
        if number is None:
            parts.append(words)
            continue
        label = f"<b>[{number + 1}]</b> " if start == spans[number][0] else ""
        parts.append(f'<mark style="{_coloured(records[number])}">{label}{words}</mark>')
    return "".join(parts)


def _card(number: int, record: Mapping[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row" style="{_LABEL}">{escape(label)}</th>'
        f'<td style="text-align:left;{_WRAPPED}">{escape(value)}</td></tr>'
        for label, value in told.rows(record)
    )
    head = f'<summary style="{_coloured(record)}"><b>[{number}]</b> {escape(told.title(record))}</summary>'
    return f'<details open style="margin-top:.6em">{head}<table>{rows}</table></details>'


def _coloured(record: Mapping[str, Any]) -> str:
    return f"background:{COLOURS.get(record['kind'], 'none')};color:inherit"
