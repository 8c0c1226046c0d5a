"""How Django's forms are drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms and fields by our own templates."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/field/field.html"
