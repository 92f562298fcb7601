"""Look up the addresses of host names so that a name server that never answers holds up nothing else.

The system's call cannot be stopped once it has begun. asyncio makes it in a pool of a few threads, where a few dead
names block all others, and which the program waits for at its end. Here each name has a thread of its own that nobody
waits for: a request gives up at its deadline, and requests for the same name share one lookup.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

MOST = 500  # names, and so threads, at once; one more fails immediately, and is tried again as other failures are


class Lookups:
    """The names that are being looked up, for one event loop."""

    def __init__(self) -> None:
        """Start no lookup yet."""
        self._under_way: dict[tuple[str, int], asyncio.Future[list[str]]] = {}

    async def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host in the system's order; raise OSError if it has none."""
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
    """Ask the system, and hand the result to the event loop if that is still running."""
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
