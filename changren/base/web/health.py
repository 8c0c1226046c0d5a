"""Is it alive, is it ready, and how is it doing? For the machine that watches, not for people."""

import os
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess

from changren import __version__


def alive(request: Any) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive", "version": __version__})


def ready(request: Any) -> JsonResponse:
    """The database answers and has every migration; 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations missing", "count": len(missing)}, status=503)
    return JsonResponse({"status": "ready", "version": __version__})


def metrics(request: Any) -> HttpResponse:
    """Prometheus figures of all processes; only from this machine, or with the token of METRICS_TOKEN."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    allowed = (
        constant_time_compare(token, settings.METRICS_TOKEN)
        if settings.METRICS_TOKEN
        else request.META["REMOTE_ADDR"] in ("127.0.0.1", "::1")
    )
    if not allowed:
        return HttpResponseForbidden()
    registry: Any = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
