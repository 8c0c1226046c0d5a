"""The few things templates need that Django does not have."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from changren.base.ui.style import version

register = template.Library()


@register.filter
def day(value: Any) -> str:
    """A date (or a Due) as 2010-03-23, in the district's time zone."""
    value = getattr(value, "on", value)
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat() if value else "—"


@register.filter
def minute(value: datetime | None) -> str:
    """A moment as 2010-03-23 09:30, in the district's time zone."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else "—"


@register.filter
def control(field: Any) -> str:
    """What kind of control draws a field: "textarea", "radios", "checks", "select", "file" or "input"."""
    widget = field.field.widget
    kinds = (
        (forms.CheckboxSelectMultiple, "checks"), (forms.RadioSelect, "radios"), (forms.Textarea, "textarea"),
        (forms.Select, "select"), (forms.CheckboxInput, "check"), (forms.ClearableFileInput, "file"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(widget, kind)), "input")


@register.filter
def limit(field: Any) -> int | None:
    """How many characters a long text may have; None if it is none or has no limit."""
    widget = field.field.widget
    if not isinstance(widget, forms.Textarea):
        return None
    return widget.attrs.get("data-limit") or getattr(field.field, "max_length", None)


@register.filter
def first_id(field: Any) -> str:
    """The id of what takes the focus in a field: of the first choice, where there are several to press."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def first_open(acts: Iterable[Any]) -> Any:
    """Of open acts, the first that may be done now; None if none may."""
    return next((one for one in acts if not one.objection), None)


@register.filter
def days_left(value: Any, on: datetime | None) -> int | None:
    """Days from the moment `on` until a date (or a Due); below 0 when it is past, None without a date."""
    value = getattr(value, "on", value)
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return (value - timezone.localdate(on)).days if value and on else None


@register.filter
def late(days: int) -> int:
    """How many days something is late, from the days left."""
    return -days


@register.filter
def field(form: Any, name: str) -> Any:
    """The field of a form by its name."""
    return form[name]


@register.simple_tag
def stylesheet_url() -> str:
    """The address of the one stylesheet; it changes whenever a style does."""
    return reverse("stylesheet", args=[version()])


@register.simple_tag
@cache
def asset(path: str) -> str:
    """The address of a static file."""
    return static(path)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of icons.svg, for the eye alone."""
    shape = (
        '<svg class="icon" aria-hidden="true" focusable="false" width="24" height="24"><use href="{}#{}"></use></svg>'
    )
    return format_html(shape, static("icons.svg"), name)


@register.simple_tag
def spaced(*words: Any) -> SafeString:
    """Class names, the empty ones left out."""
    return SafeString(" ".join(str(word) for word in words if word))
