"""Run the local tool until it is interrupted."""

from __future__ import annotations

import os
import socket
import sys

import uvicorn

from .server import app

_HOST = "127.0.0.1"  # this machine alone: no other can reach it


def serve(port: int) -> int:
    """Serve the tool at a port of this machine, 0 for any that is free; return the exit status when it ends."""
    try:
        listening = socket.create_server((_HOST, port))
    except OSError as err:
        print(f"embeds: port {port}: {os.strerror(err.errno or 0)}; name another with --port", file=sys.stderr)
        return 1
    with listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            app(port), log_level="warning", access_log=False, server_header=False, lifespan="off", limit_concurrency=16
        )
        _Server(config).run([listening])
    return 0


class _Server(uvicorn.Server):
    """A server that says where it is once it answers: Ctrl-C ends it quietly from then on."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say where."""
        await super().startup(sockets)
        port = sockets[0].getsockname()[1] if sockets else self.config.port
        print(f"embeds: open http://{_HOST}:{port}/ in a browser; Ctrl-C ends this", file=sys.stderr, flush=True)
