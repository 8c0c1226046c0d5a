"""Where walks begin: a district with people in several posts; bare, or with matters in every state."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from changren.base.acts import Clockwork
from changren.casework import acts as casework
from changren.casework.models import Case
from changren.mandates import acts as mandates
from changren.organisation import acts as organisation
from changren.organisation.models import Role
from changren.proposals import acts as proposals
from changren.proposals.models import Proposal, Signature
from changren.rulebook import acts as rulebook
from changren.site.ticking import ROOMS
from tests.ballots import polls
from tests.house.exploring.contacting import contacts
from tests.house.exploring.discussing import forums
from tests.house.exploring.electing import elections_begun, elections_held
from tests.house.exploring.evaluating import evaluations
from tests.house.exploring.hall import held_in_the_hall
from tests.house.exploring.meeting import meetings_called, meetings_held
from tests.house.exploring.observing import galleries
from tests.house.exploring.raising import matters
from tests.world import Place, World, at

BEGUN, WALKS_BEGIN = at("2010-02-22 09:00"), at("2010-03-20 09:00")
TEXT = {
    "subject": "村办公场所漏雨", "grounds": "实地察看，屋顶漏雨三处。", "measures": "由村镇建设办公室修缮。",
    "field": "premises", "wanted_unit": None, "confidential": False, "may_publish": True,
}  # fmt: skip


@dataclass
class Ground:
    """A district, the names of its people, and the time, which goes a minute on with every act."""

    world: World
    names: dict[UUID, str] = field(default_factory=dict)
    on: datetime = BEGUN

    def __post_init__(self) -> None:
        self.names |= {self.world.officer.pk: "officer", self.world.level.pk: "district"}
        for place, called in zip(self.world.places, ("east", "west"), strict=True):
            self.names[place.township.pk] = called
            self.names |= {post.pk: f"{called}.{key}" for key, post in place.posts.items() if key in HERE_ONLY}
            self.names |= {unit.pk: f"{called}.unit.{key}" for key, unit in place.units.items() if key != "department"}
            for n, (post, mandate) in enumerate(zip(place.delegates, place.mandates, strict=True)):
                self.names |= {post.pk: f"{called}.delegate{n}", mandate.pk: f"{called}.mandate{n}"}

    def act(self, act: Any, it: Any, by: Any, **given: Any) -> Any:
        """Perform it a minute later than the last one."""
        self.on += timedelta(minutes=1)
        return act(it, by=by, on=self.on, **given)

    def day(self, text: str) -> None:
        self.on = at(f"{text} 09:00")


HERE_ONLY = (
    "clerk", "reviewer", "committee", "discipline", "head", "handler", "assist_head", "assist_handler", "branch",
)  # fmt: skip


def furnish(ground: Ground) -> None:
    """A day of the calendar, and people who hold two posts, so that they meet a matter again from the other side."""
    level, officer = ground.world.level, ground.world.officer
    ground.act(organisation.mark_day, level, officer, day=date(2010, 6, 7), kind="rest", reason="地方节日")
    for place in ground.world.places:
        clerk = place.posts["clerk"]
        key = ground.act(
            organisation.make_key, clerk.person, clerk, name="档案室", post=clerk, scope="read", rooms=[],
            per_minute=60, until=date(2010, 12, 31),
        )  # fmt: skip
        ground.names[key.pk] = f"{ground.names[place.township.pk]}.key"
        for n, (role, unit) in enumerate(
            [(Role.HANDLER, "station"), (Role.REVIEWER, "proposals"), (Role.COMMITTEE, "committee"),
             (Role.CLERK, "liaison"), (Role.HEAD, "office")], start=1,
        ):  # fmt: skip
            person = place.delegates[n].person
            post = ground.act(
                organisation.appoint, person, clerk, unit=place.units[unit], role=role, title="", since=BEGUN.date()
            )
            ground.names[post.pk] = f"{ground.names[place.delegates[n].pk]}.as_{role}"
        head = ground.act(organisation.add_unit, place.township, clerk, name="小支部", kind="branch", handles=False)
        ground.names[head.pk] = f"{ground.names[place.township.pk]}.unit.small_branch"


class Told:
    """A township, told by its people through acts."""

    def __init__(self, ground: Ground, place: Place) -> None:
        self.ground, self.place = ground, place
        self.clerk, self.posts = self.place.posts["clerk"], self.place.posts

    def act(self, act: Any, it: Any, by: Any, **given: Any) -> Any:
        return self.ground.act(act, it, by, **given)

    def raised(self, who: int, kind: str = "suggestion", **given: Any) -> Proposal:
        lead, title = self.place.delegates[who], f"{self.place.township}修缮办公场所"
        given = {"delegation": None, "title": title} | TEXT | given
        return self.act(proposals.draft, self.place.township, lead, kind=kind, **given)

    def collecting(self, who: int, signed: int, invited: int = 0, **given: Any) -> Proposal:
        """A proposal that is put forward, with so many signatures beside the lead's."""
        it, lead = self.raised(who, "proposal", **given), self.place.delegates[who]
        self.act(proposals.put_forward, it, lead)
        others = [mandate for mandate in self.place.mandates if mandate.person_id != lead.person_id]
        asked = others[-(signed + invited) :]
        self.act(proposals.invite, it, lead, delegates=asked)
        for mandate in asked[:signed]:
            signature = Signature.objects.get(proposal=it, mandate=mandate)
            by = next(post for post in self.place.delegates if post.person_id == mandate.person_id)
            self.act(proposals.sign, signature, by, version=1)
        return it

    def submitted(self, who: int, signed: int = 4, **given: Any) -> Proposal:
        return self.act(proposals.hand_in, self.collecting(who, signed, **given), self.place.delegates[who])

    def registered(self, who: int, **given: Any) -> Proposal:
        it = self.act(proposals.hand_in, self.raised(who, **given), self.place.delegates[who])
        return self.act(proposals.register, it, self.clerk, opinion="")

    def handed(self, it: Proposal, lead: str = "station", *assisting: str) -> Case:
        units = self.place.units
        given = {"lead": units[lead], "assisting": [units[name] for name in assisting]}
        return self.act(proposals.hand_over, it, self.clerk, **given).case

    def handled(self, who: int, **given: Any) -> Case:
        return self.act(casework.accept, self.handed(self.registered(who, **given)), self.posts["handler"])

    def drafted(self, case: Case, grade: str = "A", promised_by: date | None = None) -> Case:
        for raiser in case.raisers.all():
            self.act(
                casework.record_contact, case, self.posts["handler"], raiser=raiser, how="call",
                day=self.ground.on.date(), note="",
            )  # fmt: skip
        given = {"text": "已安排。", "grade": grade, "promised_by": promised_by}
        return self.act(casework.draft_answer, case, self.posts["handler"], **given)

    def answered(self, case: Case, *grade: Any) -> Case:
        return self.act(casework.sign_off, self.drafted(case, *grade), self.posts["head"])

    def judged(self, case: Case, result: str) -> None:
        delivery = case.answers.get(round=case.round).deliveries.get()
        by = next(post for post in self.place.delegates if post.person_id == delivery.raiser.person_id)
        self.act(casework.judge, delivery, by, attitude="satisfied", result=result, comment="")


