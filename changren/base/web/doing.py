"""One view for every act: show its form, or why not; perform it; go to what it was done to.

`urls.py` of a room is therefore the table of its acts: act, access door, form.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from changren.base.acts import Act, Kind, Objection, Refused
from changren.base.minutes.telling import sentence
from changren.base.web import unsent
from changren.base.web.forms import ActForm
from changren.base.web.page import page

Door = Callable[[Any], Any]


def doing(
    act: Act, *, door: Door | None = None, form: type[ActForm] = ActForm, template: str = "base/act.html",
    then: Callable[[Any], str] | None = None,
) -> URLPattern:  # fmt: skip
    """The address of an act: `<id>/verb/`, or `verb/` for what is created in the actor's own township.

    door: given the post, the objects it may open (`queries.for_reader`); None for acts done to the township.
    form: what must be filled in. then: where to go afterwards, given the subject; by default, to it.
    """

    def view(request: Any, pk: Any = None) -> HttpResponse:
        it = get_object_or_404(door(request.post), pk=pk) if door else request.post.township
        bound = _bound(form, request, it)
        request.retry = lambda objection: _form_page(request, template, act, it, bound, objection, status=409)
        if request.method == "POST" and bound.is_valid():
            return _performed(request, act, it, bound, then)
        objection = act.objection(it, by=request.post, on=request.on)
        if objection and objection.kind is Kind.WHO:
            raise Refused(objection)
        return _form_page(request, template, act, it, bound, objection, status=422 if bound.errors else 200)

    view.is_form = True  # type: ignore[attr-defined]  # what is sent to it when the session has ended is kept
    view.act, view.door, view.form = act, door, form  # type: ignore[attr-defined]  # for programs, see base/data
    prefix = "" if act.in_own_township else "<uuid:pk>/"
    return path(f"{prefix}{act.verb_name}/", view, name=act.verb_name)


def to(name: str) -> Callable[[Any], str]:
    """Afterwards, to the page of this name."""
    return lambda subject: reverse(name)


def _bound(form: type[ActForm], request: Any, it: Any) -> ActForm:
    known = {"it": it, "by": request.post, "on": request.on}
    if request.method == "POST":
        return form(request.POST, request.FILES, **known)
    fresh = form(**known)
    kept = unsent.unsent(request) if len(fresh.fields) > 1 and fresh.keeps_unsent else {}
    for name, values in kept.items():
        if name in fresh.fields and values:
            fresh.initial[name] = values if len(values) > 1 else values[0]
    fresh.restored = bool(kept)  # type: ignore[attr-defined]
    return fresh


def _performed(request: Any, act: Act, it: Any, bound: ActForm, then: Any) -> HttpResponse:
    subject = act(it, by=request.post, on=request.on, once=bound.cleaned_data["once"], **bound.given)
    if len(bound.fields) > 1:
        unsent.forget(request)
    messages.success(request, sentence(subject.last_entry, by=_("You"), it=str(subject)))
    return HttpResponseRedirect(then(subject) if then else subject.get_absolute_url())


def _form_page(
    request: Any, template: str, act: Act, it: Any, form: ActForm, objection: Objection | None, *, status: int
) -> HttpResponse:
    return page(request, template, act=act, it=it, form=form, objection=objection, status=status)
