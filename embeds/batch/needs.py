"""Import the packages that only some files need, and say which one is missing."""

from __future__ import annotations

from importlib import import_module

from ..errors import RunError
from ..processes import interrupts

# What else to install, because older ones of pip miss it among a package's requirements.
BESIDE = {"trafilatura": "lxml_html_clean"}


def need(package: str, what: str) -> None:
    """Import a package, or raise RunError that names it; signals wait: one during such an import may crash Python."""
    try:
        with interrupts.held():
            import_module(package)
    except ImportError as err:
        missing = f"{err.name or package}, which is not installed"
        if not isinstance(err, ModuleNotFoundError):
            missing = f"{package}, which is installed but does not work ({' '.join(str(err).split())})"
        install = " ".join(filter(None, (package, BESIDE.get(package))))
        raise RunError(f"{what} needs {missing}: pip install {install}") from err
