"""No text makes a pattern hang: what once did, every pattern read as an automaton, and fed with what it repeats."""

from __future__ import annotations

import subprocess
import sys

import pytest

BOUND = 60  # seconds; each of these is a matter of milliseconds, and was one of minutes
TAIL = "A post shared by Mara Voss (@maravoss) on May 3, 2021 at 3:05pm PDT"
SIGNED = "— Mara Voss (@maravoss) May 3, 2021"
QUOTE = f"<blockquote class='twitter-tweet'><p>{{}}</p>{SIGNED}</blockquote>"


@pytest.mark.parametrize(
    "call",
    [
        f"embeds.clean('He said so.\\n\\nLook @' + 'a' * 35 + '@ x\\n\\n{TAIL}')",
        f"embeds.clean('He said so.\\n\\n@port_ellery_harbour_master_and_crew@ellery.example\\n\\n{TAIL}')",
        f'embeds.clean_html("{QUOTE}".format("@" + "a" * 50_000 + "é").replace("twitter-tweet", "bluesky-embed"))',
        f'embeds.clean_html("{QUOTE}".format("#" + "a" * 100_000 + "#"))',
        f"embeds.clean('He said so.' + ' ' * 100_000 + '{SIGNED}')",
    ],
)
def test_what_once_hung_comes_back(call: str) -> None:
    code = f"import embeds; {call}"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=BOUND)
