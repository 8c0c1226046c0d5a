"""What this room asks the rulebook: the provisions of the Gallery Rules as they held on the day of the draft."""

from datetime import date, datetime
from typing import Any

from changren.base.tenancy.models import Township
from changren.congress.models import Meeting
from changren.gallery.models import Category, Gallery
from changren.rulebook.rules import rule


def rule_of(gallery: Gallery, name: str) -> Any:
    """The provision as it held when the seats were prepared."""
    return rule(f"gallery.{name}", at=gallery.township, on=gallery.drafted_on)


def closing_rule(it: Meeting | Gallery, on: datetime) -> Any:
    """How long before the meeting applications close; before there is a gallery, as it is on this day."""
    return rule_of(it, "close_before") if isinstance(it, Gallery) else rule(
        "gallery.close_before", at=it.township, on=on
    )  # fmt: skip


def seats_rule(gallery: Gallery, category: str) -> Any:
    """The provision that gives a category its seats."""
    return {
        Category.VILLAGE: rule_of(gallery, "seats_village"), Category.FIRM: rule_of(gallery, "seats_firms"),
        Category.OTHER: rule_of(gallery, "seats_others"),
    }[Category(category)]  # fmt: skip


def seats_given(township: Township, on: date) -> dict[str, int]:
    """How many seats of each category the rules give on this day, by the names of the fields."""
    found = {
        "seats_village": rule("gallery.seats_village", at=township, on=on),
        "seats_firms": rule("gallery.seats_firms", at=township, on=on),
        "seats_others": rule("gallery.seats_others", at=township, on=on),
    }
    return {name: provision.value for name, provision in found.items()}
