"""Who sees what, what lies on whose desk, and what there is to count."""

from datetime import date

import pytest

from changren.base.clock.period import Period
from changren.casework import acts, queries
from changren.casework.models import Case
from changren.organisation.models import Post, Role
from tests.casework.conftest import (
    ON,
    RAISERS,
    TEXT,
    TODAY,
    answer,
    answered,
    asked,
    assigned,
    chosen,
    delivered,
    draft,
    drafted,
    followed,
    handling,
    joins,
    judged,
    opened,
    paper,
    part,
    spoken,
    stands_at,
    verdict,
)
from tests.world import at

YEAR = Period.year(2010)
LATER, LATE = at("2010-04-20 09:00"), at("2010-07-23 09:00")
TOWNSHIP = ("clerk", "reviewer", "committee", "discipline", "branch", "delegate")


# doors


@pytest.mark.parametrize("role", TOWNSHIP)
def test_cases_for_the_people_of_a_township_are_its_own(here, there, role):
    case, _other = opened(here), opened(there)
    assert list(queries.cases_for(here.posts[role])) == [case]


@pytest.mark.parametrize(
    ("role", "opens"),
    [("clerk", 1), ("committee", 1), ("discipline", 1), ("district", 1), ("reviewer", 0), ("branch", 0)],
)
def test_cases_for_confidential_ones_on_need(here, role, opens):
    opened(here, confidential=True)
    assert queries.cases_for(here.posts[role]).count() == opens


def test_cases_for_confidential_ones_open_to_those_who_raised_them(here):
    opened(here, confidential=True)
    opens = [queries.cases_for(post).count() for post in here.delegates[: RAISERS + 1]]
    assert opens == [1, 1, 1, 0]


def test_cases_for_a_unit_are_those_it_was_asked_about(here, there, world):
    case = assigned(here, assisting=["department"], confidential=True)
    opened(here, serial="2")
    department = joins(there.posts["handler"], here.units["department"])
    for post in (here.posts["head"], here.posts["handler"], department):
        assert list(queries.cases_for(post)) == [case]
    assert list(queries.cases_for(here.posts["assist_head"])) == []
    assert list(queries.cases_for(world.officer).order_by("serial")) == [case, Case.objects.get(serial="2")][::-1]


def test_assignments_and_extensions_for_follow_the_case(here, there):
    case = handling(here, assisting=["office"])
    it = asked(case, here)
    assert set(queries.assignments_for(here.posts["assist_head"])) == set(case.assignments.all())
    assert list(queries.extensions_for(here.posts["clerk"])) == [it]
    assert (queries.assignments_for(there.posts["clerk"]).count(), queries.extensions_for(there.posts["head"]).count()
            ) == (0, 0)  # fmt: skip


def test_deliveries_for_are_one_s_own(here):
    answered(here)
    orders = [
        list(queries.deliveries_for(post).values_list("raiser__order", flat=True))
        for post in (*here.delegates[: RAISERS + 1], here.posts["clerk"], here.posts["head"])
    ]
    assert orders == [[0], [1], [2], [], [], []]


@pytest.mark.parametrize(
    ("role", "opens"),
    [("head", 1), ("handler", 1), ("assist_head", 0), ("clerk", 0), ("committee", 0), ("delegate", 0), ("district", 0)],
)
def test_answers_for_shows_drafts_to_the_lead_unit_alone(here, role, opens):
    case = drafted(here, assisting=["office"])
    assert queries.answers_for(here.posts[role]).count() == opens
    acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_head"], on=ON, said="同意")
    acts.sign_off(case, by=here.posts["head"], on=ON)
    assert queries.answers_for(here.posts[role]).count() == 1


def test_papers_for_follow_the_answer(here, handler, head, clerk):
    given = {"text": TEXT, "grade": "A", "promised_by": None, "paper": paper()}
    case = acts.draft_answer(spoken(handling(here), here), by=handler, on=ON, **given)
    readers = (handler, clerk, here.delegates[5])
    assert [queries.papers_for(post).count() for post in readers] == [1, 0, 0]
    assert queries.draft_papers(case).count() == 1
    case = acts.sign_off(case, by=head, on=ON)
    assert [queries.papers_for(post).count() for post in readers] == [1, 1, 1]
    assert queries.draft_papers(case).count() == 0