def tell(ground: Ground) -> None:
    """Matters in every state, in the first township, until 20 March 2010."""
    it = Told(ground, ground.world.here)
    meetings_called(it)
    elections_begun(it)
    _rules_and_plan(it)
    _proposals(it)
    _cases(it)
    evaluations(it)
    galleries(it)
    forums(it)
    matters(it)
    contacts(it)
    _register(it)
    _polls(it)
    meetings_held(it)
    elections_held(it)
    held_in_the_hall(it)
    assert ground.on < WALKS_BEGIN


def tell_a_little(ground: Ground) -> None:
    """A draft, a suggestion that is registered, and one that was answered, in the second township."""
    it = Told(ground, ground.world.there)
    it.ground.day("2010-03-03")
    it.raised(0)
    it.registered(2)
    it.answered(it.handled(6))


def _rules_and_plan(it: Told) -> None:
    """Five signatures are enough; a plan is open until 10 April; another regulation is being discussed."""
    township, clerk = it.place.township, it.clerk
    it.ground.day("2010-02-23")
    measures = it.act(rulebook.draft_regulation, township, clerk, book="proposals")
    it.act(rulebook.choose, measures.choices.get(key="proposals.cosigners_min"), clerk, value=5)
    it.act(rulebook.open_consultation, measures, clerk)
    asked = it.act(rulebook.ask, measures, clerk, asked="第一代表团", asked_on=it.ground.on.date())
    it.act(rulebook.settle_opinion, asked, clerk, outcome="none", reason="")
    today = it.ground.on.date()
    it.act(rulebook.adopt, measures, clerk, adopted_by="第七届一次", adopted_on=today, in_force_from=date(2010, 3, 1))
    other = it.act(rulebook.draft_regulation, township, clerk, book="casework")
    it.act(rulebook.open_consultation, other, clerk)
    it.act(rulebook.ask, other, clerk, asked="第二代表团", asked_on=today)
    it.ground.day("2010-03-02")
    plan = it.act(
        proposals.draft_plan, it.place.session, clerk, aims="聚焦党建", opens_at=at("2010-03-02 09:00"),
        forward_until=at("2010-04-05 11:00"), sign_until=at("2010-04-10 17:30"),
    )  # fmt: skip
    it.act(proposals.publish_plan, plan, clerk)
    given = {
        "kind": "research",
        "title": "上山村调研",
        "place": "上山村",
        "owner": it.place.mandates[0],
        "delegation": None,
    }
    trip = it.act(proposals.plan_activity, plan, it.place.delegates[0], planned_on=date(2010, 3, 2), **given)
    it.act(
        proposals.report_activity, trip, it.place.delegates[0], held_on=date(2010, 3, 2),
        participants=it.place.mandates[:3], findings="漏雨三处", paper=None,
    )  # fmt: skip
    it.act(proposals.plan_activity, plan, clerk, planned_on=date(2010, 3, 15), **given)


