"""What becomes of each matter: one small generator a stretch of its way, put together by the name of its story."""

from datetime import date, datetime, timedelta
from typing import Any

from changren.casework import acts as casework
from changren.casework.models import Case, Delivery, Raiser
from changren.mandates import acts as mandates
from changren.organisation.models import Post, Unit
from changren.proposals import acts as proposals
from changren.proposals.models import Activity, Plan, Proposal, Signature
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.places import Town

DAY = timedelta(days=1)
LATE = {
    "assigned": date(2010, 11, 22),
    "returned": date(2010, 11, 10),
    "escalated": date(2010, 8, 10),
}  # so that they still stand there
NOT_ANSWERED = {"refused", "withdrawn", "appealed", "filed", "submitted", "draft", "collecting", "expired", "merged"}


class Matter:
    """One text of the example and where it stands. `n` spreads people and days."""

    def __init__(self, told: dict[str, Any], town: Town, n: int, others: "dict[str, Matter]", departments: Any) -> None:
        self.told, self.town, self.n, self.others, self.departments = told, town, n, others, departments
        self.proposal: Proposal = None  # type: ignore[assignment]
        self.case: Case = None  # type: ignore[assignment]
        others[told["key"]] = self

    def __getattr__(self, name: str) -> Any:
        return self.told.get(name)

    @property
    def lead(self) -> Post:
        seats = len(self.town.delegates)
        return self.town.delegates[(self.town.facts.committee + self.n * 5) % seats]

    def unit(self, key: str) -> Unit:
        return self.departments[key][0] if key in self.departments else self.town.units[key]

    def of_unit(self, role: str) -> Post:
        key = self.told["unit"]
        return self.departments[key][1][role] if key in self.departments else self.town.posts[f"{key}-{role}"]

    def signers(self, count: int) -> list[int]:
        """The numbers of delegates who sign, spread over the township, the lead left out."""
        seats, mine = len(self.town.delegates), self.town.delegates.index(self.lead)
        spread = [(mine + 1 + k * 3) % seats for k in range(seats)]
        return [one for one in dict.fromkeys(spread) if one != mine][:count]


def plan(town: Town) -> Story:
    """The yearly work plan, and the research trip that gives evidence in the first township."""
    meets = town.facts.meets_on
    on = yield moment(meets - 40 * DAY, 9)
    it = proposals.draft_plan(
        town.session, by=town.clerk, on=on,
        aims="围绕党的建设和群众反映强烈的问题，深入村居和企业调研，提出有情况、有分析、有建议的提案。",
        opens_at=moment(meets - 38 * DAY, 9), forward_until=moment(meets - 10 * DAY, 11),
        sign_until=moment(meets - 6 * DAY, 17, 30),
    )  # fmt: skip
    on = yield moment(meets - 39 * DAY, 9)
    proposals.publish_plan(it, by=town.clerk, on=on)


def research(town: Town) -> Story:
    """A trip by the delegates of one delegation, reported two days later."""
    meets, owner = town.facts.meets_on, town.delegates[town.facts.committee]
    mandate = town.mandates[town.facts.committee]
    on = yield moment(meets - 37 * DAY, 10)
    trip = proposals.plan_activity(
        Plan.objects.get(session=town.session), by=owner, on=on, kind="research",
        title="村级办公场所和便民服务情况调研", place="上山村、下垟村", owner=mandate, delegation=None,
        planned_on=meets - 33 * DAY,
    )  # fmt: skip
    on = yield moment(meets - 31 * DAY, 15)
    there = town.mandates[town.facts.committee : town.facts.committee + 8]
    proposals.report_activity(
        trip, by=owner, on=on, held_on=meets - 33 * DAY, participants=there, paper=None,
        findings="走访两个村，查看办公场所五处。上山村办公楼屋顶三处漏雨，二楼会议室停用；下垟村借用民房办公，群众办事不便。",
    )  # fmt: skip


def meet(town: Town) -> Story:
    """The annual meeting took place."""
    on = yield moment(town.facts.meets_on, 17)
    mandates.hold_session(town.session, by=town.clerk, on=on, day=town.facts.meets_on)


