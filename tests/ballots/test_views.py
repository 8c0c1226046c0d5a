"""The pages of sealed polls: what guests and scrutineers reach, what is refused, and what a vote leaves behind."""

import io
import logging
import re
from html import unescape

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from changren.ballots import acts, queries
from changren.ballots.models import Event, Keeper, Poll
from changren.ballots.protocol import contents, heads, mirror, plain
from changren.ballots.protocol.contents import Policy
from changren.base.tenancy.scope import within_district
from tests.ballots import polls
from tests.ballots.scene import NO, YES
from tests.conftest import ELSEWHERE
from tests.world import build

ONCE = "0198f4c8-1111-7000-8000-000000000001"


@pytest.fixture
def place(world):
    return world.here


@pytest.fixture
def keepers(place):
    return place.delegates[:3]


@pytest.fixture
def held(place, keepers, on):
    return polls.opened(place.township, keepers, clerk=place.posts["clerk"], on=on)


@pytest.fixture
def guest(world):
    """Somebody who is not signed in."""
    return Client(SERVER_NAME=world.district.host)


def url(poll, page=""):
    return f"/ballots/{poll.pk}/{page}"


def send(client, poll, raw):
    return client.post(url(poll, "cast/"), data=raw, content_type="application/json")


# ─── for everybody: nobody is asked who they are


def test_guest_casts_and_finds_the_ballot_on_the_board(guest, held):
    raw = held.sealed(0, *YES)
    answers = [send(guest, held.poll, raw) for _time in range(2)]
    tracker = plain.fingerprint(raw)
    assert [(one.status_code, one.json()) for one in answers] == [(200, {"tracker": tracker})] * 2
    assert (queries.trackers(held.poll), answers[0].cookies) == ([tracker], {})
    page = guest.get(url(held.poll, "trackers/"), {"tracker": f" {tracker[:20]} {tracker[20:]} "}).content.decode()
    assert "这张选票计入结果。" in page
    assert "没有这个追踪码" in guest.get(url(held.poll, "trackers/"), {"tracker": "x"}).content.decode()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'"x"', b"{}" * 400_000, b"\\ud800", b"null"])
def test_what_is_no_ballot_is_refused_with_its_rule(guest, held, raw):
    answer = send(guest, held.poll, raw)
    assert answer.status_code == 422
    assert set(answer.json()) == {"refused", "zh", "en"}
    assert queries.collected(held.poll) == 0


def test_too_much_is_refused_before_it_is_read(guest, held):
    assert send(guest, held.poll, b"x" * 4_000_000).status_code == 400


def test_ballot_after_the_end_is_refused_in_two_languages(guest, held):
    raw = held.sealed(0, *YES)
    held.close()
    answer = send(guest, held.poll, raw)
    assert (answer.status_code, answer.json()) == (
        422, {"refused": "closed", "zh": "投票没有开放", "en": "the election is not open"},
    )  # fmt: skip


def test_nothing_of_a_poll_that_has_not_begun_is_there_for_guests(guest, place, keepers, on):
    poll = polls.prepared(place.township, [one.person for one in keepers], by=place.posts["clerk"], on=on)
    pages = ("booth/", "trackers/", "archive.bel")
    assert [guest.get(url(poll, page)).status_code for page in pages] == [404, 404, 404]
    assert (send(guest, poll, b"{}").status_code, guest.get(url(poll)).status_code) == (404, 302)


def test_guests_of_another_district_find_nothing(held):
    with within_district(ELSEWHERE):
        other = build(ELSEWHERE, "乙区")
    client = Client(SERVER_NAME=other.district.host)
    assert [client.get(url(held.poll, page)).status_code for page in ("booth/", "trackers/", "archive.bel")] == [
        404
    ] * 3
    assert send(client, held.poll, held.sealed(0, *YES)).status_code == 404


