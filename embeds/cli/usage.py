"""Parse the words of a command, and say of wrong ones what was probably meant."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from shlex import quote
from typing import Any


class _Help(argparse.HelpFormatter):
    """Help in which examples keep their lines."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """A parser that shows of a wrong option the usage of its own command, and the option that is nearest."""

    def __init__(self, *, examples: str = "", **how: Any) -> None:
        """Show `examples`, lines of commands, below the help."""
        shown = "examples:\n" + "\n".join(f"  {line}" for line in examples.strip().split("\n"))
        super().__init__(**{"formatter_class": _Help, "epilog": shown if examples else None, **how})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse as argparse does, but refuse at once what is not known."""
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            known = [option for action in self._actions for option in action.option_strings]
            self.error(f"unrecognized: {' '.join(unknown)}{meant(unknown[0].partition('=')[0], known)}")
        return options, unknown

    def check_command(self, words: Sequence[str], commands: Collection[str]) -> None:
        """Exit with an error if the first of the words is neither an option of all commands nor a command."""
        if not words or words[0] in commands:
            return
        word = words[0]
        options = [option for action in self._actions for option in action.option_strings]
        if word.startswith("-"):
            if any(option.startswith(word) for option in options):
                return
            named = [one for one in words if one in commands]
            hint = f"; options stand behind their command: {self.prog} {named[0]} {word}" if named else ""
            self.error(f"unrecognized: {word}{hint or meant(word, options)}")
        hint = meant(word, [*commands, *options]) or f"; commands are {', '.join(commands)}"
        if Path(word).suffix or Path(word).exists():
            hint = f"; to clean it, type: {self.prog} clean {quote(word)}"
        self.error(f"no command {word!r}{hint}")


def meant(word: str, known: Collection[str]) -> str:
    """Return a question that names the nearest of the known words, or "" where none is near."""
    return f"; did you mean {near[0]}?" if (near := get_close_matches(word, known, 1)) else ""
