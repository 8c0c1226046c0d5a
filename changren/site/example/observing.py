"""The gallery of Shuangyu, 23 March 2010: notice on the 17th, applications until the 21st at 11:00, ten seats.

So far it was published. Who applied, and what two of them wrote afterwards, is invented.
"""

from datetime import timedelta

from changren.base.acts import Clockwork
from changren.congress import acts as congress
from changren.congress.models import Meeting
from changren.gallery import acts
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import applicant_to, holder_of
from changren.organisation.models import Post
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.places import Town

DAY = timedelta(days=1)
APPLIED = (  # kind of member, category, branch or workplace
    ("local", "village", "上江村党支部"), ("local", "village", "营楼社区党支部"),
    ("local", "village", "牛岭村党支部"), ("local", "village", "双岙村党支部"),
    ("migrant", "firm", "正泰鞋业有限公司"), ("migrant", "firm", "东海鞋材有限公司"),
    ("migrant", "firm", "康达皮革有限公司"), ("local", "firm", "鹿城工业区联合党支部"),
    ("migrant", "firm", "顺达物流有限公司"), ("migrant", "firm", "鞋都产业园联合党支部"),
    ("local", "other", "双屿第一小学党支部"), ("migrant", "other", "双屿市场党支部"),
)  # fmt: skip
ADMITTED, CAME = (1, 2, 3, 5, 6, 7, 8, 9, 11, 12), (1, 2, 3, 5, 6, 7, 8, 9, 12)
OPINIONS = {
    5: "第一次坐在会场里听报告，知道了镇里一年做了什么。建议流动党员的活动场所尽快落实，地点离厂区近一些。",
    2: "会议开得实在。建议代表提的事项办得怎么样，也让我们支部知道。",
}


def gallery(town: Town, officer: Post) -> Story:
    """From the notice to what two observers wrote."""
    meets, clerk = town.facts.meets_on, town.clerk
    meeting = yield from _convened(town, officer)
    on = yield moment(meets - 7 * DAY, 15)
    it = acts.prepare(
        meeting, by=clerk, on=on, closes_at=moment(meets - 2 * DAY, 11), register_at="双屿镇党员服务中心",
        remark="流动党员请携带流动党员活动证到党员服务中心登记。",
    )  # fmt: skip
    on = yield moment(meets - 6 * DAY, 9)
    it = acts.publish_notice(it, by=clerk, on=on)
    yield from _applied(it, town)
    on = yield moment(meets - 2 * DAY, 11)
    it = acts.close_applications(it, by=Clockwork(it.district_id), on=on)
    yield from _admitted(it, town)


def _convened(town: Town, officer: Post) -> Story:
    """The meeting as it was prepared elsewhere; or planned, agreed to and convened here."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets - 24 * DAY, 9)
    meeting = Meeting.objects.select_related(*Meeting.alongside).filter(session=town.session).first()
    if meeting is None:
        meeting = congress.plan(
            town.session, by=clerk, on=on, kind=Meeting.Kind.ANNUAL, title="", place=f"{town.facts.name}政府大会堂",
            starts_at=moment(meets, 9), ends_at=moment(meets, 16, 30), like=None,
        )  # fmt: skip
        on = yield moment(meets - 22 * DAY, 10)
        meeting = congress.approve(meeting, by=officer, on=on)
        on = yield moment(meets - 20 * DAY, 9)
        meeting = congress.convene(meeting, by=clerk, on=on, notice="请全体代表准时出席会议。")
    return meeting


def _applied(it: Gallery, town: Town) -> Story:
    for n, (kind, category, workplace) in enumerate(APPLIED):
        on = yield moment(it.closes_at.date() - 3 * DAY + n // 5 * DAY, 9 + n % 5, n * 7 % 60)
        card = f"330302-{2010 + n}" if kind == "migrant" else ""
        told = {"name": next(town.names), "kind": kind, "category": category, "workplace": workplace, "card": card}
        phone = f"138577{10000 + n}"
        if n % 4 == 3:
            acts.recommend(it, by=town.clerk, on=on, phone=phone, unit=town.units["party"],
                           grounds="政治素质好，熟悉本单位党员情况。", **told)  # fmt: skip
        else:
            acts.apply(it, by=applicant_to(it), on=on, phone=phone, **told)


def _admitted(it: Gallery, town: Town) -> Story:
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets - 2 * DAY, 15)
    listed = list(Application.objects.filter(gallery=it, number__in=ADMITTED))
    acts.shortlist(it, by=clerk, on=on, listed=listed)
    on = yield moment(meets - DAY, 9)
    reason = "席位已满。会议情况将通过党员服务中心向您通报。"
    it = acts.decide(it, by=town.posts["committee-1"], on=on, listed=listed, reason=reason)
    on = yield moment(meets - DAY, 14)
    it = acts.issue_permits(it, by=clerk, on=on)
    on = yield moment(meets, 8, 40)
    for number in CAME:
        acts.let_in(_application(it, number), by=clerk, on=on)
    on = yield moment(meets, 16, 50)
    acts.finish(it, by=clerk, on=on)
    for n, (number, text) in enumerate(OPINIONS.items()):
        on = yield moment(meets + (1 + n) * DAY, 19)
        one = _application(it, number)
        one = acts.give_opinion(one, by=holder_of(one), on=on, opinion=text)
        on = yield moment(meets + (1 + n) * DAY, 21)
        acts.read_opinion(one, by=clerk, on=on)


def _application(it: Gallery, number: int) -> Application:
    return Application.objects.select_related(*Application.alongside).get(gallery=it, number=number)
