"""The annual meeting of the first township, from the plan to its minutes, and the next one, whose notice has gone out.

The article tells the day, the number of delegates and of proposals; agenda, papers and resolutions are invented.
"""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from changren.base.documents import paper
from changren.base.documents.pdf import pdf
from changren.congress import acts
from changren.congress.acts.hall import close_desks
from changren.congress.models import Invitee, Meeting, Paper, Resolution
from changren.mandates import acts as mandates
from changren.organisation.models import Post
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.hall import checked_in, voted
from changren.site.example.places import Town

DAY = timedelta(days=1)
PLACE = "镇政府三楼会议室"
NEXT = date(2011, 1, 11)
SAID = {
    "上次会议决议执行和提案办理情况报告": "上次会议以来，镇党委把决议事项逐件分解到责任单位，并向代表通报办理进度。",
    "党委工作报告": "一年来，镇党委推行党代会常任制，加强村级组织建设，集中力量办理群众反映强烈的问题。",
    "纪委工作报告": "一年来，镇纪委围绕作风建设开展监督检查，受理并核实群众反映的问题。",
    "决议（草案）": "会议审查了党委、纪委工作报告，讨论了村级办公场所和道路建设事项，提出决议草案。",
}
RESOLVED = (
    ("关于修缮村级办公场所的决议", "会议决定，对屋顶漏雨、借房办公的村，年内完成办公场所修缮或者调剂。", "build",
     date(2010, 12, 31), "上山村办公楼屋顶修缮已经完工；下垟村调剂用房手续正在办理。"),
    ("关于加强农村饮用水管理的决议", "会议决定，建立村级饮用水水质定期检查和公布制度。", "farm", date(2011, 3, 31), ""),
)  # fmt: skip


