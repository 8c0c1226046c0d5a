"""Fan-out inside one process: one poller, any number of listeners, each message rendered once."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from changren.base.stream.feed import MOST, Feed, News, since
from changren.base.stream.pulse import Pulse, Pulses
from changren.base.stream.token import Channel

log = logging.getLogger("changren.stream")

EVERY = 0.2  # seconds between two looks at the database
PATIENCE = 20.0  # seconds of silence before a comment keeps the line open
BACKLOG = 100  # messages a slow listener may owe before it is sent away to reconnect
STILL_HERE = b": still here\n\n"
LOAD_AGAIN = b"event: reload\ndata: \n\n"
ALWAYS = 1 << 63  # the number of what is told whatever was heard before

Item = tuple[int, bytes] | None  # a number in the minutes and its message; None: go home


def message(news: News) -> bytes:
    """`proposals.second 0190…` with the entry's number as id, for Last-Event-ID."""
    return f"id: {news.number}\nevent: act\ndata: {news.act} {news.subject}\n\n".encode()


class Hub:
    """The listeners of this process. Started on the first one, stopped with the server."""

    def __init__(self) -> None:
        self.listeners: dict[asyncio.Queue[Item], Channel] = {}
        self._thread = ThreadPoolExecutor(1, "stream")  # one thread, so one database connection
        self._poller: asyncio.Task[None] | None = None
        self._feed = Feed()
        self._pulses = Pulses()
        self._closing = False

    async def listen(self, channel: Channel, last: int | None) -> AsyncGenerator[bytes, None]:
        """The channel's messages from now on, or from after entry `last`. Ends when the hub closes."""
        if self._closing:
            return
        queue: asyncio.Queue[Item] = asyncio.Queue(BACKLOG)
        self.listeners[queue] = channel
        self._poller = self._poller or asyncio.create_task(self._poll())
        try:
            heard, missed = await self._in_thread(self._admit, channel, last)
            if missed:
                yield missed
            while True:
                try:
                    item = await asyncio.wait_for(queue.get(), PATIENCE)
                except TimeoutError:
                    yield STILL_HERE
                    continue
                if item is None:
                    return
                if item[0] > heard:  # what was missed may be told by the poller, too
                    yield item[1]
        finally:
            self.listeners.pop(queue, None)

    def send_home(self) -> None:
        """End every listener's line, and admit none any more."""
        self._closing = True
        for queue in list(self.listeners):
            self._send_away(queue)

    async def close(self) -> None:
        """Send every listener home and stop polling."""
        self.send_home()
        if self._poller:
            self._poller.cancel()
            self._poller = None
            await self._in_thread(lambda: connection.close())  # the thread's own; `connection` is another in each
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _admit(self, channel: Channel, last: int | None) -> tuple[int, bytes]:
        """Follow the listener's district from here on, then look for what it missed; so nothing falls between."""
        self._follow()
        now = self._pulses.so_far(channel)
        if last is None:
            return 0, now
        found = since(channel.district, last, MOST)
        if len(found) > MOST:
            return found[-1].number, LOAD_AGAIN
        missed = b"".join(message(one) for one in found if channel.covers(one.township))
        return (found[-1].number if found else last), missed + now or STILL_HERE

    async def _poll(self) -> None:
        while True:
            try:
                for told in await self._in_thread(self._look):
                    self._tell(told)
            except Exception:
                log.exception("the stream could not read the minutes; it tries again")
            await asyncio.sleep(EVERY)

    def _look(self) -> list[News | Pulse]:
        self._follow()
        news = self._feed.news()
        return [*news, *self._pulses.news(self._feed.told, moved=self._feed.moved)]

    def _follow(self) -> None:
        connection.close_if_unusable_or_obsolete()  # the database may have been away since the last look
        self._feed.follow({channel.district for channel in list(self.listeners.values())})

    def _tell(self, told: News | Pulse) -> None:
        item = (told.number, message(told)) if isinstance(told, News) else (ALWAYS, told.message)
        for queue, channel in list(self.listeners.items()):
            if channel.district == told.district and channel.covers(told.township):
                if queue.full():
                    self._send_away(queue)
                else:
                    queue.put_nowait(item)

    def _send_away(self, queue: "asyncio.Queue[Item]") -> None:
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
        self.listeners.pop(queue, None)
