"""What a program sent to an act: the values as its form wants them, and the key under which it is done once."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from changren.base.data.fields import ONCE, kind_of
from changren.base.data.problem import Problem
from changren.base.web.forms import YesNo

LONGEST_KEY = 200
NO_KEY = _("Send an Idempotency-Key: up to {most} visible characters, another one for each thing you want done.")
NO_JSON = _("The body is not a JSON object.")
WRONG_TYPE = _("Send application/json, or multipart/form-data where there is a file.")
UNKNOWN = _("There is no such field.")
NOT_ONE = _("One value is expected here, not a list or an object.")
NOT_MANY = _("A list of values is expected here.")
NOT_YES_NO = _("This must be true or false.")
WORDS = {"true": True, "false": False}


def sent(request: Any, form: Any) -> tuple[QueryDict, Any, dict[str, list[str]]]:
    """The values and files that were sent, as a form is given them; and what is wrong with which of them.

    Raises Problem for what holds no values at all.
    """
    given, files = _parts(request, form) if request.content_type == "multipart/form-data" else (_object(request), None)
    values, wrong = QueryDict(mutable=True), {}
    for name, value in given.items():
        says = _put(values, form, name, value)
        if says:
            wrong[name] = [str(says)]
    return values, files, wrong


def _parts(request: Any, form: Any) -> tuple[dict[str, Any], Any]:
    """The values of a form with a file, as JSON would have them."""
    try:
        several, files = dict(request.POST.lists()), request.FILES
    except MultiPartParserError as why:
        raise Problem(400, NO_JSON) from why
    return {name: _as_json(form.base_fields.get(name), values) for name, values in several.items()}, files


def _as_json(field: Any, values: list[str]) -> Any:
    kind = kind_of(field)["type"] if field else "string"
    if kind == "array":
        return values
    return WORDS.get(values[-1], values[-1]) if kind == "boolean" else values[-1]


def _object(request: Any) -> dict[str, Any]:
    """The JSON object that was sent; nothing at all counts as an empty one. Text that is no Unicode is refused."""
    try:
        if request.content_type != "application/json" and request.body:
            raise Problem(415, WRONG_TYPE)
        found = json.loads(request.body or b"{}")
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as why:
        raise Problem(400, NO_JSON) from why
    except RequestDataTooBig as why:
        raise Problem(413, _("This is more than can be sent at once.")) from why
    if not isinstance(found, dict):
        raise Problem(400, NO_JSON)
    return found


def _put(values: QueryDict, form: Any, name: str, value: Any) -> Any:
    """Add what was sent for one field; the sentence if it does not fit."""
    field = form.base_fields.get(name)
    if name == ONCE or (field is None and not form.takes_more):
        return UNKNOWN
    if value is None:
        return None
    kind = kind_of(field)["type"] if field else "string"
    if kind == "boolean":
        if not isinstance(value, bool):
            return NOT_YES_NO
        values[name] = ("yes" if value else "no") if isinstance(field, YesNo) else str(value)
    elif kind == "array":
        if not isinstance(value, list) or any(isinstance(one, list | dict) for one in value):
            return NOT_MANY
        values.setlist(name, [str(one) for one in value])
    elif isinstance(value, list | dict | bool):
        return NOT_ONE
    else:
        values[name] = str(value)
    return None


def key_of(request: Any, values: QueryDict, files: Any) -> tuple[UUID, UUID, UUID]:
    """From the Idempotency-Key: what the act is done under, and the span of all that is done under the same key.

    The first half comes from the person and the key, the second from what is asked, so a key that comes again with
    another request is seen. Raises Problem if there is none (IETF draft-ietf-httpapi-idempotency-key-header).
    """
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, NO_KEY.format(most=LONGEST_KEY))
    begin = hashlib.sha256(f"{request.user.pk} {key}".encode()).digest()[:8]
    pieces = (hashlib.sha256(piece).digest() for piece in (request.path.encode(), *_pieces(values, files)))
    spans = hashlib.sha256(b"".join(pieces)).digest()[:8], bytes(8), b"\xff" * 8
    whole, first, last = (UUID(bytes=begin + rest) for rest in spans)
    return whole, first, last


def _pieces(values: QueryDict, files: Any) -> Iterator[bytes]:
    for name, several in sorted(values.lists()):
        yield json.dumps([name, several]).encode()
    for name, file in sorted((files or {}).items()):
        yield name.encode()
        yield from file.chunks()
        file.seek(0)
