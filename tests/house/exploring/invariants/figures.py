"""Fields add up: what the overview shows is split without a rest, and the district is the sum of its townships."""

from collections.abc import Iterator

from changren.base.clock.period import Period
from changren.base.figures import Figures, Unreconciled
from changren.base.tenancy.models import Township
from changren.casework import queries as casework
from changren.casework.models import Answer, Case, Delivery
from changren.congress import queries as congress
from changren.congress.models import Meeting, Resolution
from changren.contact import queries as contact
from changren.contact.models import Counterpart, Part, Talk, Tie
from changren.contact.models import Plan as ContactPlan
from changren.elections import queries as elections
from changren.evaluation import queries as evaluation
from changren.evaluation.models import Evaluation, Subject
from changren.forum import queries as forum
from changren.forum.models import Contribution
from changren.gallery import queries as gallery
from changren.gallery.models import Application, Gallery
from changren.mandates.models import Mandate
from changren.matters import queries as matters
from changren.matters.models import Matter
from changren.overview.queries.year import reconcile
from changren.proposals import queries as proposals
from changren.proposals.models import Proposal, Signature
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records


@reads(
    Proposal, Signature, Case, Answer, Delivery, Evaluation, Subject, Meeting, Resolution, Gallery, Application,
    Contribution, Matter, ContactPlan, Tie, Counterpart, Talk, Part,
)  # fmt: skip
def figures_add_up(records: Records) -> Iterator[str]:
    """In every year, of every township and of the district."""
    days = [one.submitted_on for one in records[Proposal] if one.submitted_on]
    days += [case.opened_on for case in records[Case]]
    for year in sorted({day.year for day in days}):
        yield from _of_year(records, Period.year(year))


def _of_year(records: Records, period: Period) -> Iterator[str]:
    found: dict[bool, Figures] = {True: Figures(()), False: Figures(())}
    for place in records[Township]:
        figures = proposals.figures(place, period) + casework.figures(place, period)
        figures += evaluation.figures(place, period) + congress.figures(place, period)
        figures += elections.figures(place, period)
        figures += contact.figures(place, period)
        figures += gallery.figures(place, period) + forum.figures(place, period) + matters.figures(place, period)
        try:
            reconcile(figures)
        except Unreconciled as fault:
            yield f"{place}, {period.start.year}: {fault}"
        found[place.is_district] += figures
    for key in sorted({key for figures in found.values() for record in figures.records for key in record.keys}):
        if found[True].count(key) != found[False].count(key):
            yield f"{key}: {found[True].count(key)} in the district, {found[False].count(key)} in its townships"
    handed_in = [one for one in records[Proposal] if one.submitted_on and period.covers(one.submitted_on)]
    if found[True].count("handed_in") != len(handed_in):
        yield f"{found[True].count('handed_in')} counted of {len(handed_in)} handed in"
    cases = [case for case in records[Case] if period.covers(case.opened_on)]
    if found[True].count("cases") != len(cases):
        yield f"{found[True].count('cases')} counted of {len(cases)} cases"
    reached = [len(records.of(Delivery, answer_id=last.pk)) for case in cases if (last := _last(records, case))]
    if found[True].count("verdicts") != sum(reached):
        yield f"{found[True].count('verdicts')} verdicts counted of {sum(reached)}"

    held = [
        one for one in records[Evaluation] if one.closed_on and period.covers(one.closed_on) and one.state != "void"
    ]
    if found[True].count("evaluations") != len(held):
        yield f"{found[True].count('evaluations')} counted of {len(held)} evaluations"


def _last(records: Records, case: Case) -> Answer | None:
    sent = records.of(Answer, case_id=case.pk, state=Answer.State.SENT)
    return max(sent, key=lambda answer: answer.round, default=None)


@reads(Gallery, Application)
def permits_fit_the_seats(records: Records) -> Iterator[str]:
    """No more are admitted of any category than it has seats, and no two with one number."""
    for it in records[Gallery]:
        admitted = [one for one in records.of(Application, gallery_id=it.pk) if one.is_in]
        for category, n in it.seats.items():
            if sum(one.category == category for one in admitted) > n:
                yield f"{it.pk}: too many for {category}"
        if len({one.permit for one in admitted} - {None}) != len(admitted):
            yield f"{it.pk}: permits without a number of their own"


@reads(ContactPlan, Tie, Counterpart)
def contacts_are_of_others(records: Records) -> Iterator[str]:
    """Nobody keeps contact with themselves, a delegate has one contact, and who left a list is forgotten."""
    seats = records.by_id(Mandate)
    for tie in records[Tie]:
        if seats[tie.mandate_id].person_id == tie.member_id:
            yield f"{tie.pk}: with themselves"
    pairs = [(tie.plan_id, tie.mandate_id) for tie in records[Tie]]
    if len(pairs) != len(set(pairs)):
        yield "a delegate has two contacts under one plan"
    for one in records.of(Counterpart, state="left"):
        if one.name or one.phone:
            yield f"{one.pk} has left the list and is not forgotten"


@reads(Case, Answer)
def every_answer_is_in_time_or_late(records: Records) -> Iterator[str]:
    """No answer escapes the count of what was in time: each has the day by which it was due."""
    for answer in records.of(Answer, state=Answer.State.SENT):
        if answer.due_on is None:
            yield f"the answer to {answer.case_id}, round {answer.round}, was due on no day"


FINALLY = [figures_add_up, contacts_are_of_others, every_answer_is_in_time_or_late]
