"""Signing in and out: the password check, the lock-out, and the sessions of a person.

Sessions are tenant rows (R12). They are no acts: who looked at a screen is not the institution's business, and
the security log (`changren.security`) has what an auditor needs.
"""

import hashlib
import logging
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from changren.base.minutes.models import Chain
from changren.base.notices.models import Notice
from changren.base.secrets import digest
from changren.base.tenancy.models import District
from changren.base.tenancy.scope import within_district
from changren.base.tenancy.written import written_once
from changren.organisation.devices import named
from changren.organisation.models import FailedSignIn, Person, Post, SignIn

log = logging.getLogger("changren.security")

COOKIE = settings.SIGN_IN_COOKIE
ANY_LOGIN = "*"  # counts an address's failures over all names
SEEN_EVERY = timedelta(minutes=1)
PHONE = re.compile(r"1[0-9]{10}")
CODE = re.compile(r"[0-9]{6}")


def plain_login(text: str) -> str:
    """What was typed, without spaces, full-width forms and capitals."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def district_of_host(host: str) -> District | None:
    """The district whose people sign in at this host name; the only one there is, if there is one (R8)."""
    some = list(District.objects.all()[:2])
    return some[0] if len(some) == 1 else District.objects.filter(host=host).first()


def is_locked(login: str, address: str, on: datetime) -> bool:
    """Whether this login name is locked for this address, or the address for any name.

    Other addresses are not: nobody can lock a colleague out by typing wrong passwords.
    """
    rows = FailedSignIn.objects.filter(address_digest=digest(address), last_at__gt=on - settings.LOCK_FOR)
    counts = dict(rows.values_list("login_digest", "count"))
    name = counts.get(digest(plain_login(login)), 0)
    return name >= settings.LOCK_AFTER or counts.get(ANY_LOGIN, 0) >= settings.LOCK_ADDRESS_AFTER


def check(login: str, password: str, address: str, on: datetime) -> Person | None:
    """The person with this login name or telephone number and password; None otherwise, after counting it."""
    name = plain_login(login)
    by = {"phone_digest": digest(name)} if PHONE.fullmatch(name) else {"login": name}
    person = Person.objects.filter(**by).first()
    if person is None:
        make_password(password)  # the same work, so that the time does not tell which names exist
    elif person.check_password(password) and person.is_open:
        for key in _failed(digest(name), digest(address)):
            FailedSignIn.objects.filter(pk=key).delete()
        return person
    for one in (digest(name), ANY_LOGIN):
        _count_failure(one, digest(address), on)
    log.warning("sign-in failed", extra={"login": digest(name)[:12], "address": digest(address)[:12]})
    return None


@written_once
def _failed(login_digest: str, address_digest: str) -> Any:
    rows = FailedSignIn.objects.filter(login_digest=login_digest, address_digest=address_digest)
    return rows.values_list("pk", flat=True)


def _count_failure(login_digest: str, address_digest: str, on: datetime) -> None:
    key = {"login_digest": login_digest, "address_digest": address_digest}
    recent = FailedSignIn.objects.filter(**key, last_at__gt=on - settings.LOCK_FOR)
    if not recent.update(count=F("count") + 1, last_at=on):
        FailedSignIn.objects.bulk_create(
            [FailedSignIn(**key, count=1, last_at=on)], update_conflicts=True,
            unique_fields=["district", *key], update_fields=["count", "last_at"],
        )  # fmt: skip


def begin(person: Person, device: str, on: datetime) -> str:
    """Open a session and return the cookie's value. What has ended goes, and the oldest beyond the limit."""
    token, before = secrets.token_urlsafe(32), _sessions(person.pk)
    SignIn.objects.create(
        token_digest=_digest(token), person=person, post_id=_usual_post(person, before), device=named(device)[:80],
        began_at=on, seen_at=on,
    )  # fmt: skip
    last = [one for one in before if not has_lapsed(one, on)]
    ended = {one.pk for one in before} - {one.pk for one in last[: settings.SESSIONS_AT_MOST - 1]}
    if ended:
        SignIn.objects.filter(pk__in=ended).delete()
    log.info("signed in", extra={"person": str(person.pk), "district": person.district_id})
    return f"{person.district_id}.{token}"


def _usual_post(person: Person, sessions: list[SignIn]) -> UUID | None:
    """The post to begin in: the only one, or the one of the last session; None if there is a choice to make."""
    held, last = _held(person.pk), next((one.post_id for one in sessions if one.post_id), None)
    return last if last in held else held[0] if len(held) == 1 else None


@written_once
def _held(person_id: UUID) -> Any:
    return Post.objects.filter(person=person_id, until=None).order_by("pk").values_list("pk", flat=True)


@written_once
def _sessions(person_id: UUID) -> Any:
    return SignIn.objects.filter(person=person_id).order_by("-seen_at", "-id")


def session_of(cookie: str, on: datetime) -> SignIn | None:
    """The open session of a cookie, with person and post alongside; None if it has ended. One query."""
    found = last_session_of(cookie)
    if found is None or has_lapsed(found, on):
        return None
    if on - found.seen_at > SEEN_EVERY:
        with within_district(found.district_id):
            SignIn.objects.filter(pk=found.pk).update(seen_at=on)
    return found


def last_session_of(cookie: str) -> SignIn | None:
    """The session of a cookie, though it may have ended by lapse of time. It says who it was, and opens nothing."""
    district, _dot, token = cookie.partition(".")
    if not CODE.fullmatch(district) or not token:
        return None
    with within_district(int(district)):
        found = next(iter(_with_token(_digest(token))), None)
    if found is None or not found.person.is_open:
        return None
    if found.post:
        found.post.person = found.person  # as it is; nobody acts in a post of another
    return found


@written_once
def _with_token(token_digest: str) -> Any:
    """The session, and what every page shows of the district and the person: see `SignIn`."""
    head = Chain.objects.order_by()
    unread = Notice.objects.filter(person_id=OuterRef("person_id"), read_at=None).order_by().values("person_id")
    return (
        SignIn.objects.order_by()
        .filter(token_digest=token_digest)
        .select_related(*SignIn.alongside)
        .annotate(
            number=Coalesce(Subquery(head.values("number")), 0),
            seal=Coalesce(Subquery(head.values("seal")), Value("")),
            unread=Coalesce(Subquery(unread.annotate(count=Count("pk")).values("count")), 0),
        )
    )


def has_lapsed(session: SignIn, on: datetime) -> bool:
    """Whether it has ended by lapse of time."""
    return on - session.seen_at > settings.IDLE_FOR or on - session.began_at > settings.SESSION_FOR


def lasting(on: datetime) -> Q:
    """Sessions that have not ended by lapse of time."""
    return Q(seen_at__gte=on - settings.IDLE_FOR, began_at__gte=on - settings.SESSION_FOR)


def end(session: SignIn) -> None:
    """Sign out: the token is worth nothing from now on."""
    session.delete()
    log.info("signed out", extra={"person": str(session.person_id)})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