# parties


def test_closers_are_the_lead_or_else_the_others(here, lead):
    case = answered(here)
    ids = [post.person_id for post in here.delegates[:RAISERS]]
    assert (queries.closers(case), queries.judges(case)) == ({ids[0]}, set(ids))
    joins(lead, here.units["station"])
    assert (queries.closers(case), queries.judges(case)) == ({*ids[1:]}, {*ids[1:]})


def test_judges_are_delegates_of_this_township(here, there):
    case = answered(here)
    here.delegates[1].until = TODAY
    here.delegates[1].save()
    Post.objects.create(
        township=there.township, person=here.delegates[1].person, role=Role.DELEGATE, since=TODAY
    )  # fmt: skip
    assert here.delegates[1].person_id not in queries.judges(case)


def test_respondents_are_whoever_holds_a_post_in_a_unit_that_answers(here, clerk):
    case = assigned(here, assisting=["office"])
    joins(clerk, here.units["office"], Role.CLERK)
    posts = [here.posts[name] for name in ("head", "handler", "assist_head", "assist_handler", "clerk")]
    assert queries.respondents(case) == {post.person_id for post in posts}
    assert (queries.is_respondent(case, clerk.person_id), queries.is_respondent(case, None)) == (True, False)


def test_respondents_are_not_those_whose_unit_returned_it(here, head):
    case = acts.return_to_office(assigned(here), by=head, on=ON, reason="x")
    assert (queries.respondents(case), queries.lead_unit_people(case)) == (set(), [])


# boards


def test_board_is_newest_first_and_narrows(here, there, world, clerk):
    first = handling(here, serial="2010-提案-001")
    second = opened(here, serial="2010-提案-002", title="修路", opened_on=date(2010, 4, 2))
    other = opened(there, serial="2010-提案-003", opened_on=date(2010, 3, 31))
    today = date(2010, 7, 2)
    board = queries.board
    assert list(board(world.officer, today)) == [second, first, other]
    assert list(board(world.officer, today, township=str(there.township.pk))) == [other]
    assert list(board(clerk, today, state="open")) == [second]
    assert list(board(clerk, today, state="overdue")) == [first]
    assert list(board(clerk, date(2010, 7, 1), state="overdue")) == []
    assert list(board(clerk, today, search="修路")) == [second]
    assert list(board(clerk, today, search="案-001")) == [first]
    assert list(board(clerk, today, state="flying", township="nowhere")) == [second, first]


def test_desk_sorts_what_a_unit_owes_by_what_it_asks_for(here, head):
    taken = part(assigned(here, serial="1"), here.units["station"])
    late = handling(here, serial="2")
    soon = verdict(answered(here, serial="3"), here, 1, "not")
    signing, promise = drafted(here, serial="4"), followed(here)
    helping = part(
        assigned(here, serial="5", lead="office", assisting=["station"]), here.units["station"]
    )  # fmt: skip
    found = queries.desk(head)
    assert (found.to_take_on, found.to_answer, found.to_sign_off, found.promises, found.opinions) == (
        [taken], [soon, late], [signing], [promise], [helping],
    )  # fmt: skip


def test_duties_are_the_answers_judged_in_the_period(here):
    case = judged(answered(here), here, LATER)
    mandates = here.mandates
    (line,) = queries.duties(mandates[1], YEAR)
    assert (line.day, str(line.says), line.it, line.right.value) == (
        date(2010, 4, 20), "Judged an answer", case, "evaluate",
    )  # fmt: skip
    assert queries.duties(mandates[1], Period.year(2011)) == []
    assert queries.duties(mandates[5], YEAR) == []


# what waits for whom


def waits(post):
    """What lies on the person's desk here: what to do, by when, by which provision."""
    return [
        (str(line.says), line.due, line.rule.key.split(".")[1] if line.rule else "")
        for line in queries.waiting_for(post.person)
    ]  # fmt: skip


