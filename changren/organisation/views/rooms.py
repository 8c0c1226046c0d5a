"""The pages of this room: townships, units, people, the calendar, notices, one's own account."""

import re
from typing import Any

from django.apps import apps
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from changren.base.acts import OpenAct, open_acts
from changren.base.clock.models import CalendarDay
from changren.base.clock.now import day_of
from changren.base.data.answers import lists, tells
from changren.base.data.plain import ADDRESS
from changren.base.minutes.telling import Told
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Township
from changren.base.web.page import page
from changren.organisation import acts, keys, queries
from changren.organisation.models import AccessKey, Person, Post, SignIn, Unit

OFFERED = [acts.add_unit, acts.enter_units, acts.enter_members, acts.add_township]
NUMBER = re.compile(r"[0-9]{1,18}")


@tells(townships=list[Township], units=list[Unit], acts=list[OpenAct])
def board(request: Any) -> HttpResponse:
    """Townships and units."""
    post = request.post
    return page(
        request, "organisation/board.html", townships=queries.townships_for(post), units=queries.units_with_posts(post),
        acts=open_acts(post.township, by=post, on=request.on, among=OFFERED),
    )  # fmt: skip


def _search(request: Any) -> str:
    return str(request.GET.get("q", "")).replace("\0", "").strip()


@lists(Person, lambda request: queries.roster(request.post, search=_search(request)), asks=("q",))
def people(request: Any) -> HttpResponse:
    """The people whose accounts one keeps."""
    search = _search(request)
    return page(
        request, "organisation/people.html", people=queries.roster(request.post, search=search)[: queries.PAGE * 4],
        search=search, acts=open_acts(request.post.township, by=request.post, on=request.on, among=[acts.add_person]),
    )  # fmt: skip


@tells(sheet=queries.Sheet)
def person(request: Any, pk: Any) -> HttpResponse:
    """One person: account and posts."""
    it = get_object_or_404(queries.people_for(request.post), pk=pk)
    return page(request, "organisation/person.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.Sheet)
def unit(request: Any, pk: Any) -> HttpResponse:
    """One unit and who acts for it."""
    it = get_object_or_404(queries.units_for(request.post), pk=pk)
    return page(request, "organisation/unit.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(days=list[tuple[CalendarDay, list[OpenAct]]], acts=list[OpenAct])
def calendar(request: Any) -> HttpResponse:
    """The district's calendar: what differs from the national one."""
    days = list(queries.days_for(request.post))
    offered = [(day, open_acts(day, by=request.post, on=request.on)) for day in days]
    offer = open_acts(request.post.township, by=request.post, on=request.on, among=[acts.mark_day])
    return page(request, "organisation/calendar.html", days=offered, acts=offer)


@tells(lines=list[queries.NoticeLine], more=bool, asks=("before",))
def notices(request: Any) -> HttpResponse:
    """What one has been told, newest first."""
    before = request.GET.get("before", "")
    lines = queries.notices(request.user, before=int(before) if NUMBER.fullmatch(before) else None)
    return page(request, "organisation/notices.html", lines=lines, more=len(lines) == queries.PAGE)


@require_POST
def read_notices(request: Any) -> HttpResponse:
    """All of them are read."""
    Notice.objects.filter(person_id=request.user.pk, read_at=None).update(read_at=request.on)
    return HttpResponseRedirect(reverse("organisation:notices"))


@tells(person=Person, posts=list[Post], keys=list[AccessKey], acts=list[OpenAct])
def account(request: Any) -> HttpResponse:
    """One's own account: posts, sessions, how pages look."""
    return page(
        request, "organisation/account.html", person=request.user, posts=queries.posts_held(request.user),
        sessions=queries.sessions(request.user, request.on), current=request.signed_in.pk,
        keys=queries.keys_for(request.post).filter(person=request.user), today=day_of(request.on),
        acts=open_acts(request.user, by=request.post, on=request.on, among=[acts.make_key]),
    )  # fmt: skip


@tells(key=AccessKey, acts=list[OpenAct], history=list[Told])
def key(request: Any, pk: Any) -> HttpResponse:
    """One key of a program: what it may do, and what the program sends, until it was used."""
    it = get_object_or_404(queries.keys_for(request.post), pk=pk)
    is_new = it.person_id == request.user.pk and it.used_on is None and it.holds_on(day_of(request.on))
    return page(
        request, "organisation/key.html", key=it, text=keys.shown(it) if is_new else "", address=f"{ADDRESS}/",
        rooms=[apps.get_app_config(name).verbose_name for name in it.rooms], today=day_of(request.on),
        acts=open_acts(it, by=request.post, on=request.on), history=queries.history(it),
    )  # fmt: skip


@require_POST
def end_session(request: Any, pk: Any) -> HttpResponse:
    """Sign out another of one's browsers."""
    get_object_or_404(SignIn.objects.filter(person=request.user), pk=pk).delete()
    return HttpResponseRedirect(reverse("organisation:account"))