def test_booth_lets_in_nothing_but_itself_and_sends_to_one_place(guest, held):
    answer = guest.get(url(held.poll, "booth/"))
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["connect-src"] == "'self'" and policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'" and re.fullmatch(r"'sha256-[^']+'", policy["script-src"])
    text = answer.content.decode()
    assert f'"cast": "{url(held.poll, "cast/")}"' in text and held.poll.fingerprint not in text  # it computes that
    assert (answer.cookies, "http://" in text.replace("http://www.w3.org", "")) == ({}, False)


@pytest.mark.parametrize("name", ["scrutineer", "slips"])
def test_pages_that_stand_alone_send_nothing_anywhere(guest, name):
    answer = guest.get(f"/ballots/alone/{name}/")
    assert (answer.status_code, "connect-src 'none'" in answer["Content-Security-Policy"]) == (200, True)
    assert guest.get("/ballots/alone/other/").status_code == 404


def test_archive_is_the_whole_file_for_guests_unless_the_result_is_not_for_them(guest, browse, place, keepers, on):
    held = polls.opened(place.township, keepers, clerk=place.posts["clerk"], on=on, is_public=False)
    for voter in range(5):
        held.vote(voter, *YES)
    held.close()
    held.open_with(1, 2)

    def result(client):
        raw = b"".join(client.get(url(held.poll, "archive.bel")).streaming_content)
        return contents.read(io.BytesIO(raw), Policy()).result

    assert [result(client) for client in (guest, browse(place.delegates[6]))] == [None, None]
    assert [result(browse(post)) for post in (keepers[0], place.posts["clerk"], place.posts["district"])] == [
        b'{"result":[[5,0,0]]}'
    ] * 3
    seen = [heads.read(client.get(url(held.poll, "head.json")).content)[0] for client in (guest, browse(keepers[0]))]
    assert [one.events for one in seen] == [8, 11]  # the setup, five ballots, their end, their sum; then two parts
    page = browse(place.delegates[6]).get(url(held.poll)).content.decode()
    assert ("结果只报上级机关。" in page, ">5</td>" in page) == (True, False)


def test_board_is_copied_by_whoever_wants_to_and_what_was_signed_is_its_end(guest, held, tmp_path):
    for voter in range(2):
        held.vote(voter, *YES)
        came = tmp_path / "came"
        came.write_bytes(b"".join(guest.get(url(held.poll, "archive.bel")).streaming_content))
        head = mirror.take(tmp_path, guest.get(url(held.poll, "head.json")).content, came)
        assert (head.events, head.fingerprint) == (2 + voter, held.poll.fingerprint)
    assert f"changren ballots mirror http://{held.poll.township.district.host}" in unescape(
        guest.get(url(held.poll, "trackers/")).content.decode()
    )


# ─── what a vote leaves behind (S01; nobody is linked to a ballot)


def test_vote_changes_the_archive_and_nothing_else_in_the_database(guest, held, dump):
    before, kept = dump(), set(Event.objects.values_list("pk", flat=True))
    send(guest, held.poll, held.sealed(2, *NO))
    after = dump()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"ballots.Event", "ballots.Urn"}
    (added,) = Event.objects.exclude(pk__in=kept).values()
    assert added.keys() == {
        "id", "district_id", "township_id", "poll_id", "height", "kind", "added", "head", "digest", "credential",
    }  # fmt: skip


def test_signed_in_voter_is_asked_for_nothing_and_leaves_no_trace_either(browse, held, place, dump):
    client = browse(place.delegates[7])
    client.get("/")
    before = dump()
    send(client, held.poll, held.sealed(3, *NO))
    after = dump()
    assert {name for name in after if after[name] != before[name]} == {"ballots.Event", "ballots.Urn"}


def test_line_of_the_log_of_a_vote_tells_nothing_of_the_voter(guest, held, caplog):
    raw = held.sealed(0, *YES)
    with caplog.at_level(logging.INFO, "changren"):
        send(guest, held.poll, raw)
    (line,) = [one for one in caplog.records if one.name == "changren.request"]
    standard = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}
    told = {name: value for name, value in line.__dict__.items() if name not in standard}
    assert set(told) == {"route", "method", "status", "ms", "request", "role"}
    assert (told["route"], told["role"]) == ("ballots/<uuid:pk>/cast/", "")


def test_no_choice_no_slip_and_no_key_is_anywhere_in_the_database(held, caplog):
    """S01: after a vote that was counted, everything that is kept is searched for what must not be there."""
    with caplog.at_level(logging.DEBUG):
        for voter, chosen in enumerate((YES, YES, YES, NO, NO)):
            held.vote(voter, *chosen)
        held.close()
        held.open_with(1, 3)
    kept = caplog.text + "\n".join(
        bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
        for model in apps.get_models() if model.__module__.startswith("changren.")
        for row in getattr(model, "every_district", model.objects).values() for value in row.values()
    )  # fmt: skip
    secrets = [*held.slips.own, *(one.replace("-", "") for one in held.slips.own), *map(str, polls.drawing().secrets)]
    assert held.poll.fingerprint in kept
    assert [one for one in secrets if one in kept] == []


# ─── for scrutineers and the office


def hand_in(client, act, keeper, text, **other):
    file = SimpleUploadedFile("x.json", text.encode(), "application/json")
    return client.post(f"/ballots/{keeper.pk}/{act}/", {"once": "", "file": file} | other)


