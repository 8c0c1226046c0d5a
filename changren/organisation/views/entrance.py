"""Coming in and going out: sign-in, password, the post one acts in, how pages look."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from changren.base.acts import Objection
from changren.base.web.page import page
from changren.organisation import acts, forms, queries, signing
from changren.organisation.middleware import LANGUAGE_COOKIE, public, without_post
from changren.organisation.models import SignIn

WRONG = _("Login name or password is wrong.")
LOCKED = _(
    "Too many wrong passwords from here. Try again in {minutes} minutes, or ask the office for a new first password."
)
NO_DISTRICT = _("No district signs in at this address.")


@public
def sign_in(request: Any) -> HttpResponse:
    """The first page everybody sees."""
    form = forms.SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.user:
        return HttpResponseRedirect(_next(request))
    if request.district is None or not (request.method == "POST" and form.is_valid()):
        return _entrance(request, form, status=422 if form.errors else 200)
    login, address = form.cleaned_data["login"], request.META["REMOTE_ADDR"]
    if signing.is_locked(login, address, request.on):
        return _entrance(request, form, Objection(LOCKED, {"minutes": settings.LOCK_FOR.seconds // 60}), status=429)
    person = signing.check(login, form.cleaned_data["password"], address, request.on)
    return _entered(request, person) if person else _entrance(request, form, Objection(WRONG), status=422)


def _entered(request: Any, person: Any) -> HttpResponse:
    response = HttpResponseRedirect(_next(request))
    _give_cookie(response, signing.begin(person, request.headers.get("User-Agent", ""), request.on))
    rotate_token(request)
    return response


def _entrance(request: Any, form: Any, objection: Objection | None = None, *, status: int) -> HttpResponse:
    if request.district is None:
        objection = Objection(NO_DISTRICT)
    return page(
        request, "organisation/sign_in.html", form=form, objection=objection, district=request.district, status=status
    )


def _next(request: Any) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("home")


def _give_cookie(response: HttpResponse, value: str) -> None:
    response.set_cookie(signing.COOKIE, value, httponly=True, secure=settings.SECURE_COOKIES, samesite="Lax")


@without_post
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End this session."""
    signing.end(request.signed_in)
    response = HttpResponseRedirect(reverse("organisation:sign-in"))
    response.delete_cookie(signing.COOKIE)
    return response


@without_post
def choose_password(request: Any) -> HttpResponse:
    """One's own password; the first thing asked of a newcomer."""
    post = request.post or next(iter(queries.posts_held(request.user)), None)
    form = forms.OwnPasswordForm(request.POST or None, it=request.user, by=post, on=request.on)
    if request.method == "POST" and form.is_valid():
        acts.choose_password(request.user, by=post or _Self(request.user), on=request.on, **form.given)
        return HttpResponseRedirect(reverse("home"))
    return page(request, "organisation/choose_password.html", form=form, status=422 if form.errors else 200)


class _Self:
    """A person without any post, acting on their own account."""

    def __init__(self, person: Any) -> None:
        self.id, self.person_id, self.district_id, self.role = None, person.pk, person.district_id, ""


@without_post
def posts(request: Any) -> HttpResponse:
    """In which post do you act? Shown when there is a choice."""
    return page(request, "organisation/posts.html", posts=queries.posts_held(request.user))


@without_post
@require_POST
def act_as(request: Any, pk: Any) -> HttpResponse:
    """Act in another of one's posts from now on."""
    post = get_object_or_404(queries.posts_held(request.user), pk=pk)
    SignIn.objects.filter(pk=request.signed_in.pk).update(post=post)
    return HttpResponseRedirect(reverse("home"))


@public
@require_POST
def display(request: Any) -> HttpResponse:
    """Language, text size, colours: kept with the person, or in cookies for guests."""
    form = forms.DisplayForm({**_display(request), **request.POST.dict()})
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    if not form.is_valid():
        return response
    if request.user:
        type(request.user).objects.filter(pk=request.user.pk).update(**form.cleaned_data)
    for name, value in form.cleaned_data.items():
        response.set_cookie(LANGUAGE_COOKIE if name == "language" else name, value, max_age=31536000, samesite="Lax")
    return response


def _display(request: Any) -> dict[str, str]:
    """How this reader sees pages now."""
    person, cookies = request.user, request.COOKIES
    return {
        "language": person.language if person else cookies.get(LANGUAGE_COOKIE, "zh-hans"),
        "text_size": person.text_size if person else cookies.get("text_size", "normal"),
        "theme": person.theme if person else cookies.get("theme", "auto"),
    }
