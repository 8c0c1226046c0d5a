"""How Django's forms are drawn."""

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting

from changren.base.ui.tags import limit


class Field(BoundField):
    """A field that tells a screen reader how long it may be, beside its hint and its error."""

    @property
    def aria_describedby(self) -> str | None:
        """The ids of what is said about the field."""
        described = super().aria_describedby
        return f"{described or ''} {self.auto_id}_count".strip() if limit(self) else described


class Renderer(TemplatesSetting):
    """Forms and fields by our own templates."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/field/field.html"
    bound_field_class = Field
