"""Reads the rows of a roster against what is there: whom each means, what it would change, what is wrong with it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.secrets import digest
from changren.base.tables import cells
from changren.base.tables.comparing import CHANGED, ELSEWHERE, SAME, WRONG
from changren.base.tables.headings import Record
from changren.mandates.models import Mandate, Term
from changren.mandates.queries.rosterlines import (
    LABELS,
    REGISTER,
    Line,
    book,
    named,
    shown,
    worded,
)
from changren.organisation.models import Person

AGES = ((35, Mandate.AgeBand.TO_35), (45, Mandate.AgeBand.TO_45), (55, Mandate.AgeBand.TO_55))
LONGEST_NAME, LONGEST_BODY, LONGEST_LOGIN = 40, 60, 60


class Reader:
    """Reads the rows of one roster, knowing who and what is there, and which rows came before."""

    def __init__(self, term: Term, places: dict[str, Any]) -> None:
        self.term, self.places = term, places
        rows = list(Mandate.objects.select_related(*Mandate.alongside).filter(term=term))
        self.people = list(Person.objects.filter(township=term.township_id))
        self.by_name: dict[str, list[Mandate]] = {}
        for one in rows:
            self.by_name.setdefault(one.person.name, []).append(one)
        self.by_person = {one.person_id: one for one in rows}
        self.by_phone = {one.phone_digest: one for one in Person.objects.exclude(phone_digest=None)}
        self.logins = set(Person.objects.values_list("login", flat=True))
        self.units = set(term.electing_units.values_list("name", flat=True))
        self.delegations = set(term.delegations.values_list("name", flat=True))
        self.numbers = {one.number: one.person_id for one in rows}
        self.next_number = max(self.numbers, default=0) + 1
        self.seen: dict[Any, int] = {}

    def line(self, record: Record) -> Line:
        """The row with its single values read."""
        line = Line(record, cells.name(record.cells.get("name", "")))
        said = record.cells.get("township") or record.section
        if said and not any(place == self.term.township_id and name in said for name, place in self.places.items()):
            line.state = ELSEWHERE
        return line

    def settle(self, line: Line) -> None:
        """Whom it means, what would change, and what is wrong."""
        self._person(line)
        self._values(line)
        self._once(line)
        if line.wrong:
            line.state, line.values = WRONG, {}
        elif line.mandate is None:
            line.login = line.person.login if line.person else self._login(line)
        else:
            self._compare(line)

    def _person(self, line: Line) -> None:
        if not line.name:
            line.wrong["name"] = _("There is no name.")
        elif len(line.name) > LONGEST_NAME:
            line.wrong["name"] = _("This is too long for a name.")
        line.phone = line.read("phone", cells.phone, _("This is no telephone number.")) or ""
        known = self.by_phone.get(digest(line.phone)) if line.phone else None
        if known is not None:
            self._with_phone(line, known)
            return
        same = self.by_name.get(line.name, [])
        others = [one for one in self.people if one.name == line.name and one.pk not in self.by_person]
        if len(same) + len(others) > 1:
            line.wrong["name"] = _("Several people here have this name. Give the telephone number that is entered.")
        elif same:
            line.mandate, line.person = same[0], same[0].person
        elif others:
            line.person = others[0]
        if line.person and self._may_be_a_namesake(line):
            line.wrong["name"] = _("Somebody else may have this name: telephone and electing unit are others.")

    def _may_be_a_namesake(self, line: Line) -> bool:
        """Whether whoever is entered under this name has another telephone and was elected by another unit."""
        there = line.person.phone if line.person else ""
        unit = line.mandate.electing_unit.name if line.mandate else ""
        said = cells.plain(line.record.cells.get("electing_unit", "")).replace(" ", "")
        return bool(line.phone and there and line.phone != there and said != unit)

    def _with_phone(self, line: Line, known: Person) -> None:
        if known.township_id != self.term.township_id:
            line.wrong["phone"] = _("Somebody of another township has this telephone number.")
        elif known.name != line.name:
            line.wrong["phone"] = _("{name} has this telephone number.").format(name=known.name)
        line.person, line.mandate = known, self.by_person.get(known.pk)

    def _values(self, line: Line) -> None:
        was = line.mandate
        wrong = _("The check of this identity number is wrong.")
        born, woman = line.read("identity", cells.identity, wrong) or (None, None)
        elected = line.read("elected_on", cells.day, _("This is no day.")) or (
            was.elected_on if was else self.term.began_on
        )
        line.values = {
            "number": self._number(line), "electing_unit": self._body(line, "electing_unit"),
            "delegation": self._body(line, "delegation"),
            "sector": self._word(line, "sector", was.sector if was else Mandate.Sector.OTHER),
            "rank": self._word(line, "rank", was.rank if was else Mandate.Rank.FRONT_LINE),
            "is_woman": self._is(line, "sex", was.is_woman if was else woman),
            "is_minority": self._minority(line), "age_band": self._age(line, born, elected),
            "on_committee": self._is(line, "on_committee", was.on_committee if was else False), "elected_on": elected,
        }  # fmt: skip

    def _number(self, line: Line) -> int:
        said = line.read("number", cells.whole, _("This is no delegate number."))
        if said is None:
            return line.mandate.number if line.mandate else self._free_number()
        holder = self.numbers.get(said)
        if holder is not None and (line.person is None or holder != line.person.pk):
            line.wrong["number"] = _("Delegate number {n} is taken.").format(n=said)
        return int(said)

    def _free_number(self) -> int:
        self.next_number += 1
        return self.next_number - 1

    def _body(self, line: Line, column: str) -> str:
        said = cells.plain(line.record.cells.get(column, "")).replace(" ", "")
        if len(said) > LONGEST_BODY:
            line.wrong[column] = _("This is too long for a name.")
        if said or line.mandate is None:
            if not said:
                line.wrong[column] = _("This is needed for a new delegate.")
            return said
        return str(getattr(line.mandate, column).name)

    def _word(self, line: Line, column: str, otherwise: str) -> str:
        return line.read(column, lambda text: worded(column, text), _("This word is not known.")) or otherwise

    def _is(self, line: Line, column: str, otherwise: bool | None) -> bool:
        said = line.read(column, lambda text: worded(column, text), _("This word is not known."))
        if said is None and otherwise is None and column not in line.wrong:
            line.wrong[column] = _("This is needed for a new delegate.")
        return said == "yes" if said is not None else bool(otherwise)

    def _minority(self, line: Line) -> bool:
        said = cells.plain(line.record.cells.get("ethnic", "")).lower()
        if not said:
            return line.mandate.is_minority if line.mandate else False
        return said not in book()["words"]["ethnic"]["no"].split()

    def _age(self, line: Line, born: date | None, elected: date) -> str:
        born = line.read("born", cells.day, _("This is no day.")) or born
        years = line.read("age", cells.whole, _("This is no age."))
        if born is not None:
            years = elected.year - born.year - ((elected.month, elected.day) < (born.month, born.day))
        if years is None:
            if line.mandate is None and not {"born", "age", "identity"} & line.wrong.keys():
                line.wrong["born"] = _("Age or day of birth is needed for a new delegate.")
            return line.mandate.age_band if line.mandate else Mandate.AgeBand.OVER_55
        return next((band for limit, band in AGES if years <= limit), Mandate.AgeBand.OVER_55)

    def _once(self, line: Line) -> None:
        """The same person, telephone or number a second time."""
        keys = [("name", line.person.pk if line.person else (line.name, line.values.get("electing_unit")))]
        keys += [("phone", line.phone)] if line.phone else []
        keys += [("number", line.values["number"])]
        for column, key in keys:
            first = self.seen.setdefault((column, key), line.record.row)
            if first != line.record.row and column not in line.wrong:
                line.wrong[column] = _("The same as in row {n}.").format(n=first)

    def _login(self, line: Line) -> str:
        said = cells.plain(line.record.cells.get("login", "")) or line.name
        login, n = said[:LONGEST_LOGIN], 1
        while login in self.logins:
            n += 1
            login = f"{said[: LONGEST_LOGIN - 4]}{n}"
        self.logins.add(login)
        return login

    def _compare(self, line: Line) -> None:
        assert line.mandate and line.person
        was = {name: getattr(line.mandate, name) for name in REGISTER}
        was |= {name: was[name].name for name in ("electing_unit", "delegation")}
        meta = Mandate._meta
        line.changes = [
            (meta.get_field(name).verbose_name, shown(line.mandate, name), named(name, line.values[name]))
            for name in REGISTER if was[name] != line.values[name]
        ]  # fmt: skip
        if line.phone and line.phone != line.person.phone:
            masked = Person(phone=line.phone).masked_phone
            line.changes.append((LABELS["phone"], line.person.masked_phone or "—", masked))
        line.state = CHANGED if line.changes else SAME
        if line.changes and not line.mandate.is_in_force:
            line.state, line.wrong["name"] = WRONG, _("This mandate has ended; its entry is not corrected.")
