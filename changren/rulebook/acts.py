"""The life of a regulation: drafted, discussed, adopted."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.tenancy.models import Township
from changren.organisation.models import Post, Role
from changren.organisation.queries import people_holding
from changren.rulebook import guards as only
from changren.rulebook.loading import books
from changren.rulebook.models import Choice, Chosen, Consultation, Regulation

DRAFT, CONSULTING, ADOPTED, ABANDONED = Regulation.State
ASKED, SAID, SETTLED = Consultation.State


def those_it_binds(regulation: Regulation) -> list[Any]:
    """Those whose congress it is; a regulation of the district is told to the offices of its townships."""
    township = regulation.township
    if not township.is_district:
        return people_holding(township, Role.DELEGATE)
    return list(Post.objects.filter(role=Role.CLERK, until=None).values_list("person_id", flat=True))


@act(Regulation, {None: DRAFT}, who=only.drafts, when=[only.is_of_the_book, only.is_not_in_work], within=Township,
     keeps=["version"], says=_("{by} began version {version} of “{it}”"), verb=_("Draft a regulation"))  # fmt: skip
def draft_regulation(township: Township, *, book: str) -> Regulation:
    """The next version of one of the "1+N", with the values that the last adopted one chose."""
    versions = Regulation.objects.filter(township=township, book=book).order_by("-version")
    newest, adopted = versions.first(), versions.filter(state=ADOPTED).first()
    regulation = Regulation.objects.create(
        township=township, book=book, version=newest.version + 1 if newest else 1, state=DRAFT
    )
    kept = adopted.chosen if adopted else {}
    Choice.objects.bulk_create(
        Choice(township=township, regulation=regulation, key=key, value=kept.get(key))
        for key in books()[book].provisions
    )
    return regulation


@act(Choice, who=only.drafts, keeps={"chosen": Chosen}, verb=_("Choose a value"),
     when=[only.is_a_draft, only.may_be_varied, only.is_of_its_kind, only.is_in_bounds, only.is_allowed],
     says=_("{by} chose for “{it}”: {chosen}"))  # fmt: skip
def choose(choice: Choice, *, value: Any) -> None:
    """A value of one's own for one provision of a draft, within what the district allows."""
    choice.value = value


@act(Choice, who=only.drafts, when=[only.is_a_draft, only.is_chosen], verb=_("Take the choice back"),
     says=_("{by} went back to the district's value for “{it}”"))  # fmt: skip
def unchoose(choice: Choice) -> None:
    """The district's value holds again, whatever it will be."""
    choice.value = None


@act(Regulation, {DRAFT: CONSULTING}, who=only.drafts, tells=[those_it_binds], keeps=["version"],
     says=_("{by} opened the consultation on version {version} of “{it}”"),
     verb=_("Open the consultation"))  # fmt: skip
def open_consultation(regulation: Regulation) -> None:
    """征求意见: the draft can be read by everybody, and opinions are asked for."""


@act(Consultation, {None: ASKED}, who=only.drafts, when=[only.is_consulting, only.was_asked], within=Regulation,
     keeps=["asked_on"], says=_("{by} asked “{it}” for an opinion"), verb=_("Ask for an opinion"))  # fmt: skip
def ask(regulation: Regulation, *, asked: str, asked_on: date) -> Consultation:
    """Somebody was asked for an opinion on the draft: a delegation, a branch, a meeting."""
    township = regulation.township
    return Consultation.objects.create(township=township, regulation=regulation, asked=asked, asked_on=asked_on)


@act(Consultation, {ASKED: SAID}, who=only.drafts, when=[only.still_consults],
     says=_("{by} recorded the opinion of “{it}”"), verb=_("Record the opinion"))  # fmt: skip
def record_opinion(consultation: Consultation, *, said: str) -> None:
    """What they said."""
    consultation.said = said


@act(Consultation, {(ASKED, SAID): SETTLED}, who=only.drafts, keeps={"outcome": Consultation.Outcome},
     when=[only.still_consults, only.has_said, only.says_why], verb=_("Say what became of it"),
     says=_("{by} settled the opinion of “{it}”: {outcome}"))  # fmt: skip
def settle_opinion(consultation: Consultation, *, outcome: str, reason: str) -> None:
    """What became of it, with the reason where it was not taken up; or that no opinion came."""
    consultation.outcome, consultation.reason = outcome, reason


@act(Regulation, {CONSULTING: DRAFT}, who=only.drafts, keeps=["version"], verb=_("Back to the draft"),
     says=_("{by} took version {version} of “{it}” back to the draft"))  # fmt: skip
def back_to_draft(regulation: Regulation) -> None:
    """Values are to be changed after what was said. The records of the consultation stay."""


@act(Regulation, {CONSULTING: ADOPTED}, who=only.drafts, tells=[those_it_binds],
     when=[only.somebody_was_asked, only.all_is_settled, only.has_no_conflicts, only.was_adopted,
           only.follows_adoption, only.follows_the_last, only.will_have_none],
     keeps=["version", "adopted_by", "adopted_on", "in_force_from"],
     says=_("{by} recorded: {adopted_by} adopted version {version} of “{it}”, in force from {in_force_from}"),
     verb=_("Record the adoption"))  # fmt: skip
def adopt(regulation: Regulation, *, adopted_by: str, adopted_on: date, in_force_from: date) -> None:
    """The congress adopted it; the act records which session, and from when it is in force.

    The version before it is superseded on that day. Cases that have begun keep the rules they began under.
    """
    regulation.adopted_by, regulation.adopted_on, regulation.in_force_from = adopted_by, adopted_on, in_force_from
    township = regulation.township
    touched = Township.objects.all() if township.is_district else Township.objects.filter(pk=township.pk)
    touched.update(rules_version=F("rules_version") + 1)


@act(Regulation, {(DRAFT, CONSULTING): ABANDONED}, who=only.drafts, keeps=["version"], verb=_("Give up this version"),
     says=_("{by} gave up version {version} of “{it}”"))  # fmt: skip
def abandon(regulation: Regulation) -> None:
    """The version will not be adopted. What holds today goes on."""
