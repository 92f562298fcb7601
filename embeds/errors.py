"""What can go wrong, as a tree.

EmbedsError
├── InputError          a file that cannot be read: which one, why, what to do
├── RunError            a run over files that ended early: why, and what to do
├── CacheError          a resolver's cache that cannot be used: which file, why
└── CassetteError       a recording that cannot be read: which file, which line, why
    └── CassetteMiss    nothing is recorded for a request: its method, its URL, the file, the nearest that is recorded
"""


class EmbedsError(Exception):
    """The root of everything this package raises on purpose."""


class InputError(EmbedsError):
    """An input that cannot be read as text: "NAME: why, and what to do", in one line."""


class RunError(EmbedsError):
    """A run over files that cannot begin or go on: why, and what to do, in one line."""


class CacheError(EmbedsError):
    """A resolver's cache that cannot be used: "FILE: why", in one line."""


class CassetteError(EmbedsError):
    """A recording that cannot be read: "FILE, line N: why", in one line."""


class CassetteMiss(CassetteError):  # noqa: N818 - the word that users of recordings know
    """A request that a recording does not hold; `nearest` is the recorded URL that is most like it, or None."""

    def __init__(self, method: str, url: str, file: str, nearest: str | None) -> None:
        """Say all of it in one line."""
        self.method: str = method
        self.url: str = url
        self.file: str = file
        self.nearest: str | None = nearest
        hint = f"the nearest there is {nearest}" if nearest else "nothing is"
        super().__init__(f'{method} {url} is not recorded in {file} ({hint}); record it with mode="record"')

    def __reduce__(self) -> tuple[type["CassetteMiss"], tuple[str, str, str, str | None]]:
        """Pickle by its parts: workers hand it on."""
        return CassetteMiss, (self.method, self.url, self.file, self.nearest)