TAKE_ON = ("Accept it or return it", date(2010, 4, 13), "return_within")
ANSWER = ("Answer it", date(2010, 7, 1), "answer_within")
SIGN = ("Sign off the answer", date(2010, 7, 1), "answer_within")
URGE = ("Urge the unit", date(2010, 7, 1), "remind_before")
KEEP = ("Keep the promise", date(2010, 12, 20), "")
JUDGE = ("Judge the answer", date(2010, 5, 1), "verdict_within")
CLOSE = ("Accept the answer and close", None, "close_by")
AGREE = ("Agree to more time, or not", date(2010, 7, 1), "extension_consent")


@pytest.mark.parametrize(
    ("made", "head", "handler"),
    [(assigned, [TAKE_ON], [TAKE_ON]), (handling, [ANSWER], [ANSWER]), (drafted, [SIGN], []), (answered, [], []),
     (followed, [KEEP], [KEEP])],
)  # fmt: skip
def test_waiting_for_the_unit(here, made, head, handler):
    made(here)
    assert (waits(here.posts["head"]), waits(here.posts["handler"])) == (head, handler)


def test_waiting_for_the_head_when_a_kept_promise_is_to_be_signed(here, head):
    draft(followed(here), here)
    assert waits(head) == [("Sign off the answer", date(2010, 12, 20), "")]


def test_waiting_for_the_assisting_unit(here):
    case = handling(here, assisting=["office"])
    assert waits(here.posts["assist_handler"]) == [("Give your unit's opinion", date(2010, 5, 1), "assist_within")]
    acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_head"], on=ON, said="同意")
    assert waits(here.posts["assist_handler"]) == []


def test_waiting_for_the_office_to_assign(here, there, clerk):
    opened(here)
    assert waits(clerk) == [("Assign it", date(2010, 5, 1), "assign_within")]
    assert waits(there.posts["clerk"]) == []


def test_waiting_for_the_office_to_urge_and_then_to_refer(here, clerk):
    case = handling(here)
    stands_at("2010-07-01 09:00")
    assert waits(clerk) == []
    overdue = stands_at("2010-07-02 09:00")
    assert waits(clerk) == [URGE]
    acts.urge(case, by=clerk, on=overdue, words="请尽快答复")
    assert waits(clerk) == []
    stands_at("2010-07-23 09:00")
    assert waits(clerk) == [("Refer it to the committee", date(2010, 7, 1), "escalate_after")]


def test_waiting_for_the_office_to_urge_again_when_the_second_answer_is_late(here, clerk):
    case = acts.urge(handling(here), by=clerk, on=ON, words="请按期答复")
    verdict(answer(case, here), here, 1, "not")
    stands_at("2010-05-05 09:00")
    assert waits(clerk) == [("Urge the unit", date(2010, 5, 4), "remind_before")]


def test_waiting_for_the_office_to_urge_a_promise_that_was_not_kept(here, clerk):
    case = followed(here)
    stands_at("2010-12-20 09:00")
    assert waits(clerk) == []
    late = stands_at("2010-12-21 09:00")
    assert waits(clerk) == [("Urge the unit", date(2010, 12, 20), "remind_before")]
    acts.urge(case, by=clerk, on=late, words="请按期办结")
    assert waits(clerk) == []


def test_waiting_for_the_office_leaves_out_what_it_answers_itself(here, clerk):
    handling(here)
    joins(clerk, here.units["station"], Role.CLERK)
    stands_at("2010-07-02 09:00")
    assert waits(clerk) == []


def test_waiting_for_the_committee_and_then_for_its_supervisor(here, clerk, committee):
    case = handling(here)
    stands_at("2010-07-23 09:00")
    case = acts.refer_overdue(case, by=clerk, on=LATE)
    assert waits(committee) == [("Take it in charge", None, "escalation_share")]
    case = acts.take_in_charge(case, by=committee, on=LATE)
    assert waits(committee) == [URGE]
    acts.urge(case, by=committee, on=LATE, words="请尽快答复")
    assert waits(committee) == []


def test_waiting_for_those_who_raised_it_to_judge_and_for_the_lead_to_close(here, lead):
    case = answered(here)
    assert [waits(post) for post in here.delegates[: RAISERS + 1]] == [[JUDGE]] * 3 + [[]]
    case = judged(case, here)
    assert [waits(post) for post in here.delegates[:RAISERS]] == [[CLOSE], [], []]
    acts.close(case, by=lead, on=ON)
    assert waits(lead) == []


