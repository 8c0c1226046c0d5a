"""Django's admin as a looking glass: the institution's records in a grid, to be read and never changed.

It is off unless CHANGREN_ADMIN=1 and opens for officers of the district. What people wrote stays in its own rooms,
behind their guards: drafts, answers, verdicts, texts not yet sent, sign-ins. So OPEN names what is shown.
"""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.organisation.models import Role

OPEN = {
    "base": ["Township", "CalendarDay"],
    "organisation": ["Unit", "Post"],
    "rulebook": ["Regulation", "Choice"],
    "mandates": ["Term", "Session", "ElectingUnit", "Delegation", "StructureTarget", "Mandate", "Vacancy"],
    "casework": ["Assignment", "Pause"],
    "proposals": ["Plan", "Activity"],
}


class NoTables:
    """Router: Django's users, groups and log of changes get no tables, for nothing here needs them."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if app_label in ("admin", "auth") else None


class LookingGlass(admin.AdminSite):
    """Signing in and out, and passwords, are the organisation's."""

    site_header = site_title = _("Changren: records to look at")
    index_template = "site/looking_glass.html"  # without "recent actions": there are none
    enable_nav_sidebar = False

    def has_permission(self, request: Any) -> bool:
        """Whether the post in which this person acts is one of the district's."""
        request.user.may_look_inside = request.role == Role.DISTRICT
        return request.user.may_look_inside

    def login(self, request: Any, extra_context: Any = None) -> Any:
        """For those who may not look inside: back to where one chooses the post to act in."""
        return HttpResponseRedirect(reverse("organisation:posts"))

    logout = password_change = login


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """A grid and a page of one row; `Person.has_perm` says no to all but looking."""

    list_per_page = 50
    show_full_result_count = False
    actions = None
    change_form_template = "site/looking_glass_row.html"  # without "history": a room tells that in sentences

    def get_list_display(self, request: Any) -> list[str]:
        """Every column but the keys."""
        return [field.name for field in self.model._meta.concrete_fields if field.name not in ("id", "district")]

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        """There is none: nothing is changed here."""
        raise Http404


looking_glass = LookingGlass("admin")
for room, names in OPEN.items():
    for name in names:
        looking_glass.register(apps.get_model(room, name), ReadOnly)
