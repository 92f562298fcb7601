"""Settings for all tests."""

from __future__ import annotations

import signal

import pytest

from embeds.resolver import retry

# A shell that starts us in the background makes us ignore SIGINT, and processes that tests start would inherit that:
# no Ctrl-C would reach them. A handler of our own is not inherited, so they start as they would from a terminal.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # the same with nohup
    signal.signal(signal.SIGHUP, lambda *_: None)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry without a pause."""
    monkeypatch.setattr(retry, "_backoff", lambda _state: 0.0)
