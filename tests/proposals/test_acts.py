"""Drafting, signing and handing in: what each act does, writes down and tells."""

from datetime import date, timedelta

import pytest

from changren.base.acts import Clockwork
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.organisation.queries import notices
from changren.proposals import acts, queries
from changren.proposals.acts import clockwork
from changren.proposals.models import Proposal, Signature
from tests.proposals.conftest import (
    ON,
    TEXT,
    collecting,
    drafted,
    handed_in,
    heard,
    last,
    paper,
    people,
    registered,
    reported,
    told,
)
from tests.world import at

LATE = at("2010-04-10 17:31")


def signature(it, mandate):
    return Signature.objects.get(proposal=it, mandate=mandate)


def states(it):
    """How many invitations and signatures are in which state."""
    rows = list(it.signatures.values_list("state", flat=True))
    return {state: rows.count(state) for state in sorted(set(rows))}


# drafts


def test_draft_keeps_every_word_and_belongs_to_the_open_plan(here, plan, lead):
    it = drafted(here, wanted_unit=here.units["station"], confidential=True, may_publish=False)
    kept = {name: getattr(it, name) for name in TEXT}
    assert kept == TEXT | {"wanted_unit": here.units["station"], "confidential": True, "may_publish": False}
    assert (it.state, it.kind, it.raised_as, it.version, it.serial) == ("draft", "proposal", "", 1, "")
    assert (it.plan, it.session, it.lead, it.drafted_on) == (plan, here.session, here.mandates[0], date(2010, 4, 1))


@pytest.mark.parametrize("kind", ["recess", "suggestion"])
def test_draft_of_a_lower_type_belongs_to_no_plan(here, plan, kind):
    it = drafted(here, kind=kind)
    assert (it.kind, it.plan, it.session) == (kind, None, None)


def test_draft_is_nobody_else_s_business(here, plan, lead):
    drafted(here)
    assert (told("draft"), heard("draft"), last("draft").kept) == (
        "BY began a draft (proposal)", set(), {"kind": "proposal"},
    )  # fmt: skip


def test_write_changes_the_text_and_tells_nobody_what(here, plan, lead):
    it = drafted(here)
    new = TEXT | {"title": "另一个题目", "grounds": "", "field": "conduct", "confidential": True}
    acts.write(it, by=lead, on=ON, **new)
    it.refresh_from_db()
    assert {name: getattr(it, name) for name in TEXT} == new
    assert (it.state, it.version, told("write"), last("write").kept) == ("draft", 1, "BY went on with the draft", {})


def test_attach_keeps_the_paper_and_detach_removes_it_from_sight(here, plan, lead):
    it = drafted(here)
    acts.attach(it, by=lead, on=ON, paper=paper("现场.pdf"))
    (one,) = attached_to(it)
    assert (one.name, one.kind, one.added_by_id, told("attach")) == (
        "现场.pdf", "pdf", lead.person_id, "BY added a paper to the draft",
    )  # fmt: skip
    acts.detach(one, by=lead, on=ON)
    assert (list(attached_to(it)), Attachment.objects.get().is_removed) == ([], True)
    assert (told("detach"), heard("detach")) == ("BY removed a paper from the draft", set())


def test_cite_makes_an_activity_evidence(here, plan, lead):
    it, trip = drafted(here), reported(here, plan)
    acts.cite(it, by=lead, on=ON, activity=trip)
    assert [one.activity for one in it.evidence.all()] == [trip]
    assert told("cite") == "BY cited an activity as evidence in the draft"


def test_draft_and_write_keep_what_the_text_refers_to(here, plan, lead):
    one, two = registered(here, 3), registered(here, 4)
    it = drafted(here, earlier=[one, two, one])
    assert set(queries.named_by(it)) == {one.pk, two.pk}
    acts.write(it, by=lead, on=ON, **TEXT)
    assert set(queries.named_by(it)) == {one.pk, two.pk}
    acts.write(it, by=lead, on=ON, **TEXT, earlier=[two])
    assert queries.named_by(it) == [two.pk]
    acts.write(it, by=lead, on=ON, **TEXT, earlier=[])
    assert queries.named_by(it) == []


def test_put_forward_fixes_the_text_and_asks_nobody_yet(here, plan, lead):
    it = acts.put_forward(drafted(here), by=lead, on=ON)
    assert (it.state, states(it), heard("put_forward")) == ("collecting", {}, set())
    assert told("put_forward") == "BY put “IT” forward for signatures"


