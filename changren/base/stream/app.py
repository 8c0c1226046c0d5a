"""The live channel as a bare ASGI application: GET /live/<token>, answered with server-sent events."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

from changren.base.stream.hub import Hub
from changren.base.stream.token import channel_of

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PATH = "/live/"
LONGEST_NUMBER = 18  # digits
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """One per process. `close()` when the server stops."""

    def __init__(self) -> None:
        self.hub = Hub()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        channel = channel_of(scope["path"].removeprefix(PATH))
        if channel is None or scope["method"] != "GET":
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        writing = asyncio.create_task(self._write(channel, _last_id(scope), send))
        gone = asyncio.create_task(_gone(receive))
        await asyncio.wait({writing, gone}, return_when=asyncio.FIRST_COMPLETED)
        writing.cancel()
        gone.cancel()
        await asyncio.gather(writing, gone, return_exceptions=True)

    async def _write(self, channel: Any, last: int | None, send: Send) -> None:
        await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
        async with aclosing(self.hub.listen(channel, last)) as messages:
            async for message in messages:
                await send({"type": "http.response.body", "body": message, "more_body": True})
        await send({"type": "http.response.body"})

    async def close(self) -> None:
        await self.hub.close()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _last_id(scope: dict[str, Any]) -> int | None:
    """Where to go on from: what the browser heard last, else the number the page was made at (`?since=`)."""
    heard = dict(scope["headers"]).get(b"last-event-id", b"")
    value = heard or scope["query_string"].removeprefix(b"since=")
    return int(value) if value.isdigit() and len(value) <= LONGEST_NUMBER else None
