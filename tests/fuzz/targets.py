"""List the targets of fuzzing: for each, how an input is made, and what must hold for it."""

from __future__ import annotations

from dataclasses import dataclass

from . import asked, batch, contract, made, stored, words
from .draws import Make
from .finds import Check


@dataclass(frozen=True)
class Target:
    """A name for the command line, a maker of inputs, and a check that raises if something does not hold."""

    name: str
    make: Make
    check: Check


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("clean", made.text, contract.of_text),
        Target("clean_html", made.page, contract.of_page),
        Target("dates", words.date, words.of_dates),
        Target("links", words.link, words.of_links),
        Target("addresses", asked.link, asked.of_addresses),
        Target("chain", asked.way, asked.of_chains),
        Target("cassette", stored.rows, stored.of_cassettes),
        Target("cache", stored.row, stored.of_caches),
        Target("files", batch.file, batch.of_files),
        Target("lines", batch.lines, batch.of_lines),
        Target("checkpoint", batch.checkpoint, batch.of_checkpoints),
    )
}
