"""One's dates in the calendar of one's telephone (RFC 5545), behind a link that can be changed or switched off.

The link is signed and names the person and how often it was made, so the database holds no secret. A calendar is often
kept by somebody else's service: what is confidential appears in it without its title, and decisions about people
without a name.
"""

from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from changren.base.clock.now import day_of
from changren.base.tenancy.scope import within_district
from changren.base.web.page import page
from changren.base.web.waiting import Waiting
from changren.mandates.models import Session
from changren.mandates.queries import sessions_for
from changren.organisation.middleware import bare
from changren.organisation.models import Person
from changren.organisation.queries import hold, posts_held
from changren.site.rooms import MECHANISMS

SALT = "changren.calendar"
AGAIN = timedelta(hours=6)  # how often a telephone should ask


def calendar(request: Any) -> HttpResponse:
    """The page with the link. Sent: `do` is "make" (a new link; the former is worth nothing) or "stop".

    The form tells which link it was shown with, so that one that is sent twice counts once.
    """
    if request.method == "POST" and request.POST.get("do") in ("make", "stop"):
        seen = Person.objects.filter(pk=request.user.pk, calendar=request.user.calendar)
        if request.POST.get("seen") == str(request.user.calendar):
            seen.update(shows_calendar=request.POST["do"] == "make", calendar=F("calendar") + 1)
        return HttpResponseRedirect(reverse("calendar"))
    link = request.build_absolute_uri(reverse("calendar-feed", args=[token_for(request.user)]))
    return page(
        request, "site/calendar.html", link=link if request.user.shows_calendar else "", seen=request.user.calendar
    )


def token_for(person: Person) -> str:
    """What the link holds: the same whenever it is asked for, until it is made anew."""
    return signing.Signer(salt=SALT).sign_object([person.district_id, str(person.pk), person.calendar])


@bare
def feed(request: Any, token: str) -> HttpResponse:
    """The calendar behind a link, in the person's language; 404 if the link was changed or switched off."""
    try:
        district, key, made = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature as why:
        raise Http404 from why
    with within_district(district):
        person = Person.objects.filter(pk=UUID(key), calendar=made, shows_calendar=True, is_open=True).first()
        if person is None:
            raise Http404
        with translation.override(person.language):
            text = _written(person, request.build_absolute_uri("/").rstrip("/"), request.on)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _written(person: Person, root: str, on: datetime) -> bytes:
    hold(person)
    dates = Calendar()
    dates.add("prodid", "-//Changren//Changren//ZH")
    dates.add("version", "2.0")
    dates.add("x-wr-calname", _("Standing congress"))
    dates.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for line in (line for room in MECHANISMS for line in room.waiting_for(person)):
        if line.due:
            key = f"{line.it.pk}.{line.post.pk}.{line.rule.key if line.rule else ''}"
            dates.add_component(_event(key, line.due, _says(line), f"{root}{line.url}", on))
    for session in _sessions(person, on):
        dates.add_component(_event(str(session.pk), session.planned_on, str(session), root, on))
    return bytes(dates.to_ical())


def _sessions(person: Person, on: datetime) -> Any:
    """The sessions ahead of the townships in which the person holds a post. One query."""
    opened = [sessions_for(post) for post in posts_held(person)]
    ahead = reduce(or_, opened) if opened else Session.objects.none()
    return ahead.filter(state=Session.State.PLANNED, planned_on__gte=day_of(on))


def _says(line: Waiting) -> str:
    """What is to be done; about what, only if that may be known: no confidential matter, and nobody's name."""
    confidential = getattr(line.it, "confidential", None)
    if confidential is None:
        return str(line.says)
    subject = _("a confidential matter") if confidential else str(line.it)
    return "".join((str(line.says), pgettext("after a field's name", ": "), subject))


def _event(key: str, day: date, says: str, url: str, on: datetime) -> Event:
    """A whole day. Its key stays the same when the day moves, so that the telephone moves it, too."""
    event = Event()
    event.add("uid", f"{key}@changren")
    event.add("dtstamp", on)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", says)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
