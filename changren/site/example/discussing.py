"""The delegates' forum of Tengqiao: theme and topics are the article's; who spoke and what they said is invented."""

from datetime import timedelta

from changren.congress.models import Meeting
from changren.forum import acts
from changren.forum.models import Contribution, Forum, Guest
from changren.forum.queries import drafted_minutes
from changren.proposals import acts as proposals
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.places import Town
from changren.site.raising import drafted

DAY = timedelta(days=1)
THEME = "加强党的建设，推进城镇化、工业化和新农村建设"
TOPICS = ("党的建设", "城镇化建设", "工业发展", "新农村建设")
GUESTS = (("deputy", "区人大代表"), ("deputy", "镇人大代表"), ("conference", "区政协委员"))
SAID = (  # topic, kind, text, answer; of a guest where there is the number of one
    (0, "speech", "村级党组织活动经费偏紧，年轻党员外出多。建议把活动安排在节假日，流动党员回来也能参加。", "", None),
    (0, "question", "代表在闭会期间提出的意见，多长时间能得到答复？",
     "意见建议三个月内书面答复，逾期由常任制工作办公室督办。", None),
    (1, "speech", "镇区停车难、菜市场周边拥堵，建议先划定临时停车位，再规划公共停车场。", "", 0),
    (2, "speech", "企业用工不稳，建议镇里与职业学校对接，办好技能培训班。", "", 2),
    (3, "question", "新农村建设资金安排到村，使用情况能否向代表公开？",
     "每半年在村务公开栏公布一次，并向代表团通报。", None),
    (3, "speech", "建议整治上片三个村的生活污水，先做截污纳管。", "", None),
)  # fmt: skip
ASIDE = "内容涉及个人宅基地纠纷，已转村镇建设办公室按信访程序办理。"


def forum(town: Town) -> Story:
    """Planned, opened beforehand, held at the annual meeting, and its minutes adopted."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets - 12 * DAY, 10)
    meeting = Meeting.objects.filter(session=town.session).exclude(state=Meeting.State.CANCELLED).first()
    it = acts.plan(
        town.township, by=clerk, on=on, meeting=meeting, theme=THEME, topics=TOPICS,
        place=f"{town.facts.name}政府大会堂", held_at=moment(meets, 14),
    )  # fmt: skip
    guests = []
    for capacity, body in GUESTS:
        given = {"name": next(town.names), "capacity": capacity, "body": body}
        guests.append(acts.invite_guest(it, by=clerk, on=on, **given))
    on = yield moment(meets - 10 * DAY, 9)
    it = acts.open_forum(it, by=clerk, on=on)
    yield from _said(it, town, guests)
    on = yield moment(meets, 15, 30)
    it = acts.close_forum(it, by=clerk, on=on)
    yield from _minuted(it, town)


def _said(it: Forum, town: Town, guests: list[Guest]) -> Story:
    meets, clerk = town.facts.meets_on, town.clerk
    for n, (topic, kind, text, told, guest) in enumerate(SAID):
        given = {"kind": kind, "topic": TOPICS[topic], "text": text}
        on = yield moment(meets - 6 * DAY + n % 3 * DAY, 10 + n) if guest is None else moment(meets, 14, 10 + n)
        if guest is None:
            one = acts.contribute(it, by=town.delegates[town.facts.committee + 3 + 4 * n], on=on, **given)
        else:
            one = acts.record(it, by=clerk, on=on, mandate=None, guest=guests[guest], **given)
        on = yield on + timedelta(minutes=20)
        one = acts.show(one, by=clerk, on=on)
        if told:
            on = yield moment(meets, 14, 40 + n)
            acts.answer(one, by=clerk, on=on, text=told)
    on = yield moment(meets - 2 * DAY, 9)
    by, text = town.delegates[-2], "我家宅基地审批三年没有结果，请给个说法。"
    one = acts.contribute(it, by=by, on=on, kind="question", topic=TOPICS[3], text=text)
    acts.set_aside(one, by=clerk, on=on, reason=ASIDE)


def _minuted(it: Forum, town: Town) -> Story:
    meets = town.facts.meets_on
    on = yield moment(meets + 3 * DAY, 10)
    it = acts.write_minutes(it, by=town.clerk, on=on, text=drafted_minutes(it))
    on = yield moment(meets + 6 * DAY, 15)
    acts.adopt_minutes(it, by=town.posts["committee-1"], on=on)
    on = yield moment(meets + 8 * DAY, 20)
    sewage = Contribution.objects.select_related(*Contribution.alongside).filter(forum=it, text=SAID[-1][2]).get()
    by = town.delegates[town.facts.committee + 1]
    made = proposals.draft(town.township, by=by, on=on, **drafted(sewage))
    acts.take_up(sewage, by=by, on=on, became=made.get_absolute_url())