def test_put_forward_asks_every_member_of_a_delegation_that_proposes(here, plan, lead):
    it = acts.put_forward(drafted(here, delegation=here.delegations[0]), by=lead, on=ON)
    members = [mandate for mandate in here.mandates[1:] if mandate.delegation_id == here.delegations[0].pk]
    assert set(it.signatures.values_list("mandate", flat=True)) == {mandate.pk for mandate in members}
    assert (states(it), heard("put_forward")) == ({"invited": 6}, people(*members))


def test_take_back_makes_every_signature_void_and_says_so(here, plan, lead):
    it = collecting(here, signed=2, invited=1)
    it = acts.take_back(it, by=lead, on=ON)
    assert (it.state, it.version, states(it)) == ("draft", 2, {"expired": 3})
    assert heard("take_back") == people(*here.delegates[1:4])
    assert told("take_back") == f"BY took “{it.title}” back to change the text; signatures are void"


def test_take_back_lets_whoever_declined_be_asked_again(here, plan, lead):
    it = collecting(here, invited=1)
    acts.decline(signature(it, here.mandates[1]), by=here.delegates[1], on=ON)
    it = acts.put_forward(acts.take_back(it, by=lead, on=ON), by=lead, on=ON)
    acts.invite(it, by=lead, on=ON, delegates=[here.mandates[1]])
    assert (states(it), it.signatures.count()) == ({"invited": 1}, 1)


def test_revive_goes_on_as_a_suggestion_with_the_lead_alone(here, plan, lead):
    it = collecting(here, signed=3)
    acts.expire(it, by=Clockwork(here.township.district_id), on=LATE)
    it = acts.revive(it, by=lead, on=LATE)
    assert (it.state, it.kind, it.plan, it.session, it.version) == ("draft", "suggestion", None, None, 2)
    assert (states(it), it.title) == ({"expired": 3}, TEXT["title"])
    it = acts.hand_in(it, by=lead, on=LATE)
    assert (it.serial, it.raised_as) == ("2010-建议-001", "suggestion")


def test_revive_takes_a_draft_that_came_too_late(here, plan, lead):
    it = acts.revive(drafted(here), by=lead, on=at("2010-04-05 11:01"))
    assert (it.state, it.kind, told("revive")) == ("draft", "suggestion", "BY goes on with “IT” as a suggestion")


def test_withdraw_of_a_draft_tells_nobody_and_not_its_title(here, plan, lead):
    it = acts.withdraw(drafted(here), by=lead, on=ON, opinion="")
    assert (it.state, str(it.told_as), heard("withdraw")) == ("withdrawn", "a draft", set())


def test_withdraw_while_collecting_tells_those_asked_and_not_the_review(here, plan, lead):
    it = acts.withdraw(collecting(here, signed=2, invited=1), by=lead, on=ON, opinion="另行提出")
    assert (it.state, it.opinion, states(it)) == ("withdrawn", "另行提出", {"expired": 1, "signed": 2})
    assert heard("withdraw") == people(*here.delegates[1:4])


def test_withdraw_after_handing_in_tells_the_review(here, plan, lead, clerk, reviewer):
    it = acts.withdraw(handed_in(here), by=lead, on=ON, opinion="")
    assert (it.state, it.serial, told("withdraw")) == ("withdrawn", "2010-提案-001", "BY withdrew “IT”")
    assert heard("withdraw") == people(clerk, reviewer, *here.delegates[1:10])


# signatures


def test_invite_asks_each_and_counts_them(here, plan, lead):
    it = acts.put_forward(drafted(here), by=lead, on=ON)
    acts.invite(it, by=lead, on=ON, delegates=here.mandates[1:4])
    assert (states(it), heard("invite")) == ({"invited": 3}, people(*here.delegates[1:4]))
    assert told("invite") == "BY invited 3 delegates to sign “IT”"


def test_join_opens_the_text_to_whoever_wants_to_sign(here, plan, lead):
    it = collecting(here)
    one = acts.join(it, by=here.delegates[3], on=ON)
    assert (one.mandate, one.state, it.signatures.count()) == (here.mandates[3], "invited", 1)
    assert told("join") == "BY asked to read and sign “IT”"
    assert heard("join") == people(lead)
    assert queries.proposals_for(here.delegates[3]).filter(pk=it.pk).exists()
    assert acts.sign(one, by=here.delegates[3], on=ON, version=1).state == "signed"


def test_join_again_after_declining(here, plan):
    it = collecting(here)
    one = acts.decline(acts.join(it, by=here.delegates[3], on=ON), by=here.delegates[3], on=ON)
    again = acts.join(it, by=here.delegates[3], on=ON)
    assert (again.pk, again.state, again.settled_at) == (one.pk, "invited", None)


