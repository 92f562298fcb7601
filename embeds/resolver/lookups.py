"""Addresses of host names, looked up where a name server that never answers holds up nobody.

The system's call cannot be ended once it has begun. asyncio makes it in a pool of a few threads, in which as many dead
names stop all others, and which is waited for at the end of the program. Here each name has a thread of its own, which
nobody waits for: whoever asked gives up at its deadline, and who asks for the same name meanwhile gets the same answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

MOST = 500  # names, and so threads, at once; beyond it a name fails at once, and is tried again as others are


class Lookups:
    """The names that are being looked up, for one event loop."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._under_way: dict[tuple[str, int], asyncio.Future[list[str]]] = {}

    async def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host, in the system's order; raises OSError where it has none."""
        key = host, port
        if key not in self._under_way:
            self._start(key)
        return await asyncio.shield(self._under_way[key])

    def _start(self, key: tuple[str, int]) -> None:
        if len(self._under_way) >= MOST:
            raise OSError(f"{MOST} other names are still being looked up")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()
        thread = threading.Thread(target=_look_up, args=(*key, answer, loop), name="embeds lookup", daemon=True)
        try:
            thread.start()
        except RuntimeError as err:
            raise OSError(f"no thread for a lookup ({err})") from err
        self._under_way[key] = answer
        answer.add_done_callback(lambda _: self._under_way.pop(key))


def _look_up(host: str, port: int, answer: asyncio.Future[list[str]], loop: asyncio.AbstractEventLoop) -> None:
    """Ask the system, and tell the loop, if that still runs."""
    found: list[str] | Exception
    try:
        found = list(dict.fromkeys(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as err:
        found = OSError(str(err))
    with contextlib.suppress(RuntimeError):  # the loop is closed
        if isinstance(found, list):
            loop.call_soon_threadsafe(answer.set_result, found)
        else:
            loop.call_soon_threadsafe(answer.set_exception, found)
