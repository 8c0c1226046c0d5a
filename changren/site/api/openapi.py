"""The description of the API (OpenAPI 3.1), made from the declarations that it answers by."""

import re
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from changren import __version__
from changren.base.data import fields
from changren.base.data.answers import MOST, USUAL, File, Listing, as_json
from changren.base.data.plain import ADDRESS
from changren.base.data.problem import KIND
from changren.base.data.sent import LONGEST_KEY
from changren.base.data.shape import Schema, Shapes, is_record
from changren.organisation.middleware import bare
from changren.site.api.addresses import ENDPOINTS, Endpoint

JSON = "application/json"
TEXT: Schema = {"type": "string"}
CONVERTERS: dict[str, Schema] = {"uuid": TEXT | {"format": "uuid"}, "str": TEXT, "int": {"type": "integer"}}
READING = ("400", "401", "403", "404", "429")
ACTING = (*READING, "409", "413", "415", "422", "503")
PROBLEM: Schema = {
    "type": "object", "required": ["title", "status", "detail", "request"],
    "properties": {
        "title": TEXT, "status": {"type": "integer"}, "detail": TEXT, "request": TEXT,
        "because": {"enum": ["state", "who", "when"]}, "rule": {},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
    },
}  # fmt: skip
OBJECTION: Schema = {
    "type": ["object", "null"], "required": ["says", "rule"], "properties": {"says": TEXT, "rule": {}},
}  # fmt: skip
OFFERED: Schema = {
    "type": "object", "required": ["act", "says", "objection", "fields"],
    "properties": {
        "act": TEXT, "says": TEXT, "objection": OBJECTION,
        "fields": {"type": "array", "items": {"type": "object", "required": ["name", "label", "required", "schema"]}},
    },
}  # fmt: skip
DONE: Schema = {
    "type": "object", "required": ["entry", "subject"],
    "properties": {
        "entry": {
            "type": "object", "required": ["id", "number", "at", "act", "says", "before", "after"],
            "properties": {
                "id": CONVERTERS["uuid"], "number": {"type": "integer"}, "at": TEXT | {"format": "date-time"},
                "act": TEXT, "says": TEXT, "before": TEXT, "after": TEXT,
            },
        },
        "subject": {
            "type": "object", "required": ["record", "id", "url"],
            "properties": {"record": TEXT, "id": CONVERTERS["uuid"], "url": TEXT},
        },
    },
}  # fmt: skip


@bare
def description(request: Any) -> HttpResponse:
    """The whole API, in the language that is asked for. Everybody may read it: the program is public."""
    return as_json(document(get_language() or ""))


@cache
def document(language: str) -> dict[str, Any]:
    """The description in a language."""
    with translation.override(language):
        return _document()


def _document() -> dict[str, Any]:
    shapes, paths = Shapes(), {}
    for endpoint in ENDPOINTS:
        paths[endpoint.path] = _operations(endpoint, shapes)
    named = {"Problem": PROBLEM, "Offered": OFFERED, "Done": DONE, **shapes.named}
    about = _("Whatever a page shows, and every act. The address of a page with {address} before it is its data.")
    return {
        "openapi": "3.1.0",
        "info": {"title": _("Changren"), "version": __version__, "description": about.format(address=ADDRESS)},
        "servers": [{"url": ADDRESS}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {"schemas": named, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _operations(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": CONVERTERS[kind]}
        for kind, name in re.findall(r"<(\w+):(\w+)>", endpoint.route)
    ]
    if endpoint.act is None:
        return {"parameters": parameters, "get": _reading(endpoint, shapes)}
    about = {"tags": [endpoint.room], "summary": str(endpoint.act.verb), "description": endpoint.act.__doc__ or ""}
    asking = about | {"operationId": f"{endpoint.act.name}.offered"} | _answers(_ref("Offered"), READING)
    return {"parameters": parameters, "get": asking, "post": about | _acting(endpoint)}


def _reading(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    data, asked = endpoint.data, [_query(name, TEXT) for name in endpoint.data.asks]  # type: ignore[union-attr]
    about = {"operationId": f"{endpoint.room}.{endpoint.name}", "tags": [endpoint.room]}
    about["summary"] = (endpoint.view.__doc__ or "").strip().partition("\n")[0]
    if isinstance(data, Listing):
        asked += [
            _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
            _query("after", CONVERTERS["uuid"]),
        ]
        items = {"type": "array", "items": shapes.of(data.model)}
        schema: Schema = {"items": items, "next": {"type": ["string", "null"]}}
    elif isinstance(data, File):
        return about | {"parameters": asked, "responses": {"200": {"description": "", "content": {"*/*": {}}}}
                        | _problems(READING)}  # fmt: skip
    else:
        shape = data.shape.items()  # type: ignore[union-attr]
        schema = {name: shapes.of(hint, "in_full" if is_record(hint) else "") for name, hint in shape}
    whole = {"type": "object", "required": list(schema), "properties": schema}
    return about | {"parameters": asked} | _answers(whole, READING)


def _acting(endpoint: Endpoint) -> dict[str, Any]:
    form, act = endpoint.view.form, endpoint.act
    key = {"name": "Idempotency-Key", "in": "header", "required": True}
    key["schema"] = TEXT | {"minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"}
    kinds = [JSON, "multipart/form-data"] if fields.has_file(form) else [JSON]
    content = {kind: {"schema": fields.schema(form)} for kind in kinds}
    answers = _answers(_ref("Done"), ACTING, "201" if act.creates else "200")  # type: ignore[union-attr]
    return {
        "operationId": act.name, "parameters": [key], "requestBody": {"required": True, "content": content}, **answers
    }  # type: ignore[union-attr]  # fmt: skip


def _query(name: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _answers(schema: Schema, refusals: tuple[str, ...], good: str = "200") -> dict[str, Any]:
    found = {good: {"description": "", "content": {JSON: {"schema": schema}}}}
    if good == "200":
        found["304"] = {"description": ""}
    return {"responses": found | _problems(refusals)}


def _problems(statuses: tuple[str, ...]) -> dict[str, Any]:
    return {one: {"description": "", "content": {KIND: {"schema": _ref("Problem")}}} for one in statuses}
