"""Every address of the site, filled in with the objects of one township, and those to whom it is foreign."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from changren.ballots.models import Poll
from changren.base.acts import ACTS
from changren.base.documents.models import Attachment
from changren.base.jobs import Kind, ask
from changren.base.jobs.models import Job
from changren.base.tenancy.models import InTownship, Township
from changren.base.tenancy.scope import within_district
from changren.casework.models import Answer, Case
from changren.congress.models import Meeting, Resolution, Vote
from changren.contact import models as contact
from changren.elections.models import Election
from changren.evaluation.models import Evaluation
from changren.forum.models import Contribution, Forum
from changren.gallery.models import Application, Gallery
from changren.mandates.models import Mandate, Roster, Session, Term
from changren.matters import acts as matters
from changren.matters.models import Matter, Reception, Workroom
from changren.organisation import signing
from changren.organisation.models import AccessKey, Person, Post, Role, SignIn, Unit
from changren.proposals import acts as proposals
from changren.proposals.models import Activity, Plan, Proposal
from changren.rulebook.models import Regulation
from tests.house.exploring.ground import TEXT, WALKS_BEGIN, Ground, Told, furnish, tell, tell_a_little, tick
from tests.house.exploring.raising import SAID
from tests.house.exploring.values import decoded
from tests.world import build

PAGES: dict[str, Any] = {  # addresses of one object that are no acts, and what the object is
    "organisation:person": Person, "organisation:key": AccessKey, "organisation:unit": Unit,
    "organisation:units-sheet": Township, "organisation:members-sheet": Township,
    "organisation:act-as": Post, "organisation:end-session": SignIn,
    "mandates:mandate": Mandate, "mandates:term": Term, "mandates:delegates": Term, "mandates:report": Term,
    "mandates:roster-sheet": Term, "mandates:roster": Roster, "mandates:report-pdf": Term,
    "mandates:register-pdf": Term,
    "casework:case": Case, "casework:letter": Answer, "casework:letter-pdf": Answer, "casework:paper": Attachment,
    "job": Job, "job-stop": Job,
    "proposals:proposal": Proposal, "proposals:print": Proposal, "proposals:paper": Attachment, "proposals:plan": Plan,
    "proposals:activity": Activity, "proposals:public-one": Proposal, "proposals:report": Session,
    "proposals:heard": Meeting,
    "ballots:poll": Poll, "ballots:table": Poll, "ballots:notice": Poll, "ballots:booth": Poll, "ballots:cast": Poll,
    "ballots:trackers": Poll, "ballots:archive": Poll, "ballots:head": Poll,
    "proposals:form-pdf": Proposal, "proposals:report-pdf": Session,
    "evaluation:evaluation": Evaluation, "evaluation:form": Evaluation, "evaluation:result": Evaluation,
    "evaluation:paper": Attachment, "evaluation:form-word": Evaluation, "evaluation:result-word": Evaluation,
    "evaluation:result-pdf": Evaluation,
    "forum:forum": Forum, "forum:minutes": Forum, "forum:contribution": Contribution,
    "contact:plan": contact.Plan, "contact:coverage": contact.Plan, "contact:tie": contact.Tie,
    "contact:counterpart": contact.Counterpart, "contact:talk": contact.Talk, "contact:message": contact.Message,
    "gallery:gallery": Gallery, "gallery:permits": Gallery, "gallery:notice": Gallery,
    "gallery:application": Application,
    "matters:matter": Matter, "matters:workroom": Workroom, "matters:poster": Workroom,
    "matters:reception": Reception, "matters:photo": Attachment,
    "congress:meeting": Meeting, "congress:people": Meeting, "congress:requirements": Meeting,
    "congress:requirements-pdf": Meeting, "congress:minutes-pdf": Meeting, "congress:minutes-word": Meeting,
    "pack": Meeting, "packed": Meeting, "congress:archive": Meeting, "congress:resolution": Resolution,
    "elections:election": Election, "elections:papers-a4": Election, "elections:papers-a5": Election,
    "elections:sheets": Election, "elections:result": Election,
    "congress:paper": Attachment, "congress:console": Meeting, "congress:attendance": Meeting,
    "congress:floor": Meeting, "congress:vote": Vote,
    "rulebook:regulation": Regulation, "rulebook:version": Regulation,
}  # fmt: skip
WORDS = {  # other holes in addresses, and something that fits
    "rulebook:text": ["proposals"], "rulebook:provision": ["proposals.cosigners_min"], "setup": ["a-token"],
    "stylesheet": ["1"], "guide": ["delegate"], "proposals:public-data": ["json"], "calendar-feed": ["a-token"],
    "matters:at": ["a-token"], "matters:mine": ["a-token"], "gallery:mine": ["a-token"], "gallery:permit": ["a-token"],
    "gallery:paper": ["a-token", "01a2226a-f708-7312-b2db-8990ce684518"],
    "help-picture": ["sign-in.png"], "ballots:alone": ["slips"], "congress:here": ["a-token"],
    "congress:screen": ["a-token"], "congress:now": ["a-token"], "congress:code": ["a-token"],
    "congress:desk": ["a-token"], "congress:names": ["a-token"], "congress:pass": ["a-token"],
    "congress:press": ["a-token"],
}  # fmt: skip
OF_THE_LEVEL = {"organisation:strike_day"}  # nothing of this kind belongs to a township
IDLE = Kind("house.idle", lambda progress: None, "Do nothing", 1, True, None)
HOLE = re.compile(r"<(?:(\w+):)?\w+>")


@dataclass(frozen=True)
class Address:
    """One pattern of the site. `of`: the model of the object whose key fills it; None if it has none."""

    name: str
    route: str
    of: Any
    view: Any

    def __str__(self) -> str:
        return self.name or self.route

    @property
    def act(self) -> Any:
        """The act behind it, if it is one."""
        return ACTS.get(self.name.replace(":", "."))

    def url(self, it: Any = None, *words: str) -> str:
        """Where it is, for this object; words: to fill it in with others than WORDS."""
        fitting = iter([str(it.pk)] if self.of else words or WORDS.get(self.name, []))
        return "/" + HOLE.sub(lambda hole: next(fitting), self.route)

    def part(self, name: str) -> Any:
        """What the view of an act was made of: its door, its form."""
        return dict(
            zip(self.view.__code__.co_freevars, (cell.cell_contents for cell in self.view.__closure__), strict=True)
        )[name]


def addresses() -> list[Address]:
    """All pages and acts. KeyError with the name of one whose object nobody has said here.

    What they are as data is asked in tests/site/api.
    """
    return [_address(*found) for found in _patterns(get_resolver(), "", "")]


def _patterns(resolver: Any, space: str, before: str) -> Iterator[tuple[str, str, Any]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace == "api":
                continue
            yield from _patterns(one, f"{one.namespace}:" if one.namespace else space, f"{before}{one.pattern}")
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}" if one.name else "", f"{before}{one.pattern}", one.callback


def _address(name: str, route: str, view: Any) -> Address:
    holes = HOLE.findall(route)
    if holes == ["uuid"]:
        act = ACTS.get(name.replace(":", "."))
        return Address(name, route, act.done_to if act else PAGES[name], view)
    if holes and len(WORDS[name]) != len(holes):
        raise KeyError(name)
    return Address(name, route, None, view)


def rows_of(model: Any, township: Township) -> list[Any]:
    """The objects of this kind that belong to the township: one of each state, or three (of each kind of owner)."""
    if model is Township:
        return [township]
    if model is SignIn:
        return list(SignIn.objects.filter(person__township=township)[:1])
    if model is Job:
        return list(Job.objects.filter(asked_by_id__in=Person.objects.filter(township=township).values("pk")))
    rows = list(model.objects.filter(township=township).order_by("pk"))
    if hasattr(model, "state"):
        return list({row.state: row for row in rows}.values())[:12]
    owners: dict[str, list[Any]] = {}
    for row in rows:
        owners.setdefault(getattr(row, "owner_kind", ""), []).append(row)
    return [row for some in owners.values() for row in some[:3]]


def keys_of(township: Township) -> set[str]:
    """The key of everything that belongs to the township, and its own."""
    models = [model for model in apps.get_models() if issubclass(model, InTownship)]
    keys = (key for model in models for key in model.objects.filter(township=township).values_list("pk", flat=True))
    return {str(township.pk), *map(str, keys)}


class District:
    """A district whose second township, Y, has people in every role who look on; X, the first, can be told to live.

    `lookers`: one post of Y for each role of a township.
    """

    def __init__(self, code: int, name: str) -> None:
        self.code = code
        with within_district(code):
            self.ground = Ground(build(code, name, delegates=8))
            furnish(self.ground)
            tell_a_little(self.ground)
            tick(code, WALKS_BEGIN)
            self.world = self.ground.world
            here, there = self.world.places
            self.level, self.x, self.y = self.world.level, here.township, there.township
            self.department = _handler_of(there.units["department"])
            others = {post.role: post for post in there.posts.values() if post.role != Role.DISTRICT}
            self.lookers = list(others.values())

    def live(self) -> None:
        """X lives through matters in every state; a unit of the district gets one of its cases, which is public."""
        with within_district(self.code):
            tell(self.ground)
            here = Told(self.ground, self.world.here)
            given = {"kind": "suggestion", "delegation": None, "title": f"{self.x}修路"} | TEXT
            it = here.act(proposals.draft, self.x, here.place.delegates[0], **given)
            here.act(proposals.attach, it, here.place.delegates[0], paper=decoded("#paper", None))
            here.act(proposals.hand_in, it, here.place.delegates[0])
            here.handed(here.act(proposals.register, it, here.clerk, opinion=""), "department")
            here.act(proposals.publish, Proposal.objects.get(pk=it.pk), here.clerk)
            draft = here.raised(1)
            here.act(proposals.attach, draft, here.place.delegates[1], paper=decoded("#paper", None))
            said = SAID | {"mandate": None, "about": None, "reception": None, "photos": [decoded("#paper", None)]}
            here.act(matters.log, self.x, here.place.delegates[0], **said)
            ask(IDLE, on=self.ground.on, by=here.clerk.person_id)
            signing.begin(here.clerk.person, "elsewhere", self.ground.on)

    def insiders(self) -> list[Post]:
        """Who holds a post in X."""
        return list(Post.objects.select_related(*Post.alongside).filter(township=self.x, until=None))


def _handler_of(unit: Unit) -> Post:
    person = Person.objects.create(township=unit.township, name=f"{unit}经办", login=f"{unit}经办")
    return Post.objects.create(
        township=unit.township, person=person, unit=unit, role=Role.HANDLER, since=WALKS_BEGIN.date()
    )
