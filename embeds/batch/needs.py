"""Import the packages that only some files need, and say which one is missing."""

from __future__ import annotations

from importlib import import_module

from ..errors import RunError
from . import interrupts


def need(package: str, what: str) -> None:
    """Import a package, or raise RunError that names it; signals wait: one during such an import may crash Python."""
    try:
        with interrupts.held():
            import_module(package)
    except ImportError as err:
        raise RunError(f"{what} needs {err.name or package}, which is not installed: pip install {package}") from err
