"""Every form: what it offers, what it sends, and that a refused one shows its sentence and loses nothing."""

import re
from html import unescape

import pytest
from django.urls import reverse

from changren.base.clock import now
from changren.base.web.models import UnsentText
from changren.casework.models import Case
from changren.proposals import acts
from changren.proposals.models import Activity, Plan, Proposal, Signature
from tests.proposals.conftest import (
    TEXT,
    address,
    appealed,
    collecting,
    downgraded,
    drafted,
    everything,
    filed,
    handed,
    handed_in,
    refused_one,
    registered,
    reported,
    words,
)
from tests.world import at

MINUTES = {"opens_at": "2010-03-02T09:00", "forward_until": "2010-04-05T11:00", "sign_until": "2010-04-10T17:30"}
TYPED = TEXT | {"wanted_unit": "", "confidential": "no", "may_publish": "yes"}

pytestmark = pytest.mark.usefixtures("readers")


@pytest.fixture
def send(browse):
    """`send(post, act, it, **fields)`: the answer to an act's form that was sent."""
    return lambda post, act, it=None, **fields: browse(post).post(address(act, it), fields)


@pytest.fixture
def clock():
    """Lets a test say what time it is."""
    yield lambda text: now.follow(lambda: at(text))
    now.follow(None)


def typed(text):
    """What stands in the text fields of a form."""
    areas = re.findall(r'<textarea name="(\w+)"[^>]*>\n?(.*?)</textarea>', text, re.S)
    inputs = re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', text)
    return {name: unescape(value).strip() for name, value in (*areas, *inputs)}


def choices(text, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', text)


# drafting


def test_draft_by_its_form_saves_what_was_typed(here, plan, lead, send):
    long = "第一行\r\n\r\n  第二行：“引号”<b>&amp;</b>"
    fields = TYPED | {"kind": "proposal", "delegation": "", "grounds": long, "wanted_unit": here.units["station"].pk}
    answer = send(lead, acts.draft, **fields)
    it = Proposal.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, it.get_absolute_url())
    assert (it.grounds, it.wanted_unit, it.confidential, it.may_publish) == (
        "第一行\n\n  第二行：“引号”<b>&amp;</b>", here.units["station"], False, True,
    )  # fmt: skip


def test_draft_form_says_until_when_a_proposal_can_be_put_forward(here, plan, lead, read, clock):
    text = read(lead, address(acts.draft))
    assert "A proposal can be put forward until 2010-04-05 11:00." in text
    assert re.findall(r'name="kind" value="(\w+)"[^>]*checked', text) == ["proposal"]
    clock("2010-04-05 11:01")
    text = read(lead, address(acts.draft))
    assert "No work plan is open now: make a recess proposal or a suggestion." in text
    assert re.findall(r'name="kind" value="(\w+)"[^>]*checked', text) == ["suggestion"]


def test_draft_form_offers_one_s_own_delegation_and_units_that_handle(here, plan, lead, read):
    text = read(lead, address(acts.draft))
    offered = set(re.findall(r'<option value="([0-9a-f-]{36})"', text))
    assert offered == {
        str(here.delegations[0].pk),
        *(str(here.units[one].pk) for one in ("station", "office", "department")),
    }
    for rule in ("text_most", "cosigners_min"):
        assert text.count(f"/rulebook/provisions/proposals.{rule}/") == 1


def test_draft_form_refused_by_the_act_shows_why_and_loses_nothing(here, lead, send):
    before = everything()
    answer = send(lead, acts.draft, kind="proposal", delegation="", **TYPED)
    text = answer.content.decode()
    assert (answer.status_code, everything() == before) == (409, True)
    assert "No work plan is open now; make a recess proposal or a suggestion." in text
    assert "/rulebook/provisions/proposals.plan_before/" in text
    assert typed(text) == {part: TEXT[part] for part in ("title", "subject", "grounds", "measures")}