def test_sign_keeps_the_version_and_the_minute(here, plan, lead):
    it = collecting(here, invited=1)
    acts.sign(signature(it, here.mandates[1]), by=here.delegates[1], on=ON + timedelta(minutes=7), version=1)
    one = signature(it, here.mandates[1])
    assert (one.state, one.version, one.settled_at) == ("signed", 1, ON + timedelta(minutes=7))
    assert (told("sign"), heard("sign")) == ("BY signed “IT”", people(lead))


def test_sign_is_told_to_the_lead_in_words(here, plan, lead):
    it = collecting(here, invited=1)
    acts.sign(signature(it, here.mandates[1]), by=here.delegates[1], on=ON, version=1)
    (line,) = notices(lead.person)
    assert (line.told.sentence, line.told.link) == (
        f"{here.delegates[1].person.name} signed “{it.title}”", it.get_absolute_url(),
    )  # fmt: skip


def test_decline_asks_for_no_reason(here, plan, lead):
    it = collecting(here, invited=1)
    acts.decline(signature(it, here.mandates[1]), by=here.delegates[1], on=ON)
    one = signature(it, here.mandates[1])
    assert (one.state, one.version, one.settled_at) == ("declined", None, ON)
    assert (told("decline"), heard("decline")) == ("BY declined to sign “IT”", people(lead))


def test_withdraw_signature_takes_it_away_until_it_is_handed_in(here, plan, lead):
    it = collecting(here, signed=1)
    acts.withdraw_signature(signature(it, here.mandates[1]), by=here.delegates[1], on=ON)
    assert (states(it), heard("withdraw_signature")) == ({"withdrawn": 1}, people(lead))
    assert told("withdraw_signature") == "BY withdrew their signature from “IT”"


# handed in


def test_hand_in_gives_number_and_date_and_ends_invitations(here, plan, lead, clerk, reviewer):
    it = acts.hand_in(collecting(here, signed=9, invited=2), by=lead, on=ON)
    assert (it.state, it.serial, it.raised_as, it.submitted_on) == (
        "submitted", "2010-提案-001", "proposal", date(2010, 4, 1),
    )  # fmt: skip
    assert (it.review_by, states(it)) == (date(2010, 4, 16), {"expired": 2, "signed": 9})
    assert told("hand_in") == "BY handed in “IT” with 10 signatures"
    assert heard("hand_in") == people(clerk, reviewer, *here.delegates[1:10])


def test_hand_in_counts_each_type_by_itself(here, there, plan):
    serials = [handed_in(here, n, kind).serial for n, kind in enumerate(["recess", "recess", "suggestion", "proposal"])]
    assert serials == ["2010-提议-001", "2010-提议-002", "2010-建议-001", "2010-提案-001"]
    assert handed_in(there, 0, "recess").serial == "2010-提议-001"


def test_hand_in_of_a_delegation_is_the_head_s_signature(here, plan):
    group, member = here.delegations[0], here.delegates[2]
    it = collecting(here, 2, delegation=group)
    for mandate in [one for one in here.mandates if one.delegation_id == group.pk][2:5]:
        signature(it, mandate).__class__.objects.filter(proposal=it, mandate=mandate).update(state="signed")
    it = acts.hand_in(it, by=here.delegates[0], on=ON)
    assert (it.state, it.lead.person_id, last("hand_in").person_id) == (
        "submitted", member.person_id, here.delegates[0].person_id,
    )  # fmt: skip


def test_expire_is_the_calendar_s_and_tells_everybody_asked(here, plan, lead):
    it = collecting(here, signed=2, invited=1)
    (it,) = clockwork.tick(by=Clockwork(here.township.district_id), on=LATE)
    assert (it.state, states(it)) == ("expired", {"expired": 1, "signed": 2})
    assert heard("expire") == people(*here.delegates[:4])
    assert told("expire") == "“IT” expired: it was not handed in by the second cut-off"
    assert list(clockwork.tick(by=Clockwork(here.township.district_id), on=LATE)) == []


def test_expire_spares_what_has_still_time_and_what_was_handed_in(here, plan):
    handed_in(here)
    it = collecting(here, 1)
    assert list(clockwork.tick(by=Clockwork(here.township.district_id), on=at("2010-04-10 17:30"))) == []
    list(clockwork.tick(by=Clockwork(here.township.district_id), on=LATE))
    assert [one.pk for one in Proposal.objects.filter(state="expired")] == [it.pk]
