"""The people whom a list names: who is there already, who is new, and who may be somebody else."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.secrets import digest, masked
from changren.base.tables import cells
from changren.base.tables.comparing import Line
from changren.base.tenancy.models import Township
from changren.organisation.models import Person

LONGEST_NAME = 40


class People:
    """The people of a township, and those whom one list has named before."""

    def __init__(self, township: Township) -> None:
        self.township = township
        self.there = list(Person.objects.filter(township=township))
        self.by_phone = {one.phone_digest: one for one in Person.objects.exclude(phone_digest=None)}
        self.logins = set(Person.objects.values_list("login", flat=True))
        self.new: dict[str, dict[str, Any]] = {}

    def named(self, line: Line, name: str, column: str, phone_column: str, known: Collection[Any]) -> dict[str, Any]:
        """Who is meant, as the act is given it: `person` (a key), or `name` and `login` of somebody new; `phone`.

        known: the keys of those who hold already what the column says, so that another telephone is only a new one.
        What is wrong, and a telephone that changes, is told in the line.
        """
        if len(name) > LONGEST_NAME:
            line.wrong[column] = _("This is too long for a name.")
        says = _("This is no telephone number.")
        phone: str = (line.read(phone_column, cells.phone, says) if phone_column else None) or ""
        person = self._person(line, name, column, phone_column, phone)
        if person is None:
            return self._new(line, name, column, phone)
        if not phone or phone == person.phone:
            phone = ""
        elif person.phone and person.pk not in known:
            line.wrong[column] = _("Somebody else may have this name: the telephone is another.")
        else:
            line.changes.append((line.labels[phone_column], person.masked_phone or "—", masked(phone)))
        return {"person": str(person.pk), "name": name, "login": person.login, "phone": phone}

    def _person(self, line: Line, name: str, column: str, phone_column: str, phone: str) -> Person | None:
        holder = self.by_phone.get(digest(phone)) if phone else None
        if holder is not None:
            if holder.township_id != self.township.pk:
                line.wrong[phone_column] = _("Somebody of another township has this telephone number.")
            elif holder.name != name:
                line.wrong[phone_column] = _("{name} has this telephone number.").format(name=holder.name)
            return holder
        same = [one for one in self.there if one.name == name]
        if len(same) > 1:
            line.wrong[column] = _("Several people here have this name. Give the telephone number that is entered.")
        return same[0] if same else None

    def _new(self, line: Line, name: str, column: str, phone: str) -> dict[str, Any]:
        """Somebody new; named twice, it is the same person, unless the telephones differ."""
        one = self.new.setdefault(name, {"person": None, "name": name, "login": self._login(name), "phone": phone})
        if phone and one["phone"] and phone != one["phone"]:
            line.wrong[column] = _("The same name stands here with two telephone numbers.")
        one["phone"] = one["phone"] or phone
        if phone and any(other["phone"] == phone and other is not one for other in self.new.values()):
            line.wrong[column] = _("The same telephone number stands beside two names.")
        return one

    def _login(self, name: str) -> str:
        login, n = name, 1
        while login in self.logins:
            n += 1
            login = f"{name}{n}"
        return login