@pytest.mark.parametrize("act", ["draft", "write"])
def test_text_that_is_too_long_is_refused_and_every_character_kept(here, plan, lead, send, act):
    it = drafted(here)
    grounds = "字" * 2600
    extra = {"kind": "suggestion", "delegation": ""} if act == "draft" else {}
    answer = send(lead, getattr(acts, act), None if act == "draft" else it, **TYPED | {"grounds": grounds} | extra)
    text = answer.content.decode()
    n = 2600 + len(TEXT["subject"]) + len(TEXT["measures"])
    assert (answer.status_code, f"The text has {n} characters; 2500 are allowed." in text) == (409, True)
    assert typed(text)["grounds"] == grounds


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "This field is required."),
        ({"subject": ""}, "This field is required."),
        ({"title": "字" * 61}, "Ensure this value has at most 60 characters (it has 61)."),
        ({"field": "space"}, "Select a valid choice. space is not one of the available choices."),
        ({"kind": ""}, "Please choose."),
    ],
)
def test_draft_form_says_what_is_wrong_beside_the_field_and_loses_nothing(here, plan, lead, send, wrong, says):
    fields = {"kind": "proposal", "delegation": ""} | TYPED | wrong
    answer = send(lead, acts.draft, **fields)
    text = answer.content.decode()
    (name,) = wrong
    assert (answer.status_code, says in unescape(text), f'id="id_{name}_error"' in text) == (422, True, True)
    kept = {part: fields[part] for part in ("title", "subject", "grounds", "measures") if fields[part]}
    assert {part: value for part, value in typed(text).items() if value} == kept


def test_draft_form_brings_back_what_was_typed_another_day(here, plan, lead, browse):
    client, url = browse(lead), address(acts.draft)
    kept = {"form": url, "title": "没写完", "subject": "办公场所", "kind": "recess"}
    assert client.post(reverse("unsent"), kept).status_code == 204
    text = client.get(url).content.decode()
    assert (typed(text)["title"], typed(text)["subject"]) == ("没写完", "办公场所")
    assert re.findall(r'name="kind" value="(\w+)"[^>]*checked', text) == ["recess"]
    client.post(url, TYPED | {"kind": "recess", "delegation": ""})
    assert UnsentText.objects.count() == 0


def test_write_form_begins_with_the_text_as_it_is(here, plan, lead, read):
    it = drafted(here, confidential=True, may_publish=False, wanted_unit=here.units["office"])
    text = read(lead, address(acts.write, it))
    assert typed(text) == {part: TEXT[part] for part in ("title", "subject", "grounds", "measures")}
    assert re.findall(r'name="(confidential|may_publish)" value="(\w+)"[^>]*checked', text) == [
        ("confidential", "yes"), ("may_publish", "no"),
    ]  # fmt: skip
    assert re.findall(r'<option value="([^"]+)" selected', text) == ["premises", str(here.units["office"].pk)]


def test_draft_sent_twice_counts_once(here, plan, lead, send):
    fields = TYPED | {"kind": "suggestion", "delegation": "", "once": "0198f4c8-1111-7000-8000-000000000001"}
    first, again = send(lead, acts.draft, **fields), send(lead, acts.draft, **fields)
    assert (first["Location"], Proposal.objects.count()) == (again["Location"], 1)


def test_cite_form_offers_reported_activities_not_cited_yet(here, plan, lead, read, send):
    it, trip, other = drafted(here), reported(here, plan), reported(here, plan, "学习")
    reported(here, plan, "未报", state="planned")
    assert set(choices(read(lead, address(acts.cite, it)), "activity")) == {str(trip.pk), str(other.pk)}
    assert send(lead, acts.cite, it, activity=trip.pk).status_code == 302
    assert choices(read(lead, address(acts.cite, it)), "activity") == [str(other.pk)]


# signing


def test_invite_form_offers_delegates_with_their_delegation(here, plan, lead, read, send):
    it = collecting(here, signed=1)
    text = read(lead, address(acts.invite, it))
    assert len(choices(text, "delegates")) == 12
    assert f"{here.mandates[2]} · 第一代表团" in words(text)
    assert send(lead, acts.invite, it, delegates=[here.mandates[n].pk for n in (2, 3)]).status_code == 302
    assert it.signatures.filter(state="invited").count() == 2
    assert send(lead, acts.invite, it).status_code == 422


def test_sign_form_shows_the_whole_text_and_asks_whether_it_was_read(here, plan, read, send):
    it = collecting(here, invited=1)
    one, by = it.signatures.get(), here.delegates[1]
    text = read(by, address(acts.sign, one))
    assert [TEXT[part] in text for part in ("subject", "grounds", "measures")] == [True] * 3
    assert choices(text, "version") == ["1"]
    answer = send(by, acts.sign, one, version=1)
    assert (answer.status_code, Signature.objects.get().state) == (422, "invited")
    assert send(by, acts.sign, one, version=1, read="on").status_code == 302
    assert Signature.objects.get().state == "signed"


