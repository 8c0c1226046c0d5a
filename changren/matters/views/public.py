"""The pages for people without an account: to raise a matter by the code of a workroom, and what became of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from changren.base.acts import Objection
from changren.base.secrets import digest
from changren.base.tenancy.scope import within_district
from changren.base.web.often import DAY, wait
from changren.base.web.page import page
from changren.matters import acts, forms, queries
from changren.matters.models import Matter, Workroom
from changren.matters.visitors import AT, MINE, holder_of, link_of, read, visitor_to
from changren.organisation.middleware import bare
from changren.rulebook.rules import rule

PER_MINUTE = 10  # forms from one address
TOO_OFTEN = gettext_lazy(
    "Too many matters come from this network just now. What you wrote is still here, photos must be chosen again: send "
    "it later, or tell a delegate."
)


def _behind(salt: str, find: Callable[[Any], Any]) -> Callable[..., Any]:
    """Open a view to whoever holds a link of this kind, in the district that the link names."""

    def opening(view: Callable[..., HttpResponse]) -> Any:
        @wraps(view)
        def opened(request: Any, token: str) -> HttpResponse:
            try:
                district, key = read(salt, token)
            except (BadSignature, ValueError) as why:
                raise Http404 from why
            with within_district(district):
                return view(request, get_object_or_404(find(key)))

        return bare(opened)

    return opening


@_behind(AT, queries.open_workroom)
def at(request: Any, it: Workroom) -> HttpResponse:
    """What the code of a workroom's poster leads to: its days, and the form. It needs no script."""
    by, sends = visitor_to(it), request.method == "POST"
    often = sends and _is_too_often(request, it)
    files = request.FILES if sends and not often else None  # photos are drawn anew only for whoever may send them
    form = forms.PublicForm(request.POST if sends else None, files, it=it, by=by, on=request.on)
    request.retry = lambda objection: _at(request, it, form, objection, status=409)
    if often:
        return _at(request, it, form, Objection(TOO_OFTEN), status=429)
    if sends and form.is_valid():
        made = acts.raise_matter(it, by=by, on=request.on, once=form.cleaned_data["once"], **form.given)
        messages.success(request, _("It is in. Keep the address of this page: here you read what became of it."))
        return HttpResponseRedirect(link_of(made))
    return _at(request, it, form, None, status=422 if form.errors else 200)


def _is_too_often(request: Any, it: Workroom) -> bool:
    who = digest(request.META["REMOTE_ADDR"])
    daily = rule("matters.daily_most", at=it.township, on=request.on).value
    waits = [wait(f"matter:{who}", PER_MINUTE, request.on), wait(f"matters:{who}", daily, request.on, within=DAY)]
    return any(waits)


def _at(request: Any, it: Workroom, form: Any, objection: Any, *, status: int) -> HttpResponse:
    days = queries.days_of(it, request.on)
    kept = rule("matters.kept_after", at=it.township, on=request.on)
    return page(request, "matters/at.html", it=it, form=form, objection=objection, days=days, kept=kept, status=status)


@_behind(MINE, lambda key: Matter.objects.select_related(*Matter.alongside).filter(pk=key))
def mine(request: Any, it: Matter) -> HttpResponse:
    """What became of a matter; to judge the answer, or to withdraw it."""
    by, does = holder_of(it), request.POST.get("do")
    form = forms.JudgeForm(request.POST if does == "judge" else None, it=it, by=by, on=request.on)
    request.retry = lambda objection: _mine(request, it, form, objection, status=409)
    if does == "withdraw":
        acts.withdraw(it, by=by, on=request.on)
        return HttpResponseRedirect(link_of(it))
    if form.is_valid():
        acts.judge(it, by=by, on=request.on, once=form.cleaned_data["once"], **form.given)
        messages.success(request, _("Thank you. Your answer has been recorded."))
        return HttpResponseRedirect(link_of(it))
    return _mine(request, it, form, None, status=422 if form.errors else 200)


def _mine(request: Any, it: Matter, form: Any, objection: Any, *, status: int) -> HttpResponse:
    own = queries.own(it, by=holder_of(it), on=request.on)
    return page(request, "matters/mine.html", own=own, form=form, objection=objection, status=status)
