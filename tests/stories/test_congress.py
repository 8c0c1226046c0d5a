"""年会: planned from the template, agreed to, convened; answered, prepared, opened; resolved, minuted, archived; and a
year later the next meeting hears first what became of it."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from changren.congress import acts
from changren.congress.models import Bulletin, Invitee, Item, Meeting, Officer, Paper, Resolution
from changren.mandates import acts as mandates
from changren.mandates.models import Session

DAY = {"starts_at": "2010-04-20T09:00", "ends_at": "2010-04-20T17:00", "place": "镇政府大会堂"}
NEXT = {"starts_at": "2011-04-19T09:00", "ends_at": "2011-04-19T17:00", "place": "镇政府大会堂"}


def file():
    return SimpleUploadedFile("报告.pdf", b"%PDF-1.4 report")


def convened(tale):
    """Planned, agreed to, and told to the delegates."""
    clerk = tale.who("clerk")
    clerk.do(acts.plan, tale.here.session, kind="annual", title="第七届代表大会第二次会议", **DAY)
    it = Meeting.objects.get()
    assert "Agree to day and agenda" in tale.who("district").sees("/")
    tale.who("district").do(acts.approve, it)
    clerk.do(acts.convene, it, notice="定于四月二十日召开年会，请按时出席。")
    return it


def answered(tale, it):
    """One comes, one asks for leave; the head of the delegation has a view, the office grants it."""
    first, third, head = tale.delegate(2), tale.delegate(4), tale.delegate(0)
    assert "Read the notice" in first.sees("/")
    first.do(acts.read_notice, of(first, it))
    first.do(acts.say_coming, of(first, it))
    third.do(acts.ask_leave, of(third, it), reason="外出治病")
    clerk = tale.who("clerk")
    assert "The head of the delegation has not given a view yet." in clerk.cannot(acts.grant_leave, of(third, it))
    head.do(acts.give_view, of(third, it), view="同意")
    clerk.do(acts.grant_leave, of(third, it))
    assert "You still count among the 14 who should attend; 13 are expected" in third.sees(it.get_absolute_url())
    assert "外出治病" not in first.sees(f"{it.get_absolute_url()}people/")


def of(hand, it):
    return Invitee.objects.get(meeting=it, person=hand.post.person_id)


def prepared(tale, it):
    """Papers are put in, presidium and officers named, the preparatory meeting recorded."""
    clerk, people = tale.who("clerk"), [post.person.pk for post in tale.here.delegates]
    assert "“Report on resolutions and proposals” is missing" in clerk.cannot(acts.prepare, it)
    for paper in Paper.objects.filter(meeting=it):
        clerk.do(acts.file_paper, paper, file=file())
    for office, whom in (("presidium", people[:2]), ("secretary", people[2:3]), ("chief", people[3:4])):
        clerk.do(acts.name_officers, it, office=office, people=whom)
    clerk.do(acts.prepare, it)
    assert Officer.objects.filter(meeting=it).count() == 4
    clerk.do(acts.add_item, it, title="临时议题", kind="other", parent="")
    assert "added late" in tale.delegate(5).sees(it.get_absolute_url())


def held(tale, it):
    """Opened, discussed, resolved, closed; minutes written and adopted."""
    clerk, head = tale.who("clerk"), tale.delegate(0)
    assert "It begins on" in clerk.cannot(acts.open_meeting, it)
    tale.at("2010-04-20 09:00")
    clerk.do(acts.open_meeting, it)
    assert Session.objects.get(pk=tale.here.session.pk).held_on.isoformat() == "2010-04-20"
    head.do(acts.file_bulletin, it, item=Item.objects.filter(meeting=it)[1].pk, text="建议加快道路建设。")
    bulletin = Bulletin.objects.get()
    assert "建议加快道路建设。" not in tale.delegate(5).sees(it.get_absolute_url())
    clerk.do(acts.release_bulletin, bulletin)
    assert "建议加快道路建设。" in tale.delegate(5).sees(it.get_absolute_url())
    clerk.do(acts.answer_bulletin, bulletin, text="已列入计划。")
    clerk.do(
        acts.draft_resolution, it, title="关于道路建设的决议", text="年内建成三条村道。", item="", unit="", due_on=""
    )
    made = Resolution.objects.get()
    assert "has neither been adopted nor dropped" in clerk.cannot(acts.close_meeting, it)
    clerk.do(acts.adopt_resolution, made)
    clerk.do(acts.close_meeting, it)
    return made


def followed(tale, it, made):
    clerk, committee = tale.who("clerk"), tale.who("committee")
    assert "There are no minutes yet." in committee.cannot(acts.adopt_minutes, it)
    form = clerk.sees(f"{it.get_absolute_url()}write_minutes/")
    assert "14 delegates should attend, 13 were there, 1 were on leave; 8 are needed." in form
    clerk.do(acts.write_minutes, it, text="会议纪要：到会代表十三名。")
    assert "no unit responsible" in committee.cannot(acts.adopt_minutes, it)
    clerk.do(acts.assign_resolution, made, unit=tale.here.units["station"].pk, due_on="2010-12-31")
    committee.do(acts.adopt_minutes, it)
    assert "会议纪要：到会代表十三名。" in tale.delegate(5).sees(it.get_absolute_url())
    assert "done late" in clerk.sees(f"{it.get_absolute_url()}requirements/")


def test_meeting_is_told_from_the_plan_to_the_archive_and_heard_first_by_the_next(tale):
    tale.at("2010-04-01 09:00")
    it = convened(tale)
    answered(tale, it)
    tale.at("2010-04-15 09:00")
    prepared(tale, it)
    made = held(tale, it)
    followed(tale, it, made)
    clerk = tale.who("clerk")
    archive = zipfile.ZipFile(io.BytesIO(clerk.client.get(f"{it.get_absolute_url()}archive.zip").content))
    assert [one for one in archive.namelist() if "/" not in one] == [
        "README.txt", "minutes.pdf", "requirements.pdf", "meeting.json", "agenda.csv", "people.csv", "resolutions.csv",
        "entries.csv", "SHA256SUMS",
    ]  # fmt: skip
    tale.who("head").do(acts.report_outcome, made, text="三条村道已经通车。")
    clerk.do(mandates.plan_session, tale.here.term, number=3, planned_on="2011-04-19")
    session = Session.objects.get(number=3)
    clerk.do(acts.plan, session, kind="annual", title="第七届代表大会第三次会议", like=it.pk, **NEXT)
    again = Meeting.objects.get(session=session)
    assert Item.objects.filter(meeting=again).count() == 7
    tale.who("district").do(acts.approve, again)
    clerk.do(acts.convene, again, notice="定于四月十九日召开年会。")
    prepared_again(tale, again)
    assert "Delegates judge it at the next meeting." in tale.delegate(5).cannot(acts.judge_resolution, made)
    tale.at("2011-04-19 09:00")
    clerk.do(acts.open_meeting, again)
    assert "关于道路建设的决议" in tale.delegate(5).sees(again.get_absolute_url())
    judged(tale, made)


def prepared_again(tale, it):
    for paper in Paper.objects.filter(meeting=it):
        tale.who("clerk").do(acts.file_paper, paper, file=file())
    people = [post.person.pk for post in tale.here.delegates]
    for office, whom in (("presidium", people[:2]), ("secretary", people[2:3])):
        tale.who("clerk").do(acts.name_officers, it, office=office, people=whom)
    tale.who("clerk").do(acts.prepare, it)


def judged(tale, made):
    """Each delegate once; shown when counted, and nobody by name."""
    clerk, page = tale.who("clerk"), made.get_absolute_url()
    tale.delegate(5).do(acts.judge_resolution, made, mark="done")
    tale.delegate(6).do(acts.judge_resolution, made, mark="partly")
    assert "You have judged it already." in tale.delegate(5).cannot(acts.judge_resolution, made, mark="not")
    assert "2 delegates have judged it; the marks are shown when they are counted." in clerk.sees(page)
    clerk.do(acts.count_judgements, made)
    made.refresh_from_db()
    assert (made.state, made.judged_at.title) == ("judged", "第七届代表大会第三次会议")
    assert "How delegates judge it done 1 partly done 1 not done 0 did not judge 12" in clerk.sees(page)
