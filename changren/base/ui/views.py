"""The stylesheet, and the page that shows every control."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import cache_control

from changren.base.ui import style
from changren.base.ui.gallery import samples
from changren.base.web.page import page


@cache_control(public=True, max_age=31536000, immutable=True)
def stylesheet(request: Any, version: str) -> HttpResponse:
    """All styles in one file, kept by the browser until one changes."""
    return HttpResponse(style.stylesheet(), content_type="text/css; charset=utf-8")


def gallery(request: Any) -> HttpResponse:
    """Every control in every state, to look at (docs/design.md)."""
    return page(request, "ui/gallery/gallery.html", **samples.context(request.on))
