"""The access doors of elections: preparation is for those who prepare or have a task, the notice is for everybody."""

from typing import Any

from django.db.models import Q

from changren.congress.models import Meeting
from changren.elections.models import Candidate, Election, Official, Sheet
from changren.mandates.models import ElectingUnit, Term, Vacancy
from changren.organisation.models import Person, Post, Role

PREPARES = (Role.CLERK, Role.COMMITTEE)


def elections_for(post: Post) -> Any:
    """A township's people see its elections once the candidates are made public; who prepares or has a task, before."""
    rows = Election.objects.select_related(*Election.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    if post.role in PREPARES:
        return ours
    tasks = Official.objects.filter(person=post.person_id, is_relieved=False).values("election")
    return ours.filter(~Q(public_on=None) | Q(pk__in=tasks))


def candidates_for(post: Post) -> Any:
    """Who was named in the elections that a post may open."""
    return Candidate.objects.select_related(*Candidate.alongside).filter(election__in=elections_for(post))


def sheets_for(post: Post) -> Any:
    """What one has entered oneself: nobody opens another one's tally sheet."""
    own = Sheet.objects.select_related(*Sheet.alongside).filter(entered_by=post.person_id, is_struck=False)
    return own.filter(election__in=elections_for(post))


def current_term(township: Any) -> Term | None:
    """The congress whose seats are filled now."""
    return Term.objects.filter(township=township.pk, state=Term.State.CURRENT).order_by("-number").first()


def meetings_of(township: Any) -> Any:
    """The meetings of the current term at which an election may be held."""
    rows = Meeting.objects.select_related("session").filter(
        township=township.pk, session__term__state=Term.State.CURRENT
    )
    return rows.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at", "id")


def units_of(township: Any) -> Any:
    """The electing units of the current term."""
    return ElectingUnit.objects.filter(township=township.pk, term__state=Term.State.CURRENT).order_by("name")


def vacancies_of(election: Election) -> Any:
    """The seats of its electing unit that nobody has."""
    rows = Vacancy.objects.select_related(*Vacancy.alongside).filter(state=Vacancy.State.OPEN)
    return rows.filter(electing_unit=election.electing_unit_id).order_by("since", "id")


def people_here(election: Election) -> Any:
    """Persons who hold a post in the township: who can watch and count."""
    held = Post.objects.filter(township=election.township_id, until=None)
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "id")


def members_here(election: Election) -> Any:
    """Persons who are entered in the township: who can stand without being entered anew."""
    return Person.objects.filter(township=election.township_id, is_open=True).order_by("name", "id")
