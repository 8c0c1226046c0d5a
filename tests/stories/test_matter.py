"""群众意见: a resident scans the code of a workroom, a delegate verifies, a unit answers, not well at first; the
resident says so by the private link, and at last is satisfied."""

import pytest
from django.test import Client

from changren.casework import acts as casework
from changren.casework.models import Case
from changren.matters import acts
from changren.matters.models import Matter, Workroom
from changren.matters.visitors import address_of
from changren.organisation.middleware import LANGUAGE_COOKIE
from tests.stories.telling import answered

pytestmark = pytest.mark.any_engine
SAID = {
    "text": "村口路灯坏了三盏。", "place": "村口", "naming": "delegate", "name": "王㛃", "phone": "13800000001",
    "agrees": "on",
}  # fmt: skip


def test_matter_is_told_from_the_code_to_the_second_answer(tale):
    tale.at("2010-04-01 09:00")
    clerk, mine = tale.who("clerk"), tale.delegate(0)
    clerk.do(acts.open_workroom, name="一室", address="村委会一楼")
    guest = Client()
    guest.cookies[LANGUAGE_COOKIE] = "en"
    link = guest.post(address_of(Workroom.objects.get()), SAID)["Location"]
    it = Matter.objects.get()
    assert "Find a delegate for it" in clerk.sees("/")
    clerk.do(acts.pass_on, it, mandate=tale.here.mandates[0].pk)
    assert "Verify the matter" in mine.sees("/")
    mine.do(acts.verify, it, title="村口路灯", found="属实。", level="own", goes_to="", about="")
    assert "Hand the matter over to a unit" in clerk.sees("/")
    clerk.do(acts.hand_over, it, lead=tale.unit("station").pk, assisting=[])
    case = Case.objects.get()
    tale.at("2010-04-06 09:00")
    tale.who("handler").do(casework.accept, case)
    assert "It is being handled by" in guest.get(link).content.decode()
    answered(tale, case, "2010-04-07")
    said = {"do": "judge", "attitude": "satisfied", "comment": ""}
    assert guest.post(link, said).status_code == 422
    assert guest.post(link, said | {"result": "not"}).status_code == 302
    assert "It is being done again by" in guest.get(link).content.decode()
    answered(tale, case, "2010-04-12")
    assert "Are you satisfied?" in guest.get(link).content.decode()
    assert guest.post(link, said | {"result": "satisfied"}).status_code == 302
    assert "It is settled." in guest.get(link).content.decode()
    assert tale.entries(it) == [
        "matters.raise_matter", "matters.pass_on", "matters.verify", "matters.hand_over", "matters.judge",
        "matters.judge",
    ]  # fmt: skip
    assert "13800000001" in clerk.sees(f"{it.get_absolute_url()}?show=contact")
    tale.at("2010-10-10 09:00")
    assert (tale.evening(), "13800000001" in clerk.sees(f"{it.get_absolute_url()}?show=contact")) == (1, False)
