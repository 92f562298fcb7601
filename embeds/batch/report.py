"""Report a run over files on standard error: how far it is, which rows are bad, and the counts at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .checkpoint import Reached
from .job import Bad, Input, Job
from .progress import Progress, counted

_MOST_NAMED = 20  # bad rows that are named: a million lines about the same fault help nobody


class Report:
    """The report of one run, which reads its figures from `reached` as the run updates it.

    If it is quiet, it names bad rows and says what failed, and nothing else.
    """

    def __init__(self, inputs: Sequence[Input], reached: Reached, *, quiet: bool = False) -> None:
        """Start the clock; `reached` says how far an earlier run came."""
        sizes = [one.size for one in inputs]
        self._sizes = None if None in sizes else [size or 0 for size in sizes]
        self._inputs, self._reached, self._quiet = inputs, reached, quiet
        self._begun = reached.counts.copy()
        self._named = 0
        self._noted: set[str] = set()
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
            self.say(f"{where}{name}: {bad.why}")
        elif self._named == _MOST_NAMED + 1:
            self.say(f"more than {_MOST_NAMED} bad rows: the others are not listed here")

    def step(self, job: Job) -> None:
        """Show how far the run is, if it is time to, and say once what was decided about pages."""
        if self._reached.counts["begin like HTML"]:
            self.note("texts that begin like HTML are read as HTML; --text reads all as text, --html all as HTML")
        if self._reached.counts["pages"] and job.captions == "keep":
            self.note("--captions keep is for texts: in pages of HTML captions are taken out with their credits")
        if self._progress.is_due and not self._quiet:
            self._progress.show(self._share(), self._words())

    def say(self, message: str) -> None:
        """Print a message on a line of its own."""
        self._progress.say(f"embeds: {message}")

    def note(self, message: str) -> None:
        """Print what the user may want to know, once, unless the report is quiet."""
        if not self._quiet and message not in self._noted:
            self._noted.add(message)
            self.say(message)

    def end(self) -> None:
        """Show the counts of the whole run."""
        if not self._quiet:
            self._progress.end(None, self._words(), self._table())

    def _words(self) -> str:
        counts, seconds = self._reached.counts, self._progress.seconds
        new = counts - self._begun
        documents, characters = new["documents"] / seconds, new["source"] / seconds
        shown = f"{characters / 1e6:.1f} million" if characters >= 1e6 else f"{characters:,.0f}"
        share = self._share()
        done = "" if share is None else f" ({share:.0%})"
        return f"{counted(counts['documents'], 'document')}{done}, {documents:,.0f} documents/s, {shown} characters/s"

    def _table(self) -> Iterator[tuple[str, str, str]]:
        counts = self._reached.counts
        for what in ("post", "credit", "residue"):
            own = {key: number for key, number in counts.items() if key.split()[0] == what}
            for key, number in sorted(own.items(), key=lambda item: (-item[1], item[0])):
                yield what, key.removeprefix(what).strip(), f"{number:,}"
        if counts["source"]:
            yield "prose", "of the text", f"{counts['prose'] / counts['source']:.0%}"
        if self._reached.bad:
            yield "rows", "bad", f"{self._reached.bad:,}"
