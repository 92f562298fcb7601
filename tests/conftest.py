"""Settings for all tests."""

from __future__ import annotations

import signal

# A shell that starts us in the background makes us ignore SIGINT, and processes that tests start would inherit that:
# no Ctrl-C would reach them. A handler of our own is not inherited, so they start as they would from a terminal.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # the same with nohup
    signal.signal(signal.SIGHUP, lambda *_: None)
