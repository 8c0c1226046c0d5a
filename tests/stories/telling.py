"""What the stories share: the township they are told of, and the stretches of the way that several of them go."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.test import Client

from changren.base.clock import now
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.casework import acts as casework
from changren.casework.models import Case, Delivery, Raiser
from changren.organisation.models import Person, Post
from changren.proposals import acts
from changren.proposals.models import Plan, Proposal, Signature
from changren.site import ticking
from tests.stories.hands import Hands
from tests.world import Place, World, at

DRAFT = {
    "delegation": "", "title": "修缮上山村办公场所", "subject": "村办公场所漏雨",
    "grounds": "三月十日实地察看，屋顶漏雨三处。", "measures": "由村镇建设办公室牵头修缮。", "field": "premises",
    "wanted_unit": "", "confidential": "no", "may_publish": "yes",
}  # fmt: skip


NOTICES = "/organisation/notices/"


class Tale:
    """A township, everybody in it with a browser, and the time, which only goes forward."""

    def __init__(self, world: World, browse: Callable[[Post], Client]) -> None:
        self.world, self.here, self._browse = world, world.here, browse
        self._hands: dict[Any, Hands] = {}
        Person.objects.update(language="en")
        self.at("2010-02-20 09:00")

    def at(self, text: str) -> None:
        """It is now this time in China; until then the calendar has done nothing."""
        moment = at(text)
        now.follow(lambda: moment)

    def evening(self) -> int:
        """The calendar does its round, as the server has it do; returns how many things were done."""
        return ticking.go_round()

    def holding(self, post: Post) -> Hands:
        """Whoever holds this post."""
        if post.pk not in self._hands:
            self._hands[post.pk] = Hands(post, self._browse)
        return self._hands[post.pk]

    def who(self, name: str) -> Hands:
        """Somebody by the name of their post: "clerk", "reviewer", "handler" … (tests/world.py)."""
        return self.holding(self.here.posts[name])

    def delegate(self, n: int) -> Hands:
        """Delegate number `n`, counted from 0."""
        return self.holding(self.here.delegates[n])

    def unit(self, name: str) -> Any:
        """One of the units of tests/world.py."""
        return self.here.units[name]

    def raiser(self, raiser: Raiser) -> Hands:
        """The delegate who raised a case."""
        return self.holding(next(post for post in self.here.delegates if post.person_id == raiser.person_id))

    def entries(self, it: Any) -> list[str]:
        """The acts that were done to it, in their order."""
        return list(Entry.objects.filter(subject_id=it.pk).order_by("number").values_list("act", flat=True))

    def holds(self) -> bool:
        """Whether the chain of the minutes is unbroken."""
        return not list(verify(Entry.objects.order_by("number"), Chain.objects.get()))


def plan_session(tale: Tale) -> Plan:
    """The work plan of the session of 20 April: forward until 5 April, 11:00; signed until 10 April, 17:30."""
    tale.at("2010-03-01 09:00")
    tale.who("clerk").do(
        acts.draft_plan, tale.here.session, aims="聚焦党建", opens_at="2010-03-02T09:00",
        forward_until="2010-04-05T11:00", sign_until="2010-04-10T17:30",
    )  # fmt: skip
    plan = Plan.objects.get(session=tale.here.session)
    tale.who("clerk").do(acts.publish_plan, plan)
    return plan


def drafted(tale: Tale, kind: str, lead: int = 0, **text: Any) -> Proposal:
    """A draft by delegate `lead`."""
    tale.delegate(lead).do(acts.draft, kind=kind, **DRAFT | text)
    return Proposal.objects.get(lead=tale.here.mandates[lead], state="draft")


def signed(tale: Tale, it: Proposal, by: Sequence[int]) -> None:
    """These delegates read and sign what they were asked to sign."""
    for n in by:
        invitation = Signature.objects.get(proposal=it, mandate=tale.here.mandates[n])
        tale.delegate(n).do(acts.sign, invitation, version=it.version, read="on")


def collecting(tale: Tale, kind: str, lead: int, cosigners: Sequence[int], **text: Any) -> Proposal:
    """Put forward by delegate `lead`, and signed by these others."""
    it = drafted(tale, kind, lead, **text)
    tale.delegate(lead).do(acts.put_forward, it)
    tale.delegate(lead).do(acts.invite, it, delegates=[tale.here.mandates[n].pk for n in cosigners])
    signed(tale, it, cosigners)
    return it


def proposal(tale: Tale, lead: int = 0, cosigners: Sequence[int] = range(1, 10), **text: Any) -> Proposal:
    """A proposal with ten signatures, handed in on 20 March."""
    plan_session(tale)
    tale.at("2010-03-20 09:00")
    it = collecting(tale, "proposal", lead, cosigners, **text)
    tale.delegate(lead).do(acts.hand_in, it)
    return it


def suggestion(tale: Tale, lead: int = 0, day: str = "2010-03-20", unit: str = "station") -> Case:
    """A suggestion by one delegate, registered and handed over to the unit on the same day, and accepted by it."""
    tale.at(f"{day} 09:00")
    it = drafted(tale, "suggestion", lead)
    tale.delegate(lead).do(acts.hand_in, it)
    tale.who("clerk").do(acts.register, it, opinion="")
    return handed_over(tale, it, unit)


def handed_over(tale: Tale, it: Proposal, unit: str = "station") -> Case:
    """The office opens the case, and the unit accepts it."""
    tale.who("clerk").do(acts.hand_over, it, lead=tale.unit(unit).pk, assisting=[])
    case = it.case
    tale.who("handler" if unit == "station" else "assist_handler").do(casework.accept, case)
    return case


def answered(tale: Tale, case: Case, day: str, grade: str = "A", promised_by: str = "") -> None:
    """On this day the station has spoken with everybody and its answer goes out."""
    tale.at(f"{day} 09:00")
    for raiser in case.raisers.all():
        tale.who("handler").do(casework.record_contact, case, raiser=raiser.pk, how="visit", day=day, note="")
    tale.who("handler").do(casework.draft_answer, case, text="已安排修缮。", grade=grade, promised_by=promised_by)
    tale.who("head").do(casework.sign_off, case)


def delivery(case: Case, place: Place, n: int) -> Delivery:
    """The present answer as delegate `n` got it."""
    mine = Delivery.objects.filter(answer__case=case, answer__round=case.round)
    return mine.get(raiser__person=place.delegates[n].person)


def judged(tale: Tale, case: Case, n: int, result: str = "satisfied", comment: str = "") -> str:
    """Delegate `n` judges the present answer; the page that follows."""
    given = {"attitude": "satisfied", "result": result, "comment": comment}
    page = tale.delegate(n).do(casework.judge, delivery(case, tale.here, n), **given)
    case.refresh_from_db()
    return page


def day(text: str) -> date:
    """date(2010, 7, 12) of "2010-07-12"."""
    return date.fromisoformat(text)
