"""双联: a contact year of one committee member with eight delegates, from the plan to the answer that comes down."""

from datetime import date

from changren.base.clock.period import Period
from changren.contact import acts, queries
from changren.contact.models import Counterpart, Message, Plan, Talk, Tie
from changren.mandates.models import Mandate

NEVER = "Nobody is on your list yet."


def eight_delegates(tale):
    """Six of the fourteen delegates have left: eight are in office."""
    Mandate.objects.filter(pk__in=[one.pk for one in tale.here.mandates[8:]]).update(state=Mandate.State.STOPPED)


def begun(tale):
    """The plan is proposed, looked at, and adopted."""
    eight_delegates(tale)
    clerk, member = tale.who("clerk"), tale.who("committee")
    clerk.do(acts.propose, year=2010, keeps_pairs="on")
    it = Plan.objects.get()
    assert "Adopt the contact plan" in member.sees("/")
    assert "8 delegates" in member.sees(it.get_absolute_url())
    tale.delegate(0).sees(it.get_absolute_url(), status=404)
    member.do(acts.adopt, it, begins_on="2010-02-22")
    return it


def test_contact_year_of_one_member_with_eight_delegates(tale):
    it = begun(tale)
    clerk, member, delegate = tale.who("clerk"), tale.who("committee"), tale.delegate(2)
    tale.at("2010-03-01 19:00")
    first, *others = Tie.objects.filter(plan=it).order_by("mandate__number")
    assert "8 contacts are due by" in member.sees("/contact/mine/")
    said = {"day": "2010-03-01", "how": "talk", "text": "听取对党委工作的意见"}
    member.do(acts.log_talk, first, **said, also=[tie.pk for tie in others])
    assert "You have reached everybody." in member.sees("/contact/mine/")
    assert "is logged already: amend it." in tale.delegate(3).cannot(acts.log_talk, others[2], **said)

    assert NEVER in delegate.sees("/contact/mine/")
    somebody = {"kind": "resident", "village": "上山村", "agrees": "on"}
    for name in ("郑大妈", "王大爷", "林师傅"):
        delegate.do(acts.list_person, name=name, **somebody)
    one, other, _third = Counterpart.objects.order_by("number")
    tale.at("2010-03-05 20:00")
    visit = {"day": "2010-03-05", "how": "visit", "text": "村口路灯坏了两盏"}
    delegate.do(acts.log_visit, one, **visit, is_raised="on")
    talk = Talk.objects.get(mandate__isnull=False)
    assert "Answer what was raised" in member.sees("/")
    assert "郑大妈" not in member.sees(talk.get_absolute_url())
    member.do(acts.answer, talk, text="一周内更换。")
    assert "Tell the answer to whoever raised it" in delegate.sees("/")
    delegate.do(acts.tell_on, talk)
    delegate.do(acts.take_off, other)
    assert "王大爷" not in delegate.sees("/contact/mine/")

    tale.at("2010-04-01 09:00")
    member.do(acts.send_down, it, title="一季度工作", text="路灯已全部更换。")
    message = Message.objects.get()
    tale.delegate(5).do(acts.say_back, message, text="路灯修好了，群众满意。")
    assert "7 delegates have said nothing back yet" in member.sees(message.get_absolute_url())
    tale.at("2010-06-01 09:00")
    assert "8 contacts are due by" in member.sees("/contact/mine/")
    assert "of 8" in clerk.sees(f"{it.get_absolute_url()}coverage/")
    figures = queries.figures(tale.here.township, Period.year(2010, date(2010, 6, 1)))
    assert {key: figures.count(key) for key in queries.LABELS} == {
        "contacts.members": 1, "contacts.delegates": 8, "contacts.lists": 1, "contacts.lists.of_fit": 0,
        "contacts.lists.of_few": 1,
    }  # fmt: skip
    assert tale.entries(talk) == ["contact.log_visit", "contact.answer", "contact.tell_on"]
    assert tale.holds()
