"""One entry for both: live streams as bare ASGI, pages as WSGI in threads (decision 0005)."""

import os
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
        if message["type"] == "lifespan.shutdown":
            await live.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
