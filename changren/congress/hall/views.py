"""The pages of the hall: the chair's console, a vote, who is there, a delegate's telephone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from changren.base.acts import ACTS as ALL
from changren.base.acts import Kind, Refused
from changren.base.data.answers import tells
from changren.base.tenancy.ids import uuid7
from changren.base.web.page import page
from changren.congress import queries
from changren.congress.acts import hall as acts
from changren.congress.guards.hall import runs_hall
from changren.congress.hall import links
from changren.congress.hall.arriving import arrive
from changren.congress.models import Meeting, Vote
from changren.congress.queries import hall

DESKS = ("1", "2", "3", "4")
ACTS = {act.verb_name: act for act in ALL.values() if act.room == "congress"}


def _meeting(request: Any, pk: Any) -> Meeting:
    found: Meeting = get_object_or_404(queries.for_reader(request.post), pk=pk)
    return found


def _run(request: Any, pk: Any) -> Meeting:
    """The meeting, for whoever works its console."""
    it = _meeting(request, pk)
    objection = runs_hall(it, request.post)
    if objection:
        raise Refused(objection.of_kind(Kind.WHO))
    return it


@tells(console=hall.Console)
def console(request: Any, pk: Any) -> HttpResponse:
    """The chair's table, for whoever works it."""
    it = _run(request, pk)
    shown = hall.console(it, ACTS, by=request.post, on=request.on)
    return page(request, "congress/hall/console.html", console=shown, once=uuid7(), screen=_screen(it),
                desks=[(name, reverse("congress:desk", args=[links.DESK.to(it, name)])) for name in DESKS])  # fmt: skip


def _screen(meeting: Meeting) -> str:
    return links.SCREEN.to(meeting, get_language() or "")


@tells(sheet=hall.VoteSheet)
def vote(request: Any, pk: Any) -> HttpResponse:
    """One vote."""
    it: Vote = get_object_or_404(hall.votes_for(request.post), pk=pk)
    return page(request, "congress/hall/vote.html", sheet=hall.vote_sheet(it, by=request.post, on=request.on))


@tells(attending=hall.Attending)
def attendance(request: Any, pk: Any) -> HttpResponse:
    """Who is there, and who went in and out; for whoever works the console."""
    it = _run(request, pk)
    return page(request, "congress/hall/attendance.html", attending=hall.attending(it))


@tells(own=hall.Own)
def floor(request: Any, pk: Any) -> HttpResponse:
    """A telephone in the hall: what is on, one's vote, one's wish to speak."""
    it = _meeting(request, pk)
    mine = hall.own(it, acts, by=request.post, on=request.on)
    ticket = links.PHONE.to(mine.invitee, get_language() or "") if mine.invitee and mine.votes else ""
    return page(request, "congress/hall/floor.html", own=mine, ticket=ticket, screen=_screen(it),
                shown=hall.screen(it, request.on))  # fmt: skip


def here(request: Any, token: str) -> HttpResponse:
    """A delegate lets themselves in by the code on the hall's screen."""
    found = arrive(request.post, token, request.POST.get("ticket", ""), on=request.on)
    return page(request, "congress/hall/here.html", found=found)


def to_console(subject: Any) -> str:
    """Afterwards, back to the console."""
    return reverse("congress:console", args=[queries.meeting_of(subject).pk])


def after_console(meeting: Meeting) -> str:
    """Back to the console where it is in use; else to the meeting."""
    return to_console(meeting) if hall.floor_of(meeting) else meeting.get_absolute_url()


def to_floor(subject: Any) -> str:
    """Afterwards, back to one's own page."""
    return reverse("congress:floor", args=[queries.meeting_of(subject).pk])