def test_sign_form_of_a_text_that_was_changed_is_to_be_read_again(here, plan, lead, send):
    it = collecting(here, invited=1)
    it = acts.put_forward(acts.take_back(it, by=lead, on=now.now()), by=lead, on=now.now())
    acts.invite(it, by=lead, on=now.now(), delegates=[here.mandates[1]])
    answer = send(here.delegates[1], acts.sign, it.signatures.get(), version=1, read="on")
    text = answer.content.decode()
    assert (answer.status_code, choices(text, "version")) == (422, ["2"])
    assert "The text was changed after you opened it; read it again." in text
    assert re.findall(r'name="read"[^>]*checked', text) == []


def test_sign_form_is_for_who_was_invited(here, plan, lead, browse):
    one = collecting(here, invited=1).signatures.get()
    for by in (lead, here.delegates[2], here.posts["clerk"]):
        assert browse(by).get(address(acts.sign, one)).status_code == 404


def test_decline_and_withdraw_by_their_buttons(here, plan, send):
    it = collecting(here, signed=1, invited=1)
    signed, asked = it.signatures.get(state="signed"), it.signatures.get(state="invited")
    assert send(here.delegates[1], acts.withdraw_signature, signed).status_code == 302
    assert send(here.delegates[2], acts.decline, asked).status_code == 302
    assert set(it.signatures.values_list("state", flat=True)) == {"withdrawn", "declined"}


@pytest.mark.parametrize(("moment", "status"), [("2010-04-10 17:30", 302), ("2010-04-10 17:31", 409)])
def test_hand_in_by_its_button_to_the_minute(here, plan, lead, send, clock, moment, status):
    it = collecting(here, signed=9)
    clock(moment)
    answer = send(lead, acts.hand_in, it)
    it.refresh_from_db()
    assert (answer.status_code, it.state) == (status, "submitted" if status == 302 else "collecting")
    says = "Proposals could be signed and handed in until 2010-04-10 17:30."
    assert (says in answer.content.decode()) is (status == 409)


# the review


def test_review_by_its_forms(here, plan, reviewer, clerk, send):
    kept, other = handed_in(here), handed_in(here, 1)
    assert send(reviewer, acts.file, kept, opinion="符合条件").status_code == 302
    assert send(reviewer, acts.merge, other, into=kept.pk, opinion="").status_code == 302
    assert send(clerk, acts.register, handed_in(here, 2, "suggestion"), opinion="").status_code == 302
    assert list(Proposal.objects.order_by("lead__number").values_list("state", flat=True)) == [
        "filed",
        "merged",
        "filed",
    ]


def test_merge_form_offers_what_is_alike(here, there, plan, reviewer, read):
    it, other = handed_in(here), handed_in(here, 1)
    handed_in(here, 2, "recess")
    assert choices(read(reviewer, address(acts.merge, it)), "into") == [str(other.pk)]


def test_downgrade_form_offers_lower_types_only(here, plan, reviewer, read, send):
    proposal, recess = handed_in(here), handed_in(here, 1, "recess")
    offered = [choices(read(reviewer, address(acts.downgrade, one)), "kind") for one in (proposal, recess)]
    assert offered == [["recess", "suggestion"], ["suggestion"]]
    assert send(reviewer, acts.downgrade, recess, kind="proposal", reason="better_as", opinion="x").status_code == 422


def test_refuse_form_wants_ground_and_reasons_and_keeps_them(here, plan, reviewer, send):
    it = handed_in(here)
    answer = send(reviewer, acts.refuse, it, reason="", opinion="案据不足，请补充。")
    assert (answer.status_code, typed(answer.content.decode())["opinion"]) == (422, "案据不足，请补充。")
    assert send(reviewer, acts.refuse, it, reason="empty", opinion="").status_code == 422
    assert send(reviewer, acts.refuse, it, reason="empty", opinion="案据不足。").status_code == 302


