"""Report a run over files on standard error: how far it is, which rows are bad, and the counts at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .checkpoint import Reached
from .job import Bad, Input
from .progress import Progress

_MOST_NAMED = 20  # bad rows that are named: a million lines about the same fault help nobody


class Report:
    """The report of one run, which reads its figures from `reached` as the run updates it."""

    def __init__(self, inputs: Sequence[Input], reached: Reached) -> None:
        """Start the clock; `reached` says how far an earlier run came."""
        sizes = [one.size for one in inputs]
        self._sizes = None if None in sizes else [size or 0 for size in sizes]
        self._inputs, self._reached = inputs, reached
        self._begun = reached.counts.copy()
        self._named = 0
        self._progress = Progress(self._share() or 0.0)

    def _share(self) -> float | None:
        """Return the share of the bytes of all inputs that is read (0-1); None if the size of one is not known."""
        if not self._sizes:
            return None
        done, size = sum(self._sizes[: self._reached.input]) + self._reached.seen, sum(self._sizes)
        return min(1.0, done / size) if size else 1.0

    def bad(self, where: str, bad: Bad) -> None:
        """Name a bad row; none after the first `_MOST_NAMED`."""
        self._named += 1
        if self._named <= _MOST_NAMED:
            name = f" ({bad.name})" if bad.name else ""
            self._progress.say(f"embeds: {where}{name}: {bad.why}")
        elif self._named == _MOST_NAMED + 1:
            self._progress.say(f"embeds: more than {_MOST_NAMED} bad rows: the others are not listed here")

    def step(self) -> None:
        """Show how far the run is, if it is time to."""
        if self._progress.is_due:
            self._progress.show(self._share(), self._words())

    def say(self, message: str) -> None:
        """Print a message on a line of its own."""
        self._progress.say(f"embeds: {message}")

    def end(self) -> None:
        """Show the counts of the whole run."""
        self._progress.end(None, self._words(), self._table())

    def _words(self) -> str:
        counts, seconds = self._reached.counts, self._progress.seconds
        new = counts - self._begun
        rate = f"{new['documents'] / seconds:,.0f} documents/s, {new['source'] / seconds / 1e6:.1f} MB/s"
        share = self._share()
        return f"{counts['documents']:,} documents{'' if share is None else f' ({share:.0%})'}, {rate}"

    def _table(self) -> Iterator[tuple[str, str, int]]:
        counts = self._reached.counts
        for what in ("post", "credit", "residue"):
            own = {key: number for key, number in counts.items() if key.split()[0] == what}
            for key, number in sorted(own.items(), key=lambda item: (-item[1], item[0])):
                yield what, key.removeprefix(what).strip(), number
        yield "prose", "% of the text", round(100 * counts["prose"] / max(1, counts["source"]))
        if self._reached.bad:
            yield "rows", "bad", self._reached.bad
