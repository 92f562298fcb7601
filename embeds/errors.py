"""What can go wrong, as a tree.

EmbedsError
└── InputError     a file that cannot be read: which one, why, what to do
"""


class EmbedsError(Exception):
    """The root of everything this package raises on purpose."""


class InputError(EmbedsError):
    """An input that cannot be read as text: "NAME: why, and what to do", in one line."""
