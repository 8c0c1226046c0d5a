"""The way of a proposal as people see it: delegates on telephones, office and units at desks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.e2e import serving
from tests.e2e.server import Server, served
from tests.e2e.visitor import DESK, PHONE, Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.e2e
TOWN = "甲区东镇"
TITLE, OTHER = "修缮上山村办公场所", "修缮村办公用房屋顶"
SUBJECT = "村办公场所漏雨"
COSIGNERS = range(2, 12)  # the numbers of ten delegates
CAUSE = "屋顶还有一处漏雨"


@pytest.fixture
def town(tmp_path: Any) -> Iterator[Server]:
    """A district of its own: the story takes half a year, and no other test is to wait for it."""
    with served(serving.WORLD, tmp_path) as server:
        yield server


@dataclass
class People:
    """Everybody of one township, at one telephone and one desk: who comes next signs in there."""

    town: Server
    phone: Visitor
    desk: Visitor

    def delegate(self, number: int) -> Visitor:
        """A delegate, on the telephone, at home."""
        return self._at(self.phone, f"代表{number}")

    def office(self, post: str) -> Visitor:
        """Somebody of the office, a committee or a unit, at the desk, at home."""
        return self._at(self.desk, post)

    def _at(self, device: Visitor, name: str) -> Visitor:
        device.context.clear_cookies()
        return device.sign_in(f"{TOWN}{name}", PASSWORD)


@pytest.fixture
def people(town: Server, visitors: Any) -> People:
    return People(town, visitors(town, PHONE), visitors(town, DESK))


def test_a_proposal_goes_its_whole_way(people: People, town: Server) -> None:
    plan_the_session(people)
    find_evidence(people)
    for lead, title in ((1, TITLE), (2, OTHER)):
        hand_in_with_ten_cosigners(people, lead, title)
    meet_the_cutoff(people)
    review(people)
    assign_and_return(people)
    extend(people)
    answer(people, "B类：部分解决或者列入计划", "2010-08-10 09:00")
    assert_done_again(people)
    answer(people, "A类：已经解决或者基本解决", "2010-09-01 09:00")
    judge_and_close(people)
    read_by_everybody(people)


def plan_the_session(people: People) -> None:
    people.town.set_clock("2010-03-01 09:00")
    clerk = people.office("clerk").press("起草提案工作计划")
    clerk.write(
        目标和选题="聚焦村级办公场所",
        开始时间="2010-03-02T09:00",
        提交联名截止时间="2010-04-05T11:00",
        签名并正式提交截止时间="2010-04-10T17:30",
    )
    clerk.press("起草提案工作计划").reads("草稿").press("公布").press("公布").reads("已公布")


def find_evidence(people: People) -> None:
    people.town.set_clock("2010-03-05 09:00")
    lead = people.delegate(1).press("提案").press("第7届第2次会议提案工作计划").press("安排活动")
    lead.tick("调研").write(标题="上山村调研", 地点="上山村", 计划日期="2010-03-10").press("安排活动").reads("上山村")
    people.town.set_clock("2010-03-11 09:00")
    lead = people.delegate(1).press("提案").press("第7届第2次会议提案工作计划").press("上山村调研")
    lead.press("填报活动情况").write(举行日期="2010-03-10", 活动成果="屋顶漏雨三处。")
    lead.tick(f"{TOWN}代表1 · 第一代表团", f"{TOWN}代表2 · 第二代表团").press("填报活动情况").reads("屋顶漏雨三处。")


def hand_in_with_ten_cosigners(people: People, number: int, title: str) -> None:
    people.town.set_clock("2010-03-20 09:00")
    lead = people.delegate(number).press("提出提案或意见建议").tick("提案")
    lead.write(标题=title, 案由=SUBJECT, 案据="三月十日实地察看。", 方案="由村镇建设办公室牵头修缮。")
    lead.choose("领域", "村级办公场所").press("保存草稿").reads("草稿")
    lead.press("引用活动").tick("上山村调研").press("引用活动").reads("上山村调研")
    lead.press("提交联名").press("提交联名").reads("联名中").press("邀请代表联名")
    asked = [n for n in (1, *COSIGNERS) if n != number][:10]
    lead.tick(*(f"{TOWN}代表{n} · 第{'二一'[n % 2]}代表团" for n in asked)).press("邀请代表联名")
    for n in asked:
        signer = people.delegate(n).take_up(title).press("签名").reads(SUBJECT)
        signer.tick("我已阅读全文。").press("签名").reads("已签名")
    people.delegate(number).take_up(title).reads("11").press("正式提交").press("正式提交").reads("2010-提案-00")


def meet_the_cutoff(people: People) -> None:
    """Who comes after it is told so, and what is left to do."""
    people.town.set_clock("2010-04-12 09:00")
    late = people.delegate(13).press("提出提案或意见建议")
    late.reads("现在没有开放的提案工作计划，可以提出提议或者意见建议。")


def review(people: People) -> None:
    reviewer = people.office("reviewer").take_up(TITLE).press("立案")
    reviewer.write(审查意见="符合条件").press("立案").reads("已立案")
    reviewer.press("首页").take_up(OTHER).press("并案").tick(f"2010-提案-001 {TITLE}").write(审查意见="同一事项")
    reviewer.press("并案").reads("已并案").reads(TITLE)


def assign_and_return(people: People) -> None:
    clerk = people.office("clerk").take_up(TITLE).press("交办给单位")
    clerk.choose("主办单位", f"{TOWN}office").press("交办给单位").reads("已交办")
    people.town.set_clock("2010-04-14 09:00")
    head = people.office("assist_head").take_up(TITLE).press("退回").write(理由="不属于本单位职责").press("退回")
    head.reads("不属于本单位职责")
    people.town.set_clock("2010-04-16 09:00")
    clerk = people.office("clerk").take_up(TITLE).press("交办给单位")
    clerk.choose("主办单位", f"{TOWN}station").press("交办给单位").reads("2010-07-14")
    people.office("handler").take_up(TITLE).press("接收办理").press("接收办理").reads("办理中")


def extend(people: People) -> None:
    people.town.set_clock("2010-07-01 09:00")
    people.office("handler").take_up(TITLE).press("申请延期").write(理由="等待资金").press("申请延期").reads("等待资金")
    lead = people.delegate(1).take_up(TITLE).press("同意延期").press("同意延期")
    lead.reads("2010-08-16")  # 14 August is a Saturday


def answer(people: People, grade: str, moment: str) -> None:
    people.town.set_clock(moment)
    handler = people.office("handler").take_up(TITLE)
    for n in range(1, 12):
        handler.press("登记沟通").tick(f"{TOWN}代表{n}", "上门走访").press("登记沟通")
    handler.press("起草答复").write(答复="已安排修缮。").tick(grade)
    if grade.startswith("B"):
        handler.write(承诺完成日期="2010-12-31")
    handler.press("起草答复").reads("仅本单位可见")
    people.office("head").take_up(TITLE).press("签发答复").press("签发答复").reads("签发")


def assert_done_again(people: People) -> None:
    """One verdict of ten is enough."""
    people.town.set_clock("2010-08-11 09:00")
    judge(people.delegate(3), "满意")
    critic = judge(people.delegate(4), "不满意", CAUSE)
    critic.reads("第2轮").reads("2010-09-13")


def judge(delegate: Visitor, result: str, comment: str = "") -> Visitor:
    delegate.take_up(TITLE).press("评价答复")
    for asked, verdict in (("您对单位的办理态度满意吗？", "满意"), ("您对办理结果满意吗？", result)):
        delegate.tick(verdict, within=delegate.page.get_by_role("group", name=asked))
    return delegate.write(您想说的话=comment).press("评价答复")


def judge_and_close(people: People) -> None:
    for n in range(1, 12):
        judge(people.delegate(n), "满意").reads("办理态度满意，办理结果满意")
    lead = people.delegate(1).take_up(TITLE).press("认可答复并结案").press("认可答复并结案").reads("已结案")
    lead.reads(CAUSE)


def read_by_everybody(people: People) -> None:
    """The office clears it, and it stands on the public page of the district, without a name."""
    clerk = people.office("clerk").take_up(TITLE).press("经保密审查后公开").press("经保密审查后公开").reads("公开")
    clerk.press("退出登录").go("/proposals/public/").press(f"2010-提案-001 {TITLE}")
    clerk.reads("满意11，基本满意0，不满意0，未评价0")
    assert TOWN + "代表" not in clerk.page.content()
