"""What can go wrong, as a tree.

EmbedsError
└── InputError     a file that cannot be read as text: which one, why, what to do
"""


class EmbedsError(Exception):
    """The root of everything this package raises on purpose."""


class InputError(EmbedsError):
    """An input that cannot be read as text.

    `name` is the file as the caller named it, `why` what was wrong with it, in one line.
    """

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why
