"""What commands print on standard output."""

from __future__ import annotations

import sys


def print_text(text: str) -> None:
    """Print as UTF-8 whatever the terminal's locale, ending in one newline; nothing for nothing."""
    if text:
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + (b"" if text.endswith("\n") else b"\n"))
