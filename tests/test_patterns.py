"""No text makes a pattern hang: texts that once did, every pattern as an automaton, and texts of what it repeats."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from .patterns import collect
from .patterns.ambiguity import worst
from .processes import started

BOUND = 60  # seconds; each of these takes milliseconds now, and took minutes once
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


# How often a pattern may read a character, at worst. The most that any needs is 400, the length that a link may have.
MOST = 400
# Patterns above that bound, and why they are allowed.
ARGUED = {
    "credits.name_forms._ADDRESS_BEHIND": "no two spaces stand together in what is read",
    "credits.credit_pieces._AND": "no two spaces stand together in what is read",
    "credits.buttons.SEPARATOR": "150 characters are searched; no two spaces stand together in what is read",
    "credits.stretches._STOP": "110 characters are searched",
    "credits.credit_form._PIECE": "110 characters are searched",
    "credits.chain_starts.JOINT": "170 characters are searched",
    "credits.credit_labels._LEAD_WORD": "110 characters are searched",
    "credits.chain_starts._NAME_BEFORE": "100 characters are searched",
    "credits.credit_ends._WORD": "110 characters are searched",
    "credits.notices.NOTICE": "no two spaces stand together in what is searched",
    "credits.lead_ins.SUFFIX": "24 characters are searched",
    "markup.page._TAG": "its last alternative takes what never ends, and its reader stops there",
}
PATTERNS = collect.patterns()


@pytest.mark.parametrize("used", [used for used in PATTERNS if used.place not in ARGUED], ids=lambda used: used.place)
def test_no_pattern_reads_a_character_without_end(used: collect.Used) -> None:
    read = {use: worst(used.pattern, use) for use in used.uses}
    assert max(read.values()) <= MOST, f"{used.pattern.pattern!r}: {read}"


def test_every_pattern_is_among_them() -> None:
    """Every call that compiles a pattern has a string for it or a builder, and the patterns found are many."""
    built = {place for place, call in collect.calls() if not collect.is_written_out(call)}
    assert built == set(collect.BUILT)
    assert len(PATTERNS) >= 500
    places = {used.place for used in PATTERNS}
    assert set(ARGUED) <= places
    for name in ("starts.candidates.PLACE", "text.links.LINK", "text.entities._patterns[2]", "detector._SURROGATE"):
        assert name in places


@pytest.mark.parametrize("place", ARGUED)
def test_no_argument_is_left_without_need(place: str) -> None:
    used = next(used for used in PATTERNS if used.place == place)
    assert max(worst(used.pattern, use) for use in used.uses) > MOST


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"@([a-z]{1,20}(?:[.-]?[a-z]+){0,8})(?![a-z@])", "match"),  # letters in parts of any length
        (r"(?:a+)+b", "match"),
        (r"(?:a|ab|b)*c", "match"),
        (r"(?:\s*,?\s*)+x", "match"),
        (r"a*a*b", "match"),
        (r"[\w/\s]{20,}={0,2}\s*", "fullmatch"),
        (r"#[a-z]*[^\W\d_][a-z]*(?![#a-z])", "search"),
        (r"\s+x", "search"),
        (r"<!--.*?-->", "search"),
        (r"a+(?!bcd)", "search"),
        (r"\bx[^.]*y", "search"),
        (r"(?=a*b)a", "search"),
        (r"x{1000}y", "search"),
    ],
)
def test_the_check_finds_what_hangs(pattern: str, use: str) -> None:
    assert worst(re.compile(pattern), use) > MOST


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"@([a-z]++(?:[.-][a-z]++){0,8})(?![a-z@])", "search"),
        (r"(?<!\s)\s++x", "search"),
        (r"(?:a++)*+b", "match"),
        (r"(?:\s++|<!--(?:[^-]|-(?!->))*+-->)*+", "match"),
        (r"(?>a*)a*b", "match"),
        (r"\s+", "search"),
        (r"\w+(?!\w)", "search"),
        (r"<!--.*?(?:-->|$)", "match"),
        (r"\bx[a-w]*y", "search"),
        (r"^[^.]*y", "search"),
        (r"#\w+x", "search"),
        (r"(?i:A)[b-z]*c", "search"),
        (r"x{0,20}y{0,20}z", "search"),
    ],
)
def test_the_check_lets_pass_what_does_not(pattern: str, use: str) -> None:
    assert worst(re.compile(pattern), use) <= MOST


@pytest.mark.slow
def test_no_pattern_loses_itself_in_what_it_repeats() -> None:
    """Feed patterns 500 to 16,000 characters that their loops take, and an end that does not match."""
    command = [sys.executable, "-m", "tests.patterns.pump", *ARGUED]
    with started(command, stdout=subprocess.PIPE, text=True) as run:
        try:
            said, _ = run.communicate(timeout=5 * BOUND)
        except subprocess.TimeoutExpired:
            run.kill()
            said, _ = run.communicate()
            pytest.fail(f"hangs in {said.splitlines()[-1]}")
    assert run.returncode == 0
    assert len(said.splitlines()) >= len(PATTERNS) - len(ARGUED)
    assert not [line for line in said.splitlines() if line.startswith("!")]
