"""What is filled in: for every argument of every act a value that makes sense, or now and then one that does not."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from changren.ballots.models import Keeper
from changren.base.acts import Act
from changren.base.clock.models import CalendarDay
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.casework.models import Answer, Contact, Delivery, Raiser
from changren.congress import models as congress
from changren.contact import models as contact
from changren.elections import models as elections
from changren.evaluation.models import Count, Evaluation, Rater, Scrutineer, Subject
from changren.forum.models import Contribution, Guest
from changren.gallery.models import Application, Category, Member
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Session, StructureTarget, Vacancy
from changren.matters.models import Matter, Reception
from changren.organisation.models import AccessKey, Person, Post, Role, Unit
from changren.proposals.fields import Field
from changren.proposals.models import Activity, Proposal, Signature
from changren.rulebook.loading import books
from changren.rulebook.models import Consultation
from changren.rulebook.provisions import CHOICE, FRACTION, YES_NO
from tests.ballots import polls
from tests.house.exploring.records import Records, Things

SILLY, STALE = 0.12, 0.1  # shares of values that make no sense, and of objects from a page loaded long ago
PAPER = b"%PDF-1.4 a paper"
FRACTIONS = ("1/2", "2/3", "1/3", "4/5")


class Hand:
    """Somebody who fills in the arguments of one act. Objects are given as "@name", days and moments as "=ISO"."""

    def __init__(self, chance: Random, records: Records, things: Things, n: int, on: datetime) -> None:
        self.chance, self.records, self.things, self.n, self.on = chance, records, things, n, on
        self.it: Any = None
        self.by: Any = None

    def fill_in(self, act: Act, it: Any, by: Any) -> dict[str, Any]:
        """A value for everything that the act wants."""
        self.it, self.by = it, by
        return {name: self.value(act, name) for name in sorted(act.wants)}

    def value(self, act: Act, name: str) -> Any:
        return (SPECIAL.get(f"{act.name}.{name}") or USUAL[name])(self)

    @property
    def is_silly(self) -> bool:
        return self.chance.random() < SILLY

    def ref(self, row: Any) -> Any:
        """An object by its name, sometimes as it was when it was new."""
        if row is None:
            return None
        return ("~" if self.chance.random() < STALE else "@") + self.things.names[row.pk]

    def one(self, rows: Sequence[Any], model: Any) -> Any:
        """One of the rows; a silly one of all there are."""
        rows = self.records[model] if self.is_silly or not rows else rows
        return self.ref(self.chance.choice(rows)) if rows else None

    def some(self, rows: Sequence[Any], model: Any, most: int) -> list[Any]:
        rows = self.records[model] if self.is_silly else rows
        return [self.ref(row) for row in self.chance.sample(list(rows), min(len(rows), self.chance.randint(0, most)))]

    def here(self, model: Any, **asked: Any) -> list[Any]:
        return self.records.of(model, township_id=self.it.township_id, **asked)

    def days(self, least: int, most: int) -> str:
        """A day so many days from now."""
        away = self.chance.randint(-400, 400) if self.is_silly else self.chance.randint(least, most)
        return f"={(day_of(self.on) + timedelta(days=away)).isoformat()}"

    def word(self, *others: str) -> str:
        return self.chance.choice(["按规定办理。", *others, *([""] if self.is_silly else [])])

    def minute(self, days: float) -> str:
        away = self.chance.uniform(-30, 30) if self.is_silly else days
        return f"={(self.on + timedelta(days=away)).isoformat()}"


def handling(h: Hand) -> list[Unit]:
    level = {place.pk for place in h.records.of(Township, kind=Township.Kind.DISTRICT)}
    return [
        unit for unit in h.records.of(Unit, handles=True, is_open=True)
        if unit.township_id in level | {h.it.township_id}
    ]  # fmt: skip


def mandate_of(h: Hand) -> Any:
    found = h.records.of(Mandate, person_id=h.by.person_id)
    return found[0] if found else None


def own_delegation(h: Hand) -> Any:
    mine = mandate_of(h)
    if h.is_silly or mine is None:
        return h.one([], Delegation)
    return h.ref(h.records.by_id(Delegation)[mine.delegation_id]) if h.chance.random() < 0.3 else None


def active(h: Hand) -> list[Mandate]:
    return h.here(Mandate, state=Mandate.State.ACTIVE)


def on_committee(h: Hand) -> list[Person]:
    held = {post.person_id for post in h.here(Post, role=Role.COMMITTEE, until=None)}
    return [one for one in h.records[Person] if one.pk in held]


def list_lines(h: Hand) -> list[dict[str, Any]]:
    seat = h.chance.choice(h.records[Mandate] if h.is_silly else active(h) or h.records[Mandate])
    return [{"mandate": seat.pk, "name": f"名单{h.n}", "kind": "resident", "village": "上山村"}]


def possible_targets(h: Hand) -> list[Proposal]:
    alike = h.here(Proposal, kind=h.it.kind)
    return [one for one in alike if one.state in ("submitted", "filed") and one.pk != h.it.pk]


def newly_elected(h: Hand) -> list[Mandate]:
    theirs = h.records.of(Mandate, electing_unit_id=h.it.electing_unit_id)
    return [one for one in theirs if one.elected_on >= h.it.since and one.is_in_force]


def unit_lines(h: Hand) -> list[dict[str, Any]]:
    """A list of one new unit with a new head, or of nothing."""
    if h.is_silly:
        return []
    head = {"person": None, "name": f"站长{h.n}", "login": f"zhanzhang{h.n}", "phone": ""}
    return [{"unit": None, "name": f"单位{h.n}", "kind": "station", "handles": False, "head": head, "handlers": []}]


def member_lines(h: Hand) -> list[dict[str, Any]]:
    """A list of one new member, or of nobody."""
    who = {"person": None, "name": f"委员{h.n}", "login": f"weiyuan{h.n}", "phone": ""}
    return [] if h.is_silly else [{"post": None, "who": who, "title": "党委委员"}]


def roster_lines(h: Hand) -> list[dict[str, Any]]:
    """A roster of one new delegate, or of nobody."""
    units = h.here(ElectingUnit)
    if h.is_silly or not units:
        return []
    return [
        {"mandate": None, "person": None, "name": f"名册{h.n}", "login": f"mingce{h.n}", "phone": "",
         "number": 900 + h.n, "electing_unit": h.chance.choice(units).name, "delegation": "名册团", "sector": "village",
         "rank": "front_line", "is_woman": False, "is_minority": False, "age_band": "to_45", "on_committee": False,
         "elected_on": (day_of(h.on) - timedelta(days=1)).isoformat()},
    ]  # fmt: skip


def newcomer(h: Hand) -> Any:
    seated = {mandate.person_id for mandate in h.records[Mandate]}
    return h.chance.choice([None, h.one([one for one in h.here(Person) if one.pk not in seated], Person)])


def version_read(h: Hand) -> int:
    current = h.records.by_id(Proposal)[h.it.proposal_id].version if isinstance(h.it, Signature) else 1
    return current - 1 if h.is_silly else current


def next_number(h: Hand, rows: Sequence[Any], usual: int) -> int:
    numbers = [row.number for row in rows]
    return h.chance.choice(numbers or [usual]) if h.is_silly else max(numbers, default=usual) + 1


def value_of_choice(h: Hand) -> Any:
    known = h.it.definition
    if h.is_silly:
        return h.chance.choice([True, -1, "x", "1/0", 10_000])
    if known.unit == YES_NO:
        return h.chance.random() < 0.5
    if known.unit == CHOICE:
        return h.chance.choice(sorted(known.options))
    if known.unit == FRACTION:
        return h.chance.choice(FRACTIONS)
    usual = known.values[0].value
    return max(0, usual + h.chance.randint(-3, 3))


def named(what: str) -> Callable[[Hand], str]:
    return lambda h: f"{what}{0 if h.is_silly else h.n}"


def choice(options: Any) -> Callable[[Hand], str]:
    values = list(options.values) if hasattr(options, "values") else list(options)
    return lambda h: str(h.chance.choice(values))


def day(least: int, most: int) -> Callable[[Hand], str]:
    return lambda h: h.days(least, most)


def number(least: int, most: int) -> Callable[[Hand], int]:
    return lambda h: h.chance.randint(least, most)


def text(*others: str) -> Callable[[Hand], str]:
    return lambda h: h.word(*others)


def yes_no(share: float) -> Callable[[Hand], bool]:
    return lambda h: h.chance.random() < share


def key_message(h: Hand) -> str:
    """What this scrutineer hands in next; a silly one, or one too late, somebody else's."""
    if h.is_silly or h.it.state not in polls.STEPS:
        return h.chance.choice(["{}", "x", polls.drawing().messages[0]["certificate"]])
    return polls.message(Keeper.objects.get(pk=h.it.pk))


