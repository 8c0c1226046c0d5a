"""What can be found, by name, in one visible list; each with its access door."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.base.documents.names import tell_names
from changren.casework.models import Answer, Case
from changren.casework.queries import UNIT_ROLES, answers_for, cases_for
from changren.congress.models import Meeting, Resolution
from changren.congress.queries import for_reader as meetings_for
from changren.congress.queries import resolutions_for
from changren.elections.models import Election
from changren.elections.queries import elections_for
from changren.evaluation.models import Evaluation
from changren.evaluation.queries import evaluations_for
from changren.forum.models import Forum
from changren.forum.queries import forums_for
from changren.gallery.models import Gallery
from changren.gallery.queries import galleries_for
from changren.mandates.models import Mandate
from changren.mandates.queries import mandates_for
from changren.matters.models import Matter
from changren.matters.queries import comparable_for as similar_for
from changren.matters.queries import matters_for
from changren.organisation.models import Person, Post, Role, Unit
from changren.organisation.queries import people_for, units_for
from changren.proposals.models import Activity, Plan, Proposal
from changren.proposals.queries import activities_for, comparable_for, plans_for, proposals_for
from changren.search.words import token

FOR_ALL = "zkall"  # the token of what everybody in the district may find


@dataclass(frozen=True)
class Room:
    """One kind of thing that can be found.

    number: in the index, never given twice. door: what a post may open. reach: ids one of which whatever a post may
    open was put under; None if it may be anything, none of them if the door is shut. It only narrows; the door decides.
    compared: what a post may be shown as similar to what it drafts, each told whether the post may read its text
    (`is_read`) and open it (`is_open`); None for what is no matter. matter: its fields that say what it is about, the
    title first. beside: what else is shown of a similar matter.
    """

    number: int
    name: str
    label: Any
    model: Any
    door: Callable[[Post], Any]
    reach: Callable[[Post], Collection[UUID] | None]
    alongside: tuple[str, ...] = ("township",)
    compared: Callable[[Post, datetime], Any] | None = None
    matter: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    in_data = ("name", "label")

    def opened(self, post: Post, keys: list[UUID]) -> dict[UUID, Any]:
        """Those of these objects that the post may open, by their keys."""
        rows = self.door(post).filter(pk__in=keys).order_by().select_related(None)
        found = {row.pk: row for row in rows.select_related(*self.alongside)}
        tell_names(found.values())
        return found

    @cached_property
    def states(self) -> list[tuple[str, Any]]:
        """The states that it can be narrowed to."""
        return list(self.model.State.choices) if hasattr(self.model, "State") else []


def _township(post: Post) -> Collection[UUID] | None:
    return None if post.role == Role.DISTRICT else (post.township_id,)


def _case(post: Post) -> Collection[UUID] | None:
    return (post.unit_id,) if post.role in UNIT_ROLES else _township(post)


def _matter(post: Post) -> Collection[UUID] | None:
    """What was said to somebody they find in every post, that of a unit as well."""
    return (post.unit_id, post.township_id) if post.role in UNIT_ROLES else _township(post)


def _proposal(post: Post) -> Collection[UUID] | None:
    if post.role in UNIT_ROLES:
        return ()
    if post.role != Role.DELEGATE:
        return _township(post)
    return {post.township_id, *Mandate.objects.filter(person=post.person_id).values_list("township", flat=True)}


def _person(post: Post) -> Collection[UUID] | None:
    return _township(post) if post.role in (Role.CLERK, Role.DISTRICT) else (post.person_id,)


def _unit(post: Post) -> Collection[UUID] | None:
    return None if post.township.is_district else (post.township_id,)


OF_A_MANDATE = ("township", "person", "delegation", "electing_unit")
ROOMS = (
    Room(1, "proposals", _("Proposals"), Proposal, proposals_for, _proposal, ("township", "lead__person"),
         comparable_for, ("title", "subject"), ("township", "lead", "plan", "case__lead_unit")),
    Room(2, "cases", _("Cases"), Case, cases_for, _case),
    Room(3, "answers", _("Answers"), Answer, answers_for, _case, ("township", "case")),
    Room(4, "activities", _("Activities"), Activity, activities_for, _township),
    Room(5, "delegates", _("Delegates"), Mandate, mandates_for, _township, OF_A_MANDATE),
    Room(6, "people", _("People"), Person, people_for, _person),
    Room(7, "units", _("Units"), Unit, units_for, _unit),
    Room(8, "plans", _("Work plans"), Plan, plans_for, _township, ("township", "session__term")),
    Room(9, "evaluations", _("Evaluations"), Evaluation, evaluations_for, _township),
    Room(10, "meetings", _("Meetings"), Meeting, meetings_for, _township),
    Room(11, "resolutions", _("Resolutions"), Resolution, resolutions_for, _township),
    Room(12, "elections", _("Elections"), Election, elections_for, _township),
    Room(13, "matters", _("Matters raised"), Matter, matters_for, _matter, ("township", "mandate__person"), similar_for,
         ("title", "text"), ("township", "mandate__person", "case__lead_unit")),
    Room(14, "forums", _("Forum"), Forum, forums_for, _township),
    Room(15, "galleries", _("Observers"), Gallery, galleries_for, _township, ("township", "meeting")),
)  # fmt: skip
BY_MODEL = {room.model: room for room in ROOMS}
COMPARED = (ROOMS[0],)  # what drafts are compared with
BY_NAME = {room.name: room for room in ROOMS}


def key(one: UUID) -> str:
    """The token of a township, a unit or a person under which something was put."""
    return f"zk{one.hex}"


def of_matter(pair: str) -> str:
    """The token of two neighbours in what a matter is about, apart from the rest of its text."""
    return f"zm{token(pair)}"


def plain(kind: str, value: Any) -> str:
    """The token of a year, a state or a field: `kind` is "y", "s" or "f"."""
    return f"z{kind}{str(value).replace('_', '')}"
