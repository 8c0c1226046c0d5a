"""What a program's request costs, to what the same costs in a browser.

    python -m benchmarks.api [--requests 200]

Needs the congress of `python -m benchmarks.congress --proposals 110` in the database of the CHANGREN_* environment.
Calls the program as its server does, without a network, and counts CPU time of this process, the middle of five rounds:
a list of 100 records and the page with 50 lines, one proposal as data and as a page, a draft. With SQLite that is all
there is; with PostgreSQL its own processes are not counted.
"""

import argparse
import json
import time
import uuid
from collections.abc import Callable
from datetime import date
from io import BytesIO
from statistics import median
from typing import Any

import django

from benchmarks.congress import TEXT

DISTRICT = 330302
ROUNDS = 5
DRAFT = {
    "kind": "suggestion", "title": "整修村道", "subject": "请求整修村道", "grounds": TEXT, "measures": TEXT,
    "field": "livelihood", "confidential": False, "may_publish": True,
}  # fmt: skip


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--requests", type=int, default=200)
    requests = options.parse_args().requests
    django.setup()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    settings.KEY_PER_MINUTE = 10**9
    app, (key, cookie) = get_wsgi_application(), somebody()
    ask, look = caller(app, {"HTTP_AUTHORIZATION": f"Bearer {key}"}), caller(app, {"HTTP_COOKIE": f"changren={cookie}"})
    whole = "/api/v1/proposals/?state=filed&limit=100"
    listed = ask(whole)
    items = json.loads(listed)["items"]
    one = items[-1]["url"]
    said = {
        f"list of {len(items)}, data ({len(listed)} bytes), first": lambda: forgotten(ask, whole),
        f"list of {len(items)}, data, until the next act": lambda: ask(whole),
        "list of 50, page (remembered, 0024)": lambda: look("/proposals/?state=filed"),
        "one proposal, data": lambda: ask(one),
        "one proposal, page": lambda: look(one.removeprefix("/api/v1")),
        "draft begun, data": lambda: ask("/api/v1/proposals/draft/", sent=json.dumps(DRAFT), once=uuid.uuid4().hex),
    }
    print(f"{connection.vendor}, {requests} requests a round, middle of {ROUNDS} rounds, CPU ms each")
    for name, request in said.items():
        print(f"{name:40} {cost(request, requests):8.2f}")


def forgotten(ask: Callable[..., str], path: str) -> str:
    """The answer when nothing is remembered of it."""
    from django.core.cache import caches

    caches["lists"].clear()
    return ask(path)


def cost(request: Callable[[], bytes], times: int) -> float:
    """CPU milliseconds of one request: the middle of the rounds, after one that warms up."""
    found = []
    for _round in range(ROUNDS + 1):
        began = time.process_time()
        for _time in range(times):
            request()
        found.append((time.process_time() - began) * 1000 / times)
    return median(found[1:])


def somebody() -> tuple[str, str]:
    """Of the delegate who raised the proposals: a key, and the cookie of a session."""
    from changren.base.clock import now
    from changren.base.tenancy.scope import within_district
    from changren.organisation import acts, keys, signing
    from changren.organisation.models import Post
    from changren.proposals.models import Proposal

    on = now.now()
    with within_district(DISTRICT):
        lead = Proposal.objects.select_related("lead__person").first().lead.person
        post = Post.objects.select_related(*Post.alongside).get(person=lead, role="delegate", until=None)
        until = date.fromordinal(on.date().toordinal() + 30)
        given = {"name": "benchmark", "post": post, "scope": "act", "rooms": [], "per_minute": 10**8, "until": until}
        key = acts.make_key(lead, by=post, on=on, **given)
        return keys.shown(key), signing.begin(lead, "benchmark", on)


def caller(app: Any, shown: dict[str, str]) -> Callable[..., bytes]:
    """`call(path, sent=, once=)`: the body of the answer; an error for anything but a good one."""

    def call(path: str, sent: str = "", once: str = "") -> bytes:
        body, (path, _mark, query) = sent.encode(), path.partition("?")
        environ = {
            "REQUEST_METHOD": "POST" if sent else "GET", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_IDEMPOTENCY_KEY": once, **shown,
        }  # fmt: skip
        statuses: list[str] = []
        answer = app(environ, lambda status, headers: statuses.append(status))
        whole = b"".join(answer)
        answer.close()
        if statuses[0][:2] != "20":
            raise SystemExit(f"{path}: {statuses[0]} {whole[:300]!r}")
        return whole

    return call


if __name__ == "__main__":
    main()