def matter(it: Matter) -> Story:
    """The whole story of one matter."""
    yield from raised(it)
    if it.story in ("draft", "collecting", "expired", "submitted"):
        return
    if it.story == "withdrawn":
        yield from withdrawn(it)
        return
    yield from reviewed(it)
    if it.story in NOT_ANSWERED:
        return
    yield from handed_over(it)
    yield from handled(it)


def begins(it: Matter) -> date:
    """The day of the first line: in the plan's time, or for what needs no plan in the weeks around the meeting."""
    meets = it.town.facts.meets_on
    if it.kind == "recess":
        return meets + 15 * DAY
    return meets - 30 * DAY + it.n % 6 * DAY if it.kind == "proposal" else meets - 8 * DAY + it.n % 4 * DAY


def raised(it: Matter) -> Story:
    day, lead, town = begins(it), it.lead, it.town
    on = yield moment(day, 9, it.n % 50)
    together = town.mandates[town.delegates.index(lead)].delegation if it.story == "delegation" else None
    it.proposal = proposals.draft(
        town.township, by=lead, on=on, kind=it.kind, delegation=together, title=it.title, subject=it.subject,
        grounds=it.grounds or "", measures=it.measures or "", field=it.field, wanted_unit=it.unit(it.told["unit"]),
        confidential=False, may_publish=True,
    )  # fmt: skip
    if it.story == "draft":
        return
    if it.key == "t0-p1":
        on = yield moment(day + 2 * DAY, 10)
        it.proposal = proposals.cite(it.proposal, by=lead, on=on, activity=Activity.objects.get(township=town.township))
    if it.kind == "proposal":
        yield from signed(it, day + 3 * DAY)
    if it.story in ("collecting", "expired"):
        return
    on = yield moment(town.facts.meets_on - 7 * DAY if it.kind == "proposal" else day + DAY, 15, it.n % 50)
    head = it.proposal.delegation.head if it.proposal.delegation else None
    by = next(post for post in town.delegates if post.person_id == head.person_id) if head else lead
    it.proposal = proposals.hand_in(it.proposal, by=by, on=on)


