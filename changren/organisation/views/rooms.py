"""The pages of this room: townships, units, people, the calendar, notices, one's own account."""

import re
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from changren.base.acts import open_acts
from changren.base.notices.models import Notice
from changren.base.web.page import page
from changren.organisation import acts, queries
from changren.organisation.models import SignIn

NUMBER = re.compile(r"[0-9]{1,18}")


def board(request: Any) -> HttpResponse:
    """Townships and units."""
    post = request.post
    return page(
        request, "organisation/board.html", townships=queries.townships_for(post), units=queries.units_with_posts(post),
        acts=open_acts(post.township, by=post, on=request.on, among=[acts.add_unit, acts.add_township]),
    )  # fmt: skip


def people(request: Any) -> HttpResponse:
    """The people whose accounts one keeps."""
    search = request.GET.get("q", "").replace("\0", "").strip()
    return page(
        request, "organisation/people.html", people=queries.roster(request.post, search=search)[: queries.PAGE * 4],
        search=search, acts=open_acts(request.post.township, by=request.post, on=request.on, among=[acts.add_person]),
    )  # fmt: skip


def person(request: Any, pk: Any) -> HttpResponse:
    """One person: account and posts."""
    it = get_object_or_404(queries.people_for(request.post), pk=pk)
    return page(request, "organisation/person.html", sheet=queries.sheet(it, by=request.post, on=request.on))


def unit(request: Any, pk: Any) -> HttpResponse:
    """One unit and who acts for it."""
    it = get_object_or_404(queries.units_for(request.post), pk=pk)
    return page(request, "organisation/unit.html", sheet=queries.sheet(it, by=request.post, on=request.on))


def calendar(request: Any) -> HttpResponse:
    """The district's calendar: what differs from the national one."""
    days = list(queries.days_for(request.post))
    offered = [(day, open_acts(day, by=request.post, on=request.on)) for day in days]
    offer = open_acts(request.post.township, by=request.post, on=request.on, among=[acts.mark_day])
    return page(request, "organisation/calendar.html", days=offered, acts=offer)


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


def account(request: Any) -> HttpResponse:
    """One's own account: posts, sessions, how pages look."""
    return page(
        request, "organisation/account.html", person=request.user, posts=queries.posts_held(request.user),
        sessions=queries.sessions(request.user, request.on), current=request.signed_in.pk,
    )  # fmt: skip


@require_POST
def end_session(request: Any, pk: Any) -> HttpResponse:
    """Sign out another of one's browsers."""
    get_object_or_404(SignIn.objects.filter(person=request.user), pk=pk).delete()
    return HttpResponseRedirect(reverse("organisation:account"))