def _proposals(it: Told) -> None:
    it.ground.day("2010-03-03")
    it.raised(0, "proposal")
    it.collecting(1, signed=3, invited=3)
    it.submitted(2)
    filed = it.act(proposals.file, it.submitted(0), it.posts["reviewer"], opinion="")
    it.act(proposals.merge, it.submitted(5), it.posts["reviewer"], into=filed, opinion="")
    refused = it.submitted(6)
    it.act(proposals.refuse, refused, it.posts["reviewer"], reason="empty", opinion="太空泛")
    down = it.submitted(7)
    given = {"kind": "suggestion", "reason": "better_as", "opinion": "宜作建议"}
    it.act(proposals.downgrade, down, it.posts["reviewer"], **given)
    it.registered(4)


def _cases(it: Told) -> None:
    it.ground.day("2010-03-05")
    both = it.act(proposals.file, it.submitted(6), it.posts["reviewer"], opinion="")
    it.handed(both, "station", "office")
    returned = it.handed(it.registered(0), "office")
    it.act(casework.return_to_office, returned, it.posts["assist_head"], reason="不属于本单位职责")
    asked = it.handled(2)
    it.act(casework.ask_extension, asked, it.posts["handler"], reason="等待资金")
    it.act(casework.stop_clock, it.handled(4), it.clerk, reason="等待上级决定")
    it.drafted(it.handled(3, confidential=True))
    it.answered(it.handled(6))
    judged = it.answered(it.handled(7))
    it.judged(judged, "satisfied")
    promised = it.answered(it.handled(0), "B", date(2010, 12, 31))
    it.judged(promised, "basically")
    it.act(casework.close, promised, it.place.delegates[0])
    up = it.answered(it.handled(4))
    it.judged(up, "not")
    up.refresh_from_db()
    it.answered(up)
    it.judged(up, "not")


def _polls(it: Told) -> None:
    """Sealed polls: one whose key is being drawn, one that is open, one that ended, one whose result is open."""
    it.ground.day("2010-03-09")
    keepers, given = it.place.delegates[:3], {"clerk": it.clerk, "on": it.ground.on}
    polls.prepared(it.place.township, [post.person for post in keepers], by=it.clerk, on=it.ground.on)
    held = [polls.opened(it.place.township, keepers, **given) for _n in range(3)]
    for one in held[1:]:
        for voter in range(5):
            one.vote(voter, [1, 0, 0])
        one.close()
    held[2].open_with(1, 3)


def _register(it: Told) -> None:
    """Delegates come and go; a day is marked; another session is planned."""
    it.ground.day("2010-03-10")
    clerk, place, today = it.clerk, it.place, date(2010, 3, 10)
    branch = it.posts["branch"]
    ending = it.act(mandates.propose_termination, place.mandates[7], branch, cause="resigned", grounds="辞去职务")
    it.act(mandates.dismiss_termination, ending, it.posts["committee"], day=today, decision="不予同意")
    it.act(mandates.propose_termination, place.mandates[7], branch, cause="resigned", grounds="再次辞去")
    it.act(mandates.suspend, place.mandates[6], clerk, cause="custody", day=today)
    it.act(mandates.stop, place.mandates[5], clerk, day=today)
    person = it.act(
        organisation.add_person, place.township, clerk, name="新代表", login="xindaibiao", phone="", first_password=""
    )
    entered = it.act(
        mandates.confirm_delegate, place.term, clerk, person=person, number=41, delegation=place.delegations[0],
        electing_unit=place.mandates[0].electing_unit, sector="village", rank="front_line", is_woman=False,
        is_minority=False, age_band="to_45", on_committee=False, elected_on=today,
    )  # fmt: skip
    it.ground.names[entered.pk] = "east.newcomer"
    given = {"seats": {}, "headings": {"归口": "electing_unit"}, "source": "roster.xlsx", "first_password": ""}
    line = {
        "mandate": str(place.mandates[2].pk), "person": None, "name": "", "login": "", "phone": "", "number": 3,
        "electing_unit": place.mandates[2].electing_unit.name, "sector": "village", "is_woman": True,
        "is_minority": True, "age_band": "to_45", "on_committee": False, "elected_on": "2008-02-01",
    }  # fmt: skip
    mistaken = line | {"delegation": "误登团", "rank": "leader"}
    done = it.act(mandates.enter_roster, place.term, clerk, lines=[mistaken], **given)
    it.act(mandates.take_back_roster, done, clerk)
    line |= {"delegation": place.delegations[0].name, "rank": "front_line"}
    it.act(mandates.enter_roster, place.term, clerk, lines=[line], **given)
    it.act(mandates.plan_session, place.term, clerk, number=3, planned_on=date(2011, 4, 20))
    tick(it.place.township.district_id, it.ground.on)


def tick(district: int, on: datetime) -> int:
    """One round of the district's clock; how many things it did."""
    return sum(1 for room in ROOMS for _one in room(by=Clockwork(district), on=on))
