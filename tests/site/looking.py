"""Run in a process of its own, for CHANGREN_ADMIN changes which apps there are: what the looking glass answers."""

import json
import re
from typing import Any

import django

HERE = 330302


def main() -> None:
    """Say the answers as JSON: to whom it opens, and what each of its pages does when one looks or pushes."""
    from django.core.management import call_command
    from django.test import Client

    from changren.base.tenancy.scope import within_district
    from changren.site.admin import OPEN
    from tests.world import build

    call_command("migrate", verbosity=0, interactive=False)
    with within_district(HERE):
        world = build(HERE, delegates=2)
    officer = _client(world.officer)
    pages = {}
    for room, names in OPEN.items():
        for name in names:
            listed = officer.get(f"/admin/{room}/{name.lower()}/")
            rows = re.findall(rf'href="(/admin/{room}/{name.lower()}/[^"]+/change/)', listed.content.decode())
            pages[name] = [listed.status_code, officer.get(f"/admin/{room}/{name.lower()}/add/").status_code]
            pages[name] += _tried(officer, rows[0]) if rows else []
    others = {"clerk": _client(world.here.posts["clerk"]), "delegate": _client(world.here.delegates[0])}
    away = {who: client.get("/admin/organisation/post/")["Location"] for who, client in others.items()}
    away["guest"] = Client().get("/admin/")["Location"]
    shut = [officer.get(f"/admin/{path}/").status_code for path in ("organisation/person", "base/unsenttext")]
    print(json.dumps({"index": officer.get("/admin/").status_code, "pages": pages, "away": away, "shut": shut}))


def _client(post: Any) -> Any:
    from django.test import Client

    from changren.base.clock import now
    from changren.base.tenancy.scope import within_district
    from changren.organisation import signing

    with within_district(HERE):
        cookie = signing.begin(post.person, "test", now.now())
        signing.SignIn.objects.filter(person=post.person).update(post=post)
    client = Client()
    client.cookies[signing.COOKIE] = cookie
    return client


def _tried(officer: Any, address: str) -> list[int]:
    """Look at a row, try to change it, try to delete it, ask for its history."""
    delete, history = address.replace("/change/", "/delete/"), address.replace("/change/", "/history/")
    answers = (
        officer.get(address),
        officer.post(address, {}),
        officer.post(delete, {"post": "yes"}),
        officer.get(history),
    )
    return [answer.status_code for answer in answers]


if __name__ == "__main__":
    django.setup()
    main()