def test_waiting_for_the_lead_to_close_once_the_time_to_judge_is_over(here, lead):
    verdict(answered(here), here, 0)
    stands_at("2010-05-01 09:00")
    assert waits(lead) == []
    stands_at("2010-05-02 09:00")
    assert waits(lead) == [CLOSE]


def test_waiting_for_anyone_to_close_where_the_rules_say_so(here):
    chosen(here, close_by="anyone")
    judged(answered(here), here)
    assert [waits(post) for post in here.delegates[: RAISERS + 1]] == [[CLOSE]] * 3 + [[]]


def test_waiting_for_nobody_who_belongs_to_the_unit(here):
    answered(here)
    joins(here.delegates[1], here.units["station"], Role.CLERK)
    assert waits(here.delegates[1]) == []


@pytest.mark.parametrize("who", ["lead", "office"])
def test_waiting_for_whoever_agrees_to_more_time(here, lead, clerk, who):
    chosen(here, extension_consent=who)
    asked(handling(here), here)
    assert (waits(lead), waits(clerk)) == (([AGREE], []) if who == "lead" else ([], [AGREE]))


def test_waiting_for_nobody_else(here, world):
    followed(here)
    answered(here, serial="2")
    others = [here.posts[name] for name in ("reviewer", "discipline", "branch", "committee", "clerk")]
    assert [waits(post) for post in (*others, world.officer)] == [[]] * 6


def test_waiting_for_takes_as_many_queries_for_three_cases_as_for_one(here, lead, clerk, django_assert_num_queries):
    stands_at("2010-07-02 09:00")
    for serial in ("1", "2", "3"):
        answered(here, serial=f"a{serial}")
        asked(handling(here, serial=f"h{serial}"), here)
        if serial != "2":
            with django_assert_num_queries(19):
                assert len(queries.waiting_for(lead.person)) == 3 * int(serial)  # to judge, to close, to agree
            with django_assert_num_queries(7):
                assert len(queries.waiting_for(clerk.person)) == int(serial)


# figures


def counts(place, *keys, period=YEAR):
    figures = queries.figures(place, period)
    return [figures.count(key) for key in keys]


def test_figures_count_the_cases_of_a_township_by_state_and_class(here, there, world):
    opened(here, serial="1")
    answered(here, serial="2")
    followed(here)
    answered(there, serial="3")
    keys = ("cases", "cases.open", "cases.answered", "cases.followed", "cases.grade_A", "cases.grade_B",
            "cases.no_answer")  # fmt: skip
    assert counts(here.township, *keys) == [3, 1, 1, 1, 1, 1, 1]
    assert counts(world.level, *keys) == [4, 1, 2, 1, 2, 1, 1]
    assert counts(here.township, "cases", period=Period.year(2009)) == [0]


def test_figures_of_the_on_time_rate_count_what_is_open_and_overdue(here):
    answer(handling(here, serial="1"), here, at("2010-07-01 09:00"))
    answer(handling(here, serial="2"), here, at("2010-07-02 09:00"))
    handling(here, serial="3")
    seen = {day: queries.figures(here.township, Period.year(2010, seen_on=date(2010, 7, day))) for day in (1, 2)}
    assert seen[2].split("answers", queries.PROMPT) == {
        "answers.on_time": 1, "answers.late": 1, "answers.overdue": 1,
    }  # fmt: skip
    assert seen[1].count("answers.overdue") == 0


def test_figures_of_promptness_leave_out_the_answer_to_a_promise(here, head):
    case = draft(spoken(followed(here), here), here)
    acts.sign_off(case, by=head, on=LATER)
    assert counts(here.township, "answers", "answers.on_time") == [1, 1]


def test_figures_count_each_answer_of_a_case_that_was_done_again(here):
    answer(verdict(answered(here), here, 1, "not", LATER), here, at("2010-05-21 09:00"))
    assert counts(here.township, "cases", "cases.again", *queries.PROMPT) == [1, 1, 1, 1, 0]


def test_figures_of_verdicts_count_silence_and_recusal(here):
    case = handling(here, raisers=5)
    joins(here.delegates[4], here.units["station"])
    case = answer(case, here)
    case = verdict(verdict(case, here, 0), here, 1, "basically")
    found = queries.figures(here.township, YEAR)
    assert found.split("verdicts", queries.OPINIONS) == {
        "verdicts.satisfied": 1, "verdicts.basically": 1, "verdicts.not": 0, "verdicts.none": 2,
        "verdicts.recused": 1,
    }  # fmt: skip


