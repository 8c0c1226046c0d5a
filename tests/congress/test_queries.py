"""What is asked of meetings: the quorum, the checklist, who sees what, what waits; and that lists add no query."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock.period import Period
from changren.base.tenancy.models import Township
from changren.congress import acts, queries
from changren.congress.models import Invitee, Item, Meeting, Paper
from changren.mandates.models import Session
from changren.organisation.strokes import stroke_key
from tests.congress.conftest import DAY, ON, approved, closed, convened, file, line, opened, prepared, resolved
from tests.rulebook.versions import adopted as chosen_in


@pytest.mark.parametrize(
    ("share", "should", "present", "need", "holds"),
    [
        ("1/2", 14, 7, 8, False),  # more than half
        ("1/2", 14, 8, 8, True),
        ("1/2", 15, 8, 8, True),
        ("2/3", 72, 48, 49, False),
        ("2/3", 72, 49, 49, True),
        ("4/5", 72, 58, 58, True),
    ],
)
def test_quorum_is_the_rule_s_share_of_those_who_should_attend(here, it, share, should, present, need, holds):
    chosen_in(here.township, "congress", "2010-03-10", quorum=share)
    it.township = Township.objects.get(pk=it.township_id)
    it.session.should_attend = should
    found = queries.quorum(it, present)
    assert (found.need, found.is_met, found.should_attend) == (need, holds, should)


def test_requirements_say_what_was_done_when_and_what_is_late(here, it, clerk):
    def told(today):
        return [(one.says, one.state) for one in queries.requirements(it, today)]

    before = dict(told(ON.date()))
    assert before["The delegates are told"] == "ahead"
    assert dict(told(date(2010, 4, 6)))["The delegates are told"] == "missing"
    it = convened(here, it)
    paper = Paper.objects.filter(meeting=it, title="Report of the Party committee").get()
    acts.file_paper(paper, by=clerk, on=DAY, file=file())
    found = {one.says: one for one in queries.requirements(it, DAY.date())}
    assert (found["The delegates are told"].state, found["The delegates are told"].on) == ("done", ON.date())
    late = found["Report of the Party committee"]
    assert (late.state, late.on, late.by, late.rule.key) == (
        "late", DAY.date(), date(2010, 4, 13), "congress.papers_before"
    )  # fmt: skip
    assert found["Report of the discipline committee"].state == "missing"
    assert found["Enough delegates are there"].note == "of 14 at least 8"


def test_papers_are_for_the_level_they_have(here, there, it, clerk):
    it = convened(here, it)
    guest = here.posts["handler"]
    acts.invite(it, by=clerk, on=ON, name="列席", standing="attending", person=guest.person)
    acts.name_officers(it, by=clerk, on=ON, office="presidium", people=[here.delegates[0].person])
    for level in ("hall", "delegates", "presidium"):
        given = {"title": level, "item": None, "unit": None, "level": level, "is_required": False}
        acts.ask_paper(it, by=clerk, on=ON, **given)
    levels = {
        name: set(queries.papers_for(post).filter(item=None).values_list("title", flat=True))
        for name, post in (("presides", here.delegates[0]), ("delegate", here.delegates[1]), ("guest", guest),
                           ("head", here.posts["head"]), ("clerk", clerk), ("stranger", there.delegates[0]))
    }  # fmt: skip
    all_three = {"hall", "delegates", "presidium"}
    assert levels == {"presides": all_three, "delegate": {"hall", "delegates"}, "guest": {"hall"}, "head": set(),
                      "clerk": all_three, "stranger": set()}  # fmt: skip


def test_plans_are_for_those_who_prepare_and_the_district(here, there, world, it):
    def sees():
        posts = {"clerk": here.posts["clerk"], "committee": here.posts["committee"], "delegate": here.delegates[0],
                 "district": world.officer, "strange": there.posts["clerk"]}  # fmt: skip
        return {name for name, post in posts.items() if queries.for_reader(post).exists()}

    assert sees() == {"clerk", "committee", "district"}
    convened(here, it)
    assert sees() == {"clerk", "committee", "district", "delegate"}


def test_roll_stands_by_delegation_in_the_order_of_strokes_and_keeps_reasons(here, it, clerk):
    it = convened(here, it)
    acts.ask_leave(line(it, here.delegates[2]), by=here.delegates[2], on=ON, reason="住院")
    roll = queries.roll(it, clerk, ON)
    assert [(str(one.name), len(one.invitees)) for one in roll.groups] == [("第一代表团", 7), ("第二代表团", 7)]
    for group in roll.groups:
        keys = [stroke_key(one.name) for one in group.invitees]
        assert keys == sorted(keys)

    def reasons(post):
        return [row.reason for group in queries.roll(it, post, ON).groups for row in group.lines if row.reason]

    posts = [clerk, here.delegates[0], here.delegates[2], here.delegates[1], here.delegates[3]]
    assert [reasons(post) for post in posts] == [["住院"], ["住院"], ["住院"], [], []]


def test_agenda_and_roll_ask_the_same_however_long_they_are(here, it, clerk):
    it = convened(here, it)
    counts = []
    queries.sheet(it, by=clerk, on=ON)  # so that what a process asks once is known
    for n in (1, 100):
        Item.objects.bulk_create(Item(township=it.township, meeting=it, title=str(m), order=9) for m in range(n))
        Invitee.objects.bulk_create(
            Invitee(township=it.township, meeting=it, name=f"来宾{m}", standing="guest", code=f"{n}-{m}")
            for m in range(5 * n)
        )
        with CaptureQueriesContext(connection) as asked:
            queries.sheet(it, by=clerk, on=ON)
            queries.roll(it, clerk, ON)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_waits_is_told_to_whom_it_belongs(here, world, it, clerk):
    def waits(post):
        return sorted(str(one.says) for one in queries.waiting_for(post.person))

    assert (waits(world.officer), waits(clerk)) == (["Agree to day and agenda"], [])
    approved(here, it)
    assert (waits(clerk), waits(here.posts["discipline"])) == (["Put in the paper", "Put in the paper",
                                                                "Send the notice"], ["Put in the paper"])  # fmt: skip
    it = acts.convene(Meeting.objects.get(), by=clerk, on=ON, notice="")
    assert waits(here.delegates[3]) == ["Read the notice"]
    acts.ask_leave(line(it, here.delegates[2]), by=here.delegates[2], on=ON, reason="住院")
    assert waits(here.delegates[0]) == ["Give a view on the leave", "Read the notice"]
    acts.give_view(line(it, here.delegates[2]), by=here.delegates[0], on=ON, view="同意")
    assert "Decide on the leave" in waits(clerk)
    Session.objects.filter(township=here.township, number=2).update(planned_on=date(2011, 1, 5))
    assert "Plan this year's meeting" in waits(clerk)
    assert waits(world.officer) == ["Ask when it will meet this year"]


def test_figures_and_duties_tell_what_was_held_resolved_and_missed(here, world, it, clerk):
    it = prepared(here, it)
    away = here.delegates[3]
    Invitee.objects.filter(pk=line(it, away).pk).update(answer="leave")
    it = acts.open_meeting(it, by=clerk, on=DAY)
    acts.adopt_resolution(resolved(here, it), by=clerk, on=DAY)
    acts.file_bulletin(it, by=here.delegates[0], on=DAY, item=None, text="建议")
    acts.close_meeting(it, by=clerk, on=DAY)
    year = Period.year(2010, seen_on=DAY.date())
    figures = queries.figures(here.township, year)
    assert figures.split("meetings", queries.KINDS) == {
        "meetings.of_annual": 1, "meetings.of_election": 0, "meetings.of_extra": 0,
    }  # fmt: skip
    assert (figures.count("resolutions"), figures.count("resolutions.reported")) == (1, 0)
    assert len(queries.figures(world.level, year).records) == 2
    told = [[str(one.says) for one in queries.duties(here.mandates[n], year)] for n in (0, 3, 5)]
    assert told == [["Spoke for the delegation"], ["Was on leave"], []]


def test_minutes_begin_with_what_the_records_say(here, it, clerk):
    it = closed(here, it)
    text = queries.drafted(it).splitlines()
    assert text[:3] == ["年会", "Day: 2010-04-20", "Place: 大会堂"]
    says = "14 delegates should attend, 14 were there, 0 were on leave; 8 are needed."
    assert f"{says} {queries.rule_of(it, 'quorum').article}" in text


def test_open_meeting_is_that_of_the_township(here, there, it):
    assert queries.open_meeting(here.township.pk) is None
    it = opened(here, it)
    assert (queries.open_meeting(here.township.pk), queries.open_meeting(there.township.pk)) == (it, None)
