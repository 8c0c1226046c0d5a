"""What waits for somebody about evaluations, in any of their posts. The number of evaluations adds no query."""

from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from changren.base.web.waiting import Waiting
from changren.evaluation.models import Evaluation, Scrutineer, Subject
from changren.evaluation.queries.asking import rule_of
from changren.evaluation.queries.desk import open_now
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held

State, Kind = Evaluation.State, Evaluation.Kind
FOR_OFFICE = {  # state: what the office does next, and the provision that asks for it
    State.ADOPTED: (_("Fix who takes part"), "committee_rates"),
    State.READY: (_("Open the evaluation"), "collected_min"), State.OPEN: (_("Close the evaluation"), "collected_min"),
    State.SIGNED: (_("Report the result"), "announced"), State.REPORTED: (_("Give feedback"), "announced"),
}  # fmt: skip
FOR_WATCH = {
    State.CLOSED: (_("Count the forms"), "scrutineers_least"), State.RESULT: (_("Sign the result"), "scrutineers_least")
}  # fmt: skip


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about evaluations, in any of their posts."""
    answers = {
        Role.CLERK: _for_office, Role.COMMITTEE: _for_committee, Role.DISTRICT: _for_district,
        Role.DELEGATE: _for_delegate,
    }  # fmt: skip
    posts = list(posts_held(person))
    lines = [line for post in posts if post.role in answers for line in answers[Role(post.role)](post)]
    return lines + _for_anybody(person, posts)


def _for_office(post: Post) -> list[Waiting]:
    rows = _of(post).filter(state__in=FOR_OFFICE)
    return [_line(post, *FOR_OFFICE[State(one.state)], one) for one in rows]


def _for_committee(post: Post) -> list[Waiting]:
    on_form = Subject.objects.filter(is_removed=False)
    own = on_form.filter(Q(person=post.person_id) | Q(unit__posts__in=_held(post)))
    drafts = _of(post).filter(state=State.DRAFT, pk__in=on_form.values("evaluation"))
    others = drafts.exclude(pk__in=own.values("evaluation"))
    lines = [_line(post, _("Adopt the form"), "body_scale", one) for one in others]
    return lines + _to_settle(post, _of(post).filter(kind=Kind.CONSENT), "consent_effect")


def _for_district(post: Post) -> list[Waiting]:
    rows = Evaluation.objects.select_related(*Evaluation.alongside).exclude(kind=Kind.CONSENT)
    return _to_settle(post, rows, "unfit_line")


def _to_settle(post: Post, rows: Any, name: str) -> list[Waiting]:
    crossed: Any = Subject.objects.filter(settled_on=None).exclude(crossed=[])
    asked = rows.filter(state__in=(State.REPORTED, State.FOLLOWED)).prefetch_related(Prefetch("all_subjects", crossed))
    return [_line(post, _("Enter the finding"), name, one) for one in asked if one.all_subjects.all()]


def _for_delegate(post: Post) -> list[Waiting]:
    return [_line(post, _("Take part"), "committee_rates", one) for one in open_now(post)]


def _for_anybody(person: Person, posts: list[Post]) -> list[Waiting]:
    """Those who watch or count, and those on the form, in whatever post they hold in that township."""
    here = {post.township_id: post for post in posts}
    tasks: Any = Scrutineer.objects.filter(person=person.pk, is_relieved=False)
    about: Any = Subject.objects.filter(person=person.pk, is_removed=False)
    concerned = Q(pk__in=tasks.values("evaluation")) | Q(pk__in=about.values("evaluation"))
    rows = Evaluation.objects.select_related(*Evaluation.alongside).filter(concerned, township__in=here)
    rows = rows.prefetch_related(Prefetch("all_scrutineers", tasks), Prefetch("all_subjects", about))
    found = []
    for one in rows.exclude(state__in=(State.DONE, State.VOID)):
        found += _watching(here[one.township_id], one) + _evaluated(here[one.township_id], one)
    return found


def _watching(post: Post, evaluation: Evaluation) -> list[Waiting]:
    tasks = [one.task for one in evaluation.all_scrutineers.all()]
    asked = FOR_WATCH.get(State(evaluation.state))
    may = asked and tasks and (evaluation.state == State.CLOSED or Scrutineer.Task.CHIEF in tasks)
    return [_line(post, *asked, evaluation)] if asked and may else []


def _evaluated(post: Post, evaluation: Evaluation) -> list[Waiting]:
    for one in evaluation.all_subjects.all():
        if evaluation.state in (State.ADOPTED, State.READY) and not one.reported_on and evaluation.kind == Kind.PERSON:
            return [_line(post, _("File the duty report"), "a_year", evaluation)]
        if evaluation.state == State.FOLLOWED and not one.feedback_on:
            return [_line(post, _("Read the feedback"), "announced", evaluation)]
        if evaluation.state == State.FOLLOWED and one.crossed and not one.rectified_on:
            return [_line(post, _("Report what was put right"), "announced", evaluation)]
    return []


def _of(post: Post) -> Any:
    return Evaluation.objects.select_related(*Evaluation.alongside).filter(township=post.township_id)


def _held(post: Post) -> Any:
    return Post.objects.filter(person=post.person_id, until=None)


def _line(post: Post, says: Any, name: str, evaluation: Evaluation) -> Waiting:
    return Waiting(post, says, evaluation, evaluation.get_absolute_url(), None, rule_of(evaluation, name))