def test_figures_of_verdicts_are_those_on_the_last_answer(here):
    case = answer(verdict(answered(here), here, 1, "not"), here)
    verdict(case, here, 1, "satisfied")
    assert counts(here.township, "verdicts", "verdicts.satisfied", "verdicts.not", "verdicts.none") == [3, 1, 0, 2]


def test_figures_count_what_was_returned_urged_and_referred(here, head, clerk):
    acts.return_to_office(assigned(here, serial="1"), by=head, on=ON, reason="x")
    case = acts.urge(handling(here, serial="2"), by=clerk, on=ON, words="x")
    acts.refer_overdue(case, by=clerk, on=LATE)
    assert counts(here.township, "cases", "cases.returned", "cases.urged", "cases.referred") == [2, 1, 1, 1]


def test_overdue_is_what_is_owed_today_whenever_it_was_opened(here, there, world, clerk):
    case = handling(here)
    handling(there)
    acts.stop_clock(handling(here, serial="2"), by=clerk, on=ON, reason="x")
    assert queries.overdue(here.township, date(2010, 7, 1)) == []
    assert [one.url for one in queries.overdue(here.township, date(2010, 7, 2))] == [case.get_absolute_url()]
    assert len(queries.overdue(world.level, date(2010, 7, 2))) == 2


# outcomes


def test_outcomes_tell_the_last_answer_and_its_verdicts(here, django_assert_num_queries):
    case = handling(here, raisers=5)
    joins(here.delegates[4], here.units["station"])
    case = verdict(verdict(answer(case, here), here, 0), here, 1, "basically")
    waiting = opened(here, serial="2")
    with django_assert_num_queries(3):
        found = queries.outcomes([case.pk, waiting.pk])
    one, none = found[case.pk], found[waiting.pk]
    assert (one.answer.round, one.satisfied, one.basically, one.dissatisfied, one.none, one.recused) == (
        1,
        1,
        1,
        0,
        2,
        1,
    )
    assert (none.case, none.answer, none.none) == (waiting, None, 0)


# the sheet


def shown(case, post, on=ON):
    case.refresh_from_db()
    return queries.sheet(case, by=post, on=on)


def test_sheet_offers_what_moves_the_case_on_first(here, head, clerk):
    case = handling(here)
    names = [one.act.verb_name for one in shown(case, head).acts]
    assert names == ["draft_answer", "record_contact", "ask_extension"]
    assert (shown(case, head).quiet, shown(case, clerk).quiet) == (False, True)


def test_sheet_offers_the_raiser_their_own_verdict(here, lead):
    case = answered(here)
    acts_of = [(one.act.verb_name, one.it, bool(one.objection)) for one in shown(case, lead).acts]
    assert acts_of == [("judge", delivered(case, 0), False), ("close", case, True)]


def test_sheet_offers_the_assisting_unit_its_opinion(here):
    case = handling(here, assisting=["office"])
    assert [one.act.verb_name for one in shown(case, here.posts["assist_head"]).acts] == ["give_opinion"]
    assert [one.act.verb_name for one in shown(answered(here, serial="2"), here.posts["head"]).acts] == []


def test_sheet_explains_the_date_while_an_answer_is_owed(here, lead):
    case = handling(here)
    assert (len(shown(case, lead).due.steps), shown(case, lead).is_late) == (2, False)
    assert shown(case, lead, at("2010-07-02 09:00")).is_late is True
    assert shown(answer(case, here), lead).due is None


def test_sheet_is_late_when_a_promise_was_not_kept(here, lead):
    case = followed(here)
    assert [shown(case, lead, at(f"2010-12-{day} 09:00")).is_late for day in (20, 21)] == [False, True]


@pytest.mark.parametrize(
    ("made", "states"),
    [
        (opened, "now next next next next next"), (assigned, "done now next next next next"),
        (handling, "done done now next next next"), (drafted, "done done done now next next"),
        (answered, "done done done done now next"), (followed, "done done done done now next"),
    ],
)  # fmt: skip
def test_sheet_shows_where_the_case_stands(here, lead, made, states):
    assert " ".join(stage.state for stage in shown(made(here), lead).stages) == states


