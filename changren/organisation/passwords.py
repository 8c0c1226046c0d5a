"""Passwords: how they are hashed, and the two profiles of what is accepted.

"asvs" follows OWASP ASVS 5.0 (length counts, no composition rules, no forced change); "mlps3" is what assessors
of MLPS level 3 ask for. `settings.PASSWORD_PROFILE` names the one in force, and `changren check` reports it.
"""

import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

READABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 O 1 l I: read aloud, copied from paper


class Argon2(Argon2PasswordHasher):
    """Argon2id at the OWASP minimum: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


@dataclass(frozen=True)
class Profile:
    """What a password must be. classes: of lower case, upper case, digits, others. days: until it must be changed."""

    shortest: int
    classes: int = 0
    days: int | None = None
    remembered: int = 0


PROFILES = {"asvs": Profile(shortest=8), "mlps3": Profile(shortest=10, classes=3, days=90, remembered=5)}


def profile() -> Profile:
    """The profile in force."""
    return PROFILES[settings.PASSWORD_PROFILE]


def check_new(password: str, person: Any) -> None:
    """ValidationError with every reason why `person` may not choose this password."""
    faults, asked = _faults(password, person.name, person.login), profile()
    former = [person.password, *(past.password for past in person.past_passwords.all()[: asked.remembered])]
    if any(check_password(password, one) for one in former):
        faults.append(_("You have used this password before."))
    if faults:
        raise ValidationError(faults)


def check_first(password: str, name: str, login: str) -> None:
    """As check_new, for somebody who is not entered yet."""
    faults = _faults(password, name, login)
    if faults:
        raise ValidationError(faults)


def _faults(password: str, name: str, login: str) -> list[str]:
    faults, asked = [], profile()
    if len(password) < asked.shortest:
        faults.append(_("At least %(n)d characters are needed.") % {"n": asked.shortest})
    if _classes(password) < asked.classes:
        faults.append(_("Mix at least %(n)d of: small letters, capitals, digits, other signs.") % {"n": asked.classes})
    if (name and name in password) or login.casefold() in password.casefold():
        faults.append(_("It must not contain your name."))
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        faults.append(_("This password is among the most common ones; anybody would try it."))
    return faults


def _classes(password: str) -> int:
    sets = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    found = {next((i for i, chars in enumerate(sets) if char in chars), len(sets)) for char in password}
    return len(found)


def must_change(person: Any, on: datetime) -> bool:
    """Whether the person must choose a new password before anything else."""
    days, chosen = profile().days, person.password_chosen_at
    return person.must_choose_password or bool(days and chosen and on - chosen > timedelta(days=days))


def first_password() -> str:
    """A first password that can be read from paper: three groups of four."""
    return "-".join(get_random_string(4, READABLE) for _group in range(3))
