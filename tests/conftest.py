"""What holds for all tests."""

from __future__ import annotations

import signal

# A shell that starts us in the background lets SIGINT be ignored, and what we start would inherit that: no Ctrl-C would
# reach it. What a process takes itself, its children do not inherit: they begin as from a terminal.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # the same with nohup
    signal.signal(signal.SIGHUP, lambda *_: None)