def annual(town: Town, officer: Post) -> Story:
    """The annual meeting, which was held; what became of its resolutions is partly reported."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets - 30 * DAY, 9)
    it = acts.plan(town.session, by=clerk, on=on, kind="annual", title="", place=PLACE, like=None,
                   starts_at=moment(meets, 9), ends_at=moment(meets, 17))  # fmt: skip
    on = yield moment(meets - 28 * DAY, 10)
    it = acts.approve(it, by=officer, on=on)
    on = yield moment(meets - 25 * DAY, 9)
    it = acts.convene(it, by=clerk, on=on, notice=f"定于{meets:%m月%d日}上午九时召开本次会议，请代表准时出席。")
    yield from _answered(town, it)
    on = yield moment(meets - 9 * DAY, 15)
    for one in Paper.objects.filter(meeting=it).order_by("id"):
        acts.file_paper(one, by=clerk, on=on, file=_file(one.title, on.date()))
    yield from _held(town, it)


def _answered(town: Town, it: Meeting) -> Story:
    """Some read the notice and come; one is on leave, with the view of the head of the delegation."""
    on = yield moment(town.facts.meets_on - 22 * DAY, 19)
    away = len(town.delegates) - 1
    for post in town.delegates[:away:6]:
        acts.say_coming(_line(it, post), by=post, on=on)
    asks = acts.ask_leave(_line(it, town.delegates[away]), by=town.delegates[away], on=on, reason="在外地住院治疗")
    on = yield moment(town.facts.meets_on - 20 * DAY, 9)
    head = next(one for one in town.delegates if one.person_id == asks.delegation.head.person_id)
    acts.give_view(asks, by=head, on=on, view="情况属实，同意请假。")
    acts.grant_leave(asks, by=town.clerk, on=on)


def _held(town: Town, it: Meeting) -> Story:
    meets, clerk = town.facts.meets_on, town.clerk
    people = [post.person for post in town.delegates]
    on = yield moment(meets - DAY, 16)
    presidium = len(people) // 10
    for office, whom in (("presidium", people[:presidium]), ("secretary", people[1:2]), ("chief", people[-3:-2])):
        it = acts.name_officers(it, by=clerk, on=on, office=office, people=whom)
    it = acts.draw_up_seating(it, by=clerk, on=on, a_row=12)
    it = acts.prepare(it, by=clerk, on=on)
    on = yield moment(meets, 8, 30)
    it = checked_in(it, clerk, on)
    on = yield moment(meets, 9)
    it = acts.open_meeting(it, by=clerk, on=on)
    for title, text, unit, due_on, _became in RESOLVED:
        acts.draft_resolution(it, by=clerk, on=on, title=title, text=text, item=None, unit=town.units[unit],
                              due_on=due_on)  # fmt: skip
    on = yield moment(meets, 11)
    head = next(one for one, mandate in zip(town.delegates, town.mandates, strict=True) if _leads(mandate))
    said = acts.file_bulletin(it, by=head, on=on, item=None, text="代表们认为报告实事求是，建议加快村级办公场所修缮。")
    acts.release_bulletin(said, by=clerk, on=on)
    acts.answer_bulletin(said, by=clerk, on=on, text="已写入决议草案。")
    yield from _ended(town, it)


def _leads(mandate: Any) -> bool:
    mandate.delegation.refresh_from_db()
    return bool(mandate.delegation.head_id == mandate.pk)


def _ended(town: Town, it: Meeting) -> Story:
    """Resolved and closed; minutes, and months later the first report."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets, 16, 55)
    for one in Resolution.objects.filter(meeting=it).order_by("id"):
        voted(it, one, clerk, on)
        acts.adopt_resolution(one, by=clerk, on=on)
    close_desks(it, by=clerk, on=on)
    it = acts.close_meeting(it, by=clerk, on=on)
    on = yield moment(meets + 3 * DAY, 10)
    it = acts.write_minutes(it, by=clerk, on=on, text=_minutes(it))
    on = yield moment(meets + 6 * DAY, 10)
    acts.adopt_minutes(it, by=town.posts["committee-1"], on=on)
    on = yield moment(meets + 120 * DAY, 10)
    for one, told in zip(Resolution.objects.filter(meeting=it).order_by("id"), RESOLVED, strict=True):
        if told[-1]:
            acts.report_outcome(one, by=clerk, on=on, text=told[-1])


def upcoming(town: Town, officer: Post) -> Story:
    """The next annual meeting is convened; it will hear first what became of the last one."""
    clerk = town.clerk
    on = yield moment(date(2010, 11, 15), 9)
    term = town.session.term
    session = mandates.plan_session(term, by=clerk, on=on, number=3, planned_on=NEXT)
    last = Meeting.objects.get(session=town.session)
    it = acts.plan(session, by=clerk, on=on, kind="annual", title="", place=PLACE, like=last,
                   starts_at=moment(NEXT, 9), ends_at=moment(NEXT, 17))  # fmt: skip
    on = yield moment(date(2010, 11, 18), 10)
    it = acts.approve(it, by=officer, on=on)
    on = yield moment(date(2010, 11, 24), 9)
    acts.convene(it, by=clerk, on=on, notice="定于一月十一日上午九时召开年会。请代表会前走访党员群众，准备提案。")


def _line(it: Meeting, post: Post) -> Invitee:
    return Invitee.objects.select_related(*Invitee.alongside).get(meeting=it, person=post.person_id)


def _file(title: str, on: date) -> SimpleUploadedFile:
    parts = [paper.title(title), paper.prose(SAID.get(title, title))]
    return SimpleUploadedFile(f"{title}.pdf", pdf(paper.Paper(title, on, parts)))


def _minutes(it: Meeting) -> str:
    return (
        f"{it.title}于{it.opened_on:%Y年%m月%d日}在{it.place}举行。到会代表{it.present}人，符合法定人数。\n"
        "会议听取和审查了党委、纪委工作报告，各代表团进行了讨论，会议通过了两项决议。"
    )
