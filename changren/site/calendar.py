"""One's dates in the calendar of one's telephone (RFC 5545), behind a link that can be changed or switched off.

The link is signed and names the person and how often it was made, so the database holds no secret. A calendar is often
kept by somebody else's service: what is confidential appears in it without its title.
"""

from collections.abc import Iterable
from datetime import date, timedelta
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

from changren.base.clock.now import day_of, now
from changren.base.tenancy.scope import within_district
from changren.base.web.page import page
from changren.base.web.waiting import Waiting
from changren.mandates.models import Session
from changren.mandates.queries import sessions_for
from changren.organisation.middleware import bare
from changren.organisation.models import Person
from changren.organisation.queries import posts_held
from changren.site.rooms import MECHANISMS

SALT = "changren.calendar"
AGAIN = timedelta(hours=6)  # how often a telephone should ask


def calendar(request: Any) -> HttpResponse:
    """The page with the link. Sent: `do` is "make" (a new link; the former is worth nothing) or "stop"."""
    mine = Person.objects.filter(pk=request.user.pk)
    if request.method == "POST" and request.POST.get("do") in ("make", "stop"):
        makes = request.POST["do"] == "make"
        mine.update(shows_calendar=makes, calendar=F("calendar") + 1)
        return HttpResponseRedirect(reverse("calendar"))
    link = request.build_absolute_uri(reverse("calendar-feed", args=[token_for(request.user)]))
    return page(request, "site/calendar.html", link=link if request.user.shows_calendar else "")


def token_for(person: Person) -> str:
    """What the link holds."""
    return signing.dumps([person.district_id, str(person.pk), person.calendar], salt=SALT)


@bare
def feed(request: Any, token: str) -> HttpResponse:
    """The calendar behind a link, in the person's language; 404 if the link was changed or switched off."""
    try:
        district, key, made = signing.loads(token, salt=SALT)
    except signing.BadSignature as why:
        raise Http404 from why
    with within_district(district):
        person = Person.objects.filter(pk=UUID(key), calendar=made, shows_calendar=True, is_open=True).first()
        if person is None:
            raise Http404
        with translation.override(person.language):
            text = _written(person, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _written(person: Person, root: str) -> bytes:
    dates = Calendar()
    dates.add("prodid", "-//Changren//Changren//ZH")
    dates.add("version", "2.0")
    dates.add("x-wr-calname", _("Standing congress"))
    dates.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    lines = [line for room in MECHANISMS for line in room.waiting_for(person)]
    for line in lines:
        if line.due:
            dates.add_component(_event(f"{line.it.pk}.{line.post.pk}", line.due, _says(line), f"{root}{line.url}"))
    for session in _sessions(person):
        dates.add_component(_event(str(session.pk), session.planned_on, str(session), root))
    return bytes(dates.to_ical())


def _sessions(person: Person) -> Iterable[Session]:
    """The sessions ahead of the townships in which the person holds a post, each once."""
    ahead = {"state": Session.State.PLANNED, "planned_on__gte": day_of(now())}
    found = {one.pk: one for post in posts_held(person) for one in sessions_for(post).filter(**ahead)}
    return found.values()


def _says(line: Waiting) -> str:
    subject = _("a confidential matter") if getattr(line.it, "confidential", False) else str(line.it)
    return "".join((str(line.says), pgettext("after a field's name", ": "), subject))


def _event(key: str, day: date, says: str, url: str) -> Event:
    """A whole day. Its key stays the same when the day moves, so that the telephone moves it, too."""
    event = Event()
    event.add("uid", f"{key}@changren")
    event.add("dtstamp", now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", says)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
