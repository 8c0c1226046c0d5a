"""An act for programs: what it asks for, why it may not be done, doing it; by the same guards as its page."""

from types import SimpleNamespace
from typing import Any

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Act, Kind, Refused
from changren.base.data import fields
from changren.base.data.answers import as_json
from changren.base.data.plain import address, plain
from changren.base.data.problem import Problem
from changren.base.data.sent import key_of, sent
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import sentence
from changren.base.minutes.writing import repeat
from changren.base.web.page import asking_nothing, settled

USED = _("This Idempotency-Key was used for something else. Take another one.")
NOT_YET = _("Nothing has been done yet: look at what was found, and send it again with “step” set to “enter”.")


def acted(request: Any, act: Act, door: Any, form: Any, pk: Any = None) -> JsonResponse:
    """Asked: what may be sent, with choices and first values, and what stands against it. Sent: it is done.

    The answer tells the entry that was written; sent again under the same key, it is written out anew from that
    entry, which was committed together with the change; whatever has become of the thing since.
    """
    if request.method != "POST":
        return _asked(request, act, _opened(request, door, pk), form)
    values, files, wrong = sent(request, form)
    once, first, last = key_of(request, values, files)
    used = set(Entry.objects.filter(once__gte=first, once__lte=last).values_list("once", flat=True))
    if used - {once}:
        raise Problem(422, USED)
    done = repeat(once, act, SimpleNamespace(pk=pk), request.post) if used and not wrong else None
    if done is not None:
        return _done(request, act, done)
    it, values[fields.ONCE] = _opened(request, door, pk), str(once)
    bound = form(values, files, it=it, by=request.post, on=request.on)
    if wrong or not bound.is_valid():
        raise _not_valid(request, act, it, bound, wrong)
    return _done(request, act, act(it, by=request.post, on=request.on, once=once, **bound.given))


def _opened(request: Any, door: Any, pk: Any) -> Any:
    return get_object_or_404(door(request.post), pk=pk) if door else request.post.township


def _not_valid(request: Any, act: Act, it: Any, bound: Any, wrong: dict[str, list[str]]) -> Exception:
    """Who may not do it at all hears that, and not what they filled in wrongly."""
    objection = act.objection(it, by=request.post, on=request.on)
    if objection and objection.kind is not Kind.WHEN:
        return Refused(objection)
    errors = wrong or {name or "form": [str(one) for one in several] for name, several in bound.errors.items()}
    return Problem(422, next(iter(errors.values()), [NOT_YET])[0], errors=errors, **bound.found_out)


def _asked(request: Any, act: Act, it: Any, form: Any) -> JsonResponse:
    objection = act.objection(it, by=request.post, on=request.on)
    if objection and objection.kind is Kind.WHO:
        raise Refused(objection)
    shown = settled({"form": form(it=it, by=request.post, on=request.on)})["form"]
    with asking_nothing(request.path):
        told = {"act": act.name, "says": str(act.verb), "objection": plain(objection)}
        return as_json(told | {"fields": plain(fields.offered(shown))})


def _done(request: Any, act: Act, subject: Any) -> JsonResponse:
    entry = subject.last_entry
    url = address(subject.get_absolute_url()) if hasattr(subject, "get_absolute_url") else ""
    told = {
        "entry": {
            "id": entry.pk, "number": entry.number, "at": entry.at, "act": entry.act,
            "says": sentence(entry, by=str(request.post), it=str(subject)), "before": entry.before,
            "after": entry.after,
        },
        "subject": {"record": entry.subject_kind, "id": entry.subject_id, "url": url},
    }  # fmt: skip
    response = as_json(plain(told), status=201 if act.creates else 200)
    if act.creates and url:
        response["Location"] = url
    return response
