"""One gallery, one application, and what stands behind an applicant's link, as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.telling import Told
from changren.congress.models import Item, Meeting, Paper
from changren.gallery.models import Application, Category, Gallery
from changren.gallery.queries.asking import rule_of
from changren.gallery.queries.coverage import Coverage, coverage
from changren.gallery.queries.doors import applications_for
from changren.organisation.models import Post, Role
from changren.organisation.queries import history

State = Gallery.State
ORDER = (State.DRAFT, State.PUBLISHED, State.CLOSED, State.DECIDED, State.ADMITTING, State.DONE)


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a gallery: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class Seats:
    """The seats of one category, and who applied for them as far as the reader may know them."""

    label: Any
    seats: int
    applications: list[Application]

    in_data = ("label", "seats", "applications")


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a gallery shows.

    sees_names: whether the reader may know who applies.

    prints: whether there are permits that the reader may print.
    """

    gallery: Gallery
    stages: list[Stage]
    acts: list[OpenAct]
    seats: list[Seats]
    sees_names: bool
    prints: bool
    coverage: Coverage
    rules: list[Any]
    history: list[Told]

    data_in_full = ("gallery",)


@dataclass(frozen=True)
class ApplicationSheet:
    """Everything the page of an application shows. contact: card and telephone in full, where the office asked."""

    application: Application
    acts: list[OpenAct]
    contact: bool
    may_call: bool
    history: list[Told]

    in_data = ("application", "acts", "may_call", "history")
    data_in_full = ("application",)


@dataclass(frozen=True)
class Own:
    """What stands behind the link of an applicant: what became of it; and with a permit, what it allows to read."""

    application: Application
    items: list[Item]
    papers: list[Attachment]
    may_withdraw: bool
    may_give_opinion: bool
    rules: list[Any]


def sheet(gallery: Gallery, *, by: Post, on: datetime) -> Sheet:
    """The gallery for this reader."""
    every = list(Application.objects.filter(gallery=gallery))
    known = list(applications_for(by).filter(gallery=gallery).order_by("number"))
    names = ("shown_least", "notice_before", "close_before", "residents", "kept_after")
    with asking_once():
        offered = open_acts(gallery, by=by, on=on, among=_fitting(gallery))
    return Sheet(
        gallery, _stages(gallery), offered,
        [Seats(Category(name).label, n, [one for one in known if one.category == name])
         for name, n in gallery.seats.items()],
        bool(known) or by.role in (Role.CLERK, Role.COMMITTEE),
        by.role == Role.CLERK and any(one.is_in and one.invitee_id for one in known), coverage(gallery, every),
        [rule_of(gallery, "seats"), *(rule_of(gallery, name) for name in names)], history(gallery),
    )  # fmt: skip


def application_sheet(application: Application, *, by: Post, on: datetime, contact: bool) -> ApplicationSheet:
    """An application for this reader. contact: whether the office asks to see the numbers in full."""
    may_call = by.role == Role.CLERK and bool(application.phone or application.card)
    offered = open_acts(application, by=by, on=on)
    return ApplicationSheet(
        application, [one for one in offered if one.objection is None or one.act.steps], may_call and contact,
        may_call and not contact, history(application),
    )  # fmt: skip


def own(application: Application, *, by: Any, on: datetime) -> Own:
    """What whoever holds the link sees. The agenda, and nobody's name."""
    meeting = application.gallery.meeting
    reads = application.is_in and meeting.convened_on is not None
    items = list(meeting.items.order_by("order", "id")) if reads else []
    open_now = {one.act.verb_name for one in open_acts(application, by=by, on=on) if one.objection is None}
    over = meeting.state in (Meeting.State.CLOSED, Meeting.State.FOLLOWED) or on >= meeting.starts_at
    return Own(
        application, items, open_papers(application) if reads else [],
        "withdraw" in open_now and not over, "give_opinion" in open_now and not application.opinion,
        [rule_of(application.gallery, "kept_after")],
    )  # fmt: skip


def open_papers(application: Application) -> list[Attachment]:
    """The newest version of each paper that is for everybody in the hall; none for who has no permit."""
    if not application.is_in:
        return []
    rows = Paper.objects.filter(meeting=application.gallery.meeting, level=Paper.Level.HALL, is_removed=False)
    newest = {one.owner_id: one for one in attached_to(*rows)}
    return list(newest.values())


def _fitting(gallery: Gallery) -> list[Any]:
    """What creates within a gallery is offered while applications are open."""
    return [one for one in acts_on(Gallery) if not one.creates or gallery.state == State.PUBLISHED]


def _stages(gallery: Gallery) -> list[Stage]:
    if gallery.state == State.OFF:
        return [Stage(State.OFF.label, "now", gallery.reason)]
    reached = ORDER.index(State(gallery.state))
    days = (gallery.drafted_on, gallery.published_at, gallery.closed_on, gallery.decided_on, gallery.issued_on,
            gallery.finished_on)  # fmt: skip
    return [
        Stage(stage.label, _where(n, reached), f"{day:%m-%d}" if day else "")
        for n, (stage, day) in enumerate(zip(ORDER, days, strict=True))
    ]


def _where(n: int, reached: int) -> str:
    if n < reached or reached == len(ORDER) - 1:
        return "done"
    return "now" if n == reached else "next"
