"""The few things templates need that Django does not have."""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from changren.base.ui.style import version

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as 2010-03-23, in the district's time zone."""
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
def field(form: Any, name: str) -> Any:
    """The field of a form by its name."""
    return form[name]


@register.simple_tag
def stylesheet_url() -> str:
    """The address of the one stylesheet; it changes whenever a style does."""
    return reverse("stylesheet", args=[version()])


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file."""
    return static(path)


@register.simple_tag
def spaced(*words: Any) -> SafeString:
    """Class names, the empty ones left out."""
    return SafeString(" ".join(str(word) for word in words if word))