def test_downgrade_form_refused_by_the_act_loses_nothing(here, plan, reviewer, send):
    it = handed_in(here)
    acts.merge(handed_in(here, 1), by=reviewer, on=now.now(), into=it, opinion="")
    answer = send(reviewer, acts.downgrade, it, kind="recess", reason="better_as", opinion="宜作提议办理。")
    text = answer.content.decode()
    assert (answer.status_code, "1 proposals were merged into this one." in text) == (409, True)
    assert typed(text)["opinion"] == "宜作提议办理。"
    assert re.findall(r'name="(?:kind|reason)" value="(\w+)"[^>]*checked', text) == ["recess", "better_as"]


def test_appeal_and_its_decision_by_their_forms(here, plan, lead, committee, send):
    it = refused_one(here)
    assert send(lead, acts.appeal, it, words="").status_code == 422
    assert send(lead, acts.appeal, it, words="案据充分").status_code == 302
    assert send(committee, acts.allow_appeal, it, decision="").status_code == 422
    assert send(committee, acts.allow_appeal, it, decision="同意立案").status_code == 302
    assert send(committee, acts.dismiss_appeal, appealed(here, 1), decision="维持").status_code == 302
    assert list(Proposal.objects.order_by("lead__number").values_list("state", flat=True)) == ["filed", "refused"]


def test_appeal_form_after_its_time_says_until_when_and_keeps_the_words(here, plan, lead, send, clock):
    it = downgraded(here)
    clock("2010-04-17 00:00")
    answer = send(lead, acts.appeal, it, words="应当作为提案办理。")
    text = answer.content.decode()
    assert (answer.status_code, "An appeal was possible until 2010-04-16." in text) == (409, True)
    assert typed(text)["words"] == "应当作为提案办理。"


def test_hand_over_form_begins_with_the_unit_suggested(here, plan, clerk, read, send):
    it = filed(here, wanted_unit=here.units["office"])
    text = read(clerk, address(acts.hand_over, it))
    assert re.findall(r'<option value="([^"]+)" selected', text) == [str(here.units["office"].pk)]
    fields = {"lead": here.units["station"].pk, "assisting": [here.units["office"].pk]}
    assert send(clerk, acts.hand_over, it, **fields).status_code == 302
    assert Case.objects.get().lead_unit == here.units["station"]


def test_field_publication_and_withdrawal_by_their_forms(here, plan, lead, clerk, send):
    it = handed(registered(here), here)
    for act, fields in ((acts.reclassify, {"field": "safety"}), (acts.publish, {}), (acts.withhold, {})):
        assert send(clerk, act, it, **fields).status_code == 302
    it.refresh_from_db()
    assert (it.field, it.publicity) == ("safety", "withheld")
    assert send(lead, acts.withdraw, handed_in(here), opinion="").status_code == 302


def test_forms_that_are_somebody_else_s_are_not_opened(here, there, plan, reviewer, clerk, browse):
    it = handed_in(here)
    for post, act, status in (
        (clerk, acts.file, 403), (reviewer, acts.register, 403), (here.delegates[1], acts.withdraw, 403),
        (there.posts["reviewer"], acts.file, 404), (here.posts["handler"], acts.file, 404),
    ):  # fmt: skip
        assert browse(post).get(address(act, it)).status_code == status
        assert browse(post).post(address(act, it), {"opinion": "x"}).status_code == status
    it.refresh_from_db()
    assert it.state == "submitted"


def test_forms_that_do_not_fit_the_state_say_so(here, plan, reviewer, read):
    it = filed(here)
    assert "This is not possible while the state is “filed”." in words(read(reviewer, address(acts.refuse, it)))


# plans and activities


def test_plan_by_its_forms(here, clerk, send, read):
    answer = send(clerk, acts.draft_plan, here.session, aims="聚焦党建", **MINUTES)
    it = Plan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, it.get_absolute_url())
    assert (it.forward_until, it.sign_until) == (at("2010-04-05 11:00"), at("2010-04-10 17:30"))
    text = read(clerk, address(acts.revise_plan, it))
    assert (typed(text)["aims"], 'value="2010-04-05T11:00"' in text) == ("聚焦党建", True)
    assert send(clerk, acts.publish_plan, it).status_code == 302
    moved = MINUTES | {"sign_until": "2010-04-11T08:15"}
    assert send(clerk, acts.move_cutoffs, it, **moved).status_code == 302
    it.refresh_from_db()
    assert (it.state, it.sign_until) == ("published", at("2010-04-11 08:15"))