def test_sheet_of_a_closed_case_has_all_stages_done(here, lead):
    case = acts.close(judged(answered(here), here), by=lead, on=ON)
    assert {stage.state for stage in shown(case, lead).stages} == {"done"}


def test_sheet_notes_what_was_done_again_and_what_is_followed(here, lead):
    case = verdict(answered(here, serial="1"), here, 1, "not")
    assert [str(stage.note) for stage in shown(case, lead).stages] == ["", "", "done again", "", "", ""]
    case = verdict(verdict(answer(case, here), here, 0, "not"), here, 1, "not")
    assert [str(stage.note) for stage in shown(case, lead).stages] == ["", "", "done again 2 times", "", "", ""]
    assert [str(stage.note) for stage in shown(followed(here), lead).stages][4] == "followed until done"


@pytest.mark.parametrize(
    ("role", "reads"),
    [("head", True), ("clerk", True), ("committee", True), ("district", True), ("delegate", False), ("branch", False)],
)
def test_sheet_shows_opinions_to_those_who_watch_over_it(here, role, reads):
    case = handling(here, assisting=["office"])
    acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_head"], on=ON, said="同意")
    assert [one.said for one in shown(case, here.posts[role]).parts] == ["", "同意" if reads else ""]


def test_sheet_shows_the_reason_of_a_return_to_everybody_and_the_lead_unit_first(here, head, lead, clerk):
    case = acts.return_to_office(assigned(here, assisting=["office"]), by=head, on=ON, reason="不属于本单位职责")
    acts.assign(case, by=clerk, on=LATER, lead=here.units["office"], assisting=[here.units["station"]])
    parts = [(one.it.role, one.it.state, one.said) for one in shown(case, lead).parts]
    assert parts == [("lead", "returned", "不属于本单位职责"), ("assist", "ended", ""), ("lead", "sent", ""),
                     ("assist", "sent", "")]  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "notes"), [("clerk", 3), ("head", 3), ("committee", 0), ("lead", 1), ("stranger", 0)]
)
def test_sheet_shows_what_was_said_to_the_office_the_unit_and_oneself(here, reader, notes):
    case = spoken(handling(here), here)
    post = {"lead": here.delegates[0], "stranger": here.delegates[5]}.get(reader) or here.posts[reader]
    lines = shown(case, post).raisers
    assert (sum(line.notes for line in lines), [line.spoken for line in lines]) == (notes, [True] * 3)


def test_sheet_asks_for_contact_again_for_the_second_answer(here, clerk):
    case = verdict(answered(here), here, 1, "not")
    lines = shown(case, clerk).raisers
    assert [(line.spoken, len(line.contacts), len(line.deliveries)) for line in lines] == [(False, 1, 1)] * 3


def test_sheet_tallies_the_last_answer(here, clerk):
    case = verdict(verdict(answered(here), here, 0), here, 2, "basically")
    assert [(str(label), n) for label, n in shown(case, clerk).tally] == [
        ("satisfied", 1), ("basically satisfied", 1), ("not judged yet", 1),
    ]  # fmt: skip
    assert shown(opened(here, serial="2"), clerk).tally == []


def test_sheet_leads_back_to_where_the_case_came_from_but_for_units(here, clerk, head):
    case = handling(here)
    assert (shown(case, clerk).origin, shown(case, head).origin) == (here.term, None)


def test_sheet_has_a_letter_once_the_answer_is_sent(here, head, clerk):
    case = drafted(here)
    assert [line.letter for line in shown(case, head).answers] == [""]
    assert shown(case, clerk).answers == []
    acts.sign_off(case, by=head, on=ON)
    letter = f"/cases/answers/{case.answers.get().pk}/letter/"
    assert [line.letter for line in shown(case, clerk).answers] == [letter]


def test_sheet_history_tells_of_the_parts_as_well(here, lead):
    case = verdict(answered(here), here, 0)
    history = shown(case, lead).history
    told = [one.entry.act.split(".")[1] for one in history]
    assert told == ["assign", "accept", "record_contact", "draft_answer", "sign_off", "judge"]
    assert history[2].times == RAISERS
