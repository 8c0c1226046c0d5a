"""One line of log and one count for every request: route, status, time. No names, no addresses, no contents."""

import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from prometheus_client import Counter, Histogram

log = logging.getLogger("changren.request")

REQUESTS = Counter("changren_requests_total", "Requests answered", ["route", "method", "status"])
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}  # a client may invent others, and each would be a figure of its own
SECONDS = Histogram("changren_request_seconds", "Time to answer", ["route"], buckets=(0.01, 0.03, 0.1, 0.3, 1, 3))


class WatchMiddleware:
    """Outermost: sees every request with its final status."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        began = time.perf_counter()
        request.number = uuid4().hex[:12]
        response = self.get_response(request)
        took = time.perf_counter() - began
        route = getattr(request.resolver_match, "route", None) or "?"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(route, method, response.status_code).inc()
        SECONDS.labels(route).observe(took)
        response["X-Request-Id"] = request.number
        seen = {"route": route, "method": method, "status": response.status_code, "ms": round(took * 1000, 1)}
        log.info("request", extra={**seen, "request": request.number, "role": getattr(request, "role", "")})
        return response
