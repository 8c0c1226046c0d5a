"""The pages of the forum, what bad input is told, and the click that makes a suggestion of a contribution."""

from html import unescape

import pytest
from django.urls import reverse

from changren.forum import acts
from changren.forum.models import Contribution, Forum
from changren.organisation.models import Person
from changren.proposals.models import Proposal
from tests.forum.conftest import HELD, ON, TEXT, THEME, TOPICS, closed, everything, guest, opened, planned, said, shown
from tests.reading_pdf import squeezed
from tests.reading_pdf import text as text_of


@pytest.fixture(autouse=True)
def readers(world):
    """Everybody reads English here."""
    Person.objects.update(language="en")


def text(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def address(act, it=None):
    return reverse(f"forum:{act.verb_name}", args=[it.pk] if it is not None else [])


def test_office_plans_a_forum_line_by_line(here, browse):
    client = browse(here.posts["clerk"])
    sent = {"theme": THEME, "topics": "城镇化\r\n\r\n 新农村 ", "held_at": "2010-04-20T14:00"}
    assert client.post(address(acts.plan), sent).status_code == 302
    it = Forum.objects.get()
    assert (it.topics, it.held_at, it.meeting) == (TOPICS, HELD, None)
    for topics, says in (
        ("", "This field is required."),
        ("长" * 61, f"“{'长' * 20} …” is too long: write one topic a line."),
        ("\n".join(map(str, range(13))), "A forum has at most 12 topics."),
    ):
        page = text(client.post(address(acts.plan), sent | {"topics": topics}), 422)
        assert (says in page, f'value="{THEME}"' in page) == (True, True)
    assert Forum.objects.count() == 1


def test_delegates_speak_and_read_what_is_shown_alone(here, browse):
    it = opened(here)
    mine, other, clerk = (browse(post) for post in (here.delegates[2], here.delegates[3], here.posts["clerk"]))
    before = everything()
    page = text(mine.post(address(acts.contribute, it), {"kind": "question", "topic": "x", "text": "长" * 501}), 422)
    assert ("长" * 501 in page, everything() == before) == (True, True)
    sent = {"kind": "question", "topic": TOPICS[1], "text": TEXT}
    assert "The text has 501 characters." in text(
        mine.post(address(acts.contribute, it), sent | {"text": "长" * 501}), 409
    )
    assert mine.post(address(acts.contribute, it), sent).status_code == 302
    seen = [TEXT in text(client.get(it.get_absolute_url())) for client in (mine, other, clerk)]
    one = Contribution.objects.get()
    assert (seen, other.get(one.get_absolute_url()).status_code) == ([True, False, True], 404)
    clerk.post(address(acts.show, one))
    assert TEXT in text(other.get(it.get_absolute_url()))


def test_one_click_makes_a_suggestion_that_names_where_it_came_from(here, browse):
    one, client = shown(opened(here), here), browse(here.delegates[5])
    assert "Make it a suggestion of mine" in text(client.get(one.get_absolute_url()))
    for _twice in range(2):
        sent = client.post("/from-forum/", {"contribution": str(one.pk)})
        made = Proposal.objects.get()
        assert (sent.status_code, sent["Location"]) == (302, made.get_absolute_url())
    assert (made.kind, made.state, made.lead, made.title) == ("suggestion", "draft", here.mandates[5], TEXT)
    assert made.subject == f"{TEXT}\n\n(From the delegates' forum “{THEME}”, no. 1)"
    one.refresh_from_db()
    assert (one.became, one.taken_up_by) == (made.get_absolute_url(), here.mandates[5])
    assert f'href="{one.became}"' in text(client.get(one.get_absolute_url()))
    other = browse(here.delegates[6])
    assert "has taken it up already." in text(other.post("/from-forum/", {"contribution": str(one.pk)}), 409)
    page = text(other.get(one.get_absolute_url()))
    assert (one.became in page, "made a suggestion of it" in page) == (False, True)
    assert [client.post("/from-forum/", {"contribution": key}).status_code for key in ("", "x")] == [404, 404]
    assert Proposal.objects.count() == 1


def test_suggestion_written_by_hand_is_linked_by_its_address_here(here, browse):
    one, client = shown(opened(here), here), browse(here.delegates[5])
    for wrong in ("https://example.test/", "//example.test/", "javascript:alert(1)"):
        page = text(client.post(address(acts.take_up, one), {"became": wrong}), 422)
        assert ("This is no address of this site: it begins with “/”." in page) is True
    assert client.post(address(acts.take_up, one), {"became": "/proposals/1/"}).status_code == 302


def test_minutes_begin_from_what_was_said_and_are_read_by_all_once_adopted(here, browse):
    it = closed(here)
    guest_of_none = planned(here)
    guest(guest_of_none, here)
    clerk, delegate = browse(here.posts["clerk"]), browse(here.delegates[4])
    assert "年内截污纳管。" in text(clerk.get(address(acts.write_minutes, it)))
    acts.write_minutes(it, by=here.posts["clerk"], on=HELD, text="会议纪要正文")
    assert ("会议纪要正文" in text(delegate.get(it.get_absolute_url()))) is False
    assert delegate.get(f"/forum/{it.pk}/minutes.pdf").status_code == 404
    acts.adopt_minutes(it, by=here.posts["committee"], on=HELD)
    assert "会议纪要正文" in text(delegate.get(it.get_absolute_url()))
    assert squeezed("会议纪要正文") in text_of(delegate.get(f"/forum/{it.pk}/minutes.pdf").content)
    assert said(opened(here), here).received_on == ON.date()
