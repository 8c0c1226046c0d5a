"""旁听: ten seats are announced, members apply without an account, the list is decided, permits are issued, and an
observer who listened writes what they think."""

from django.test import Client

from changren.gallery import acts
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import link_of
from changren.organisation.middleware import LANGUAGE_COOKIE
from tests.gallery.conftest import FIVE, WHO, meeting

PUBLIC = "/gallery/public/"


def announced(tale):
    """The office prepares the seats and publishes the notice."""
    tale.at("2010-04-01 09:00")
    of, clerk = meeting(tale.here), tale.who("clerk")
    clerk.do(acts.prepare, of, closes_at="2010-04-18T11:00", register_at="党员服务中心 88000000", remark="")
    it = Gallery.objects.select_related(*Gallery.alongside).get()
    assert "Publish the notice to observers" in clerk.sees("/")
    clerk.do(acts.publish_notice, it)
    return it


def applied(tale, it):
    """A guest finds the notice and applies; a branch recommends somebody."""
    guest = Client(SERVER_NAME=tale.world.district.host)
    guest.cookies[LANGUAGE_COOKIE] = "en"
    assert "Read the notice and apply" in guest.get(PUBLIC).content.decode()
    links = []
    for one in FIVE:
        links.append(guest.post(f"{PUBLIC}{it.pk}/", WHO | one | {"agrees": "on"})["Location"])
    told = WHO | {"name": "周推荐", "phone": "13800000009"}
    tale.who("branch").do(acts.recommend, it, **told, unit=tale.unit("branch").pk, grounds="长期从事群众工作")
    return guest, links


def test_gallery_is_told_from_the_notice_to_the_opinion_of_an_observer(tale):
    it = announced(tale)
    guest, links = applied(tale, it)
    clerk, committee = tale.who("clerk"), tale.who("committee")
    tale.at("2010-04-18 11:00")
    assert (tale.evening(), "Applications are closed." in guest.get(PUBLIC).content.decode()) == (1, True)
    listed = [one.pk for one in Application.objects.filter(number__in=(1, 2, 4, 6))]
    clerk.do(acts.shortlist, it, listed=listed)
    assert "Say why the others are not admitted." in committee.cannot(acts.decide, it, listed=listed)
    committee.do(acts.decide, it, listed=listed, reason="席位有限")
    assert "You were not admitted: 席位有限" in guest.get(links[2]).content.decode()
    clerk.do(acts.issue_permits, it)
    assert guest.get(f"{links[0]}permit.pdf")["Content-Type"] == "application/pdf"
    assert "13800000001" not in tale.delegate(0).sees(it.get_absolute_url())

    tale.at("2010-04-20 08:40")
    first = Application.objects.get(number=1)
    clerk.do(acts.let_in, first)
    tale.at("2010-04-20 13:00")
    clerk.do(acts.finish, it)
    guest.post(links[0], {"do": "say", "opinion": "报告实在，希望公布落实情况。"})
    assert "Read the opinion of an observer" in clerk.sees("/")
    clerk.do(acts.read_opinion, first)
    assert "The office read it on 2010-04-20." in guest.get(links[0]).content.decode()
    assert "13800000001" in clerk.sees(f"{first.get_absolute_url()}?show=contact")
    tale.at("2010-05-21 09:00")
    assert (tale.evening(), "13800000001" in clerk.sees(f"{first.get_absolute_url()}?show=contact")) == (1, False)
    assert link_of(first) == links[0]
    assert tale.entries(it) == [
        "gallery.prepare", "gallery.publish_notice", "gallery.close_applications", "gallery.shortlist",
        "gallery.decide", "gallery.issue_permits", "gallery.finish", "gallery.forget_numbers",
    ]  # fmt: skip
    assert tale.holds()
