"""The pages of this room, what bad input is told, and a talk that is sent twice."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from changren.contact import acts, queries
from changren.contact.models import Counterpart, Plan, Talk
from changren.contact.picture import fan
from changren.organisation.models import Person
from tests.contact.conftest import ON, SOMEBODY, everything, in_force, listed, talked, ties, visited

pytestmark = pytest.mark.any_engine
LONG = "长" * 3001


@pytest.fixture(autouse=True)
def readers(world):
    """Everybody reads Chinese here, as at home."""
    Person.objects.update(language="zh-hans")


def text(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def address(act, it=None):
    return reverse(f"contact:{act.verb_name}", args=[it.pk] if it is not None else [])


BAD = {  # act: what is sent beside what is good, and what is said
    "list_person": (
        ({"name": ""}, "请填写此项。"),
        ({"name": "长" * 31}, "30"),
        ({"kind": "cat"}, "cat"),
        ({"village": " "}, "请填写此项。"),
        ({"phone": "１２３"}, "手机号不正确"),
        ({"agrees": ""}, "请先征求本人意见，同意的才能列入名单。"),
    ),
    "log_visit": (
        ({"text": ""}, "请填写此项。"),
        ({"text": LONG}, "3000"),
        ({"day": "2010-02-30"}, "日期"),
        ({"day": "2010-04-02"}, "日期还没有到。"),
        ({"how": "fax"}, "fax"),
    ),
    "enter_lists": (
        ({"lines": "3,张三"}, "第1行有2项，应为4项。"),
        ({"lines": "99,张三,群众,上山村"}, "第1行：没有编号为“99”的在任代表。"),
        ({"lines": "3，张三，群众，上山村\n3,李四,猫,上山村"}, "第2行：“猫”不在类别之中。"),
        ({"lines": "³,张三,群众,上山村"}, "第1行：没有编号为“³”的在任代表。"),
        ({"lines": f"3,{'长' * 31},群众,上山村"}, "30字以内的姓名"),
        ({"lines": f"3,张三,群众,{'长' * 41}"}, "40字以内"),
        ({"lines": "3,张三,群众,村\n" * 1001}, "一次最多1000行。"),
    ),
    "propose": (({"year": "去年"}, "整数"),
        ({"year": "2012"}, "只能制定2010年或者2011年的联系安排。")),
}  # fmt: skip


def test_bad_input_is_told_in_place_and_writes_nothing(here, browse):
    plan = in_force(here)
    one = listed(here)
    good = {
        "list_person": SOMEBODY | {"name": "㛃𬭳", "agrees": "on"},
        "log_visit": {"text": "看望😀", "day": "2010-04-01", "how": "visit"},
        "enter_lists": {"lines": "3,张三,群众,上山村"},
        "propose": {"year": "2010", "keeps_pairs": "on"},
    }
    where = {"list_person": None, "log_visit": one, "enter_lists": plan, "propose": None}
    delegate, clerk = browse(here.delegates[2]), browse(here.posts["clerk"])
    before = everything()
    for name, cases in BAD.items():
        client = clerk if name in ("enter_lists", "propose") else delegate
        for sent, says in cases:
            response = client.post(address(getattr(acts, name), where[name]), good[name] | sent)
            assert response.status_code in (409, 422), (name, sent)
            assert says in unescape(response.content.decode()), (name, sent)
    assert everything() == before
    for name, sent in good.items():
        client = clerk if name in ("enter_lists", "propose") else delegate
        assert client.post(address(getattr(acts, name), where[name]), sent).status_code == 302, name
    assert set(Counterpart.objects.values_list("name", flat=True)) == {"郑大妈", "㛃𬭳", "张三"}
    assert Talk.objects.get().text == "看望😀"


def test_talk_that_is_sent_twice_counts_once(here, browse):
    plan, client = in_force(here), browse(here.posts["committee"])
    tie = ties(plan, here.posts["committee"].person)[0]
    sent = {"once": str(uuid4()), "text": "谈提案办理", "day": "2010-04-01", "how": "talk", "is_raised": "on"}
    assert [client.post(address(acts.log_talk, tie), sent).status_code for _n in range(2)] == [302, 302]
    assert (Talk.objects.count(), Talk.objects.get().is_raised) == (1, True)
    page = text(client.get(reverse("contact:mine")))
    assert ("谈提案办理" in page, "待答复" in page) == (True, True)


def test_pages_show_a_stranger_no_words_and_no_names(here, browse):
    plan = in_force(here)
    one = listed(here, phone="13800000001")
    tie = next(tie for tie in ties(plan) if tie.mandate == here.mandates[2])
    talk = visited(one, here, text="不给外人看")
    other, own = browse(here.delegates[5]), browse(here.delegates[2])
    assert other.get(one.get_absolute_url()).status_code == 404
    assert other.get(talk.get_absolute_url()).status_code == 404
    assert other.get(reverse("contact:coverage", args=[plan.pk])).status_code == 404
    pages = text(other.get(tie.get_absolute_url())) + text(other.get(plan.get_absolute_url()))
    assert [words in pages for words in ("不给外人看", "郑大妈", "13800000001")] == [False] * 3
    page = text(own.get(one.get_absolute_url()))
    assert ("不给外人看" in page, "138****0001" in page, "13800000001" in page) == (True, True, False)
    assert "13800000001" in text(own.get(f"{one.get_absolute_url()}?show=contact"))


def test_plan_is_drawn_and_told_with_the_same_names(here, browse):
    plan = in_force(here)
    talked(ties(plan, here.posts["committee"].person)[0], here)
    page = text(browse(here.posts["clerk"]).get(plan.get_absolute_url()))
    drawings = re.findall(r'<svg aria-hidden="true"[^>]*viewBox="0 0 380.*?</svg>', page, flags=re.S)
    assert (len(drawings), sum(one.count("<path") for one in drawings)) == (3, 12)
    assert sum(one.count("stroke-dasharray") for one in drawings) == 11
    assert ("style=" in page, page.count("同一选举单位"), page.count("均衡安排")) == (False, 8, 4)
    gaps = text(browse(here.posts["committee"]).get(reverse("contact:coverage", args=[plan.pk])))
    assert ("11名代表" in gaps, "没有：每名代表都有委员联系。" in gaps) == (True, True)


def test_fan_stays_within_its_drawing():
    drawn = fan("很长的名字一共有十个字", [("甲", True, 5, 2), ("乙", False, 0, 0)])
    assert (drawn.name, [ray.name for ray in drawn.rays]) == ("很长的名字…", ["甲", "乙"])
    assert [dot.is_full for dot in drawn.rays[0].dots] == [True, True, False, False, False]
    assert max(dot.x for dot in drawn.rays[0].dots) + 6 <= drawn.width
    assert max(ray.y for ray in drawn.rays) < drawn.height


def test_mine_says_what_to_do_where_there_is_nothing(here, browse):
    client = browse(here.delegates[2])
    assert "还没有施行中的联系安排。" in text(client.get(reverse("contact:mine")))
    in_force(here)
    assert "先征得党员、群众本人同意" in text(client.get(reverse("contact:mine")))
    assert Plan.objects.get() == queries.plan_in_force(here.township)
    assert queries.mine(here.posts["clerk"], ON.date()).contacts == []
