"""Print text on standard output."""

from __future__ import annotations

import sys


def print_text(text: str) -> None:
    """Print a text in UTF-8, whatever the terminal's locale, with a newline at its end; print nothing for ""."""
    if text:
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + (b"" if text.endswith("\n") else b"\n"))
