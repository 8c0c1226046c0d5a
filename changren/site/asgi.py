"""One entry for both: live streams as bare ASGI, pages as WSGI in threads (decision 0005)."""

from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings

from changren.base.stream.app import PATH, Live
from changren.site.wsgi import application as pages

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
        if message["type"] == "lifespan.shutdown":
            await live.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
