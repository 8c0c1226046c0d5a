"""Imports, keys, addresses and templates go down the storeys, never up (docs/house.md, section 1)."""

import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps

from tests.house import plan

ROOT_NAMES = {
    "home",
    "unsent",
    "unsent-drop",
    "stylesheet",
    "ui",
    "help",
    "guide",
    "jobs",
    "backups",
    "calendar",
    "calendar-feed",
    "job",
    "job-stop",
    "from-forum",
    "pack",
    "packed",
    "from-matters",
}  # addresses that belong to no room
SHELL = {"base/ui/shell/foot.html", "base/ui/shell/top.html"}  # stands around every page, so it knows the entrance
UNKNOWN_ROOM = {"base/acts/offer.py"}  # makes an act's address from the act's own name


def goes_down(here: str, there: str) -> bool:
    """Whether a room may know another one: itself, or one that lies lower."""
    return here == there or plan.STOREYS[there] < plan.STOREYS[here]


def test_rooms_all_have_a_storey():
    packages = {path.parent.name for path in plan.CODE.glob("*/__init__.py")}
    assert packages - plan.STOREYS.keys() == set()


def test_imports_keep_the_contracts():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=plan.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def relations():
    """Every relation between our own models: model, field, the room it is in, the room it points to."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("changren."):
            continue
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.is_relation:
                yield model, field, model.__module__.split(".")[1], field.related_model.__module__.split(".")[1]


def test_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name}" for model, field, here, there in relations() if not goes_down(here, there)
    ]
    assert upward == []


def test_keys_that_cross_rooms_leave_no_name_behind():
    named = [
        f"{model._meta.label}.{field.name} is {field.remote_field.related_name} in {there}"
        for model, field, here, there in relations()
        if here != there and field.remote_field.related_name != "+"
    ]
    assert named == []


def test_addresses_asked_for_in_code_lie_below():
    asked = re.compile(rf"({'|'.join(plan.STOREYS)}):[a-z][a-z0-9_-]*")
    upward = [
        f"{plan.name_of(path)} asks for {text}"
        for path in plan.sources()
        for text in plan.strings(path)
        if (found := asked.fullmatch(text)) and not goes_down(plan.room_of(path), found[1])
    ]
    assert upward == []


def test_addresses_made_from_a_name_are_few():
    made = {
        plan.name_of(path)
        for path in plan.sources()
        for call in plan.calls(path)
        if getattr(call.func, "id", "") in ("reverse", "redirect", "resolve_url")
        and not isinstance(call.args[0], plan.ast.Constant)
        and plan.room_of(path) != "site"
    }
    assert made - UNKNOWN_ROOM - {"base/web/doing.py"} == set()


def test_addresses_asked_for_in_templates_lie_below():
    upward = []
    for path in plan.templates():
        for name in plan.addresses(path.read_text("utf-8")):
            room = name.split(":")[0] if ":" in name else ""
            fits = goes_down(plan.room_of(path), room) if room else name in ROOT_NAMES
            if not fits and plan.name_of(path) not in SHELL:
                upward.append(f"{plan.name_of(path)} asks for {name}")
    assert upward == []


def test_templates_extend_base_and_include_their_own():
    strange = []
    for path in plan.templates():
        here = plan.room_of(path)
        for name in plan.included(path.read_text("utf-8")):
            there = "base" if name.split("/")[0] in ("ui", "base", "django") else name.split("/")[0]
            if there not in ("base", here) and here != "site":
                strange.append(f"{plan.name_of(path)} takes {name}")
    assert strange == []
