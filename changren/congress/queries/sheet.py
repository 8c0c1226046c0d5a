"""One meeting as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.base.clock.now import day_of
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.telling import Told
from changren.congress.models import Bulletin, Invitee, Item, Meeting, Officer, Paper, Place, Resolution
from changren.congress.queries import doors, people
from changren.congress.queries.outcomes import before
from changren.congress.queries.requirements import Requirement, requirements
from changren.organisation.models import Post, Role
from changren.organisation.queries import history
from changren.organisation.strokes import stroke_key

State = Meeting.State
ORDER = (State.PLANNED, State.APPROVED, State.CONVENED, State.PREPARED, State.OPEN, State.CLOSED, State.FOLLOWED)
SEES_CHECKLIST = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE, Role.DISTRICT)
LEADS_ON = {
    State.PLANNED: "approve", State.APPROVED: "convene", State.CONVENED: "prepare", State.PREPARED: "open_meeting",
    State.OPEN: "close_meeting", State.CLOSED: "adopt_minutes",
}  # fmt: skip
OF_THE_HALL = {"open_desks", "close_desks", "call_item"}  # done at the chair's console
FITTING = {  # what creates within a meeting is offered at the stage that it belongs to
    State.PLANNED: "add_item ask_paper", State.APPROVED: "add_item ask_paper name_officers",
    State.CONVENED: "add_item ask_paper invite give_place draft_resolution",
    State.PREPARED: "add_item ask_paper invite give_place draft_resolution",
    State.OPEN: "add_item invite draft_resolution file_bulletin",
}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """One stage of a meeting: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class PaperLine:
    """A paper with its versions, the newest first, and what the reader may do about it."""

    it: Paper
    files: list[Attachment]
    acts: list[OpenAct]

    in_data = ("it", "files")


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda with its number ("2.1"), its papers, and what the reader may do about it.

    heard: for the item that tells what became of the last meeting, its resolutions.
    """

    number: str
    it: Item
    papers: list[PaperLine]
    heard: list[Resolution]
    acts: list[OpenAct]

    in_data = ("number", "it", "papers", "heard")


@dataclass(frozen=True)
class BulletinLine:
    """What a delegation said, and what the reader may do about it."""

    it: Bulletin
    acts: list[OpenAct]

    in_data = ("it",)


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a meeting shows.

    waits: what the rules ask that is not done, for those who prepare. acts: what the reader may do, what leads on
    first. runs: whether the chair's console is theirs. mine: the reader's own line on the list, with what they may do
    there. loose: papers of no item.
    """

    meeting: Meeting
    stages: list[Stage]
    acts: list[OpenAct]
    quiet: bool
    waits: list[Requirement]
    mine: Invitee | None
    own_acts: list[OpenAct]
    agenda: list[ItemLine]
    loose: list[PaperLine]
    officers: list[tuple[Any, list[Officer]]]
    relieves: list[OpenAct]
    counts: dict[str, int]
    quorum: people.Quorum
    place: Place | None
    resolutions: list[Resolution]
    bulletins: list[BulletinLine]
    prepares: bool
    runs: bool
    history: list[Told]

    in_data = (
        "meeting", "waits", "mine", "agenda", "loose", "officers", "counts", "quorum", "place", "resolutions",
        "bulletins",
    )  # fmt: skip
    data_in_full = ("meeting",)

    @property
    def is_on(self) -> bool:
        """Whether people may gather in the hall."""
        return self.meeting.state in (State.CONVENED, State.PREPARED, State.OPEN)


def sheet(meeting: Meeting, *, by: Post, on: datetime) -> Sheet:
    """The meeting for this reader. The number of items, papers and invitees adds no query."""
    mine, prepares = people.invitee_of(meeting, by.person_id), by.role in SEES_CHECKLIST
    officers = _of(meeting, meeting.officers.select_related("person", "township"))
    with asking_once():
        papers = _papers(meeting, by, on)
        acts = sorted(open_acts(meeting, by=by, on=on, among=_fitting(meeting)), key=lambda one: _stays(one, meeting))
        waits = requirements(meeting, day_of(on)) if prepares else []
        agenda, bulletins = _agenda(meeting, papers, by, on), _bulletins(meeting, by, on)
        return Sheet(
            meeting=meeting, stages=stages(meeting), acts=acts, quiet=all(_stays(one, meeting) for one in acts),
            waits=[one for one in waits if one.state == "missing" or (one.state == "ahead" and one.by)],
            mine=mine, own_acts=_open(mine, by, on) if mine else [], agenda=agenda,
            loose=[one for one in papers if one.it.item_id is None], officers=by_office(officers),
            relieves=_relieves(meeting, officers, by, on), counts=people.answers(meeting),
            quorum=people.quorum(meeting, _present(meeting)), place=_place(meeting, mine),
            resolutions=_of(meeting, doors.resolutions_for(by).filter(meeting=meeting)), bulletins=bulletins,
            prepares=prepares, runs=_runs(meeting, officers, by), history=history(meeting) if prepares else [],
        )  # fmt: skip


def _of(meeting: Meeting, rows: Iterable[Any]) -> list[Any]:
    """Rows that belong to the meeting; it is not asked for again."""
    found = list(rows)
    for one in found:
        one.meeting = meeting
    return found


def _present(meeting: Meeting) -> int:
    return people.expected(meeting) if meeting.present is None else meeting.present


