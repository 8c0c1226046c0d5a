"""One entry for both: live streams as bare ASGI, pages as WSGI in threads (decision 0005)."""

import asyncio
import os
import signal
from types import FrameType
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "changren.site.settings")
pages = get_wsgi_application()  # loads the models, which the stream reads

from changren.base.stream.app import PATH, Live  # noqa: E402

live = Live()
threaded = WSGIMiddleware(pages, workers=settings.THREADS)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """The ASGI entry."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await (live if scope["path"].startswith(PATH) else threaded)(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _end_streams_when_told_to_stop()
        if message["type"] == "lifespan.shutdown":
            await live.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _end_streams_when_told_to_stop() -> None:
    """The server waits for answers under way before it says that it ends, and a stream is an answer without an end.

    So we hear the signal, too: else every stop with a page open would end in SIGKILL.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        served = signal.getsignal(number)
        if not callable(served):  # whoever runs us does not stop by signals
            continue

        def told(number: int, frame: FrameType | None, served: Any = served) -> None:
            loop.call_soon_threadsafe(live.hub.send_home)
            served(number, frame)

        signal.signal(number, told)