def test_whole_key_is_drawn_through_the_browser(browse, place, keepers, on):
    poll = polls.prepared(place.township, [one.person for one in keepers], by=place.posts["clerk"], on=on)
    for act, name in (("certify", "certificate"), ("draw", "polynomial"), ("publish_key", "key")):
        for number, post in enumerate(keepers, 1):
            keeper = Keeper.objects.get(poll=poll, number=number)
            done = hand_in(browse(post), act, keeper, polls.drawing().messages[number - 1][name])
            assert (done.status_code, done["Location"]) == (302, url(poll))
    lines = browse(keepers[1]).get(url(poll, "table.txt")).content.decode().splitlines()
    assert sorted(lines) == sorted(text for one in polls.drawing().messages for text in one.values())
    made = polls.slips()
    clerk, text = browse(place.posts["clerk"]), f'{{"uuid":"{made.uuid}","credentials":{made.publics}}}'
    assert clerk.post(f"/ballots/{poll.pk}/register_slips/", {"pasted": text}).status_code == 302
    assert Poll.objects.get(pk=poll.pk).state == Poll.State.READY


@pytest.mark.parametrize(("text", "status", "says"), [
    ("", 422, "请选择文件。"), ("PK\x03\x04", 422, "这不是这里需要的文件"), ("[1]", 422, "这不是这里需要的文件"),
    ('{"a":1}', 409, "不能接受："), ("null", 422, "这不是这里需要的文件"),
    ('{"message":"\\ud800"}', 422, "这不是这里需要的文件"),
])  # fmt: skip
def test_file_that_is_none_is_refused_in_place(browse, place, keepers, on, text, status, says):
    poll = polls.prepared(place.township, [one.person for one in keepers], by=place.posts["clerk"], on=on)
    keeper = Keeper.objects.get(poll=poll, number=1)
    answer = browse(keepers[0]).post(f"/ballots/{keeper.pk}/certify/", {"pasted": text})
    assert (answer.status_code, says in unescape(answer.content.decode())) == (status, True)
    assert Keeper.objects.get(pk=keeper.pk).state == "asked"


def test_scrutineers_part_is_nobody_elses_page(browse, place, world, keepers, on):
    poll = polls.prepared(place.township, [one.person for one in keepers], by=place.posts["clerk"], on=on)
    keeper = Keeper.objects.get(poll=poll, number=1)
    others = [keepers[1], place.posts["clerk"], place.posts["district"], world.there.posts["clerk"]]
    assert [browse(post).get(f"/ballots/{keeper.pk}/certify/").status_code for post in others] == [404] * 4
    assert browse(world.there.posts["clerk"]).get(url(poll)).status_code == 404


def asks(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_pages_ask_as_much_for_many_ballots_and_polls_as_for_one(browse, guest, place, keepers, on):
    held = polls.opened(place.township, keepers, clerk=place.posts["clerk"], on=on)
    clerk, paths = browse(place.posts["clerk"]), [url(held.poll), "/ballots/"]
    held.vote(0, *YES)
    few = [asks(clerk, path) for path in paths], asks(guest, url(held.poll, "trackers/"))
    for voter in range(1, 6):
        held.vote(voter, *YES)
    for _n in range(2):
        polls.prepared(place.township, [one.person for one in keepers], by=place.posts["clerk"], on=on)
    assert ([asks(clerk, path) for path in paths], asks(guest, url(held.poll, "trackers/"))) == few
    assert few == ([8, 3], 5)


def test_poll_page_shows_the_reader_what_to_do_next(browse, place, keepers, on):
    poll = polls.prepared(place.township, [one.person for one in keepers], by=place.posts["clerk"], on=on)
    page = browse(keepers[0]).get(url(poll)).content.decode()
    assert ("提交身份文件（第一步）" in page, "重新生成密钥" in page) == (True, False)
    one = Keeper.objects.get(poll=poll, number=1)
    acts.certify(one, by=keepers[0], on=on, message=polls.message(one))
    page = browse(keepers[0]).get(url(poll)).content.decode()
    assert f"还在等：{keepers[1].person.name}、{keepers[2].person.name}。" in page
    assert "重新生成密钥" in browse(place.posts["clerk"]).get(url(poll)).content.decode()


def test_notice_shows_what_voters_compare(browse, held, place):
    page = browse(place.posts["clerk"]).get(url(held.poll, "notice/")).content.decode()
    assert (page.count(held.poll.fingerprint), "<svg" in page) == (2, True)
    assert Event.objects.filter(poll=held.poll).count() == 1
