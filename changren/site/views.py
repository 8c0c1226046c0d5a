"""The home page: what waits for you, from every room."""

from typing import Any

from django.http import HttpResponse

from changren.base.web.page import page


def home(request: Any) -> HttpResponse:
    """What waits for the person who acts."""
    return page(request, "site/home.html")
