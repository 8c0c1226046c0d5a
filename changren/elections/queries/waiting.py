"""What waits for somebody about elections, in any of their posts. The number of elections adds no query."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from changren.base.web.waiting import Waiting
from changren.elections.models import Election, Official
from changren.elections.queries.asking import rule_of
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held

State = Election.State
FOR_OFFICE = {  # state: what the office does next, and the provision that asks for it
    State.METHOD: (_("Settle the candidates"), "surplus_min"),
    State.NOMINATED: (_("Make the candidates public"), "publicity"),
    State.PUBLICISED: (_("Settle the ballot papers"), "surplus_base"), State.READY: (_("Open the voting"), "quorum"),
    State.VOTING: (_("Close the voting"), "quorum"),
    State.CERTIFIED: (_("Enter the result in the minutes"), "majority"),
}  # fmt: skip
FOR_WATCH = {State.CLOSED: (_("Count the papers"), "majority_base"),
             State.COUNTED: (_("Certify the result"), "majority")}  # fmt: skip


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about elections, in any of their posts."""
    posts = list(posts_held(person))
    lines = []
    for post in posts:
        if post.role == Role.CLERK:
            lines += [_line(post, *FOR_OFFICE[State(one.state)], one) for one in _of(post).filter(state__in=FOR_OFFICE)]
        if post.role == Role.COMMITTEE:
            drafts = _of(post).filter(state=State.DRAFT)
            lines += [_line(post, _("Adopt the election method"), "majority", one) for one in drafts]
    return lines + _watching(person, {post.township_id: post for post in posts})


def _watching(person: Person, here: dict[Any, Post]) -> list[Waiting]:
    """Those who watch or count, in whatever post they hold in that township."""
    tasks: Any = Official.objects.filter(person=person.pk, is_relieved=False)
    rows = Election.objects.select_related(*Election.alongside).filter(
        pk__in=tasks.values("election"), township__in=here, state__in=FOR_WATCH
    )
    return [
        _line(here[one.township_id], *FOR_WATCH[State(one.state)], one)
        for one in rows.prefetch_related(Prefetch("all_officials", tasks))
        if one.state == State.CLOSED or any(it.task == Official.Task.CHIEF for it in one.all_officials.all())
    ]


def _of(post: Post) -> Any:
    return Election.objects.select_related(*Election.alongside).filter(township=post.township_id)


def _line(post: Post, says: Any, name: str, election: Election) -> Waiting:
    return Waiting(post, says, election, election.get_absolute_url(), None, rule_of(election, name))
