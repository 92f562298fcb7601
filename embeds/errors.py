"""The exceptions of the package, and what their messages say.

EmbedsError
├── InputError          a file cannot be read: which one, why, what to do
├── RunError            a run over files cannot begin or go on: why, what to do
├── CacheError          a resolver's cache cannot be used: which file, why
└── CassetteError       a recording cannot be read: which file, which line, why
    └── CassetteMiss    a request is not recorded: its method and URL, the file, the most similar recorded URL
"""


class EmbedsError(Exception):
    """Base of the exceptions below; ValueError and TypeError for wrong arguments are outside this tree."""


class InputError(EmbedsError):
    """An input cannot be read as text; its message is one line, "NAME: why, and what to do"."""


class RunError(EmbedsError):
    """A run over files cannot begin or go on; its message says in one line why, and what to do."""


class CacheError(EmbedsError):
    """A resolver's cache cannot be used; its message is one line, "FILE: why"."""


class CassetteError(EmbedsError):
    """A recording cannot be read; its message is one line, "FILE, line N: why"."""


class CassetteMiss(CassetteError):  # noqa: N818 - the word that users of recordings know
    """A recording does not hold a request; `nearest` is the most similar recorded URL, or None."""

    def __init__(self, method: str, url: str, file: str, nearest: str | None) -> None:
        """Make the message, one line, of the request, the file and the nearest recorded URL."""
        self.method: str = method
        self.url: str = url
        self.file: str = file
        self.nearest: str | None = nearest
        hint = f"the nearest there is {nearest}" if nearest else "nothing is"
        super().__init__(f'{method} {url} is not recorded in {file} ({hint}); record it with mode="record"')

    def __reduce__(self) -> tuple[type["CassetteMiss"], tuple[str, str, str, str | None]]:
        """Pickle by its parts: a worker process hands it to its parent."""
        return CassetteMiss, (self.method, self.url, self.file, self.nearest)