def numbers_of(h: Hand) -> list[list[int]]:
    """Marks for every question, as two people would count them; a silly one adds up to nothing."""
    it = h.records.by_id(Evaluation)[h.it.evaluation_id if isinstance(h.it, Count) else h.it.pk]
    first = 4 if h.is_silly else 5
    return [[first, *[0] * (len(question["answers"]) - 1)] for question in it.questions]


def of_election(h: Hand, model: Any, **asked: Any) -> list[Any]:
    """What belongs to the election in hand."""
    return h.records.of(model, election_id=h.it.pk, **asked)


def marks_of(h: Hand) -> list[list[int]]:
    """Five papers, for the first candidate; a silly one adds up to nothing."""
    election = h.it.election_id if isinstance(h.it, elections.Sheet) else h.it.pk
    rows = h.records.of(elections.Candidate, election_id=election, is_write_in=False)
    standing = [one for one in rows if one.state not in ("dropped", "withdrawn")]
    return [[4 if h.is_silly else 5, 0, 0, 0] if not n else [0, 5, 0, 0] for n, _one in enumerate(standing)]


def of_report(h: Hand) -> dict[str, bool]:
    """One proposal that was handed over, marked; a silly one marks nothing."""
    rows = h.records.of(Proposal, township_id=h.it.township_id, state="handed")
    return {str(h.chance.choice(rows).pk): False} if rows and not h.is_silly else {}


