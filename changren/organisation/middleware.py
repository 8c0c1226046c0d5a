"""From the cookie, or a program's key, to the district, the person and the post they act in (R8). One query."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import now
from changren.base.data.plain import ADDRESS
from changren.base.data.problem import Problem
from changren.base.tenancy.scope import within_district
from changren.base.web import unsent
from changren.organisation import keys, passwords, signing

LANGUAGES = ("zh-hans", "en")
LANGUAGE_COOKIE = "language"
NO_KEY = _("Send a key that holds: Authorization: Bearer …. It is made on the page of your account.")
NO_LONGER = _("The person of this key must first choose a new password.")
NO_POST = _("The post of this key has ended.")


class SignedInMiddleware:
    """Puts `on`, `user`, `post` and `role` on the request, inside the scope of its district and its language.

    Where data is asked for, the key that is shown counts and nothing else: no cookie, so no page can be made to ask.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.on = now()
        request.asks_for_data = request.path.startswith(f"{ADDRESS}/")
        if request.asks_for_data:
            request._dont_enforce_csrf_checks = True
        session = _shown(request)
        request.signed_in = session
        request.user = session.person if session else None
        request.post = session.post if session and session.post and session.post.is_held else None
        request.role = request.post.role if request.post else ""
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            with within_district(session.district_id) if session else nullcontext():
                return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send those away who must first sign in, choose a password, or choose a post.

        What a page asks for by itself is only refused: htmx would follow, and put the other page into this one.
        """
        away = self._away(request, view)
        return HttpResponse(status=401) if away and request.headers.get("HX-Request") else away

    def _away(self, request: Any, view: Any) -> HttpResponse | None:
        if getattr(view, "is_public", False):
            return None
        if request.asks_for_data:
            return _no_data(request)
        if request.user is None:
            may_return = request.method == "GET" or _keep_what_was_sent(request, view)
            back = urlencode({"next": request.get_full_path()}) if may_return else ""
            return HttpResponseRedirect(f"{reverse('organisation:sign-in')}?{back}".rstrip("?"))
        if getattr(view, "needs_no_post", False):
            return None
        if passwords.must_change(request.user, request.on):
            return HttpResponseRedirect(reverse("organisation:choose-password"))
        return None if request.post else HttpResponseRedirect(reverse("organisation:posts"))


def _shown(request: Any) -> Any:
    """The session, or the key, that the request comes with; None if it holds no longer."""
    if request.asks_for_data:
        return keys.key_of(request.headers.get("Authorization", ""), request.on)
    return signing.session_of(request.COOKIES.get(signing.COOKIE, ""), request.on)


def _no_data(request: Any) -> HttpResponse | None:
    """What a program is told that may not ask at all."""
    if request.user is None:
        return Problem(401, NO_KEY, headers={"WWW-Authenticate": "Bearer"}).response(request.number)
    why = NO_LONGER if passwords.must_change(request.user, request.on) else None if request.post else NO_POST
    return Problem(403, why).response(request.number) if why else None


def _keep_what_was_sent(request: Any, view: Any) -> bool:
    """The form of an act, sent when the session had ended: it waits for the same person. Whether it was one."""
    if not getattr(view, "is_form", False):
        return False
    former = signing.last_session_of(request.COOKIES.get(signing.COOKIE, ""))
    if former:
        with within_district(former.district_id):
            unsent.remember(request, former.person_id, request.path)
    return True


def _language(request: Any) -> str:
    if request.asks_for_data:
        return translation.get_language_from_request(request)
    chosen = request.user.language if request.user else request.COOKIES.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def public(view: Any) -> Any:
    """Open a view to guests. For them it runs in the district of the host name, `request.district`, if there is one."""

    @wraps(view)
    def opened(request: Any, *args: Any, **options: Any) -> HttpResponse:
        if request.signed_in:
            return view(request, *args, **options)
        request.district = signing.district_of_host(request.get_host().partition(":")[0])
        with within_district(request.district.code) if request.district else nullcontext():
            return view(request, *args, **options)

    return bare(opened)


def bare(view: Any) -> Any:
    """Open a view to everybody, outside any district: it asks the database nothing that belongs to one."""
    view.is_public = True
    return view


def without_post(view: Any) -> Any:
    """Mark a view for people who are signed in but have not chosen a post."""
    view.needs_no_post = True
    return view
