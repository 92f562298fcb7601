"""Draw what the terminal shows as a picture (SVG) that needs nothing else."""

from __future__ import annotations

import io
import re

from rich.console import Console
from rich.terminal_theme import MONOKAI

_WIDTH = 100  # columns
_FONTS = re.compile(r"@font-face \{[^}]{1,390}\}")  # rich's own, which asks a server for them


def console() -> Console:
    """Return a console that remembers what is printed on it."""
    return Console(
        file=io.StringIO(),
        record=True,
        force_terminal=True,
        no_color=False,
        color_system="truecolor",
        width=_WIDTH,
        highlight=False,
        legacy_windows=False,
    )


def svg(drawn: Console) -> str:
    """Return what was printed on a console of `console` as SVG; the same words give the same picture."""
    made = drawn.export_svg(title="embeds show", theme=MONOKAI, unique_id="embeds")
    return _FONTS.sub("", made).replace("Fira Code", "ui-monospace, Menlo, Consolas")