def signed(it: Matter, day: date) -> Story:
    """Put forward, invited, and signed by ten or more over a few days."""
    on = yield moment(day, 10, it.n % 50)
    it.proposal = proposals.put_forward(it.proposal, by=it.lead, on=on)
    asked = it.signers(13)
    if it.proposal.delegation is None:
        delegates = [it.town.mandates[n] for n in asked]
        it.proposal = proposals.invite(it.proposal, by=it.lead, on=on, delegates=delegates)
    invitations = Signature.objects.filter(proposal=it.proposal, state=Signature.State.INVITED).order_by("id")
    few = it.story in ("collecting", "expired")
    for k, signature in enumerate(list(invitations)[: 4 if few else None]):
        on = yield moment(day + (1 + k // 4) * DAY, 9 + k % 4, k * 7 % 60)
        by = next(post for post in it.town.delegates if post.person_id == signature.mandate.person_id)
        if k == 11:
            proposals.decline(signature, by=by, on=on)
        else:
            proposals.sign(signature, by=by, on=on, version=it.proposal.version)


def withdrawn(it: Matter) -> Story:
    on = yield moment(it.town.facts.meets_on - 2 * DAY, 11)
    proposals.withdraw(it.proposal, by=it.lead, on=on, opinion=it.opinion)


def reviewed(it: Matter) -> Story:
    """Filed, merged, turned into a lower type, or refused; and perhaps appealed."""
    after = it.town.facts.meets_on + (1 + it.n % 2) * DAY if it.kind != "recess" else begins(it) + 5 * DAY
    on = yield moment(after, 10 + it.n % 6, it.n % 50)
    by = it.town.clerk if it.kind == "suggestion" else it.town.posts["reviewer"]
    opinion = "" if it.story in ("paused", "returned") else it.opinion or ""  # there it is somebody else's
    if it.story == "merged":
        proposals.merge(it.proposal, by=by, on=on, into=it.others[it.into].proposal, opinion=opinion)
    elif it.story in ("refused", "appealed", "appeal_allowed"):
        it.proposal = proposals.refuse(it.proposal, by=by, on=on, reason=it.reason, opinion=opinion)
        yield from appealed(it, after)
    elif it.story in ("downgraded", "downgraded_recess"):
        lower = "suggestion" if it.story == "downgraded" else "recess"
        it.proposal = proposals.downgrade(it.proposal, by=by, on=on, kind=lower, reason=it.reason, opinion=opinion)
    else:
        decide = proposals.register if it.kind == "suggestion" else proposals.file
        it.proposal = decide(it.proposal, by=by, on=on, opinion=opinion)


def appealed(it: Matter, after: date) -> Story:
    if it.story == "refused":
        return
    on = yield moment(after + 6 * DAY, 9)
    it.proposal = proposals.appeal(it.proposal, by=it.lead, on=on, words=it.appeal)
    if it.story == "appeal_allowed":
        on = yield moment(after + 14 * DAY, 14)
        it.proposal = proposals.allow_appeal(it.proposal, by=it.town.posts["committee-0"], on=on, decision=it.decision)


def handed_over(it: Matter) -> Story:
    start = it.town.facts.meets_on if it.kind != "recess" else begins(it)
    on = yield moment(LATE.get(it.story, start + 24 * DAY + it.n % 5 * DAY), 14, it.n % 50)
    assisting = [it.unit(key) for key in it.assisting or ()]
    handed = proposals.hand_over(
        it.proposal, by=it.town.clerk, on=on, lead=it.unit(it.told["unit"]), assisting=assisting
    )
    it.proposal, it.case = handed, handed.case


def handled(it: Matter) -> Story:
    """From the unit's desk to the raisers' verdicts, as far as the story goes."""
    day = it.case.opened_on
    if it.story == "assigned":
        return
    on = yield moment(day + 4 * DAY, 10)
    if it.story == "returned":
        casework.return_to_office(it.case, by=it.of_unit("head"), on=on, reason=it.opinion)
        return
    it.case = casework.accept(it.case, by=it.of_unit("handler"), on=on)
    yield from opinions(it, day + 12 * DAY)
    if it.story in ("handling", "overdue"):
        return
    if it.story == "paused":
        on = yield moment(day + 30 * DAY, 9)
        casework.stop_clock(it.case, by=it.town.clerk, on=on, reason=it.opinion)
        return
    if it.story == "extended":
        yield from extended(it, day + 70 * DAY)
    taken = {"extended": 75, "answered": 84, "delegation": 84, "redo_now": 65}.get(it.story, 35 + it.n % 18)
    yield from answered(it, day + taken * DAY, it.answer, it.grade or "A")
    yield from judged(it)


def opinions(it: Matter, day: date) -> Story:
    for part in it.case.assignments.filter(role="assist"):
        on = yield moment(day, 15)
        key = next(key for key in it.assisting if it.unit(key).pk == part.unit_id)
        heads = it.departments[key][1] if key in it.departments else None
        by = heads["head"] if heads else it.town.posts[f"{key}-head"]
        casework.give_opinion(part, by=by, on=on, said="同意主办单位意见，本单位予以配合。")


def extended(it: Matter, day: date) -> Story:
    on = yield moment(day, 9)
    asked = casework.ask_extension(it.case, by=it.of_unit("head"), on=on, reason="需要与有关部门进一步协调资金安排。")
    on = yield moment(day + 2 * DAY, 20)
    casework.grant_extension(asked, by=it.lead, on=on)


def answered(it: Matter, day: date, text: str, grade: str) -> Story:
    """Contact with every raiser, the draft, and the head's signature."""
    handler, head = it.of_unit("handler"), it.of_unit("head")
    for k, raiser in enumerate(Raiser.objects.filter(case=it.case)):
        on = yield moment(day - 3 * DAY + k % 3 * DAY, 9 + k % 8, k * 5 % 60)
        how = ("visit", "call", "meeting")[k % 3]
        casework.record_contact(it.case, by=handler, on=on, raiser=raiser, how=how, day=on.date(), note="")
    on = yield moment(day, 10)
    promised = date(2010, 12, 20) + it.n % 10 * DAY if grade == "B" else None
    it.case = casework.draft_answer(it.case, by=handler, on=on, text=text, grade=grade, promised_by=promised)
    if it.story == "drafted":
        return
    on = yield moment(day + 2 * DAY, 16)
    it.case = casework.sign_off(it.case, by=head, on=on)


def judged(it: Matter) -> Story:
    """Verdicts, not all of them; then what follows from them."""
    if it.story in ("drafted",) or it.case.answered_on is None:
        return
    if it.story in ("redone", "redo_now", "escalated"):
        yield from sent_back(it)
        return
    waits = it.story in ("answered", "delegation", "appeal_allowed", "silent")
    yield from verdicts(it, given=0.4 if waits else 0.85)
    if not waits:
        yield from closed(it)


def verdicts(it: Matter, given: float) -> Story:
    """Some of the raisers judge; the lead does unless the story still waits."""
    rows = list(Delivery.objects.filter(answer__case=it.case, answer__round=it.case.round, state="sent"))
    last = max(1, int(len(rows) * given))
    for k, delivery in enumerate(rows[1 if given < 0.5 else 0 : last + 1]):
        on = yield moment(it.case.answered_on + (2 + k * 2) * DAY, 19, k * 11 % 60)
        result = ("satisfied", "satisfied", "basically")[(k + it.n) % 3]
        casework.judge(delivery, by=_delegate(it, delivery), on=on, attitude="satisfied", result=result, comment="")


def sent_back(it: Matter) -> Story:
    """One is not satisfied, and it is done again; in one story most are still not, and it goes up."""
    delivery = _sent(it)[1]
    on = yield moment(it.case.answered_on + 5 * DAY, 20)
    _not_satisfied(it, delivery, on)
    it.case.refresh_from_db()
    if it.story == "redo_now":
        return
    yield from answered(it, it.case.clock_start + 20 * DAY, it.again, "A" if it.story == "redone" else it.grade or "B")
    if it.story == "redone":
        yield from verdicts(it, given=1)
        yield from closed(it)
        return
    for k, one in enumerate(_sent(it)):
        on = yield moment(it.case.answered_on + (3 + k) * DAY, 20)
        it.case.refresh_from_db()
        if it.case.state != Case.State.ANSWERED:
            break
        _not_satisfied(it, one, on)
    on = yield moment(it.case.answered_on + 20 * DAY, 9)
    casework.take_in_charge(it.case, by=it.town.posts["committee-1"], on=on)


def closed(it: Matter) -> Story:
    """The lead closes when everybody has judged or could have; B and C go on to be followed."""
    answered_on = it.case.answered_on
    on = yield moment(answered_on + 32 * DAY, 20)
    it.case = casework.close(it.case, by=it.lead, on=on)
    if it.case.state == Case.State.FOLLOWED:
        on = yield moment(answered_on + 60 * DAY, 10)
        text = "已完成前期工作，正在组织实施。" if it.grade == "B" else "已向区有关部门反映，正在等待答复。"
        by, until = it.of_unit("head"), date(2010, 12, 28)
        it.case = casework.report_progress(it.case, by=by, on=on, text=text, promised_by=until)
    check = proposals.publish if it.public else proposals.withhold
    on = yield moment(answered_on + 40 * DAY, 10)
    check(it.proposal, by=it.town.clerk, on=on)


def _sent(it: Matter) -> list[Delivery]:
    return list(Delivery.objects.filter(answer__case=it.case, answer__round=it.case.round, state="sent"))


def _not_satisfied(it: Matter, delivery: Delivery, on: datetime) -> None:
    by = _delegate(it, delivery)
    casework.judge(delivery, by=by, on=on, attitude="basically", result="not", comment=it.comment or "问题尚未解决。")


def _delegate(it: Matter, delivery: Delivery) -> Post:
    return next(post for post in it.town.delegates if post.person_id == delivery.raiser.person_id)
