"""The isolation grid: every address with the objects of a township, asked for by everybody to whom they are foreign.

District A has the townships X and Y; district B has people in every role, too. What belongs to X is 404 or 403 to
them, by GET and by POST, leaves no trace, and shows on no page of theirs: their pages are the same to the letter
whether X has lived or not.
"""

import re

from changren.base.tenancy.scope import within_district
from changren.organisation.models import Person, Post, Role, Unit
from tests.house.exploring.ground import WALKS_BEGIN, Ground, furnish, tell_a_little
from tests.world import build

SIGN_IN = "/organisation/sign-in/"
SECRET = "甲区东镇"  # every name and title of township X has it in it
GUESTS_MAY = {
    "organisation:sign-in",
    "organisation:display",
    "ui",
    "stylesheet",
    "proposals:public",
    "proposals:public-one",
}
MACHINES = {"healthz", "readyz", "metrics"}  # by their routes
FOR_EVERYBODY = {"proposals:public", "proposals:public-one"}  # what the secrecy check has cleared
SENT_ON = {302, 404, 405, 400, 204, 200, 403, 422, 409}
VOLATILE = re.compile(
    r'name="once" value="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|data-stream="[^"]*"|[?&]v=\w+'
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class District:
    """A district, its ground, and one post for each role in the township that looks on."""

    def __init__(self, code, name):
        self.code = code
        with within_district(code):
            self.ground = Ground(build(code, name, delegates=8))
            furnish(self.ground)
            tell_a_little(self.ground)
            self.world = self.ground.world
            level = Unit.objects.get(kind="department")
            self.department = _somebody(level.township, f"{name}交通局经办", Role.HANDLER, level)
            there = self.world.there
            self.lookers = [*there.posts.values(), there.delegates[0], there.delegates[7], self.department]
            self.lookers = [post for post in self.lookers if post.role != Role.DISTRICT]
            Post.objects.filter(pk__in=[post.pk for post in self.lookers]).exclude(until=None).delete()


def _somebody(township, name, role, unit):
    person = Person.objects.create(township=township, name=name, login=name)
    return Post.objects.create(township=township, person=person, unit=unit, role=role, since=WALKS_BEGIN.date())
