"""Who sees which evaluation and which result; what the page, the desk, the duty file and the figures say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock.period import Period
from changren.evaluation import acts, queries
from changren.evaluation.models import Evaluation, Rater
from changren.organisation.models import Post, Role
from tests.evaluation.conftest import (
    BAD,
    INTEGRITY,
    ON,
    TODAY,
    WORK,
    adopted,
    chosen,
    closed,
    counted,
    drafted,
    entered,
    followed,
    formed,
    opened,
    ready,
    reported,
    resulted,
    signed,
    subject_of,
)

YEAR = Period.year(2010)


def seen(it, *posts):
    """Which of these may open it."""
    return [bool(queries.evaluations_for(post).filter(pk=it.pk)) for post in posts]


def test_a_draft_is_seen_by_those_who_prepare_it_or_have_a_task(here, there, world, clerk, committee):
    it = formed(here)
    assert seen(it, clerk, committee, world.officer, here.posts["reviewer"], here.delegates[0]) == [True] * 5
    assert seen(it, here.delegates[5], here.posts["branch"], there.posts["clerk"]) == [False] * 3


def test_once_adopted_it_is_seen_by_the_whole_township(here, there, world):
    it = adopted(here)
    assert seen(it, here.delegates[5], here.posts["branch"], world.officer) == [True] * 3
    assert seen(it, there.posts["clerk"], there.delegates[0]) == [False, False]


def whole(it, *posts):
    """To which of these the whole result is shown."""
    return [queries.sheet(it, by=post, on=ON).whole for post in posts]


def test_a_result_is_seen_by_the_office_and_the_watch_until_it_is_reported(here, world, clerk, chief, committee):
    everybody = (clerk, chief, here.posts["handler"], world.officer, committee, here.delegates[5])
    assert whole(resulted(here), *everybody) == [True, True, True, False, False, False]


def test_a_result_reported_to_the_higher_organ_is_seen_there(here, world, clerk, committee):
    assert whole(reported(here), world.officer, committee, here.delegates[5]) == [True, False, False]


def test_a_result_that_is_announced_is_seen_by_all(here, there, world, committee):
    chosen(here, announced="all")
    assert whole(reported(here), world.officer, committee, here.delegates[5]) == [True] * 3


def test_those_evaluated_see_their_own_result_once_it_is_given_back(here):
    it = reported(here)
    first, other = here.delegates[0], here.delegates[5]
    assert queries.sheet(it, by=first, on=ON).result is None
    it = acts.give_feedback(it, by=here.posts["clerk"], on=ON)
    shown = queries.sheet(it, by=first, on=ON)
    assert (shown.whole, {table.subject.person_id for table in shown.result.tables}) == (False, {first.person_id})
    assert queries.sheet(it, by=other, on=ON).result is None


def test_lines_are_shown_to_those_who_see_the_result_settle_it_or_are_concerned(here, world, committee):
    it = followed(here, BAD)
    shown = [
        [len(line.lines) for line in queries.sheet(it, by=post, on=ON).subjects]
        for post in (world.officer, here.delegates[0], here.delegates[1], committee, here.delegates[5])
    ]
    assert shown == [[2, 0], [2, 0], [0, 0], [0, 0], [0, 0]]


def test_groups_are_shown_to_those_who_count_alone(here, world, clerk, committee):
    it = closed(here)
    entered(it, clerk)
    entered(it, here.posts["handler"], issued=11)
    posts = (clerk, here.posts["head"], world.officer, committee, here.delegates[5])
    assert [len(queries.sheet(it, by=post, on=ON).groups) for post in posts] == [1, 1, 0, 0, 0]
    (group,) = queries.groups(it)
    assert (group.agrees, [(one.first, one.second) for one in group.differences]) == (False, [(12, 11)])


def test_nobody_opens_the_count_of_another(here, clerk):
    it = counted(here)
    own = queries.counts_for(here.posts["handler"]).filter(evaluation=it)
    assert [one.entered_by_id for one in own] == [here.posts["handler"].person_id]
    assert list(queries.counts_for(here.posts["head"])) == []


@pytest.mark.parametrize(
    ("denominator", "base", "share"), [("valid", 10, "30.00%"), ("collected", 11, "27.27%"), ("issued", 12, "25.00%")]
)
def test_shares_are_taken_of_the_denominator_that_the_rules_name(here, clerk, denominator, base, share):
    chosen(here, denominator=denominator)
    found = queries.result(resulted(here), clerk)
    first = found.tables[0].shares[0]
    assert (found.base, first.votes, first.rate.percent, first.rate.fraction) == (base, 3, share, f"3/{base}")


def test_tables_stand_in_the_order_of_the_form_whatever_the_result(here):
    it = resulted(here, BAD)
    names = [table.subject.name for table in queries.result(it, here.posts["clerk"]).tables]
    assert names == [here.delegates[n].person.name for n in (0, 0, 1, 1)]


def test_the_same_subject_of_the_time_before_stands_beside_it(here, clerk):
    first = reported(here, BAD)
    Evaluation.objects.filter(pk=first.pk).update(closed_on=date(2010, 3, 1))
    it = resulted(here)
    before = [table.before for table in queries.result(it, clerk).tables]
    assert [[one.votes for one in table.shares] for table in before] == [BAD, INTEGRITY, WORK, INTEGRITY]


def test_the_time_before_is_shown_to_nobody_who_might_not_see_it_then(here):
    reported(here, BAD)
    chosen(here, announced="all")
    it = reported(here)
    assert [table.before for table in queries.result(it, here.delegates[5]).tables] == [None] * 4


def test_a_tally_of_too_few_is_never_shown(here, clerk):
    it = closed(here, handed=4)
    for name in ("clerk", "handler"):
        entered(it, here.posts[name], issued=4, collected=4, valid=4, invalid=0, numbers=[])
    found = queries.result(acts.draw_up(it, by=clerk, on=ON), clerk)
    assert (found.tables, found.counted.valid) == (None, 4)


def waits(post):
    return [(str(line.says), str(line.it)) for line in queries.waiting_for(post.person)]


def test_waiting_for_tells_each_what_is_theirs_to_do(here, world, clerk, committee, chief):
    title = formed(here).title
    assert (waits(committee), waits(clerk)) == ([("Adopt the form", title)], [])
    it = acts.adopt(Evaluation.objects.get(), by=committee, on=ON)
    assert (waits(clerk), waits(here.delegates[0])) == (
        [("Fix who takes part", title)], [("File the duty report", title)],
    )  # fmt: skip
    it = acts.fix_electorate(it, by=clerk, on=ON)
    assert (waits(clerk), waits(here.delegates[5])) == ([("Open the evaluation", title)], [("Take part", title)])
    it = acts.hand_out(it, by=clerk, on=ON, raters=list(Rater.objects.filter(evaluation=it)))
    assert waits(here.delegates[5]) == []
    it = acts.open_evaluation(it, by=clerk, on=ON)
    assert waits(clerk) == [("Close the evaluation", title)]
    it = acts.close_evaluation(it, by=clerk, on=ON)
    assert [waits(here.posts[name]) for name in ("handler", "head", "reviewer")] == [[("Count the forms", title)]] * 3


def test_waiting_for_follows_it_to_its_end(here, world, clerk, chief):
    it = resulted(here, BAD)
    assert waits(chief) == [("Sign the result", it.title)]
    it = acts.sign_result(it, by=chief, on=ON)
    assert (waits(chief), waits(clerk)) == ([], [("Report the result", it.title)])
    it = acts.report_result(it, by=clerk, on=ON)
    assert (waits(clerk), waits(world.officer)) == ([("Give feedback", it.title)], [("Enter the finding", it.title)])
    acts.give_feedback(it, by=clerk, on=ON)
    mine = here.delegates[0]
    assert waits(mine) == [("Read the feedback", it.title)]
    acts.read_feedback(subject_of(it), by=mine, on=ON)
    assert waits(mine) == [("Report what was put right", it.title)]
    acts.report_rectification(subject_of(it), by=mine, on=ON, text="已整改")
    acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="属实")
    assert (waits(mine), waits(world.officer)) == ([], [])


def test_waiting_for_asks_no_member_to_adopt_their_own(here):
    mine = Post.objects.create(
        township=here.township, person=here.delegates[0].person, unit=here.units["committee"], role=Role.COMMITTEE,
        since=TODAY,
    )  # fmt: skip
    formed(here)
    assert waits(mine) == []


@pytest.mark.parametrize("name", ["clerk", "committee", "reviewer", "delegate", "district"])
def test_waiting_for_asks_as_much_for_three_as_for_one(name, here, world):
    post = {**here.posts, "delegate": here.delegates[5], "district": world.officer}[name]

    def asked():
        with CaptureQueriesContext(connection) as found:
            queries.waiting_for(post.person)
        return len(found)

    for make in (formed, ready, closed, reported):
        make(here, **({"first": BAD} if make is reported else {}))
    asked()  # the rules are read once
    once = asked()
    for make in (formed, ready, closed, reported) * 2:
        make(here, **({"first": BAD} if make is reported else {}))
    assert asked() == once


def test_duties_say_that_a_form_was_handed_over_and_nothing_else(here):
    it = opened(here, handed=1)
    told = [queries.duties(mandate, YEAR) for mandate in here.mandates[2:4]]
    assert [[(one.day, str(one.says), one.it, one.right.value) for one in lines] for lines in told] == [
        [(TODAY, "Was handed a form", it, "evaluate")], [],
    ]  # fmt: skip


def test_figures_count_what_was_closed_and_is_not_void(here, world, there):
    reported(here, BAD)
    signed(here)
    drafted(here)
    it = counted(here, collected=7, valid=7, invalid=0, numbers=[[7, 0, 0, 0]] * 4)
    acts.find_void(it, by=here.posts["clerk"], on=ON, reason="收回不足")
    for place in (here.township, world.level):
        found = queries.figures(place, YEAR)
        assert found.split("evaluations", queries.KINDS)["evaluations.of_person"] == 2
        assert (found.count("evaluations.lines"), found.count("evaluations.settled")) == (1, 0)
    assert queries.figures(there.township, YEAR).records == ()


def test_figures_count_a_line_as_settled_once_somebody_has_found(here, world):
    it = reported(here, BAD)
    acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="属实")
    assert queries.figures(here.township, YEAR).count("evaluations.settled") == 1


def test_this_year_counts_days_on_which_bodies_and_persons_were_evaluated(here):
    assert queries.this_year(here.township, TODAY).is_met is False
    closed(here)
    closed(here, kind="body")
    closed(here, kind="satisfaction")
    found = queries.this_year(here.township, TODAY)
    assert (found.held, found.is_met, found.asked.key) == (1, True, "evaluation.a_year")
