"""Measure how fast each scanner finds the anchors of all families: the figures behind the choice in detector.py.

    python -m tests.bench.scanners

Scanners that are not installed are left out. All must find anchors in the same documents, inside words or not.
hyperscan tells which literals stand in a text, google-re2 and `re` only whether any does: they could only be a gate.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Sequence

from embeds.detector import TIERS

from . import workload
from .measure import medians

Hits = Callable[[str], object]


def anchors() -> list[str]:
    """Return every literal that the detector looks for."""
    return list(dict.fromkeys(anchor for tier in TIERS for family in tier for anchor in family.anchors))


def scanners(literals: Sequence[str]) -> dict[str, Hits]:
    """Return by name the functions that tell whether a text holds any of the literals, by a true value."""
    import ahocorasick_rs as ac

    standard, dfa = ac.MatchKind.Standard, ac.Implementation.DFA
    raw = [literal.encode() for literal in literals]
    plain = ac.AhoCorasick(literals, matchkind=standard)
    fast = ac.AhoCorasick(literals, matchkind=standard, implementation=dfa)
    on_bytes = ac.BytesAhoCorasick(raw, matchkind=standard, implementation=dfa)
    found: dict[str, Hits] = {
        "ahocorasick_rs (ours)": lambda text: plain.find_matches_as_indexes(text, overlapping=True),
        "ahocorasick_rs, DFA": lambda text: fast.find_matches_as_indexes(text, overlapping=True),
        "ahocorasick_rs, DFA on bytes": lambda text: on_bytes.find_matches_as_indexes(text.encode(), overlapping=True),
        "stdlib: any(literal in text)": lambda text: any(literal in text for literal in literals),
        "stdlib: re": re.compile("|".join(map(re.escape, literals))).search,
    }
    if importlib.util.find_spec("ahocorasick"):
        found["pyahocorasick"] = _pyahocorasick(literals)
    if importlib.util.find_spec("re2"):
        import re2

        options = re2.Options()
        options.max_mem = 1 << 28
        found["google-re2"] = re2.compile("|".join(map(re2.escape, literals)), options).search
    if importlib.util.find_spec("hyperscan"):
        found["hyperscan"] = _hyperscan(raw)
    return found


def _pyahocorasick(literals: Sequence[str]) -> Hits:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for literal in literals:
        automaton.add_word(literal, literal)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text))


def _hyperscan(raw: Sequence[bytes]) -> Hits:
    import hyperscan

    base = hyperscan.Database()
    flags = hyperscan.HS_FLAG_SINGLEMATCH
    base.compile(
        expressions=[re.escape(literal) for literal in raw], ids=list(range(len(raw))), flags=[flags] * len(raw)
    )

    def hits(text: str) -> list[int]:
        found: list[int] = []
        base.scan(text.encode(), match_event_handler=lambda number, *_: found.append(number))
        return found

    return hits


def table(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Return the seconds for the texts, by scanner."""
    found = scanners(anchors())
    counts = {name: sum(bool(hits(text)) for text in texts) for name, hits in found.items()}
    assert len(set(counts.values())) == 1, f"scanners disagree: {counts}"
    return medians({name: _over(hits, texts) for name, hits in found.items()}, rounds)


def _over(hits: Hits, texts: Sequence[str]) -> Callable[[], object]:
    return lambda: [hits(text) for text in texts]


def main() -> int:
    """Print megabytes a second, and the time of each as a multiple of ours."""
    texts = workload.documents(0, 1_000_000)
    size = sum(len(text.encode()) for text in texts) / 1e6
    spent = table(texts, rounds=3)
    ours = next(iter(spent.values()))
    print(f"{len(anchors())} literals, {len(texts)} documents without fragments, {size:.1f} MB")
    for name, time in spent.items():
        print(f"  {name:32} {size / time:8.1f} MB/s   {ours / time:6.2f} times ours")
    return 0


if __name__ == "__main__":
    sys.exit(main())
