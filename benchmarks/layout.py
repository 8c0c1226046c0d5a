"""Which way to serve a page: CPU of one request without any content, in each layout that was weighed (decision 0005).

    python -m benchmarks.layout [--requests 4000] [--clients 8]

uvicorn with httptools and uvloop in all of them, one process, the same Django, the same middleware, `/healthz`:
pages as WSGI in threads beside streams as bare ASGI (ours); Django's own ASGI handler; and a bare ASGI application that
answers the same bytes, which is the floor. Prints CPU milliseconds of the server for one request.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

LAYOUTS = {
    "WSGI in threads, streams bare": "changren.site.asgi:application",
    "Django's ASGI handler": "benchmarks.layout:handler",
    "bare ASGI (the floor)": "benchmarks.layout:floor",
}
PORT = 18290
WARM = 200


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--requests", type=int, default=4000)
    options.add_argument("--clients", type=int, default=8)
    asked = options.parse_args()
    for name, application in LAYOUTS.items():
        server = started(application)
        try:
            ask(WARM, asked.clients)
            before = seconds(server.pid)
            ask(asked.requests, asked.clients)
            print(f"{name:32}{(seconds(server.pid) - before) * 1000 / asked.requests:8.2f} CPU ms", flush=True)
        finally:
            server.terminate()
            server.wait()


def started(application: str) -> "subprocess.Popen[bytes]":
    """A server that answers. RuntimeError if it does not within half a minute."""
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        application,
        "--port",
        str(PORT),
        "--no-access-log",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "changren.site.settings"})
    for _try in range(300):
        try:
            ask(1, 1)
        except ConnectionError:
            time.sleep(0.1)
        else:
            return server
    server.kill()
    raise RuntimeError(f"{application} does not answer")


def ask(requests: int, clients: int) -> None:
    """So many requests, from so many connections that stay open."""

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
        for _request in range(max(1, requests // clients)):
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status

    if clients == 1:
        client()
        return
    hands = [threading.Thread(target=client) for _client in range(clients)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()


def seconds(pid: int) -> float:
    """CPU that a process has used."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


async def floor(scope: Any, receive: Any, send: Any) -> None:
    """Answers everything at once."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": b'{"status": "alive", "version": "0"}'})


async def handler(scope: Any, receive: Any, send: Any) -> None:
    """Django's own, made at the first request."""
    if scope["type"] == "http":
        await _django()(scope, receive, send)


_made: list[Any] = []


def _django() -> Any:
    if not _made:
        from django.core.asgi import get_asgi_application

        _made.append(get_asgi_application())
    return _made[0]


if __name__ == "__main__":
    main()