def _runs(meeting: Meeting, officers: list[Officer], by: Post) -> bool:
    """Whether the console is theirs: see the guard `runs_hall`."""
    office = by.role == Role.CLERK and by.township_id == meeting.township_id
    secretary = Officer.Office.SECRETARY_GENERAL
    return office or any(one.person_id == by.person_id and one.office == secretary for one in officers)


def _fitting(meeting: Meeting) -> list[Any]:
    now = FITTING.get(State(meeting.state), "").split()
    ours = [one for one in acts_on(Meeting) if one.verb_name not in OF_THE_HALL]
    return [one for one in ours if not one.creates or one.verb_name in now]


def _stays(one: OpenAct, meeting: Meeting) -> bool:
    """Whether it is not what leads on."""
    return one.act.verb_name != LEADS_ON.get(State(meeting.state)) or one.objection is not None


def _open(it: Any, by: Post, on: datetime) -> list[OpenAct]:
    """What may be done to it now; what may not is not told on a line of a list."""
    return [one for one in open_acts(it, by=by, on=on) if one.objection is None]


def _papers(meeting: Meeting, by: Post, on: datetime) -> list[PaperLine]:
    rows = _of(meeting, doors.papers_for(by).filter(meeting=meeting))
    files = list(attached_to(*rows))
    for file in files:
        file.url = reverse("congress:paper", args=[file.pk])  # type: ignore[attr-defined]
    return [
        PaperLine(one, [file for file in reversed(files) if file.owner_id == one.pk], _of_line(one, meeting, by, on))
        for one in rows
    ]


def _of_line(one: Any, meeting: Meeting, by: Post, on: datetime) -> list[OpenAct]:
    """Of a line only those who prepare it are asked what they may do; nothing is asked of the database."""
    if by.role != Role.CLERK and getattr(one, "unit_id", None) != by.unit_id:
        return []
    return _open(one, by, on)


def _agenda(meeting: Meeting, papers: list[PaperLine], by: Post, on: datetime) -> list[ItemLine]:
    rows = _of(meeting, meeting.items.select_related("township", "parent"))
    heard = list(before(meeting)) if any(one.kind == Item.Kind.OUTCOMES for one in rows) else []
    lines = []
    for number, one in numbered(rows):
        own = [paper for paper in papers if paper.it.item_id == one.pk]
        told = heard if one.kind == Item.Kind.OUTCOMES else []
        may = [] if meeting.is_prepared else _item_acts(one, meeting, by, on)
        lines.append(ItemLine(number, one, own, told, may))
    return lines


def _item_acts(one: Item, meeting: Meeting, by: Post, on: datetime) -> list[OpenAct]:
    """What hangs on an item is asked when somebody wants to take it off, not for every line."""
    if by.role != Role.CLERK or by.township_id != meeting.township_id:
        return []
    return [OpenAct(act, one, None) for act in acts_on(Item)]


def numbered(rows: Iterable[Item]) -> list[tuple[str, Item]]:
    """Items in their order, parts under what they are part of: 1, 2, 2.1, 2.2, 3."""
    parts: dict[Any, list[Item]] = {}
    for one in rows:
        parts.setdefault(one.parent_id, []).append(one)
    found = []
    for n, one in enumerate(parts.get(None, []), 1):
        found.append((str(n), one))
        found += [(f"{n}.{m}", part) for m, part in enumerate(parts.get(one.pk, []), 1)]
    return found


def by_office(officers: list[Officer]) -> list[tuple[Any, list[Officer]]]:
    """Those who have an office, office by office, each in the order of strokes."""
    found = [(label, [one for one in officers if one.office == value]) for value, label in Officer.Office.choices]
    return [(label, sorted(those, key=lambda one: stroke_key(one.person.name))) for label, those in found if those]


def _relieves(meeting: Meeting, officers: list[Officer], by: Post, on: datetime) -> list[OpenAct]:
    return [open_ for one in officers for open_ in _open(one, by, on)] if by.role == Role.CLERK else []


def _place(meeting: Meeting, mine: Invitee | None) -> Place | None:
    if mine is None or mine.delegation_id is None:
        return None
    rows = Place.objects.select_related("delegation").filter(meeting=meeting, delegation=mine.delegation_id)
    return next(iter(_of(meeting, rows)), None)


def _bulletins(meeting: Meeting, by: Post, on: datetime) -> list[BulletinLine]:
    rows = _of(meeting, doors.bulletins_for(by).filter(meeting=meeting))
    return [BulletinLine(one, _open(one, by, on) if by.role in SEES_CHECKLIST else []) for one in rows]


def stages(meeting: Meeting) -> list[Stage]:
    """How far it is."""
    if meeting.state == State.CANCELLED:
        return [Stage(State.CANCELLED.label, "now", meeting.reason)]
    reached = ORDER.index(State(meeting.state))
    days = (meeting.planned_on, meeting.approved_on, meeting.convened_on, meeting.prepared_on, meeting.opened_on,
            meeting.closed_on, meeting.followed_on)  # fmt: skip
    return [
        Stage(stage.label, _where(n, reached), f"{day:%m-%d}" if day else "")
        for n, (stage, day) in enumerate(zip(ORDER, days, strict=True))
    ]


def _where(n: int, reached: int) -> str:
    if n < reached or reached == len(ORDER) - 1:
        return "done"
    return "now" if n == reached else "next"
