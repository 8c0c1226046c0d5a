"""Matters raised in Tengqiao: a workroom, a reception day, and what six people said. All of it is invented."""

from datetime import date, timedelta
from typing import Any

from changren.casework import acts as casework
from changren.matters import acts
from changren.matters.models import Matter, Reception, Workroom
from changren.matters.queries import delivery_of
from changren.matters.visitors import holder_of, visitor_to
from changren.site.example.diary import Story
from changren.site.example.facts import moment, published_at
from changren.site.example.places import Town

DAY = timedelta(days=1)
LIGHTS = "上山村村口三盏路灯坏了一个多月，晚上老人小孩走路不安全。"
SAME = ("上山村口路灯不亮，下夜班骑车看不清路，请尽快修好。", "村口路灯坏了没人修，老人晚上摔过跤。")
BUS = "镇区到区医院没有直达公交，老人看病要转两次车，希望增开一班。"
COURT = "我和邻居的宅基地官司判了，对方不执行。"
ASKED = "农村合作医疗去外地看病怎么报销？"
AGREED = "反映人同意为办理此事登记姓名和电话。"
TOLD = {"place": "上山村村口", "naming": "delegate", "agreed_to": AGREED, "photos": []}
NEW = "菜市场门口早上占道经营，学生上学要走到马路中间。"


def matters(town: Town) -> Story:
    """From the workroom to a verdict by the private link; some are still open."""
    begins = town.facts.meets_on + 20 * DAY
    on = yield moment(begins, 9)
    room = acts.open_workroom(
        town.township, by=town.clerk, on=on, name="上片党代表工作室", address="上山村党群服务中心一楼"
    )
    day = begins + 10 * DAY
    received, _coming = (
        acts.plan_reception(room, by=town.clerk, on=on, starts_at=moment(when, 8, 30), ends_at=moment(when, 11),
                            hosts=[town.mandates[-3], town.mandates[-4]])
        for when in (day, published_at().date() + 9 * DAY)
    )  # fmt: skip
    lights = yield from _received(town, received, day)
    for n, text in enumerate(SAME):
        on = yield moment(day + (2 + n) * DAY, 20)
        given = {"mandate": town.mandates[-3], "naming": "nobody", "name": "", "phone": ""}
        one = acts.raise_matter(room, by=visitor_to(room), on=on, text=text, **TOLD | given)
        on = yield on + timedelta(hours=12)
        acts.join(one, by=town.delegates[-3], on=on, into=lights)
    yield from _lights(town, lights, day + 4 * DAY)
    yield from _others(town, room, day)


def _received(town: Town, received: Reception, day: date) -> Any:
    """The reception day: one matter, one that a court decides, one question. Returns the matter."""
    by, heard = town.delegates[-3], {"mandate": None, "about": None, "reception": received}
    on = yield moment(day, 9)
    lights = acts.log(town.township, by=by, on=on, text=LIGHTS, name="陈阿婆", phone="13857712001", **TOLD | heard)
    acts.note(town.township, by=by, on=on, text=ASKED, name="", phone="", **TOLD | heard)
    court = acts.log(town.township, by=by, on=on, text=COURT, name="黄建新", phone="", **TOLD | heard)
    on = yield moment(day, 11)
    acts.hold(received, by=town.clerk, on=on, visitors=7)
    on = yield moment(day + DAY, 10)
    found = {
        "found": "判决已生效，属法院执行事项。",
        "level": "elsewhere",
        "goes_to": "区人民法院执行局",
        "about": None,
    }
    acts.verify(court, by=by, on=on, title="宅基地判决的执行", **found)
    return lights


def _lights(town: Town, it: Matter, day: date) -> Story:
    """Handled by the building office, not well at first; the person behind the link says so."""
    by, head, handler = town.delegates[-3], town.posts["build-head"], town.posts["build-handler"]
    on = yield moment(day, 9)
    it = acts.verify(it, by=by, on=on, title="上山村村口路灯不亮", found="实地察看，三盏不亮，线路老化。", level="own",
                     goes_to="", about=None)  # fmt: skip
    on = yield moment(day, 15)
    it = acts.hand_over(it, by=town.clerk, on=on, lead=town.units["build"], assisting=[])
    case = it.case
    on = yield moment(day + DAY, 10)
    case = casework.accept(case, by=handler, on=on)
    for n, (text, result) in enumerate(
        (("已报供电所，等待安排。", "not"), ("三盏路灯和线路已全部更换，夜间巡查每周一次。", "satisfied"))
    ):
        on = yield moment(day + (6 + 8 * n) * DAY, 10)
        for raiser in case.raisers.all():
            given = {"raiser": raiser, "how": "call", "day": on.date(), "note": ""}
            case = casework.record_contact(case, by=handler, on=on, **given)
        case = casework.draft_answer(case, by=handler, on=on, text=text, grade="A", promised_by=None)
        on = yield moment(day + (7 + 8 * n) * DAY, 10)
        case = casework.sign_off(case, by=head, on=on)
        on = yield moment(day + (8 + 8 * n) * DAY, 19)
        it = Matter.objects.select_related(*Matter.alongside).get(pk=it.pk)
        assert delivery_of(it) is not None
        it = acts.judge(it, by=holder_of(it), on=on, attitude="satisfied", result=result,
                        comment="" if n else "还是不亮。")  # fmt: skip
        case.refresh_from_db()


def _others(town: Town, room: Workroom, day: date) -> Story:
    """One that only the district can solve, and one that waits to be verified."""
    by = town.delegates[-4]
    on = yield moment(day + 12 * DAY, 16)
    given = {"mandate": None, "about": None, "reception": None, "name": "林小明", "phone": "13857712002"}
    bus = acts.log(town.township, by=by, on=on, text=BUS, **TOLD | {"place": "镇区"} | given)
    on = yield moment(day + 13 * DAY, 9)
    found = {"found": "乘客较多，需区交通局统筹线路。", "level": "above", "goes_to": "", "about": None}
    bus = acts.verify(bus, by=by, on=on, title="增开到区医院的公交", **found)
    on = yield moment(day + 14 * DAY, 9)
    acts.send_up(bus, by=town.clerk, on=on, goes_to="区交通局")
    on = yield moment(published_at().date() - 2 * DAY, 7)
    given = {"mandate": town.mandates[-4], "name": "周老师", "phone": "13857712003"}
    acts.raise_matter(room, by=visitor_to(room), on=on, text=NEW, **TOLD | given | {"place": "菜市场门口"})