def test_plan_form_refused_keeps_aims_and_minutes(here, clerk, send):
    wrong = MINUTES | {"sign_until": "2010-04-05T10:59"}
    answer = send(clerk, acts.draft_plan, here.session, aims="聚焦党建", **wrong)
    text = answer.content.decode()
    assert (answer.status_code, "Opening, first and second cut-off are not in order." in text) == (409, True)
    assert (typed(text)["aims"], [f'value="{minute}"' in text for minute in wrong.values()]) == ("聚焦党建", [True] * 3)


def test_activity_by_its_forms(here, plan, lead, send, read):
    fields = {"kind": "research", "title": "上山村调研", "place": "", "owner": here.mandates[0].pk, "delegation": ""}
    assert f'value="{here.mandates[0].pk}" selected' in read(lead, address(acts.plan_activity, plan))
    answer = send(lead, acts.plan_activity, plan, planned_on="2010-04-02", **fields)
    it = Activity.objects.get()
    assert answer["Location"] == it.get_absolute_url()
    given = {"held_on": "2010-04-01", "participants": [here.mandates[1].pk], "findings": "漏雨三处"}
    answer = send(lead, acts.report_activity, it, **given | {"held_on": "2010-04-02"})
    text = answer.content.decode()
    assert (answer.status_code, typed(text)["findings"]) == (409, "漏雨三处")
    assert f'value="{here.mandates[1].pk}" id="id_participants_1" checked' in re.sub(r"\s+", " ", text)
    assert send(lead, acts.report_activity, it, **given).status_code == 302
    it.refresh_from_db()
    assert it.state == "done"


def test_report_form_of_a_delegation_offers_its_members(here, plan, lead, read):
    it = reported(here, plan, state="planned", held_on=None, delegation=here.delegations[0])
    text = read(lead, address(acts.report_activity, it))
    assert len(choices(text, "participants")) == 7
    assert 'name="held_on" value="2010-04-01"' in text


def test_cancel_activity_by_its_button(here, plan, clerk, send):
    it = reported(here, plan, state="planned")
    assert send(clerk, acts.cancel_activity, it).status_code == 302
    assert Activity.objects.get().state == "cancelled"


def test_going_on_and_taking_back_by_their_buttons(here, plan, lead, send, clock):
    it = collecting(here)
    assert send(lead, acts.take_back, it).status_code == 302
    clock("2010-04-05 11:01")
    assert send(lead, acts.revive, it).status_code == 302
    it.refresh_from_db()
    assert (it.state, it.kind) == ("draft", "suggestion")


def test_draft_form_keeps_what_was_ticked_and_the_page_shows_it(here, there, plan, lead, send, read):
    ours, theirs = registered(here, 3), registered(there, 3, title="西镇的事")
    Proposal.objects.filter(pk=theirs.pk).update(publicity="public")
    keys = [str(ours.pk), str(theirs.pk)]
    wrong = send(lead, acts.draft, kind="suggestion", **TYPED | {"title": "", "earlier": keys}).content.decode()
    assert sorted(choices(wrong, "earlier")) == sorted(keys)
    assert send(lead, acts.draft, kind="suggestion", **TYPED, earlier=keys).status_code == 302
    it = Proposal.objects.get(state="draft")
    form = read(lead, address(acts.write, it))
    assert sorted(choices(form, "earlier")) == sorted(keys)
    assert choices(form, "of") == [str(it.pk)]
    text = read(lead, it.get_absolute_url())
    assert f'<a href="{ours.get_absolute_url()}">{ours}</a>' in text
    assert f'<a href="{reverse("proposals:public-one", args=[theirs.pk])}">{theirs}</a>' in text
    send(lead, acts.write, it, **TYPED)
    assert "Refers to" not in read(lead, it.get_absolute_url())


def test_draft_form_refuses_what_one_may_not_refer_to(here, there, lead, send):
    strange = registered(there, 3)
    text = send(lead, acts.draft, kind="suggestion", **TYPED, earlier=[strange.pk]).content.decode()
    assert "Select a valid choice" in words(text)
    assert not Proposal.objects.filter(state="draft").exists()


def test_join_by_its_button_leads_to_the_text(here, plan, send, browse):
    it = collecting(here)
    answer = send(here.delegates[3], acts.join, it)
    assert (answer.status_code, answer.url) == (302, it.get_absolute_url())
    assert browse(here.delegates[3]).get(it.get_absolute_url()).status_code == 200
