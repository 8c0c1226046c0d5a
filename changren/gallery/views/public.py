"""The pages for people without an account: notices, the form to apply, and what stands behind a private link."""

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
from changren.base.documents.pdf import sent_pdf
from changren.base.documents.sending import sent
from changren.base.secrets import digest
from changren.base.tenancy.scope import within_district
from changren.base.web.often import wait
from changren.base.web.page import page
from changren.gallery import acts, documents, forms, queries
from changren.gallery.models import Application
from changren.gallery.visitors import applicant_to, holder_of, link_of, read
from changren.organisation.middleware import bare, public

PER_MINUTE = 20  # applications from one address
TOO_OFTEN = gettext_lazy(
    "Too many applications come from this network just now. Nothing is lost: send it again in a minute."
)


@public
def listing(request: Any) -> HttpResponse:
    """The notices that are out."""
    _in_a_district(request)
    return page(request, "gallery/public.html", galleries=queries.public_galleries(), on=request.on)


@public
def notice(request: Any, pk: Any) -> HttpResponse:
    """One notice, and the form to apply."""
    _in_a_district(request)
    it = get_object_or_404(queries.public_galleries(), pk=pk)
    by = applicant_to(it)
    form = forms.PublicForm(request.POST if request.method == "POST" else None, it=it, by=by, on=request.on)
    request.retry = lambda objection: _notice(request, it, form, objection, status=409)
    if request.method == "POST" and form.is_valid():
        return _applied(request, it, by, form)
    return _notice(
        request, it, form, acts.apply.objection(it, by=by, on=request.on), status=422 if form.errors else 200
    )


def _applied(request: Any, it: Any, by: Any, form: Any) -> HttpResponse:
    if wait(f"apply:{digest(request.META['REMOTE_ADDR'])}", PER_MINUTE, request.on):
        return _notice(request, it, form, Objection(TOO_OFTEN), status=429)
    made = acts.apply(it, by=by, on=request.on, once=form.cleaned_data["once"], **form.given)
    messages.success(request, _("Your application is in. Keep the address of this page: it is yours alone."))
    return HttpResponseRedirect(link_of(made))


def _notice(request: Any, it: Any, form: Any, objection: Any, *, status: int) -> HttpResponse:
    return page(request, "gallery/notice.html", it=it, notice=documents.notice(it), form=form, objection=objection,
                open=acts.apply.objection(it, by=applicant_to(it), on=request.on) is None, status=status)  # fmt: skip


def _in_a_district(request: Any) -> None:
    """The district comes from the session, or for guests from the host name (R8)."""
    if request.user is None and request.district is None:
        raise Http404


def _behind_a_link(view: Callable[..., HttpResponse]) -> Any:
    """Open a view to whoever holds the link of an application, in the district that the link names."""

    @wraps(view)
    def opened(request: Any, token: str, **given: Any) -> HttpResponse:
        try:
            district, key = read(token)
        except (BadSignature, ValueError) as why:
            raise Http404 from why
        with within_district(district):
            it = get_object_or_404(Application.objects.select_related(*Application.alongside), pk=key)
            return view(request, it, **given)

    return bare(opened)


@_behind_a_link
def mine(request: Any, it: Application) -> HttpResponse:
    """What became of an application; to withdraw it, and to give an opinion afterwards."""
    by = holder_of(it)
    form = forms.OpinionForm(request.POST if request.POST.get("do") == "say" else None, it=it, by=by, on=request.on)
    request.retry = lambda objection: _mine(request, it, form, objection, status=409)
    if request.POST.get("do") == "withdraw":
        acts.withdraw(it, by=by, on=request.on)
        return HttpResponseRedirect(link_of(it))
    if form.is_valid():
        acts.give_opinion(it, by=by, on=request.on, once=form.cleaned_data["once"], **form.given)
        return HttpResponseRedirect(link_of(it))
    return _mine(request, it, form, None, status=422 if form.errors else 200)


def _mine(request: Any, it: Application, form: Any, objection: Any, *, status: int) -> HttpResponse:
    own = queries.own(it, by=holder_of(it), on=request.on)
    for one in own.papers:
        one.url = f"{link_of(it)}{one.pk}/"  # type: ignore[attr-defined]
    return page(
        request, "gallery/mine.html", own=own, form=form, objection=objection, permit=_permit(it), status=status
    )


def _permit(it: Application) -> str:
    return f"{link_of(it)}permit.pdf" if it.is_in and it.invitee_id else ""


@_behind_a_link
def permit(request: Any, it: Application) -> HttpResponse:
    """The permit of whoever holds the link."""
    if not _permit(it):
        raise Http404
    return sent_pdf(documents.permits(it.gallery, [it]))


@_behind_a_link
def paper(request: Any, it: Application, pk: Any) -> Any:
    """A paper that is for everybody in the hall."""
    found = next((one for one in queries.open_papers(it) if one.pk == pk), None)
    if found is None:
        raise Http404
    return sent(found)
