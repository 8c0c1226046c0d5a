"""The first minutes of a district: from the printed link to a first officer who signs in."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils.html import escape

from changren.base.clock import now
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.models import District, Township
from changren.base.tenancy.scope import within_district
from changren.organisation import founding
from changren.organisation.models import Person, Post
from changren.site import setup

CODE = 330302
ASKED = {
    "code": "330302", "name": "鹿城区", "name_en": "Lucheng", "city": "温州市", "province": "浙江省",
    "townships": "藤桥镇\n 双潮乡 \n\n仰义乡", "officer": "李明", "phone": "138 0013 8000",
    "password": " k7mq 22xx 9abc ",
}  # fmt: skip
REQUIRED = ["code", "name", "townships", "officer", "password"]


@pytest.fixture
def link(db, on, monkeypatch, tmp_path):
    """The path that `changren new-district` prints."""
    monkeypatch.setattr(setup, "TOKEN", tmp_path / "setup-token")
    return setup.new_link()


def text(response):
    return response.content.decode()


def named(response):
    """What the page says about which field, in the place of that field."""
    found = re.findall(r'id="id_(\w+)_error"[^>]*>(.*?)</p>', text(response), re.DOTALL)
    return {field: unescape(re.sub(r"<[^>]+>", "", says)).strip().removeprefix("填写有误：") for field, says in found}


def test_set_up_leads_from_the_link_to_a_district_in_which_the_first_officer_works(link, client):
    assert (client.get(link).status_code, District.objects.count()) == (200, 0)
    done = client.post(link, ASKED)
    assert (done.status_code, done["Location"]) == (302, "/organisation/sign-in/")
    assert "鹿城区" in text(client.get("/organisation/sign-in/"))
    entered = client.post("/organisation/sign-in/", {"login": "李明", "password": ASKED["password"], "next": ""})
    assert (entered.status_code, entered["Location"]) == (302, "/")
    for page in ("/", "/organisation/", "/mandates/", "/proposals/", "/cases/", "/overview/", "/rulebook/", "/help/"):
        assert client.get(page).status_code == 200, page
    page = text(client.get("/organisation/"))
    assert [name for name in ("藤桥镇", "双潮乡", "仰义乡", "李明") if name not in page] == []


def test_set_up_keeps_what_was_entered_and_its_minutes_hold(link, client):
    client.post(link, ASKED)
    district = District.objects.get()
    assert (district.code, district.name, district.name_en, district.city, district.province) == (
        CODE, "鹿城区", "Lucheng", "温州市", "浙江省",
    )  # fmt: skip
    with within_district(CODE):
        assert list(Township.objects.order_by("order").values_list("name", flat=True)) == [
            "鹿城区", "藤桥镇", "双潮乡", "仰义乡",
        ]  # fmt: skip
        officer = Person.objects.get()
        assert (officer.name, officer.phone, officer.must_choose_password) == ("李明", "13800138000", False)
        assert list(verify(Entry.objects.order_by("number"), Chain.objects.get())) == []


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("code", "33030", "行政区划代码为6位数字，首位不为0。"),
        ("code", "03302a", "行政区划代码为6位数字，首位不为0。"),
        ("code", "033030", "行政区划代码为6位数字，首位不为0。"),
        ("townships", "藤桥镇\n藤桥镇 ", "“藤桥镇”重复填写。"),
        ("townships", "鹿城区\n藤桥镇", "只列乡镇，不要列区本身。"),
        ("townships", "藤桥镇、" * 20, "“藤桥镇、藤桥镇、藤桥镇、藤桥镇、藤桥镇、……”太长，每行只填一个乡镇。"),
        ("phone", "0577-88888888", "手机号不正确：应为11位数字，以1开头。"),
        ("password", "k7mq", "密码不少于8个字符。"),
        ("password", "李明的一句长口令", "密码不能包含您的姓名或登录名。"),
    ],
)  # fmt: skip
def test_wrong_input_is_named_in_its_place_and_nothing_is_lost(link, client, dump, field, value, says):
    before, asked = dump(), ASKED | {field: value}
    response = client.post(link, asked)
    assert response.status_code == 422
    assert named(response) == {field: says}
    kept = [name for name in asked if name != "password"]
    assert [name for name in kept if escape(asked[name].strip()) not in text(response)] == []
    assert asked["password"] not in text(response)
    assert dump() == before
    assert client.post(link, ASKED).status_code == 302


def test_what_must_be_given_is_asked_for(link, client, dump):
    before = dump()
    response = client.post(link, dict.fromkeys(ASKED, ""))
    assert (response.status_code, named(response)) == (422, dict.fromkeys(REQUIRED, "请填写此项。"))
    assert dump() == before


def test_link_works_once_and_sending_it_twice_counts_once(link, client, dump):
    client.post(link, ASKED)
    before = dump()
    for again in (client.post(link, ASKED), client.get(link)):
        assert again.status_code == 404
        assert "此链接已失效" in text(again)
        assert 'href="/organisation/sign-in/"' in text(again)
    assert dump() == before


def test_two_who_send_at_the_same_time_found_one_district(link, client, monkeypatch):
    """The second one has passed every check of the form before the first one has founded."""
    monkeypatch.setattr(setup, "is_founded", lambda code: False)
    assert client.post(link, ASKED).status_code == 302
    setup.new_link()
    other = f"/setup/{setup.TOKEN.read_text().split()[0]}/"
    assert client.post(other, ASKED | {"name": "别的区", "officer": "王强"}).status_code == 409
    with within_district(CODE):
        assert (District.objects.get().name, Post.objects.count()) == ("鹿城区", 1)


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24.1, 404)])
def test_link_ends_after_a_day(link, client, on, hours, status):
    now.follow(lambda: on + timedelta(hours=hours))
    assert client.get(link).status_code == status


def test_new_link_ends_the_one_before(link, client):
    newer = setup.new_link()
    assert [client.get(one).status_code for one in (link, newer)] == [404, 200]


@pytest.mark.parametrize("token", ["x", "你好", "a" * 500])
def test_invented_link_opens_nothing(link, client, token, dump):
    before = dump()
    assert client.post(f"/setup/{token}/", ASKED).status_code == 404
    assert dump() == before


def test_no_link_opens_nothing_where_none_was_printed(db, on, client, monkeypatch, tmp_path):
    monkeypatch.setattr(setup, "TOKEN", tmp_path / "none")
    assert client.get("/setup/x/").status_code == 404


def test_token_can_be_read_by_its_owner_alone(link):
    assert setup.TOKEN.stat().st_mode & 0o777 == 0o600


def test_set_up_that_breaks_leaves_no_district_to_sign_in_to_and_can_be_sent_again(link, client, monkeypatch):
    """Ground that was laid and left takes the names that are given the second time."""
    quiet = Client(raise_request_exception=False)

    def breaks(*asked, **given):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(founding.acts, "found_district", breaks)
        assert quiet.post(link, ASKED | {"name": "鹿成区"}).status_code == 500
    assert founding.is_founded(CODE) is False
    assert client.post(link, ASKED).status_code == 302
    with within_district(CODE):
        assert (District.objects.get().name, Township.objects.get(kind="district").name) == ("鹿城区", "鹿城区")


def test_set_up_page_needs_no_script_and_names_no_other_server(link, client):
    page = text(client.get(link))
    outside = [address for address in re.findall(r'(?:src|href|action)="([^"]+)"', page) if urlsplit(address).netloc]
    assert (outside, re.findall(r"<script(?![^>]*\bsrc=)", page), re.findall(r"\son\w+=", page)) == ([], [], [])