def sometimes_a_unit(h: Hand) -> Any:
    return h.chance.choice([None, h.one(h.here(ElectingUnit), ElectingUnit)])


def of_evaluation(model: Any) -> Callable[[Hand], Any]:
    """One that belongs to the evaluation in hand."""
    return lambda h: h.one(h.records.of(model, evaluation_id=h.it.pk), model)


def of_gallery(h: Hand) -> list[Any]:
    """Some who apply there and on whom nothing is decided."""
    rows = [one for one in h.records.of(Application, gallery_id=h.it.pk) if one.state in Application.OPEN]
    return h.some(rows, Application, 4)


LONG = "长" * 2600
BY_LAW = ("penalty", "lost_membership", "died", "resigned")
USUAL: dict[str, Callable[[Hand], Any]] = {
    # texts
    "title": text("修路", "危房改造"), "subject": text(LONG), "grounds": text(), "measures": text(), "opinion": text(),
    "words": text(), "decision": text(), "said": text(), "remark": text(), "note": text(), "comment": text(),
    "text": text(),
    "findings": text(), "aims": text(), "place": text(), "reason": text(), "asked": named("代表团"),
    "adopted_by": text(),
    "name": named("新"), "name_en": lambda h: "", "login": named("xin"), "phone": lambda h: "",
    "officer": named("干部"),
    "first_password": lambda h: "", "password": lambda h: "yi ju xiao mima 2", "serial": named("号"),
    # kinds
    "field": choice(Field), "grade": choice(Answer.Grade), "how": choice(Contact.How),
    "attitude": choice(Delivery.Verdict), "result": lambda h: h.chance.choice(["not", "satisfied", "basically"]),
    "sector": choice(Mandate.Sector), "rank": choice(Mandate.Rank), "age_band": choice(Mandate.AgeBand),
    "role": choice(Role), "cause": choice(Mandate.Cause), "outcome": choice(Consultation.Outcome),
    "book": choice([*books(), "nothing"]), "step": choice(["before", "due", "overdue"]),
    "kind": choice(Proposal.Kind),
    # numbers, yes and no
    "version": version_read, "seats": number(1, 120), "at_least": number(0, 9), "moved": number(0, 3),
    "value": value_of_choice, "is_woman": yes_no(0.3), "is_minority": yes_no(0.1), "on_committee": yes_no(0.2),
    "confidential": yes_no(0.2), "may_publish": yes_no(0.8), "handles": yes_no(0.6), "must_choose": yes_no(0.5),
    "number": lambda h: next_number(h, h.here(Mandate), 0),
    # days and moments
    "day": day(-4, 0), "until": day(-4, 0), "since": day(-20, 0), "elected_on": day(-4, 0), "asked_on": day(-4, 0),
    "adopted_on": day(-4, 0), "held_on": day(-4, 0), "planned_on": day(5, 60), "began_on": day(-20, 0),
    "in_force_from": day(0, 30), "standing_since": day(-90, 0), "due": day(0, 90),
    "promised_by": lambda h: None if h.chance.random() < 0.2 else h.days(5, 90),
    "opens_at": lambda h: h.minute(-0.1), "forward_until": lambda h: h.minute(h.chance.uniform(1, 9)),
    "sign_until": lambda h: h.minute(h.chance.uniform(9, 20)),
    # objects
    "lead": lambda h: h.one(handling(h), Unit), "assisting": lambda h: h.some(handling(h), Unit, 2),
    "wanted_unit": lambda h: h.chance.choice([None, h.one(handling(h), Unit)]),
    "unit": lambda h: h.chance.choice([None, h.one(h.here(Unit, is_open=True), Unit)]),
    "branch": lambda h: h.chance.choice([None, h.one(h.here(Unit, kind="branch"), Unit)]),
    "delegates": lambda h: h.some(active(h), Mandate, 7), "participants": lambda h: h.some(active(h), Mandate, 3),
    "owner": lambda h: h.ref(mandate_of(h)) or h.one(active(h), Mandate), "delegation": own_delegation,
    "into": lambda h: h.one(possible_targets(h), Proposal),
    "activity": lambda h: h.one(h.here(Activity, state=Activity.State.DONE), Activity),
    "raiser": lambda h: h.one(h.records.of(Raiser, case_id=h.it.pk), Raiser),
    "head": lambda h: h.one(h.records.of(Mandate, delegation_id=h.it.pk, state="active"), Mandate),
    "electing_unit": lambda h: h.one(h.here(ElectingUnit), ElectingUnit), "person": newcomer,
    "vacancy": lambda h: h.chance.choice([None, None, h.one(h.here(Vacancy, state="open"), Vacancy)]),
    "filled_by": lambda h: h.one(newly_elected(h), Mandate),
    "paper": lambda h: "#paper", "drop": lambda h: [], "people": lambda h: [],
    "origin": lambda h: None, "townships": lambda h: [],
    "earlier": lambda h: h.some(h.here(Proposal), Proposal, 2),
    # sealed polls
    "message": key_message, "uuid": lambda h: "1" * (3 if h.is_silly else 14),
    "credentials": lambda h: polls.slips(h.it.voters - h.is_silly).publics,
    # evaluations
    "public": lambda h: "12" if h.is_silly else json.loads(polls.slips(1).publics)[0],
    "means": choice(["paper", "paper", "sealed"]), "most": number(1, 2), "group": text("全体"),
    "issued": lambda h: 5, "collected": lambda h: 4 if h.is_silly else 5, "valid": lambda h: 5,
    "invalid": lambda h: 0, "numbers": numbers_of, "finding": text(), "office": text(), "task": choice(Scrutineer.Task),
    "session": lambda h: h.chance.choice([None, h.one(h.here(Session), Session)]),
    "scrutineer": of_evaluation(Scrutineer),
    "raters": lambda h: h.some(h.records.of(Rater, evaluation_id=h.it.pk, drew_on=None), Rater, 6),
    # forums
    "meeting": lambda h: h.chance.choice([None, None, h.one(h.here(congress.Meeting), congress.Meeting)]),
    "theme": text("加强党的建设"), "topics": lambda h: [] if h.is_silly else ["城镇化", "新农村"],
    "held_at": lambda h: h.minute(h.chance.uniform(1, 30)), "capacity": choice(Guest.Capacity), "body": text(),
    "topic": text("城镇化", "新农村"), "answer": text(), "became": text("/proposals/"),
    "guest": lambda h: h.chance.choice([None, h.one(h.records.of(Guest, forum_id=h.it.pk), Guest)]),
    # matters
    "naming": choice(Matter.Naming), "agreed_to": text("同意"), "photos": lambda h: [], "goes_to": text(),
    "found": text(), "address": text(), "visitors": number(0, 9),
    "about": lambda h: h.chance.choice([None, None, h.one(h.here(Unit, is_open=True), Unit)]),
    "reception": lambda h: h.chance.choice([None, h.one(h.here(Reception, state="planned"), Reception)]),
    "hosts": lambda h: h.some(active(h), Mandate, 3),
    # contacts
    "year": number(2010, 2011), "keeps_pairs": yes_no(0.5), "member": lambda h: h.one(on_committee(h), Person),
    "begins_on": day(0, 5), "village": text("上山村"), "is_raised": yes_no(0.4), "also": lambda h: [],
    # observers
    "closes_at": lambda h: h.minute(h.chance.uniform(1, 80)), "register_at": text("党员服务中心"),
    "category": choice(Category), "workplace": text("上山村党支部"), "card": text("330302-0001"), "listed": of_gallery,
    # meetings
    "like": lambda h: None, "starts_at": lambda h: h.minute(h.chance.uniform(15, 30)),
    "ends_at": lambda h: h.minute(h.chance.uniform(30, 40)), "notice": text(), "view": text(),
    "file": lambda h: "#paper",
    "level": choice(congress.Paper.Level), "is_required": yes_no(0.5), "standing": choice(congress.Invitee.Standing),
    "mandate": lambda h: h.chance.choice([None, h.one(active(h), Mandate)]), "a_row": number(1, 12),
    "room": text(), "marks": of_report, "due_on": day(1, 90), "mark": choice(congress.Judgement.Mark),
    "item": lambda h: h.chance.choice([None, h.one(h.records.of(congress.Item, meeting_id=h.it.pk), congress.Item)]),
    "parent": lambda h: None,
    # elections
    "should_attend": number(5, 6), "present": lambda h: 9 if h.is_silly else 5, "support": number(0, 30),
    "by_whom": text("第一党支部", "第二代表团"),
    "candidates": lambda h: h.some(of_election(h, elections.Candidate, state="standing"), elections.Candidate, 2),
    "official": lambda h: h.one(of_election(h, elections.Official), elections.Official),
    "write_ins": lambda h: {"另选人": 1} if h.is_silly else {}, "unmarked": lambda h: 0, "consent": text(),
    # the hall
    "questions": lambda h: [] if h.is_silly else [f"事项{h.n}", f"事项{h.n}之二"],
    "question": lambda h: h.it.questions[0], "majority": choice(congress.Vote.Majority), "by_hand": lambda h: [],
    "in_favour": number(0, 3), "against": number(0, 1), "abstained": number(0, 1),
    # keys
    "post": lambda h: h.one(h.records.of(Post, person_id=h.it.pk, until=None), Post), "per_minute": number(1, 300),
    "scope": choice(AccessKey.Scope),
    "rooms": lambda h: h.chance.sample(["proposals", "casework"], h.chance.randint(0, 2)),
}  # fmt: skip
SPECIAL: dict[str, Callable[[Hand], Any]] = {
    "elections.draft.kind": choice(elections.Election.Kind), "elections.revise.kind": choice(elections.Election.Kind),
    "elections.draft.seats": number(1, 2), "elections.revise.seats": number(1, 2),
    "elections.draft.electing_unit": sometimes_a_unit, "elections.revise.electing_unit": sometimes_a_unit,
    "elections.nominate.how": choice(elections.Candidate.How.values[:3]),
    "elections.nominate.person": lambda h: h.chance.choice([None, h.one(h.here(Person), Person)]),
    "elections.name_official.person": lambda h: h.one(h.here(Person), Person),
    "elections.name_official.task": choice(elections.Official.Task),
    "elections.enter_sheet.numbers": marks_of, "elections.correct_sheet.numbers": marks_of,
    "elections.enter_delegate.delegation": lambda h: h.one(h.here(Delegation), Delegation),
    "elections.enter_delegate.vacancy": lambda h: h.one(h.here(Vacancy, state="open"), Vacancy),
    "congress.plan.kind": choice(congress.Meeting.Kind), "congress.move_item.place": number(1, 9),
    "congress.add_item.kind": choice(congress.Item.Kind), "congress.change_item.kind": choice(congress.Item.Kind),
    "congress.name_officers.office": choice(congress.Officer.Office),
    "congress.name_officers.people": lambda h: h.some(h.here(Person), Person, 2),
    "congress.invite.person": lambda h: h.one(h.here(Person), Person),
    "congress.prepare_vote.means": choice(congress.Vote.Means),
    "congress.ask_to_speak.kind": choice(congress.Turn.Kind),
    "congress.enter_block.delegation": lambda h: h.one(h.here(Delegation), Delegation),
    "congress.give_place.delegation": lambda h: h.one(h.here(Delegation), Delegation),
    "congress.give_place.seats": text(),
    "congress.assign_resolution.unit": lambda h: h.one(h.here(Unit, is_open=True), Unit),
    "evaluation.draft.kind": choice(Evaluation.Kind), "evaluation.remove_subject.subject": of_evaluation(Subject),
    "evaluation.add_subject.name": lambda h: h.chance.choice(["", f"事项{h.n}"]),
    "evaluation.add_subject.person": lambda h: h.chance.choice([None, h.one(h.here(Person), Person)]),
    "evaluation.name_scrutineer.person": lambda h: h.one(h.here(Person), Person),
    "contact.assign.mandate": lambda h: h.one(active(h), Mandate), "contact.enter_lists.lines": list_lines,
    "contact.list_person.kind": choice(contact.Counterpart.Kind), "contact.list_person.name": named("联系人"),
    "contact.log_talk.how": choice(contact.Talk.How), "contact.log_visit.how": choice(contact.Talk.How),
    "contact.log_talk.also": lambda h: h.some(h.records.of(contact.Tie, plan_id=h.it.plan_id), contact.Tie, 2),
    "contact.log_visit.also": lambda h: h.some(
        h.records.of(contact.Counterpart, mandate_id=h.it.mandate_id, state="listed"), contact.Counterpart, 2
    ),
    "forum.contribute.kind": choice(Contribution.Kind), "forum.record.kind": choice(Contribution.Kind),
    "forum.invite_guest.name": named("来宾"),
    "matters.verify.level": choice(Matter.Level), "matters.open_workroom.name": named("工作室"),
    "matters.join.into": lambda h: h.one(h.here(Matter), Matter),
    "matters.pass_on.mandate": lambda h: h.one(active(h), Mandate),
    "gallery.apply.kind": choice(Member), "gallery.recommend.kind": choice(Member),
    "gallery.apply.name": named("听众"), "gallery.recommend.name": named("听众"),
    "proposals.refuse.reason": choice(Proposal.Reason), "proposals.downgrade.reason": choice(Proposal.Reason),
    "proposals.plan_activity.kind": choice(Activity.Kind), "proposals.report_activity.paper": lambda h: None,
    "proposals.plan_activity.delegation": lambda h: h.chance.choice([None, h.one(h.here(Delegation), Delegation)]),
    "organisation.add_unit.kind": choice(Unit.Kind), "organisation.correct_unit.kind": choice(Unit.Kind),
    "organisation.add_township.kind": choice(["town", "township"]), "organisation.mark_day.day": day(0, 120),
    "organisation.correct_township.kind": choice(["town", "township"]),
    "organisation.make_key.until": day(0, 300), "organisation.make_key.name": named("程序"),
    "organisation.mark_day.kind": choice(CalendarDay.Kind),
    "organisation.reset_password.first_password": lambda h: "k7mq-22xx-9abc",
    "mandates.set_target.kind": choice(StructureTarget.Kind), "mandates.end_by_law.cause": choice(BY_LAW),
    "mandates.suspend.cause": choice(["custody", "investigation", "died"]),
    "mandates.propose_termination.cause": choice(["resigned", "other", "died"]),
    "mandates.begin_term.number": number(7, 12), "mandates.begin_term.seats": number(40, 120),
    "mandates.correct_term.number": lambda h: h.chance.choice([h.it.number, h.it.number, 7, 8]),
    "mandates.plan_session.number": number(1, 9), "mandates.add_electing_unit.seats": number(0, 3),
    "mandates.correct_electing_unit.seats": number(5, 16),
    "mandates.confirm_delegate.delegation": lambda h: h.one(h.here(Delegation), Delegation),
    "mandates.correct_delegate.delegation": lambda h: h.one(h.here(Delegation), Delegation),
    "mandates.enter_roster.lines": roster_lines, "mandates.enter_roster.seats": lambda h: {},
    "organisation.enter_units.lines": unit_lines, "organisation.enter_members.lines": member_lines,
    "organisation.enter_units.headings": lambda h: {}, "organisation.enter_members.headings": lambda h: {},
    "mandates.enter_roster.source": lambda h: h.chance.choice(["", "名册.xlsx"]),
    "mandates.enter_roster.headings": lambda h: {"单位": h.chance.choice(["electing_unit", ""])},
    "mandates.correct_delegate.number": lambda h: h.chance.choice([h.it.number, h.it.number, 1]),
}  # fmt: skip


def decoded(value: Any, things: Things) -> Any:
    """What the act is given: objects by their names, days and moments, a paper."""
    if isinstance(value, list):
        return [decoded(one, things) for one in value]
    if not isinstance(value, str) or value[:1] not in ("@", "~", "=", "#"):
        return value
    sign, rest = value[0], value[1:]
    if sign == "=":
        return datetime.fromisoformat(rest) if "T" in rest else date.fromisoformat(rest)
    if sign == "#":
        return SimpleUploadedFile("paper.pdf", PAPER)
    return things.fresh(rest) if sign == "@" else things.as_born(rest)
