"""The congress that is measured: 530 delegates, 48 filed proposals of about 2 kB, a work plan that is open today.

    python -m benchmarks.congress [--delegates 530] [--proposals 48] [--district 330302] [--take]

Fills the database of the CHANGREN_* environment, which must be migrated. Prints the login names of the delegates.
The people are those of tests/world.py; proposals and plans come about through acts. Another district is added by
calling it again with its number.
"""

import argparse
from datetime import datetime, timedelta
from typing import Any

import django

TOWNS = "东西南北中前后左右"
TEXT = "村道路面破损,雨天积水,老人和学生出行不便;经走访三个自然村共四十二户,普遍要求尽快整修并安装路灯。" * 4


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--delegates", type=int, default=530)
    options.add_argument("--proposals", type=int, default=48)
    options.add_argument("--district", type=int, default=330302)
    options.add_argument("--townships", type=int, default=2, help="each with so many delegates; at most nine")
    options.add_argument("--take", action="store_true", help="take the district as it is, if it is there")
    asked = options.parse_args()
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(asked.district):
        taken = logins() if asked.take else []
        for login in taken or found(asked.district, asked.delegates, asked.proposals, asked.townships):
            print(login)


def logins() -> list[str]:
    """The login names of the delegates of the township whose proposals they are; none if there are no proposals."""
    from changren.organisation.models import Post
    from changren.proposals.models import Proposal

    places = Proposal.objects.values("township_id")
    posts = Post.objects.filter(role="delegate", township_id__in=places).select_related("person").order_by("pk")
    return [post.person.login for post in posts]


def found(district: int, delegates: int, proposals: int, townships: int = 2) -> list[str]:
    """Build the district, bring its first township to so many filed proposals, and return the delegates' login names.

    Of the first township; without proposals, of all, one township after the other.
    """
    from changren.base.tenancy.models import District
    from changren.proposals.models import Proposal
    from tests.world import build

    if District.objects.filter(code=district).exists():
        raise SystemExit("This district is there already: start from an empty database.")
    places = build(district, name=f"第{district}区", delegates=delegates, towns=TOWNS[:townships]).places
    propose(places[0], proposals)
    for place in places:
        plan_for_today(place)
    assert Proposal.objects.filter(state="filed").count() == proposals
    return [post.person.login for place in places[: 1 if proposals else None] for post in place.delegates]


def propose(place: Any, count: int) -> None:
    """Plan the session of 2010, draft, sign, hand in and file."""
    from changren.proposals import acts
    from tests.world import at

    reviewer = place.posts["reviewer"]
    plan = plan_session(place, place.session, at("2010-03-02 09:00"))
    on, filed_on = at("2010-03-20 09:00"), plan.sign_until + timedelta(days=2)
    fields = [choice for choice, _label in _fields()]
    for n in range(count):
        lead = place.delegates[n % len(place.delegates)]
        it = acts.draft(
            place.township, by=lead, on=on, kind="proposal", delegation=None, title=f"第{n + 1}号:整修村道",
            subject="请求整修村道", grounds=TEXT, measures=TEXT, field=fields[n % len(fields)], wanted_unit=None,
            confidential=False, may_publish=True,
        )  # fmt: skip
        acts.put_forward(it, by=lead, on=on)
        _sign(it, place, lead, on)
        it.refresh_from_db()
        acts.hand_in(it, by=lead, on=on)
        acts.file(it, by=reviewer, on=filed_on, opinion="符合条件")


def _sign(it: Any, place: Any, lead: Any, on: datetime) -> None:
    from changren.proposals import acts
    from changren.proposals.models import Signature

    others = [m for m in place.mandates if m.person_id != lead.person_id][:9]
    acts.invite(it, by=lead, on=on, delegates=others)
    posts = {post.person_id: post for post in place.delegates}
    for signature in Signature.objects.filter(proposal=it).select_related("mandate", "proposal"):
        if signature.mandate.person_id != lead.person_id:
            acts.sign(signature, by=posts[signature.mandate.person_id], on=on, version=it.version)


def plan_session(place: Any, session: Any, opens_at: datetime) -> Any:
    """A published work plan: open at once, forward for 30 days, sign for 35."""
    from changren.proposals import acts
    from changren.proposals.models import Plan

    by = place.posts["clerk"]
    acts.draft_plan(
        session, by=by, on=opens_at, aims="聚焦民生", opens_at=opens_at, forward_until=opens_at + timedelta(days=30),
        sign_until=opens_at + timedelta(days=35),
    )  # fmt: skip
    plan = Plan.objects.get(session=session)
    acts.publish_plan(plan, by=by, on=opens_at)
    return plan


def plan_for_today(place: Any) -> None:
    """The plan into which delegates draft while we measure."""
    from changren.base.clock.now import day_of, now
    from changren.mandates.models import Session

    today = now()
    session = Session.objects.create(
        township=place.township, term=place.term, number=3, planned_on=day_of(today + timedelta(days=60))
    )
    plan_session(place, session, today)


def _fields() -> Any:
    from changren.proposals.fields import Field

    return Field.choices


if __name__ == "__main__":
    main()
