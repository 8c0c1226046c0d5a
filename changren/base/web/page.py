"""A page: evaluate everything it shows, then render it. No query runs while a template renders (law 2)."""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Manager, QuerySet
from django.forms import BaseForm, ModelChoiceField
from django.http import HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger("changren.page")


class QueryInTemplate(RuntimeError):
    """A template asked the database. Give it the answer from a query function instead."""


def page(request: Any, template: str, *, status: int = 200, part: str = "", **context: Any) -> HttpResponse:
    """Render `template` with `context`, which is evaluated first.

    part: a named partial of the template, to answer htmx with instead of the whole page. Where a program asked for
    the page (`request.as_data`, see base/data), it gets what the page shows instead.
    """
    as_data: Callable[[Any, dict[str, Any]], HttpResponse] | None = getattr(request, "as_data", None)
    if as_data:
        return as_data(request, context)
    name = f"{template}#{part}" if part and request.headers.get("HX-Request") else template
    return HttpResponse(rendered(name, settled(context), request), status=status)


def settled(context: dict[str, Any]) -> dict[str, Any]:
    """The context with every answer of the database fetched."""
    return {name: _settled(value) for name, value in context.items()}


def rendered(template: str, context: dict[str, Any], request: Any) -> str:
    """The template as text, under the net: a query raises in tests and development and is logged in production."""
    for name, value in shared(request).items():
        context.setdefault(name, value)
    with asking_nothing(template):
        return render_to_string(template, context, request)


def asking_nothing(what: str) -> AbstractContextManager[None]:
    """Until the end of the block, the net is up for `what`."""
    return connection.execute_wrapper(_net(what))


def shared(request: Any) -> dict[str, Any]:
    """What every page shows beside its own content, gathered before the net is up."""
    gather: Callable[[Any], dict[str, Any]] | None = getattr(request, "shared", None)
    return gather(request) if gather else {}


def _settled(value: Any) -> Any:
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet):
        return list(value)
    if isinstance(value, BaseForm):
        for field in value.fields.values():
            if isinstance(field, ModelChoiceField):
                field.choices = list(iter(field.choices))  # type: ignore[arg-type]
    return (
        list(value) if isinstance(value, Iterable) and not hasattr(value, "__len__") and not _is_one(value) else value
    )


def _is_one(value: Any) -> bool:
    return isinstance(value, BaseForm | str)


def _net(template: str) -> Callable[..., Any]:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if settings.STRICT:
            raise QueryInTemplate(f"{template} asked: {sql[:200]}")
        log.error("query in template", extra={"template": template, "sql": sql[:200]})
        return execute(sql, params, many, context)

    return refuse
